"""Opening hours: when a facility is next open to somebody who comes on site."""

from __future__ import annotations

from collections.abc import Sequence

from sim.rules.search import rank


def open_interval(start: Sequence[int], end: Sequence[int], low: int, high: int, t: int) -> int:
    """Index of the opening interval ``[start, end)`` that holds ``t``, or -1 when closed."""
    i = rank(start, low, high, t) - 1
    return i if i >= low and t < end[i] else -1


def return_time(start: Sequence[int], end: Sequence[int], low: int, high: int, t: int, lag: int) -> int:
    """Next opening after ``t`` plus a personal lag, inside that interval; -1 if it never opens again."""
    i = rank(start, low, high, t)
    return min(start[i] + lag, end[i] - 1) if i < high else -1
