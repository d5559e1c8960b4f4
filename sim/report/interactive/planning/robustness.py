"""Whether a plan still keeps its targets if an assumption is off."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import ChartData, Column
from sim.report.interactive.planning.columns import kpi_names, notes, unit_of
from sim.report.interactive.planning.texts import both
from sim.report.interactive.planning.years import asked_probability
from sim.report.interactive.words import told
from sim.report.planning import robustness
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables


def chart(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart robustness.csv: the share of years that keep all targets, by variant; means in the table."""
    if "robustness" not in tables:
        return None
    rows = robustness.table(tables)
    if rows.is_empty():
        return None
    asked = asked_probability(facts)
    wide = rows.unique("row", keep="first", maintain_order=True)
    means: list[Column] = []
    targets = rows.select("kpi", "level", "key", "unit").unique(["kpi", "level", "key"], maintain_order=True)
    for number, (kpi, level, key, unit) in enumerate(targets.iter_rows()):
        same = rows.filter(pl.col("kpi") == kpi, pl.col("level") == level, pl.col("key") == key)
        own = same.select("row", pl.col("mean").alias(f"mean_{number}"))
        wide = wide.join(own, on="row", how="left", maintain_order="left")
        name = kpi_names((kpi, level, key), tables)
        means.append(Column(f"mean_{number}", name, "number", unit_of(kpi, unit)))
    missed = rows.group_by("row").agg(pl.col("missed").any().alias("any_missed"))
    wide = wide.join(missed, on="row", how="left", maintain_order="left").with_columns(
        asked=pl.lit(asked, pl.Float64),
        look=pl.when(pl.col("any_missed")).then(pl.lit("missed")).otherwise(pl.lit("met")),
    )
    return ChartData(
        name="robustness",
        renderer="intervals",
        title=both("robustness.title"),
        finding=told(lambda lang: robustness.finding(rows, lang)),
        notes=notes(facts, both("robustness.note")),
        rows=wide,
        columns=[
            Column("name", both("robustness.variant"), "names"),
            Column("share", both("years.share"), "share"),
            Column("low", both("low"), "share"),
            Column("high", both("high"), "share"),
            Column("n", both("years.n"), "number"),
            Column("asked", both("years.asked"), "share", hidden=asked is None),
            *means,
            Column("look", both("verdict"), hidden=True),
        ],
        encode={
            "row": "name",
            "value": "share",
            "low": "low",
            "high": "high",
            "look": "look",
        }
        | ({} if asked is None else {"reference": "asked"}),
        texts={
            "x": both("robustness.share"),
            "look.met": both("robustness.met"),
            "look.missed": both("robustness.missed"),
        },
    )
