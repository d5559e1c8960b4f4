"""What a design changes if an assumption is off, KPI by KPI; the reader picks the KPI."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import ChartData, Column, Names
from sim.report.interactive.planning.columns import counted, kpi_names, notes, units
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import joined, worded
from sim.report.measures import measure
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables
from sim.report.texts import LANGUAGES

PLAN = ("picked_zh", "picked_en")  # of a frontier, where several plans are tried
TODAY = "today"


def chart(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart varied.csv: the change against today's network under each assumption, with its interval."""
    rows = _changes(tables)
    if rows is None or rows.is_empty():
        return None
    several = set(PLAN) <= set(rows.columns)
    named = [kpi_names(of, tables) for of in rows.select("kpi", "level", "key").iter_rows()]
    rows = rows.with_columns(
        *worded("choice", named),
        *units("unit", rows["kpi"].to_list(), rows["unit"].to_list()),
    )
    return ChartData(
        name="varied",
        renderer="intervals",
        title=both("varied.title"),
        finding=_finding(rows, named[0], several),
        notes=notes(facts, both("varied.note")),
        rows=counted(rows, "change", "low", "high"),
        columns=[
            Column("choice", both("kpi"), "names"),
            Column("variant", both("robustness.variant"), "names"),
            *([Column("picked", both("varied.plan"), "names")] if several else []),
            Column("change", both("varied.gain" if several else "varied.change"), "points", "unit"),
            Column("low", both("low"), "points", "unit"),
            Column("high", both("high"), "points", "unit"),
            Column("unit", both("unit"), "names", hidden=True),
            Column("n", both("replications"), "number"),
            Column("look", both("verdict"), hidden=True),
        ],
        encode={
            "row": "variant",
            "value": "change",
            "low": "low",
            "high": "high",
            "unit": "unit",
        }
        | ({"series": "picked"} if several else {"look": "look"}),
        choose="choice",
        texts={
            "x": both("varied.gain" if several else "varied.change"),
            "look.better": both("marginal.better"),
            "look.worse": both("marginal.worse"),
        },
        extra={"zero": True},
    )


def _finding(rows: pl.DataFrame, kpi: Names, several: bool) -> Names:
    """Tell under how many assumptions the first KPI is clearly better; of several plans, of each."""
    clear, n = _clearly_better(rows)
    if not several:
        return both("varied.finding", n=n, kpi=kpi, clear=clear)
    each = [
        both("varied.of_plan", plan=dict(zip(LANGUAGES, names, strict=True)), clear=_clearly_better(own)[0])
        for names, own in rows.group_by(*PLAN, maintain_order=True)
    ]
    return both("varied.finding_of", n=n, kpi=kpi, plans=joined(each, "semicolon"))


def clearly_better(tables: Tables) -> tuple[int, int]:
    """Count the assumptions under which the first KPI is clearly better than today's, and all of them."""
    rows = _changes(tables)
    return (0, 0) if rows is None or rows.is_empty() else _clearly_better(rows)


def _clearly_better(rows: pl.DataFrame) -> tuple[int, int]:
    first = rows.filter(pl.col("kpi") == rows["kpi"][0])
    better = first.group_by("variant").agg((pl.col("look") == "better").any())["look"]
    return int(better.sum()), len(better)


def _changes(tables: Tables) -> pl.DataFrame | None:
    """Return varied.csv with change, low, high of any kind of folder, and the look of each row.

    A siting tells changes, a frontier gains (positive is better) of several plans; today's network is none.
    """
    rows = tables.get("varied")
    if rows is None:
        return None
    gained = "gain" in rows.columns
    if gained:
        rows = rows.filter(~pl.col("picked").str.split(";").list.contains(TODAY)).with_columns(change="gain")
    ends = ("gain_low", "gain_high") if gained else ("change_low", "change_high")
    sign = [
        1.0 if gained else {"lower": -1.0, "higher": 1.0}.get(measure(kpi).better, 0.0) for kpi in rows["kpi"]
    ]
    low, high = pl.col("low"), pl.col("high")
    good = pl.Series(sign, dtype=pl.Float64)
    rows = rows.with_columns(low=pl.col(ends[0]), high=pl.col(ends[1])).drop_nulls("change")
    apart = (low > 0) | (high < 0)
    better = pl.col("change") * pl.lit(good) > 0
    neutral = pl.lit(good) == 0
    look = (
        pl.when(~apart.fill_null(False))
        .then(pl.lit("unclear"))
        .when(neutral)
        .then(pl.lit("neutral"))
        .when(better)
        .then(pl.lit("better"))
        .otherwise(pl.lit("worse"))
    )
    return rows.with_columns(look=look)
