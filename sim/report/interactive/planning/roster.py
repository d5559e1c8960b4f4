"""The week of rotating specialists: half days against members, the reader picks the group."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import ChartData, Column
from sim.report.interactive.planning.columns import notes, weekday
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import told, worded
from sim.report.planning import roster
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables


def chart(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart roster.csv: expected work in each half day of each member, and the facility."""
    if "roster" not in tables or tables["roster"].is_empty():
        return None
    rows = roster.table(tables)
    order = rows.select(group=pl.col("group").unique(maintain_order=True)).with_row_index("group_place")
    rows = rows.join(order, on="group").sort("group_place", "row", "slot", maintain_order=True)
    return ChartData(
        name="roster",
        renderer="heat",
        title=both("roster.title"),
        finding=told(lambda lang: roster.finding(rows, lang)),
        notes=notes(facts, both("roster.note")),
        rows=_worded(rows),
        columns=[
            Column("group", both("roster.group"), "names"),
            Column("member", both("roster.who"), "names"),
            Column("day", both("roster.day"), "names"),
            Column("half", both("roster.slot"), "names"),
            Column("slot", both("roster.slot"), "names", hidden=True),
            Column("facility", both("roster.facility"), "names"),
            Column("duty", both("roster.duty")),
            Column("work_hours", both("roster.work"), "number"),
            Column("travel_minutes", both("roster.travel"), "number"),
        ],
        encode={"x": "slot", "y": "member", "value": "work_hours", "group": "day"},
        choose="group",
        texts={
            "x": both("roster.slot"),
            "y": both("roster.who"),
            "value": both("roster.work"),
            "empty": both("roster.off"),
        },
    )


def _worded(rows: pl.DataFrame) -> pl.DataFrame:
    """Name members, days and halves; columns of a week come in its order, whoever is on duty when."""
    days = [weekday(one) for one in rows["weekday"]]
    halves = [both(f"roster.{one}") for one in rows["half"]]
    slots = [both("roster.of_day", day=day, half=half) for day, half in zip(days, halves, strict=True)]
    hours = pl.format("{}–{}", pl.col("opens").fill_null(""), pl.col("closes").fill_null(""))
    return rows.with_columns(
        *worded("member", [both("roster.member", n=one) for one in rows["member"]]),
        *worded("day", days),
        *worded("half", halves),
        *worded("slot", slots),
        duty=hours.str.strip_chars("–"),
    )
