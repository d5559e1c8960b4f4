"""Every reported figure against the calibrated model, and against what the other figures alone predict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from sim.report.calibration import targets
from sim.report.chart_data import ChartData, Column, Names
from sim.report.interactive.calibration.texts import both
from sim.report.interactive.words import named_unit, told, worded
from sim.report.numbers import p_text

LOOKS = {
    targets.REPORTED: "plain",
    targets.BEFORE: "base",
    targets.PREDICTED: "met",
    targets.LEFT_OUT: "unsure",
}
MISSED = "missed"  # a prediction that does not hold the reported figure


def chart(table: pl.DataFrame, notes: Sequence[Names] = ()) -> ChartData:
    """Chart targets.csv: a panel for each figure in its own unit, a row for each mark.

    Args:
        table: targets.csv.
        notes: below the chart's own.
    """
    every = targets.table(table)
    rows = every.drop_nulls("value")
    listed = rows.to_dicts()
    return ChartData(
        name="targets",
        renderer="intervals",
        title=both("targets.title"),
        finding=told(lambda lang: targets.finding(every, lang)) if listed else both("nothing"),
        notes=[both("targets.note"), *notes],
        rows=rows.with_columns(
            *worded("mark_name", [both(f"targets.key.{one}") for one in rows["mark"]]),
            *worded("unit_name", [named_unit(one) for one in rows["unit"]]),
            *worded("said", [_said(row) for row in listed]),
            p_value=pl.Series([p_text(row["p"]) for row in listed], dtype=pl.String),
            look=pl.Series([_look(row) for row in listed], dtype=pl.String),
        ),
        columns=[
            Column("name", both("targets.figure"), "names"),
            Column("mark_name", both("targets.mark"), "names"),
            Column("value", both("targets.median"), "number", "unit_name"),
            Column("low", both("targets.low"), "number", "unit_name"),
            Column("high", both("targets.high"), "number", "unit_name"),
            Column("unit_name", both("unit"), "names"),
            Column("p_value", both("targets.p")),
            Column("said", both("targets.inside"), "names"),
            Column("look", both("targets.inside"), hidden=True),
        ],
        encode={
            "panel": "name",
            "row": "mark_name",
            "value": "value",
            "low": "low",
            "high": "high",
            "unit": "unit_name",
            "look": "look",
        },
        texts={
            "x": both("targets.value"),
            "look.plain": both("targets.key.reported"),
            "look.base": both("targets.key.before"),
            "look.met": both("targets.holds"),
            "look.unsure": both("targets.key.left_out"),
            "look.missed": both("targets.misses"),
        },
    )


def _look(row: dict[str, Any]) -> str:
    return MISSED if row["holds"] is False else LOOKS[row["mark"]]


def _said(row: dict[str, Any]) -> Names:
    """Say whether a prediction holds the reported figure; nothing of what is no prediction."""
    if row["holds"] is None:
        return both("nothing")
    return both("targets.yes" if row["holds"] else "targets.no")
