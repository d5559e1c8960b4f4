"""Days of the run: weekdays, working days, public holidays and make-up workdays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

import holidays
import numpy as np

from sim.network.contract import Bools, Ints

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST_REST = 14  # days looked at before and after the run, so that a holiday cut by its edge is seen whole


class Days(NamedTuple):
    """One entry per day from the scenario's first date."""

    first: date
    month: Ints  # [D] 1..12
    weekday: Ints  # [D] 0 = Monday
    working: Bools  # [D]
    holiday: Bools  # [D] rest days of a public holiday, the weekend days beside it included


def days_of(first: date, count: int, calendar: str) -> Days:
    """Return the calendar of ``count`` days.

    ``china``: working days and make-up workdays as the library ``holidays`` knows them. A public holiday is
    the whole run of rest days around a statutory one, as the yearly notice of the State Council counts it
    (National Day 2024 is 1 to 7 October although the 5th and 6th are an ordinary weekend).
    ``none``: every day is a working day and none a holiday.
    """
    margin = LONGEST_REST
    dates = [first + timedelta(days=i) for i in range(-margin, count + margin)]
    if calendar == "none":
        working = np.ones(len(dates), np.bool_)
        holiday = np.zeros(len(dates), np.bool_)
    else:
        china = holidays.country_holidays("CN")
        working = np.array([china.is_working_day(day) for day in dates], dtype=np.bool_)
        statutory = np.array([day in china for day in dates], dtype=np.bool_)
        holiday = _whole_runs(~working, statutory)
    inner = slice(margin, margin + count)
    return Days(
        first=first,
        month=np.array([day.month for day in dates[inner]], dtype=np.int64),
        weekday=np.array([day.weekday() for day in dates[inner]], dtype=np.int64),
        working=np.ascontiguousarray(working[inner]),
        holiday=np.ascontiguousarray(holiday[inner]),
    )


def _whole_runs(rest: Bools, marked: Bools) -> Bools:
    """Return the days of those runs of rest days that hold at least one marked day."""
    run = np.cumsum(np.concatenate(([True], rest[1:] != rest[:-1])))
    return np.asarray(rest & np.isin(run, run[rest & marked]))


def chosen(days: Days, tokens: Collection[str]) -> Bools:
    """Return which days the tokens name: working, rest, daily, or mon..sun (unless a public holiday)."""
    mask = np.zeros(days.weekday.size, np.bool_)
    for token in tokens:
        if token == "daily":
            mask |= True
        elif token == "working":
            mask |= days.working
        elif token == "rest":
            mask |= ~days.working
        else:
            mask |= (days.weekday == WEEKDAYS.index(token)) & ~days.holiday
    return mask


def between(days: Days, first: date | None, last: date | None) -> Bools:
    """Return the days from ``first`` to ``last``, both included; None leaves that side open."""
    numbers = np.arange(days.weekday.size)
    mask = np.ones(days.weekday.size, np.bool_)
    if first is not None:
        mask &= numbers >= (first - days.first).days
    if last is not None:
        mask &= numbers <= (last - days.first).days
    return mask
