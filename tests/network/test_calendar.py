"""Calendars: National Day 2024 with its make-up workdays, day tokens, statutory time."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from sim.network import compile_network
from sim.network.compile.calendar import Days, between, chosen, days_of
from tests.gallery import minimal

FIRST = date(2024, 9, 27)  # a Friday


@pytest.fixture(scope="module")
def autumn() -> Days:
    return days_of(FIRST, 17, "china")


def dates(mask: np.ndarray) -> list[str]:
    return [f"{FIRST + timedelta(days=int(day)):%m-%d}" for day in np.flatnonzero(mask)]


def test_make_up_workdays_are_working_days(autumn: Days) -> None:
    assert dates(autumn.working) == [
        "09-27", "09-29", "09-30", "10-08", "10-09", "10-10", "10-11", "10-12",
    ]  # fmt: skip


def test_holidays_are_days_off_by_law_or_in_lieu(autumn: Days) -> None:
    assert dates(autumn.holiday) == [f"10-0{day}" for day in (1, 2, 3, 4, 7)]


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ("working", ["09-27", "09-29", "09-30", "10-08", "10-09", "10-10", "10-11", "10-12"]),
        ("rest", ["09-28", *(f"10-0{day}" for day in range(1, 8)), "10-13"]),
        ("sat", ["09-28", "10-05", "10-12"]),
        ("sun", ["09-29", "10-06", "10-13"]),
        ("tue;fri", ["09-27", "10-08", "10-11"]),
    ],
)
def test_tokens(autumn: Days, tokens: str, expected: list[str]) -> None:
    assert dates(chosen(autumn, tokens.split(";"))) == expected


def test_daily_is_every_day(autumn: Days) -> None:
    assert chosen(autumn, ["daily"]).all()


def test_no_calendar_works_every_day() -> None:
    days = days_of(FIRST, 17, "none")
    assert days.working.all()
    assert not days.holiday.any()


def test_dates_are_included_at_both_ends(autumn: Days) -> None:
    assert dates(between(autumn, date(2024, 10, 1), date(2024, 10, 3))) == ["10-01", "10-02", "10-03"]
    assert between(autumn, None, FIRST).sum() == 1
    assert between(autumn, None, None).all()


def test_statutory_time_over_national_day() -> None:
    settings = {
        "start": "2024-09-30", "days": 9, "follow_up_days": 0, "calendar": "china",
        "working_hours": [["09:00", "12:00"], ["13:30", "17:00"]],
    }  # fmt: skip
    clock = compile_network(minimal(settings=settings)).network.clock
    day, hour = 86_400, 3_600
    assert (clock.warm_up, clock.horizon, clock.end, clock.first_weekday) == (0, 9 * day, 9 * day, 0)
    assert clock.work_start[:3].tolist() == [9 * hour, int(13.5 * hour), 8 * day + 9 * hour]
    assert clock.work_end[:3].tolist() == [12 * hour, 17 * hour, 8 * day + 12 * hour]
    assert clock.work_before[:4].tolist() == [0, 3 * hour, int(6.5 * hour), int(9.5 * hour)]


def test_warm_up_and_follow_up_bound_the_run() -> None:
    settings = {"days": 20, "warm_up_days": 5, "follow_up_days": 7}
    clock = compile_network(minimal(settings=settings)).network.clock
    assert (clock.warm_up, clock.horizon, clock.end) == (5 * 86_400, 20 * 86_400, 27 * 86_400)
