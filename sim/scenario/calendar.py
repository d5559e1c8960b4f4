"""Working days, rest days and public holidays of a scenario's calendar.

``china``: public holidays and make-up workdays of the `holidays` library; ``none``: every day is a working
day and no day is a holiday.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from datetime import date, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from sim.scenario.schema.base import WEEKDAYS

LAST_PUBLISHED = 2026  # the last year whose make-up workdays the library of the lock file knows


@functools.cache
def _china() -> Any:
    """Return the calendar of China, loaded from its file: its package would load all countries'."""
    import holidays

    path = Path(holidays.__file__).parent / "countries" / "china.py"
    spec = spec_from_file_location("holidays.countries.china", path)
    if spec is None or spec.loader is None or not path.exists():  # another version may lie otherwise
        return holidays.country_holidays("CN")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.China()


def is_working_day(day: date, calendar: str) -> bool:
    """Return whether statutory working time runs on the day."""
    return calendar == "none" or bool(_china().is_working_day(day))


def is_holiday(day: date, calendar: str) -> bool:
    """Return whether the day is a public holiday: off by law or in lieu, but no ordinary weekend.

    Of 1 to 7 October 2024, Saturday 5 and Sunday 6 are a weekend like any other.
    """
    return calendar != "none" and day in _china()


def matches(tokens: Iterable[str], day: date, calendar: str) -> bool:
    """Return whether one of the tokens (working, rest, daily, mon to sun) covers the day.

    A weekday's name covers that weekday unless it is a public holiday.
    """
    for token in tokens:
        if token == "daily":
            return True
        if token in ("working", "rest"):
            if is_working_day(day, calendar) == (token == "working"):
                return True
        elif WEEKDAYS[day.weekday()] == token and not is_holiday(day, calendar):
            return True
    return False


@functools.lru_cache(maxsize=4096)
def day_mask(tokens: tuple[str, ...], start: date, days: int, calendar: str) -> int:
    """Return the days that the tokens cover as bits: bit d is ``start`` + d, for d below ``days``."""
    return sum(1 << d for d in range(days) if matches(tokens, start + timedelta(days=d), calendar))


def unpublished_years(start: date, days: int, calendar: str) -> list[int]:
    """Return the years touched by the run whose make-up workdays are not published yet."""
    if calendar == "none":
        return []
    last = start + timedelta(days=days - 1)
    return [year for year in range(start.year, last.year + 1) if year > LAST_PUBLISHED]
