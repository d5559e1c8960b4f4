"""Statutory working time by hand: lunch, nights, a weekend, National Day."""

from __future__ import annotations

import pytest

from sim.network import compile_network
from sim.rules.working_time import add_working, worked, working_between
from tests.builders import minimal

HOUR, DAY = 3600, 86400
HALVES = ((9 * HOUR, 12 * HOUR), (13 * HOUR + 1800, 17 * HOUR))  # 3 h and 3.5 h
FRIDAY, MONDAY = 0, 3 * DAY
START = [day + opens for day in (FRIDAY, MONDAY) for opens, _ in HALVES]
END = [day + closes for day in (FRIDAY, MONDAY) for _, closes in HALVES]
BEFORE = [0, 3 * HOUR, 6 * HOUR + 1800, 9 * HOUR + 1800]


def hm(hour: int, minute: int = 0) -> int:
    return hour * HOUR + minute * 60


@pytest.mark.parametrize(
    ("t", "hours"),
    [
        (0, 0),  # before work has ever begun
        (hm(9), 0),
        (hm(9, 30), 0.5),
        (hm(12), 3),
        (hm(12, 45), 3),  # lunch does not count
        (hm(13, 30), 3),
        (hm(14), 3.5),
        (hm(17), 6.5),
        (DAY, 6.5),  # the night
        (2 * DAY + hm(10), 6.5),  # Sunday
        (MONDAY + hm(9), 6.5),
        (MONDAY + hm(17), 13),
        (MONDAY + hm(23), 13),  # beyond the calendar's last interval
    ],
)
def test_worked(t: int, hours: float) -> None:
    assert worked(START, END, BEFORE, t) == hours * HOUR


@pytest.mark.parametrize(
    ("t", "hours", "over"),
    [
        (hm(10), 1, hm(11)),
        (hm(10), 2, hm(12)),  # ends with the interval, not at the start of the next
        (hm(11), 2, hm(14, 30)),  # lunch lies between
        (hm(12, 30), 1, hm(14, 30)),  # begins in the lunch break
        (hm(16), 1, hm(17)),
        (hm(16), 2, MONDAY + hm(10)),  # the weekend lies between
        (hm(20), 6.5, MONDAY + hm(17)),  # after closing; a whole Monday
        (DAY + hm(11), 3, MONDAY + hm(12)),  # on Saturday
        (0, 1, hm(10)),  # before work
        (hm(9), 13, MONDAY + hm(17)),
        (hm(9), 20, MONDAY + hm(17)),  # outlasts the calendar
    ],
)
def test_add_working(t: int, hours: float, over: int) -> None:
    assert add_working(START, END, BEFORE, t, int(hours * HOUR)) == over


@pytest.mark.parametrize("t", [0, hm(10), hm(12), hm(12, 30), hm(17), DAY, MONDAY + hm(9)])
def test_nothing_to_wait_for_ends_at_once_whatever_the_hour(t: int) -> None:
    assert add_working(START, END, BEFORE, t, 0) == t


def test_one_second_of_work_across_the_weekend() -> None:
    assert add_working(START, END, BEFORE, hm(17) - 1, 1) == hm(17)
    assert add_working(START, END, BEFORE, hm(17), 1) == MONDAY + hm(9) + 1


def test_working_between() -> None:
    assert working_between(START, END, BEFORE, hm(11), hm(14)) == 1.5 * HOUR
    assert working_between(START, END, BEFORE, hm(16), MONDAY + hm(10)) == 2 * HOUR
    assert working_between(START, END, BEFORE, DAY, 2 * DAY) == 0
    assert working_between(START, END, BEFORE, hm(14), hm(11)) == -1.5 * HOUR


def test_adding_and_counting_are_inverse() -> None:
    for t in range(0, MONDAY + hm(12), 1777):
        for seconds in (1, 1800, 3 * HOUR):
            over = add_working(START, END, BEFORE, t, seconds)
            if over < END[-1]:
                assert working_between(START, END, BEFORE, t, over) == seconds
                assert working_between(START, END, BEFORE, t, over - 1) == seconds - 1


def test_national_day_and_its_make_up_saturday() -> None:
    """2024: 1 to 7 October off; Sunday 29 September and Saturday 12 October are worked."""
    settings = {
        "start": "2024-09-28", "days": 16, "follow_up_days": 0, "calendar": "china",
        "working_hours": [["09:00", "12:00"], ["13:30", "17:00"]],
    }  # fmt: skip
    clock = compile_network(minimal(settings=settings)).network.clock
    calendar = [column.tolist() for column in (clock.work_start, clock.work_end, clock.work_before)]
    saturday = hm(10)
    assert add_working(*calendar, saturday, HOUR) == DAY + hm(10)  # Sunday 29 is worked
    eve = 2 * DAY + hm(16)  # Monday 30 September
    assert add_working(*calendar, eve, 2 * HOUR) == 10 * DAY + hm(10)  # Tuesday 8 October
    assert working_between(*calendar, 3 * DAY, 10 * DAY) == 0
    assert working_between(*calendar, 14 * DAY, 15 * DAY) == 6.5 * HOUR  # Saturday 12
    assert working_between(*calendar, 15 * DAY, 16 * DAY) == 0  # Sunday 13


def test_where_the_search_begins_changes_nothing() -> None:
    for t in range(0, MONDAY + hm(12), 1777):
        for row in (row for row, start in enumerate(START) if start <= t):
            assert worked(START, END, BEFORE, t, row) == worked(START, END, BEFORE, t)
            for seconds in (1, 3 * HOUR, 40 * HOUR):
                over = add_working(START, END, BEFORE, t, seconds)
                assert add_working(START, END, BEFORE, t, seconds, row) == over
                assert working_between(START, END, BEFORE, t, over, row) == working_between(
                    START, END, BEFORE, t, over
                )
