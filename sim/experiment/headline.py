"""The KPIs that people look at first, in commands, charts and reports; claims about them hold together."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from sim.kpi import NETWORK_KEY

Identity = tuple[str, str, str]  # kpi, level, key

# What commands print, of the network; BY_KIND for transactions and problems too, which are never alike.
PRINTED = (
    "cases_arisen",
    "transactions_solved",
    "problems_solved",
    "processing_days_mean",
    "processing_days_p90",
    "on_time_share",
    "on_site_wait_minutes_mean",
    "solved_first_contact",
    "handoffs_mean",
    "satisfaction_surveyed",
    "satisfaction_true",
    "high_quality_rate",
    "within_15_minutes_enterprises",
    "unserved_cases",
    "lost_cases",
    "utilisation",
    "staff_cost",
)
BY_KIND = ("processing_days_mean", "on_time_share", "satisfaction_surveyed")
KINDS = ("transaction", "problem")
# What charts and reports show of the network, in this order.
REPORTED = (
    "cases_arisen",
    "cases_solved",
    "problems_solved",
    "on_time_share",
    "problem_on_time_share",
    "processing_hours_mean",
    "processing_hours_p90",
    "solved_first_contact",
    "satisfaction_surveyed",
    "satisfaction_true",
    "on_site_wait_minutes_mean",
    "handoffs_mean",
    "utilisation",
    "staff_cost",
    "high_quality_rate",
    "travel_minutes_mean",
    "within_15_minutes_cases",
    "within_15_minutes_enterprises",
    "problem_satisfaction_surveyed",
    "jointly_solved_problems",
    "processing_days_mean",
    "linked_processing_days_mean",
    "lost_cases",
    "unserved_cases",
    "backlog_end",
    "backstop_cases",
    "overtime_hours",
    "cost_per_solved",
    "equity_time_ratio",
)


def printed(targets: Sequence[Identity] = ()) -> list[Identity]:
    """List what commands print: the main KPIs, and then what targets speak of and is not among them."""
    wanted: list[Identity] = []
    for kpi in PRINTED:
        wanted.append((kpi, "network", NETWORK_KEY))
        wanted += [(kpi, "kind", kind) for kind in KINDS if kpi in BY_KIND]
    return wanted + [target for target in targets if target not in wanted]


def headline(targets: Sequence[Identity] = ()) -> list[Identity]:
    """List all that people are shown of a comparison: what commands print, and what charts and reports do."""
    wanted = printed(targets)
    shown = [(kpi, "network", NETWORK_KEY) for kpi in REPORTED]
    return wanted + [one for one in shown if one not in wanted]


def targets_of(run: Path) -> list[Identity]:
    """Return what the targets of a finished run's scenario speak of."""
    path = run / "scenario" / "targets.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [(row["kpi"], row["level"], row["key"] or NETWORK_KEY) for row in csv.DictReader(lines)]
