"""In how many years a plan keeps its targets: as certified, on fresh seeds, and as today."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import ChartData, Column
from sim.report.interactive.planning.columns import notes
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import told, worded
from sim.report.planning import years
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables


def chart(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart certification.csv: for each target, and all together, the share of years by phase."""
    if "certification" not in tables:
        return None
    rows = years.table(tables)
    if rows.is_empty():
        return None
    order = pl.col("phase").cast(pl.Enum(list(years.LANE))).to_physical()
    rows = rows.sort("row", order, maintain_order=True)
    asked = asked_probability(facts)
    return ChartData(
        name="years",
        renderer="intervals",
        title=both("years.title"),
        finding=told(lambda lang: years.finding(rows, lang)),
        notes=notes(facts, both("years.note"), *([] if asked is None else [both("years.asked.note")])),
        rows=rows.with_columns(
            *worded("phase", [both(f"years.{one}") for one in rows["phase"]]),
            asked=pl.lit(asked, pl.Float64),
        ),
        columns=[
            Column("name", both("years.requirement"), "names"),
            Column("phase", both("years.phase"), "names"),
            Column("share", both("years.share"), "share"),
            Column("low", both("low"), "share"),
            Column("high", both("high"), "share"),
            Column("kept", both("years.kept"), "number"),
            Column("n", both("years.n"), "number"),
            Column("asked", both("years.asked"), "share", hidden=asked is None),
        ],
        encode={
            "row": "name",
            "value": "share",
            "low": "low",
            "high": "high",
            "series": "phase",
        }
        | ({} if asked is None else {"reference": "asked"}),
        texts={"x": both("years.share")},
    )


def asked_probability(facts: Facts) -> float | None:
    """Return the probability that a year is asked to keep all targets with; None if none is."""
    asked = facts.manifest.get("probability")
    return None if asked is None or facts.manifest.get("sense", "year") != "year" else float(asked)
