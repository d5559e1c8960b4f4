"""Opening hours and duty patterns."""

from __future__ import annotations

from scenarios.sources.table import Row

CENTRE_SOURCE = "service_facts.csv: 9:00-17:00 without a lunch break"
STATION_SOURCE = "service_facts.csv: office hours, winter; all year assumed"

# pattern, days, opens, closes, evening, source
_HOURS = (
    ("centre", "working", "09:00", "17:00", False, CENTRE_SOURCE),
    ("station", "working", "08:30", "12:00", False, STATION_SOURCE),
    ("station", "working", "13:30", "17:00", False, STATION_SOURCE),
    ("office", "working", "08:30", "12:00", False, STATION_SOURCE),
    ("office", "working", "13:30", "17:00", False, STATION_SOURCE),
    ("store", "daily", "09:00", "17:00", False, "assumed"),
    ("store", "daily", "17:00", "20:30", True, "newsletter: evening service; hours assumed"),
    ("store_late", "working", "13:00", "17:00", False, "assumed"),
    ("store_late", "daily", "17:00", "20:30", True, "newsletter: evening service; hours assumed"),
    ("mall", "daily", "10:00", "18:00", False, "assumed"),
    ("mall", "daily", "18:00", "20:00", True, "assumed"),
    ("mall_early", "daily", "10:00", "15:00", False, "assumed"),
    ("mall_late", "daily", "13:00", "18:00", False, "assumed"),
    ("mall_late", "daily", "18:00", "20:00", True, "assumed"),
    ("store_day", "daily", "09:00", "14:00", False, "assumed"),
)


def rows() -> list[Row]:
    """Rows of hours.csv."""
    columns = ("pattern", "days", "opens", "closes", "evening", "source")
    return [dict(zip(columns, row, strict=True)) for row in _HOURS]
