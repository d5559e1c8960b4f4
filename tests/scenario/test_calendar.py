"""Working days, rest days and holidays around National Day 2024: off 1 to 7 October, 29 September worked."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from sim.scenario.calendar import (
    LAST_PUBLISHED,
    day_mask,
    is_holiday,
    is_working_day,
    matches,
    unpublished_years,
)


@pytest.mark.parametrize(
    ("day", "working", "holiday"),
    [
        (date(2024, 9, 28), False, False),  # Saturday
        (date(2024, 9, 29), True, False),  # Sunday, worked
        (date(2024, 9, 30), True, False),  # Monday
        (date(2024, 10, 1), False, True),
        (date(2024, 10, 5), False, False),  # Saturday, as any other
        (date(2024, 10, 7), False, True),  # Monday, off in lieu
        (date(2024, 10, 12), True, False),  # Saturday, worked
    ],
)
def test_days_around_national_day(day: date, working: bool, holiday: bool) -> None:
    assert is_working_day(day, "china") is working
    assert is_holiday(day, "china") is holiday
    assert is_working_day(day, "none") is True
    assert is_holiday(day, "none") is False


@pytest.mark.parametrize(
    ("token", "days"),
    [
        ("working", "29 30 8 9 10 11 12"),
        ("rest", "28 1 2 3 4 5 6 7 13"),
        ("daily", "28 29 30 1 2 3 4 5 6 7 8 9 10 11 12 13"),
        ("mon", "30"),  # 7 October is a holiday
        ("sat", "28 5 12"),
        ("sun", "29 6 13"),
    ],
)
def test_tokens(token: str, days: str) -> None:
    start = date(2024, 9, 28)
    mask = day_mask((token,), start, 16, "china")
    found = [date.fromordinal(start.toordinal() + d).day for d in range(16) if mask >> d & 1]
    assert found == [int(day) for day in days.split()]


def test_without_a_calendar_only_the_weekday_counts() -> None:
    assert matches(("mon",), date(2024, 10, 7), "none")
    assert not matches(("rest",), date(2024, 10, 6), "none")
    assert day_mask(("mon", "tue"), date(2024, 10, 7), 7, "none") == 0b11


def test_the_last_published_year_is_the_library_s() -> None:
    """The year known has worked weekends, the next one has none: move LAST_PUBLISHED with the library."""

    def weekend_work(year: int) -> int:
        days = [date.fromordinal(date(year, 1, 1).toordinal() + d) for d in range(365)]
        return sum(day.weekday() >= 5 and is_working_day(day, "china") for day in days)

    assert weekend_work(LAST_PUBLISHED) > 0
    assert weekend_work(LAST_PUBLISHED + 1) == 0


def test_every_day_is_as_the_library_says() -> None:
    """The calendar is loaded past the library's front door."""
    library = holidays.country_holidays("CN")
    for day in (date(2018, 1, 1) + timedelta(days=n) for n in range(12 * 365)):
        assert is_working_day(day, "china") == library.is_working_day(day), day
        assert is_holiday(day, "china") == (day in library), day


def test_unpublished_years() -> None:
    last = date(LAST_PUBLISHED, 12, 31)
    assert unpublished_years(last, 1, "china") == []
    assert unpublished_years(last, 2, "china") == [LAST_PUBLISHED + 1]
    assert unpublished_years(last, 2, "none") == []
