"""Where most is missing if targets are out of reach."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import ChartData, Column
from sim.report.interactive.planning.columns import notes, places
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import each, told, worded
from sim.report.measures import percent
from sim.report.planning.facts import Facts, requirement_name
from sim.report.planning.tables import Tables


def chart(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart shortfall.csv: the share of what is missing by facility; the reader picks the target."""
    rows = tables.get("shortfall")
    if rows is None:
        return None
    rows = rows.drop_nulls("missing_share").filter(pl.col("facility").fill_null("") != "")
    if rows.is_empty():
        return None
    keys = places(tables)
    asked, held = rows["requirement"].to_list(), rows["facility"].to_list()
    first = rows.row(0, named=True)
    name = told(lambda lang: keys[lang].get(first["facility"], first["facility"]))
    return ChartData(
        name="shortfall",
        renderer="bars",
        title=both("shortfall.title"),
        finding=both("shortfall.finding", name=name, share=percent(first["missing_share"])),
        notes=notes(facts, both("shortfall.note")),
        rows=rows.with_columns(
            *worded("target", each(asked, lambda one, lang: requirement_name(one, lang, keys[lang]))),
            *worded("place", each(held, lambda one, lang: keys[lang].get(one, one))),
        ),
        columns=[
            Column("target", both("target"), "names"),
            Column("place", both("roster.facility"), "names"),
            Column("missing_share", both("shortfall.x"), "share"),
        ],
        encode={"row": "place", "value": "missing_share"},
        choose="target",
        texts={"x": both("shortfall.x")},
    )
