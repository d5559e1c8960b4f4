"""What was promised beside what came out on fresh seeds, a panel for each KPI."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import ChartData, Column
from sim.report.interactive.planning.columns import counted, estimate, notes, units
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import each, told, worded
from sim.report.planning import promise
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables

MARKS = {"promised": "n", "found": "found_n", "today": None}  # and the column of each one's replications
TODAY = "found_before"


def chart(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart promise.csv: promised, found and today's value of each KPI, and the bound of its target."""
    if "promise" not in tables or tables["promise"].is_empty():
        return None
    rows = promise.table(tables)
    said = [both("promise.note")]
    if rows.filter(pl.col("bound").is_null(), pl.col("held").is_not_null()).height:
        said.append(both("promise.alike.note"))
    return ChartData(
        name="promise",
        renderer="intervals",
        title=both("promise.title"),
        finding=told(lambda lang: promise.finding(rows, lang)),
        notes=notes(facts, *said, facts.manifest.get("promise") or {"zh": "", "en": ""}),
        rows=_long(rows),
        columns=[
            Column("panel", both("kpi"), "names"),
            Column("mark", both("what"), "names"),
            *estimate("unit"),
            Column("bound", both("target"), "number", "unit"),
            Column("unit", both("unit"), "names"),
            Column("n", both("replications"), "number"),
            Column("verdict", both("verdict"), "names"),
            Column("look", both("verdict"), hidden=True),
        ],
        encode={
            "panel": "panel",
            "row": "mark",
            "value": "value",
            "low": "low",
            "high": "high",
            "unit": "unit",
            "look": "look",
        }
        | ({"reference": "bound"} if rows["bound"].drop_nulls().len() else {}),
        texts={
            "x": both("value"),
            "look.plain": both("promise.key.promised"),
            "look.base": both("promise.key.today"),
            "look.met": both("promise.key.found"),
            "look.missed": both("promise.key.missed"),
        },
    )


def _long(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each KPI and mark; amounts of money in millions."""
    rows = rows.with_columns(
        *worded("panel", each(rows.to_dicts(), promise.row_name)),
        *units("unit", rows["kpi"].to_list(), rows["unit"].to_list()),
    )
    parts = []
    for mark, runs in MARKS.items():
        name, none = TODAY if mark == "today" else mark, pl.lit(None, pl.Float64)
        ends = [none if mark == "today" else pl.col(f"{mark}_{end}") for end in ("low", "high")]
        part = rows.with_row_index("place").select(
            *("place", "panel_zh", "panel_en", "unit", "unit_zh", "unit_en", "bound"),
            *(pl.lit(both(f"promise.key.{mark}")[lang]).alias(f"mark_{lang}") for lang in ("zh", "en")),
            value=pl.col(name),
            low=ends[0],
            high=ends[1],
            n=pl.col(runs) if runs else pl.lit(None, pl.Int64),
            look=_look(mark),
            held=pl.col("held") if mark == "found" else pl.lit(None, pl.Boolean),
        )
        parts.append(part.drop_nulls("value"))
    long = pl.concat(parts).sort("place", maintain_order=True)
    said = worded("verdict", each(long.to_dicts(), promise.verdict))
    return counted(long.with_columns(*said), "value", "low", "high", "bound")


def _look(mark: str) -> pl.Expr:
    if mark == "found":
        return pl.when(pl.col("held").eq_missing(False)).then(pl.lit("missed")).otherwise(pl.lit("met"))
    return pl.lit("base" if mark == "today" else "plain")
