"""Two intervals of the facility (rows 1 and 2), between rows of other facilities."""

from __future__ import annotations

import pytest

from sim.rules.opening import open_interval, return_time

START, END = [0, 100, 300, 0], [1000, 200, 400, 1000]
LOW, HIGH = 1, 3


@pytest.mark.parametrize(
    ("t", "row"), [(99, -1), (100, 1), (199, 1), (200, -1), (299, -1), (300, 2), (399, 2), (400, -1)]
)
def test_open_from_the_first_second_until_closing(t: int, row: int) -> None:
    assert open_interval(START, END, LOW, HIGH, t) == row


def test_a_facility_without_hours_is_never_open() -> None:
    assert open_interval(START, END, 1, 1, 150) == -1
    assert return_time(START, END, 1, 1, 150, 0) == -1


@pytest.mark.parametrize(
    ("t", "lag", "back"),
    [
        (50, 0, 100),
        (50, 30, 130),
        (50, 99, 199),
        (50, 500, 199),  # never past the last second of that opening
        (200, 10, 310),
        (100, 10, 310),  # the next opening, strictly after t
        (300, 10, -1),  # none left
    ],
)
def test_return_at_the_next_opening(t: int, lag: int, back: int) -> None:
    assert return_time(START, END, LOW, HIGH, t, lag) == back
