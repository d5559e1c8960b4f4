"""How much of a KPI's variance, or what mean effect, is due to each parameter; the reader picks the KPI."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from sim.report.chart_data import ChartData, Column, ColumnKind, Names
from sim.report.interactive.sensitivity.outputs import output_name, output_unit
from sim.report.interactive.sensitivity.texts import both
from sim.report.interactive.words import SHARE, worded
from sim.report.measures import percent
from sim.report.tornado import Drivers


class Kind(NamedTuple):
    """What is charted: the columns of the indices, which of them ranks, and whether they are shares."""

    name: str
    indices: tuple[str, ...]
    ranks: str
    shares: bool


SOBOL = Kind("indices", ("total", "first"), "total", shares=True)
MORRIS = Kind("screening", ("mu_star",), "mu_star", shares=False)


def sobol(drivers: Drivers, outputs: Sequence[str], notes: Sequence[Names] = ()) -> ChartData | None:
    """Chart sobol.csv: total and first-order indices with their intervals; None where there are none."""
    return None if drivers.sobol is None else _chart(drivers.sobol, SOBOL, drivers, outputs, notes)


def morris(drivers: Drivers, outputs: Sequence[str], notes: Sequence[Names] = ()) -> ChartData | None:
    """Chart morris.csv: mean effects with their intervals; None where there are none."""
    return None if drivers.morris is None else _chart(drivers.morris, MORRIS, drivers, outputs, notes)


def _chart(
    found: pl.DataFrame, kind: Kind, drivers: Drivers, outputs: Sequence[str], notes: Sequence[Names]
) -> ChartData:
    ranked = {output: _ranked(found, kind, output) for output in outputs}
    first = ranked[outputs[0]].row(0, named=True)
    name = {lang: drivers.names(lang)[first["parameter"]] for lang in ("zh", "en")}
    shown: ColumnKind = "number" if kind.shares else "points"  # an effect is a difference
    return ChartData(
        name=kind.name,
        renderer="intervals",
        title=both(kind.name),
        finding=both(
            f"{kind.name}.finding", kpi=output_name(outputs[0]), name=name, share=_part(first[kind.ranks])
        ),
        notes=[both(f"{kind.name}.note"), *notes],
        rows=pl.concat(_long(rows, kind, output, drivers) for output, rows in ranked.items()),
        columns=[
            Column("kpi", both("kpi"), "names"),
            Column("parameter", both("parameter"), "names"),
            Column("index", both("index"), "names"),
            Column("value", both("tornado.sobol" if kind.shares else "tornado.mu_star"), shown, "unit"),
            Column("low", both("low"), shown, "unit"),
            Column("high", both("high"), shown, "unit"),
            Column("unit", both("unit"), "names", hidden=True),
        ],
        encode={
            "row": "parameter",
            "value": "value",
            "low": "low",
            "high": "high",
            "series": "index",
            "unit": "unit",
        },
        choose="kpi",
        texts={"x": both("tornado.sobol" if kind.shares else "tornado.mu_star")},
        extra={"zero": True},
    )


def _part(value: float) -> str:
    return percent(min(max(value, 0.0), 1.0), 0)


def _ranked(found: pl.DataFrame, kind: Kind, output: str) -> pl.DataFrame:
    own = found.filter(pl.col("output") == output)
    return own.sort(kind.ranks, descending=True, maintain_order=True).with_row_index("place")


def _long(rows: pl.DataFrame, kind: Kind, output: str, drivers: Drivers) -> pl.DataFrame:
    """One row for each parameter and index; intervals are value -+ half width.

    They are cut to what an index can be: a share of the variance, or a mean effect, which is absolute.
    """
    named = {lang: drivers.names(lang) for lang in ("zh", "en")}
    names = [{lang: named[lang][one] for lang in named} for one in rows["parameter"]]
    unit = SHARE if kind.shares else output_unit(output)
    most = 1.0 if kind.shares else None
    parts = [
        rows.select(
            "place",
            *worded("kpi", [output_name(output)] * rows.height),
            *worded("parameter", names),
            *worded("index", [both(f"tornado.{index}")] * rows.height),
            *worded("unit", [unit] * rows.height),
            value=pl.col(index).clip(0.0, most),
            low=(pl.col(index) - pl.col(f"{index}_half_width")).clip(0.0, most),
            high=(pl.col(index) + pl.col(f"{index}_half_width")).clip(0.0, most),
        )
        for index in kind.indices
    ]
    return pl.concat(parts).sort("place", maintain_order=True)
