"""Which further figure, if it were reported, would narrow most what the reported ones leave open."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sim.report.calibration import candidates
from sim.report.chart_data import ChartData, Column, Names
from sim.report.interactive.calibration.texts import both
from sim.report.interactive.words import told


def chart(table: pl.DataFrame, notes: Sequence[Names] = ()) -> ChartData | None:
    """Chart candidates.csv: the mean reduction, and of which parameter most; None without any figure.

    Args:
        table: candidates.csv.
        notes: below the chart's own.
    """
    rows = candidates.table(table)
    if rows.is_empty():
        return None
    return ChartData(
        name="candidates",
        renderer="bars",
        title=both("candidates.title"),
        finding=told(lambda lang: candidates.finding(rows, lang)),
        notes=[both("candidates.note"), *notes],
        rows=rows.with_columns(pl.col("parameter_zh", "parameter_en").fill_null("")),
        columns=[
            Column("name", both("candidates.name"), "names"),
            Column("reduction", both("candidates.head.mean"), "share"),
            Column("parameter", both("candidates.head.most"), "names"),
            Column("parameter_reduction", both("candidates.head.of_it"), "share"),
        ],
        encode={"row": "name", "value": "reduction"},
        texts={"x": both("candidates.x")},
    )
