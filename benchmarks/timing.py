"""Two sides timed in turn, so that what disturbs the machine disturbs both."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple

from benchmarks.measurement import Spread, spread

Work = Callable[[], object]


class Pairs(NamedTuple):
    """Seconds of both sides, pair by pair."""

    first: list[float]
    second: list[float]

    def ratio(self) -> Spread:
        """Seconds of the second side over seconds of the first."""
        return spread([second / first for first, second in zip(self.first, self.second, strict=True)])


def seconds(work: Work, times: int = 1, clock: Callable[[], float] = perf_counter) -> float:
    """Median seconds of so many calls."""
    taken = []
    for _ in range(times):
        started = clock()
        work()
        taken.append(clock() - started)
    return median(taken)


def in_turn(
    first: Work, second: Work, pairs: int, times: int = 1, clock: Callable[[], float] = perf_counter
) -> Pairs:
    """Time first, second, first, second ...; the first side, if short, as a median of `times` calls."""
    found = Pairs([], [])
    for _ in range(pairs):
        found.first.append(seconds(first, times, clock))
        found.second.append(seconds(second, 1, clock))
    return found


def rate(cases: int, taken: list[float]) -> Spread:
    """Cases a second, from the seconds of repeated runs over the same cases."""
    return spread([cases / one for one in taken])
