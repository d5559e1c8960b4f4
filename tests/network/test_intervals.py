"""Sets of time, against sets of seconds."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.network.compile.intervals import Intervals, difference, intersection, stacked, union

PAIRS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)


def raw(pairs: list[tuple[int, int]]) -> Intervals:
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Intervals(table[:, 0], table[:, 1])


def seconds(pairs: list[tuple[int, int]]) -> set[int]:
    return {second for start, end in pairs for second in range(start, end)}


def pairs_of(time: Intervals) -> list[tuple[int, int]]:
    return list(zip(time.start.tolist(), time.end.tolist(), strict=True))


@given(PAIRS, PAIRS)
def test_operations_are_those_of_sets(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    left, right = union([raw(one)]), union([raw(other)])
    for result, expected in (
        (union([raw(one), raw(other)]), seconds(one) | seconds(other)),
        (intersection(left, right), seconds(one) & seconds(other)),
        (difference(left, right), seconds(one) - seconds(other)),
    ):
        assert seconds(pairs_of(result)) == expected
        assert (result.end > result.start).all()
        assert (result.start[1:] > result.end[:-1]).all()


def test_touching_intervals_become_one() -> None:
    assert pairs_of(union([raw([(5, 9), (1, 3)]), raw([(3, 5)])])) == [(1, 9)]


def test_stacked_counts_the_rows_of_each_set() -> None:
    ptr, start, end = stacked([raw([(1, 2), (4, 6)]), raw([]), raw([(3, 5)])])
    assert ptr.tolist() == [0, 2, 2, 3]
    assert start.tolist() == [1, 4, 3]
    assert end.tolist() == [2, 6, 5]
