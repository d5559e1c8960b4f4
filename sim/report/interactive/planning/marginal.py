"""What one more person would buy, group by group; the reader picks the KPI."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.report.chart_data import ChartData, Column
from sim.report.interactive.planning.columns import kpi_names, notes, units
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import each, told, worded
from sim.report.money import YEARLY
from sim.report.planning import marginal
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables


def chart(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart marginal.csv: the change of a KPI by one person more, with its interval."""
    if "marginal" not in tables:
        return None
    rows = marginal.table(tables).filter(pl.col("unit") != YEARLY)  # what a person costs is known
    if rows.is_empty():
        return None
    first = rows.filter(_same_as_first(rows))
    named = [kpi_names(of, tables) for of in rows.select("kpi", "level", "key").iter_rows()]
    return ChartData(
        name="marginal",
        renderer="intervals",
        title=both("marginal.title"),
        finding=told(lambda lang: marginal.finding(first, lang)),
        notes=notes(facts, both("marginal.note")),
        rows=rows.with_columns(
            *worded("choice", named),
            *worded("group", each(rows.to_dicts(), marginal.label)),
            *worded("skills", each(rows.to_dicts(), _skills)),
            *units("unit", rows["kpi"].to_list(), rows["unit"].to_list()),
            look=_look(),
        ),
        columns=[
            Column("choice", both("kpi"), "names"),
            Column("group", both("marginal.group"), "names"),
            Column("effect", both("marginal.effect"), "points", "unit"),
            Column("low", both("low"), "points", "unit"),
            Column("high", both("high"), "points", "unit"),
            Column("unit", both("unit"), "names", hidden=True),
            Column("value_per_100k", both("marginal.head.worth"), "points", "unit"),
            Column("busy_share", both("marginal.head.busy"), "share"),
            Column("skills", both("marginal.skills"), "names"),
            Column("n", both("replications"), "number"),
            Column("look", both("verdict"), hidden=True),
        ],
        encode={
            "row": "group",
            "value": "effect",
            "low": "low",
            "high": "high",
            "look": "look",
            "unit": "unit",
        },
        choose="choice",
        texts={
            "x": both("marginal.effect"),
            "look.better": both("marginal.better"),
            "look.worse": both("marginal.worse"),
            "look.unclear": both("marginal.unclear"),
        },
        extra={"zero": True},
    )


def _same_as_first(rows: pl.DataFrame) -> pl.Expr:
    first = rows.select("kpi", "level", "key").row(0, named=True)
    return pl.all_horizontal(pl.col(name) == value for name, value in first.items())


def _look() -> pl.Expr:
    side = pl.when(pl.col("better") > 0).then(pl.lit("better")).otherwise(pl.lit("worse"))
    return pl.when(pl.col("clear")).then(side).otherwise(pl.lit("unclear"))


def _skills(row: dict[str, Any], lang: str) -> str:
    return both("comma")[lang].join(dict.fromkeys(row[f"skill_names_{lang}"] or []))
