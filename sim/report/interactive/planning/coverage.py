"""Coverage gained by township, and what more stations would cover."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import ChartData, Column, Names
from sim.report.interactive.planning.columns import MILLION, notes
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import told, worded
from sim.report.measures import percent
from sim.report.planning import coverage
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables

FURTHER = (  # told beside the share, where the file has them
    Column("mean_minutes", both("map.travel"), "number", both("minutes")),
    Column("cost", both("cost"), "number", both("money")),
)


def chart(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart towns.csv: the share of demand within reach before and after, of those that change most."""
    if "towns" not in tables:
        return None
    rows = coverage.table(tables).filter(pl.col("panel") != "budget")
    if rows.is_empty():
        return None
    network = both("coverage.network")
    rows = rows.with_columns(pl.col(f"name_{lang}").fill_null(network[lang]) for lang in ("zh", "en"))
    parts = [
        rows.with_row_index("place").with_columns(
            *worded("when", [both(f"when.{when}")] * rows.height), share=pl.col(when)
        )
        for when in ("before", "after")
    ]
    return ChartData(
        name="coverage",
        renderer="intervals",
        title=both("coverage.title"),
        finding=told(lambda lang: coverage.finding(rows, lang, facts)),
        notes=notes(facts, both("coverage.note", most=coverage.MOST)),
        rows=pl.concat(parts).sort("place", maintain_order=True),
        columns=[
            Column("name", both("coverage.towns"), "names"),
            Column("when", both("when"), "names"),
            Column("share", _within(facts), "share"),
            Column("gain", both("coverage.head.gain"), "points"),
            Column("demand", both("map.demand"), "number"),
        ],
        encode={"row": "name", "value": "share", "series": "when"},
        texts={"x": _within(facts)},
    )


def further(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart budget.csv: the most that can be covered with 0, 1, 2, ... new stations."""
    if "budget" not in tables:
        return None
    rows = tables["budget"].drop_nulls(["p", "covered_share"]).sort("p")
    if rows.height < 2:
        return None
    p = int(facts.manifest.get("new") or 0)
    asked = rows.filter(pl.col("p") == p)
    last = rows.row(-1, named=True)
    now = asked.row(0, named=True) if asked.height else rows.row(0, named=True)
    if "cost" in rows.columns:
        rows = rows.with_columns(pl.col("cost") / MILLION)
    return ChartData(
        name="further",
        renderer="lines",
        title=both("coverage.further"),
        finding=both(
            "coverage.further.finding",
            p=now["p"],
            share=percent(now["covered_share"]),
            q=last["p"],
            most=percent(last["covered_share"]),
        ),
        notes=notes(facts, both("coverage.further.note")),
        rows=rows,
        columns=[
            Column("p", both("coverage.p"), "number"),
            Column("covered_share", _within(facts), "share"),
            *(one for one in FURTHER if one.id in rows.columns),
        ],
        encode={"x": "p", "value": "covered_share"},
        texts={"x": both("coverage.p"), "y": _within(facts)},
        extra={"marks": [{"x": p, "text": both("coverage.here")}]} if asked.height and p else {},
    )


def _within(facts: Facts) -> Names:
    return both("coverage.within", reach=f"{facts.reach:g}")
