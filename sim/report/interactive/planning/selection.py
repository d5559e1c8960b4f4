"""The shortlisted designs as they were simulated: mean and interval of each, and which was selected."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import ChartData, Column
from sim.report.interactive.planning.columns import kpi_names, notes, unit_of
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import each, told, worded
from sim.report.measures import measure
from sim.report.planning import selection
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables

LOOKS = {selection.SELECTED: "added", selection.STAYED: "plain", selection.LEFT: "closed"}


def chart(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart selection.csv: the mean of each design with its interval, the selected one first."""
    if "selection" not in tables or tables["selection"].is_empty():
        return None
    kpi = facts.selected_by
    rows = selection.ordered(selection.table(tables), measure(kpi[0]).better)
    decided = facts.manifest.get("decided") is not False
    name, unit = kpi_names(kpi, tables), unit_of(kpi[0])
    first = selection.SELECTED if decided else selection.BEST
    return ChartData(
        name="selection",
        renderer="intervals",
        title=both("selection.title"),
        finding=told(lambda lang: selection.finding(rows, lang, facts)),
        notes=notes(facts, both("selection.note"), facts.manifest.get("guarantee") or both("nothing")),
        rows=rows.with_columns(
            *worded(
                "state", each(rows.to_dicts(), lambda row, lang: selection.state_text(row, decided, lang))
            ),
            look=pl.col("state").replace_strict(LOOKS, return_dtype=pl.String),
        ),
        columns=[
            Column("name", both("design"), "names"),
            Column("mean", name, "number", unit),
            Column("low", both("low"), "number", unit),
            Column("high", both("high"), "number", unit),
            Column("replications", both("replications"), "number"),
            Column("state", both("state"), "names"),
            Column("look", both("state"), hidden=True),
        ],
        encode={"row": "name", "value": "mean", "low": "low", "high": "high", "look": "look"},
        texts={
            "x": name,
            "look.added": both(f"selection.key.{first}"),
            "look.plain": both(f"selection.key.{selection.STAYED}"),
            "look.closed": both(f"selection.key.{selection.LEFT}"),
        },
    )
