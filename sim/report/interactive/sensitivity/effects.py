"""The tornado: what each parameter does to a KPI over its range; the reader picks the KPI."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sim.report import tornado
from sim.report.chart_data import ChartData, Column, Names
from sim.report.interactive.sensitivity.outputs import output_measure, output_name, output_unit, ranged
from sim.report.interactive.sensitivity.texts import both
from sim.report.interactive.words import told, worded
from sim.report.tornado import Drivers

ENDS = ("low", "high")


def chart(drivers: Drivers, outputs: Sequence[str], notes: Sequence[Names] = ()) -> ChartData:
    """Chart effects.csv: the change of each KPI with a parameter at either end of its range.

    Args:
        drivers: the tables of a study.
        outputs: KPIs as kpi/level/key.
        notes: below the chart's own.
    """
    return ChartData(
        name="tornado",
        renderer="bars",
        title=both("title"),
        finding=_finding(drivers, outputs),
        notes=[both("note"), *notes],
        rows=pl.concat(_of(drivers, output) for output in outputs),
        columns=[
            Column("kpi", both("kpi"), "names"),
            Column("parameter", both("parameter"), "names"),
            Column("end", both("end"), "names"),
            Column("change", both("change"), "points", "unit"),
            Column("reached", both("reached"), "number", "unit"),
            Column("base", both("base"), "number", "unit"),
            Column("unit", both("unit"), "names", hidden=True),
        ],
        encode={"row": "parameter", "value": "change", "series": "end", "unit": "unit"},
        choose="kpi",
        texts={"x": both("change")},
    )


def _finding(drivers: Drivers, outputs: Sequence[str]) -> Names:
    """Tell of the first KPI what it is at the baseline, and which parameter moves it most."""
    first = outputs[0]
    rows, of = tornado.table(drivers, first), output_measure(first)
    said = told(lambda lang: tornado.finding(rows, drivers, of, lang))
    return both("finding", kpi=output_name(first), finding=said)


def _of(drivers: Drivers, output: str) -> pl.DataFrame:
    """One row for each parameter and end, the strongest parameter first."""
    rows = tornado.table(drivers, output).with_row_index("place")
    ends = list(rows.select("low", "high").iter_rows())
    named = rows.with_columns(*worded("parameter", ranged(rows["parameter"].to_list(), ends, drivers)))
    parts = [
        named.select(
            *("place", "parameter_zh", "parameter_en"),
            *worded("kpi", [output_name(output)] * rows.height),
            *worded("end", [both(f"tornado.{end}")] * rows.height),
            *worded("unit", [output_unit(output)] * rows.height),
            change=pl.col(f"at_{end}") - pl.col("at_base"),
            reached=pl.col(f"at_{end}"),
            base=pl.col("at_base"),
        )
        for end in ENDS
    ]
    return pl.concat(parts).sort("place", maintain_order=True)
