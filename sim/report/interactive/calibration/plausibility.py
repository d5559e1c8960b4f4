"""External facts that were not calibrated to, against the model before and after calibration."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sim.report.chart_data import ChartData, Column, Names
from sim.report.interactive.calibration.texts import both
from sim.report.interactive.words import named_unit, worded

MARKS = {"fact": "plain", "before": "base", "predicted": "met"}  # and their looks


def chart(table: pl.DataFrame, notes: Sequence[Names] = ()) -> ChartData | None:
    """Chart plausibility.csv: a panel for each fact in its own unit; None without any.

    Args:
        table: plausibility.csv.
        notes: below the chart's own.
    """
    if table.is_empty():
        return None
    meets = (pl.col("low") <= pl.col("fact_high")) & (pl.col("high") >= pl.col("fact_low"))
    told = pl.col("source_zh").replace("", None) if "source_zh" in table.columns else pl.lit(None)
    facts = table.with_row_index("place").with_columns(
        inside=meets, source_zh=pl.coalesce(told, "source"), source_en=pl.col("source")
    )
    ends = {
        "fact": ("fact_low", (pl.col("fact_low") + pl.col("fact_high")) / 2, "fact_high"),
        "before": ("before", pl.col("before"), "before"),
        "predicted": ("low", pl.col("median"), "high"),
    }
    long = pl.concat(
        facts.select(
            *("place", "name_zh", "name_en", "unit", "source_zh", "source_en", "inside"),
            mark=pl.lit(mark),
            from_=pl.col(low),
            value=value,
            to=pl.col(high),
        )
        for mark, (low, value, high) in ends.items()
    ).sort("place", maintain_order=True)
    outside = (pl.col("mark") == "predicted") & ~pl.col("inside")
    return ChartData(
        name="plausibility",
        renderer="intervals",
        title=both("facts.title"),
        finding=both("facts.finding", n=facts.height, inside=int(facts["inside"].sum())),
        notes=[both("facts.note"), *notes],
        rows=long.with_columns(
            *worded("mark_name", [_named(one) for one in long["mark"]]),
            *worded("unit_name", [named_unit(one) for one in long["unit"]]),
            look=pl.when(outside).then(pl.lit("missed")).otherwise(pl.col("mark").replace_strict(MARKS)),
        ),
        columns=[
            Column("name", both("facts.name"), "names"),
            Column("mark_name", both("targets.mark"), "names"),
            Column("value", both("targets.median"), "number", "unit_name"),
            Column("from_", both("targets.low"), "number", "unit_name"),
            Column("to", both("targets.high"), "number", "unit_name"),
            Column("unit_name", both("unit"), "names"),
            Column("source", both("source"), "names"),
            Column("look", both("targets.inside"), hidden=True),
        ],
        encode={
            "panel": "name",
            "row": "mark_name",
            "value": "value",
            "low": "from_",
            "high": "to",
            "unit": "unit_name",
            "look": "look",
        },
        texts={
            "x": both("targets.value"),
            "look.plain": both("facts.fact"),
            "look.base": both("targets.key.before"),
            "look.met": both("facts.meets"),
            "look.missed": both("facts.apart"),
        },
    )


def _named(mark: str) -> Names:
    return both("facts.fact") if mark == "fact" else both(f"targets.key.{mark}")
