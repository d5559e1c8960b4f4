"""What a greater budget buys: satisfaction, processing time and coverage."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import ChartData, Column, Names
from sim.report.interactive.planning.columns import MILLION, estimate, kpi_names, notes, unit_of
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import SHARE, told
from sim.report.planning import sweep
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables

COVERED = "covered_share"


def chart(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart sweep.csv: a panel for each measure over the budget, with intervals."""
    if "sweep" not in tables:
        return None
    rows = sweep.table(tables)
    parts = []
    for panel in sweep.COLOURS:
        some = rows.drop_nulls(panel)
        if some.is_empty():
            continue
        name, unit = _panel(panel, tables, facts)
        words = {f"panel_{lang}": pl.lit(name[lang]) for lang in ("zh", "en")}
        words |= {f"unit_{lang}": pl.lit(unit[lang]) for lang in ("zh", "en")}
        shown = {"value": pl.col(panel), "low": pl.col(f"{panel}_low"), "high": pl.col(f"{panel}_high")}
        parts.append(some.select(pl.col("budget", "cost") / MILLION, "new_stations", **words, **shown))
    if not parts:
        return None
    return ChartData(
        name="sweep",
        renderer="lines",
        title=both("sweep.title"),
        finding=told(lambda lang: sweep.finding(rows, lang, facts)),
        notes=notes(facts, both("sweep.note")),
        rows=pl.concat(parts),
        columns=[
            Column("panel", both("sweep.panel"), "names"),
            Column("budget", both("sweep.x"), "number", both("money")),
            *estimate("unit"),
            Column("unit", both("unit"), "names"),
            Column("cost", both("cost"), "number", both("money")),
            Column("new_stations", both("frontier.sites"), "number"),
        ],
        encode={
            "x": "budget",
            "value": "value",
            "low": "low",
            "high": "high",
            "panel": "panel",
            "unit": "unit",
        },
        texts={"x": both("sweep.x"), "y": both("value")},
    )


def _panel(panel: str, tables: Tables, facts: Facts) -> tuple[Names, Names]:
    """Return the name and the unit of a panel."""
    if panel == COVERED:
        return both("sweep.covered", reach=f"{facts.reach:g}"), SHARE
    kpi = dict(zip(("satisfaction", "p90"), facts.kpis(), strict=True))[panel]
    return kpi_names((kpi, "network", "all"), tables), unit_of(kpi)
