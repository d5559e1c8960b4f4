"""Days of the run: weekdays, working days and public holidays, as the scenario's calendar knows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from sim.network.contract import Bools, Ints
from sim.scenario.calendar import day_mask, is_holiday, is_working_day


class Days(NamedTuple):
    """One entry per day from the scenario's first date."""

    first: date
    calendar: str
    month: Ints  # [D] 1..12
    weekday: Ints  # [D] 0 = Monday
    working: Bools  # [D]
    holiday: Bools  # [D]


def days_of(first: date, count: int, calendar: str) -> Days:
    """Return the calendar of ``count`` days: what is a working day or a holiday is the scenario's to say."""
    dates = [first + timedelta(days=i) for i in range(count)]
    return Days(
        first=first,
        calendar=calendar,
        month=np.array([day.month for day in dates], dtype=np.int64),
        weekday=np.array([day.weekday() for day in dates], dtype=np.int64),
        working=np.array([is_working_day(day, calendar) for day in dates], dtype=np.bool_),
        holiday=np.array([is_holiday(day, calendar) for day in dates], dtype=np.bool_),
    )


def chosen(days: Days, tokens: Iterable[str]) -> Bools:
    """Return which days the tokens name: working, rest, daily, or mon..sun (unless a public holiday)."""
    count = days.weekday.size
    bits = day_mask(tuple(tokens), days.first, count, days.calendar).to_bytes(count // 8 + 1, "little")
    flags = np.unpackbits(np.frombuffer(bits, np.uint8), bitorder="little")
    return np.asarray(flags[:count].astype(np.bool_))


def between(days: Days, first: date | None, last: date | None) -> Bools:
    """Return the days from ``first`` to ``last``, both included; None leaves that side open."""
    numbers = np.arange(days.weekday.size)
    mask = np.ones(days.weekday.size, np.bool_)
    if first is not None:
        mask &= numbers >= (first - days.first).days
    if last is not None:
        mask &= numbers <= (last - days.first).days
    return mask
