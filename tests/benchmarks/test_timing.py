"""Two sides are timed in turn, and their medians and ratios come out as by hand."""

import pytest

from benchmarks.measurement import spread
from benchmarks.timing import in_turn, rate, seconds


class Clock:
    """A clock that moves only when work is done."""

    def __init__(self):
        self.now = 0.0
        self.done = []

    def __call__(self):
        return self.now

    def work(self, name, *taken):
        durations = iter(taken)

        def one():
            self.done.append(name)
            self.now += next(durations)

        return one


def test_a_spread_is_median_and_range():
    assert spread([5.0, 1.0, 2.0]) == (2.0, 1.0, 5.0, 3)


def test_sides_take_turns():
    clock = Clock()
    pairs = in_turn(clock.work("a", 1, 2, 4), clock.work("b", 10, 10, 12), 3, clock=clock)
    assert clock.done == ["a", "b"] * 3
    assert pairs.first == [1, 2, 4]
    assert pairs.ratio() == (5.0, 3.0, 10.0, 3)


def test_a_short_side_is_timed_as_a_median():
    clock = Clock()
    pairs = in_turn(clock.work("a", 1, 9, 2), clock.work("b", 10), 1, times=3, clock=clock)
    assert (pairs.first, pairs.second) == ([2], [10])
    assert clock.done == ["a", "a", "a", "b"]


def test_seconds_are_wall_time():
    clock = Clock()
    assert seconds(clock.work("a", 3), clock=clock) == 3


def test_a_rate_is_cases_over_seconds():
    assert rate(100, [2.0, 1.0, 4.0]).median == pytest.approx(50)
