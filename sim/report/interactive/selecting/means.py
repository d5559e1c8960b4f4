"""The mean of each scenario with its interval, and which was selected."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import ChartData, Column, Names
from sim.report.interactive.selecting.data import LEFT, SELECTED, STAYED, Selection
from sim.report.interactive.selecting.texts import both
from sim.report.interactive.words import told, worded
from sim.report.planning.facts import precise

LOOKS = {SELECTED: "added", STAYED: "plain", LEFT: "closed"}


def chart(found: Selection) -> ChartData:
    """Chart selection.csv, the selected scenario first."""
    rows, unit = found.standings, found.unit
    decided = found.manifest.get("decided") is not False
    first = rows.row(0, named=True)
    finding = both(
        "means.finding" if decided else "means.undecided",
        name=found.name(first["scenario"]),
        value=value(first["low"], first["mean"], first["high"], found),
    )
    return ChartData(
        name="selection",
        renderer="intervals",
        title=both("means"),
        finding=finding,
        notes=[both("means.note"), both(f"basis.{found.measure.basis}")],
        rows=rows.with_columns(
            *worded("name", [found.name(one) for one in rows["scenario"]]),
            *worded("state", [state(row["state"], row["eliminated_at"], decided) for row in rows.to_dicts()]),
            look=pl.col("state").replace_strict(LOOKS, return_dtype=pl.String),
        ),
        columns=[
            Column("name", both("scenario"), "names"),
            Column("mean", found.kpi, "number", unit),
            Column("low", both("low"), "number", unit),
            Column("high", both("high"), "number", unit),
            Column("replications", both("replications"), "number"),
            Column("state", both("state"), "names"),
            Column("look", both("state"), hidden=True),
        ],
        encode={"row": "name", "value": "mean", "low": "low", "high": "high", "look": "look"},
        texts={
            "x": found.kpi,
            "look.added": both("selected" if decided else "best"),
            "look.plain": both("stayed"),
            "look.closed": both("out"),
        },
    )


def state(of: str, at: int | None, decided: bool) -> Names:
    """Say what became of a scenario; nothing is selected where nothing was decided."""
    if of == SELECTED:
        return both("selected" if decided else "best")
    return both("left", at=at) if of == LEFT else both("stayed")


def value(low: float | None, mean: float, high: float | None, found: Selection) -> Names:
    """Write a mean of the KPI with its unit, as finely as its interval tells."""
    of = found.measure
    shown = precise(low, mean, high, of.unit_en)[0]
    return told(lambda lang: shown + of.behind(lang))
