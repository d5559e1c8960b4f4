from __future__ import annotations

from bisect import bisect_right

import pytest

from sim.rules.search import rank, rank_ahead

VALUES = [2, 5, 5, 9]


@pytest.mark.parametrize(("x", "index"), [(1, 0), (2, 1), (4, 1), (5, 3), (8, 3), (9, 4), (100, 4)])
def test_first_greater_value(x: int, index: int) -> None:
    assert rank(VALUES, 0, 4, x) == index


def test_only_the_given_rows_are_looked_at() -> None:
    assert rank(VALUES, 1, 3, 0) == 1
    assert rank(VALUES, 1, 3, 9) == 3
    assert rank(VALUES, 2, 2, 5) == 2  # an empty range
    assert rank([], 0, 0, 5) == 0


def test_is_bisect_right() -> None:
    values = [0, 0, 1, 3, 3, 3, 7, 12]
    for low in range(len(values) + 1):
        for high in range(low, len(values) + 1):
            for x in range(-1, 14):
                assert rank(values, low, high, x) == bisect_right(values, x, low, high)


def test_looking_ahead_finds_the_same() -> None:
    values = [0, 0, 1, 3, 3, 3, 7, 12, 12, 13, 15, 15, 18, 20, 21, 22, 22, 30, 31]
    for low in range(len(values) + 1):
        for high in range(low, len(values) + 1):
            for x in range(-1, 33):
                assert rank_ahead(values, low, high, x) == bisect_right(values, x, low, high)


def test_looking_ahead_by_hand() -> None:
    assert rank_ahead(VALUES, 0, 4, 5) == 3
    assert rank_ahead(VALUES, 3, 4, 5) == 3
    assert rank_ahead([], 0, 0, 5) == 0
