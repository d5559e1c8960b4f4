"""The search's path: the cost of each design tried, and the best so far that meets all targets."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import ChartData, Column, Names
from sim.report.interactive.planning.columns import MILLION, notes
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import told, worded
from sim.report.planning import search
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables
from sim.report.planning.texts import TEXTS


def chart(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart designs.csv in the order of simulation; stages are marked where they begin."""
    if "designs" not in tables:
        return None
    rows = search.table(tables)
    if rows.is_empty():
        return None
    kept = pl.when("feasible").then(pl.lit("kept")).otherwise(pl.lit("missed"))
    tried = rows.select("number", "stage", "cost", series=kept)
    long = pl.concat([tried, _best(rows)]).with_columns(pl.col("cost") / MILLION)
    return ChartData(
        name="search",
        renderer="scatter",
        title=both("search.title"),
        finding=told(lambda lang: search.finding(rows, lang)),
        notes=notes(facts, both("search.note")),
        rows=long.with_columns(
            *worded("series", [both(f"search.{one}") for one in long["series"]]),
            *worded("stage", [stage_name(one) for one in long["stage"]]),
            name=pl.format("{}", "number"),
            line=pl.col("series") == "best",
        ),
        columns=[
            Column("number", both("search.number"), "number"),
            Column("name", both("design"), hidden=True),
            Column("series", both("what"), "names"),
            Column("stage", both("search.stage"), "names"),
            Column("cost", both("cost"), "number", both("money")),
            Column("line", both("search.best"), hidden=True),
        ],
        encode={"x": "number", "y": "cost", "name": "name", "series": "series"},
        texts={"x": both("search.x"), "y": both("search.y")},
        extra={"line": "line"},
    )


def _best(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the corners of the step line of the best cost so far: where it falls, and the last design."""
    best = rows.drop_nulls("best").select("number", "stage", "best", before=pl.col("best").shift(1))
    falls = best.filter(pl.col("before").ne_missing(pl.col("best")))
    corners = [falls.drop_nulls("before").with_columns(best="before"), falls, best.tail(1)]
    line = pl.concat(corners).unique(["number", "best"], keep="first", maintain_order=True)
    ordered = line.sort("number", -pl.col("best"), maintain_order=True)
    return ordered.select("number", "stage", cost="best", series=pl.lit("best"))


def stage_name(stage: str | None) -> Names:
    """Name a stage of the search; one without a name of its own keeps its id."""
    known = f"search.stage.{stage}"
    return both(known) if known in TEXTS else {"zh": stage or "", "en": stage or ""}
