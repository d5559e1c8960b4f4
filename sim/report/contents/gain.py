"""Whether the chosen design of a siting is worth its stations: what it gains, and how surely."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.report.interactive.planning import varied
from sim.report.measures import measure
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables

CLEAR, SMALL, UNCLEAR, FRAGILE = "clear", "small", "unclear", "fragile"


def promised(tables: Tables, facts: Facts) -> dict[str, Any] | None:
    """Return the row of promise.csv of the KPI that chose the design; None where it was not looked at."""
    rows = tables.get("promise", pl.DataFrame())
    if rows.is_empty() or "change" not in rows.columns:
        return None
    kpi, level, key = facts.selected_by
    own = rows.filter(pl.col("kpi") == kpi, pl.col("level") == level, pl.col("key") == key)
    if own.is_empty() or own["change"][0] is None:
        return None
    return own.row(0, named=True)


def verdict(tables: Tables, facts: Facts) -> str | None:
    """Tell whether the design gains in the KPI that chose it, on fresh seeds; None where nothing tells.

    Clear: the whole interval of the change lies on the better side, and the change is at least what was
    said to matter. Small: surely better, by less than that. Unclear: it may be none, or worse. Fragile: clear
    as assumed, but under none of the assumptions that were varied.
    """
    row = promised(tables, facts)
    better = measure(facts.selected_by[0]).better
    if row is None or row["change_low"] is None or row["change_high"] is None or better == "none":
        return None
    surely = row["change_low"] > 0 if better == "higher" else row["change_high"] < 0
    if not surely:
        return UNCLEAR
    if abs(row["change"]) < float(facts.manifest.get("indifference") or 0.0):
        return SMALL
    better_in, n = varied.clearly_better(tables)
    return FRAGILE if n and not better_in else CLEAR
