"""Policy parameters that the scenario sets or sources, and the targets."""

# ruff: noqa: E501 - tables are easier to read with one row a line
from __future__ import annotations

from scenarios.sources.places import COUNTIES
from scenarios.sources.table import Row

_POLICIES = (
    ("visits", "per_enterprise", 0.23, "visits per enterprise per year", "about 2 visits per centre and working day: service_facts.csv, Wenzhou"),
    ("visits", "discovery", 0.196, "problems per visit", "1,833 problems in 9,360 visits: service_facts.csv, Wenzhou"),
    ("visits", "self_report", 0.3, "share", "assumed"),
    ("travel", "detour", 1.324, "ratio", "travel_facts.csv: mean of 25 Chinese cities"),
    ("travel", "speed", 30.0, "km/h", "assumed within travel_facts.csv"),
    ("choice", "outside", -7.5, "utility", "assumed"),
    ("satisfaction", "intercept", 5.8, "logit", "assumed: 99 % and more are reported everywhere"),
    ("satisfaction", "wait", -0.4, "logit per hour", "assumed"),
    ("satisfaction", "late", -1.0, "logit", "assumed"),
    ("survey", "rate", 0.3, "share", "newsletter: third-party evaluation; rate assumed"),
    ("backstop", "share", 0.6, "share", "assumed"),
    ("push", "hours_with", 2.0, "statutory working hours", "assumed"),
    ("push", "hours_without", 10.0, "statutory working hours", "assumed"),
)  # fmt: skip


def rows() -> list[Row]:
    """Rows of policies.csv."""
    columns = ("policy", "parameter", "value", "unit", "source")
    return [dict(zip(columns, row, strict=True)) for row in _POLICIES]


def _target(kpi: str, level: str, key: str, least: float | None, most: float | None, source: str) -> Row:
    return {"kpi": kpi, "level": level, "key": key, "at_least": least, "at_most": most, "source": source}


def target_rows(counties: set[str]) -> list[Row]:
    """Rows of targets.csv."""
    satisfied = "satisfaction of 99 % or more: service_facts.csv, city targets of 2025"
    network = [
        _target("satisfaction_surveyed", "network", "", 0.99, None, satisfied),
        _target("on_time_share", "kind", "problem", 0.95, None, "assumed"),
        _target("on_time_share", "kind", "transaction", 0.97, None, "assumed"),
        _target("processing_days_p90", "kind", "problem", None, 14.0, "two weeks: service_facts.csv"),
        _target("solved_first_contact", "network", "", 0.83, None, "83 to 87 % at once: service_facts.csv"),
        _target("within_15_minutes_enterprises", "network", "", 0.95, None, "newsletter: 15-minute circle; share assumed"),
    ]  # fmt: skip
    return network + [
        _target("satisfaction_surveyed", "county", county.id, 0.99, None, satisfied)
        for county in COUNTIES
        if county.id in counties
    ]
