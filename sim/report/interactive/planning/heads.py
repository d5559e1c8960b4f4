"""Where a plan saves persons and where it adds them."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import ChartData, Column
from sim.report.interactive.planning.columns import MILLION, notes
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import told, worded
from sim.report.planning import heads
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables

SIGNS = {"saved": -1, "added": 1}


def chart(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart levers.csv: persons saved and added in all, by county, and by facility."""
    if "levers" not in tables:
        return None
    rows = heads.table(tables)
    bars = rows.filter(pl.col("panel") != "choice")
    if bars.is_empty():
        return None
    long = pl.concat(
        bars.with_row_index("place").with_columns(
            change=sign * pl.col(side), side=pl.lit(side), cost=pl.col("cost") / MILLION
        )
        for side, sign in SIGNS.items()
    ).sort("place", maintain_order=True)
    parts = ["facility" if one == "facility" else "total" for one in long["panel"]]
    return ChartData(
        name="heads",
        renderer="bars",
        title=both("heads.title"),
        finding=told(lambda lang: heads.finding(rows, lang)),
        notes=notes(facts, both("heads.note", most=heads.MOST), told(lambda lang: heads.choices(rows, lang))),
        rows=long.with_columns(
            *worded("part", [both(f"heads.part.{one}") for one in parts]),
            *worded("side", [both(f"heads.{one}") for one in long["side"]]),
        ),
        columns=[
            Column("part", both("heads.part"), "names"),
            Column("name", both("heads.place"), "names"),
            Column("side", both("what"), "names"),
            Column("change", both("heads.change"), "points", both("persons")),
            Column("today", both("heads.head.today"), "number"),
            Column("recommended", both("heads.head.now"), "number"),
            Column("cost", both("cost"), "points", both("money")),
        ],
        encode={"row": "name", "value": "change", "series": "side", "panel": "part"},
        texts={"x": both("heads.change")},
        extra={"stacked": True},
    )
