"""Statutory working time: the clock of promises, hand-offs, reviews and the backstop."""

from __future__ import annotations

from collections.abc import Sequence

from sim.rules.search import rank


def worked(start: Sequence[int], end: Sequence[int], before: Sequence[int], t: int) -> int:
    """Working seconds from the first working interval up to calendar second ``t``."""
    i = rank(start, 0, len(start), t) - 1
    if i < 0:
        return 0
    return before[i] + min(t, end[i]) - start[i]


def add_working(start: Sequence[int], end: Sequence[int], before: Sequence[int], t: int, seconds: int) -> int:
    """Calendar second at which ``seconds`` of working time after ``t`` are over.

    Nothing to wait for ends at once, whatever the hour. An amount that outlasts the calendar ends
    with its last interval (the calendar reaches half a year beyond the run).
    """
    if seconds <= 0:
        return t
    target = worked(start, end, before, t) + seconds
    i = rank(before, 0, len(before), target - 1) - 1
    return min(start[i] + target - before[i], end[i])


def working_between(start: Sequence[int], end: Sequence[int], before: Sequence[int], a: int, b: int) -> int:
    """Working seconds in [a, b), negative if b < a."""
    return worked(start, end, before, b) - worked(start, end, before, a)
