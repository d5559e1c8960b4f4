"""Statutory working time: the clock of promises, hand-offs, reviews and the backstop.

``row`` is where a search begins: any interval that begins at or before the earliest time in question. It
changes how long the search takes and nothing else; 0 is always right.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.rules.search import rank_ahead


def worked(start: Sequence[int], end: Sequence[int], before: Sequence[int], t: int, row: int = 0) -> int:
    """Working seconds from the first working interval up to calendar second ``t``."""
    i = rank_ahead(start, row, len(start), t) - 1
    if i < 0:
        return 0
    return before[i] + min(t, end[i]) - start[i]


def add_working(
    start: Sequence[int], end: Sequence[int], before: Sequence[int], t: int, seconds: int, row: int = 0
) -> int:
    """Calendar second at which ``seconds`` of working time after ``t`` are over.

    Nothing to wait for ends at once, whatever the hour. An amount that outlasts the calendar ends
    with its last interval (the calendar reaches half a year beyond the run).
    """
    if seconds <= 0:
        return t
    target = worked(start, end, before, t, row) + seconds
    i = rank_ahead(before, row, len(before), target - 1) - 1
    return min(start[i] + target - before[i], end[i])


def working_between(
    start: Sequence[int], end: Sequence[int], before: Sequence[int], a: int, b: int, row: int = 0
) -> int:
    """Working seconds in [a, b), negative if b < a."""
    return worked(start, end, before, b, row) - worked(start, end, before, a, row)
