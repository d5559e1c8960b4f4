"""Sets of time as sorted half-open intervals ``[start, end)`` in whole seconds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from sim.network.contract import Ints

DAY = 86_400
HOUR = 3_600
MINUTE = 60


class Intervals(NamedTuple):
    """A set of time: intervals sorted by start, never empty, never overlapping or touching."""

    start: Ints
    end: Ints


def no_time() -> Intervals:
    """Return the empty set of time."""
    return Intervals(np.zeros(0, np.int64), np.zeros(0, np.int64))


def union(parts: Iterable[Intervals]) -> Intervals:
    """Merge the parts into one set of time; empty intervals vanish, touching ones become one."""
    listed = list(parts)
    if not listed:
        return no_time()
    start = np.concatenate([part.start for part in listed])
    end = np.concatenate([part.end for part in listed])
    kept = end > start
    start, end = start[kept], end[kept]
    if not start.size:
        return no_time()
    order = np.argsort(start, kind="stable")
    start, reach = start[order], np.maximum.accumulate(end[order])
    first = np.concatenate(([True], start[1:] > reach[:-1]))
    last = np.concatenate((first[1:], [True]))
    return Intervals(np.ascontiguousarray(start[first]), np.ascontiguousarray(reach[last]))


def intersection(one: Intervals, other: Intervals) -> Intervals:
    """Return the time that lies in both sets."""
    return _combine(one, other, keep_other=True)


def difference(one: Intervals, other: Intervals) -> Intervals:
    """Return the time of ``one`` that does not lie in ``other``."""
    return _combine(one, other, keep_other=False)


def _combine(one: Intervals, other: Intervals, keep_other: bool) -> Intervals:
    cuts = np.sort(np.concatenate((*one, *other)))  # equal ones leave an empty interval, which union drops
    if cuts.size < 2:
        return no_time()
    left = cuts[:-1]
    kept = _covers(one, left) & (_covers(other, left) == keep_other)
    return union([Intervals(left[kept], cuts[1:][kept])])


def _covers(time: Intervals, points: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    begun = np.searchsorted(time.start, points, side="right")
    finished = np.searchsorted(time.end, points, side="right")
    return np.asarray(begun > finished)


def total(time: Intervals) -> int:
    """Return the seconds in the set."""
    return int((time.end - time.start).sum())


def pointers(counts: Iterable[int]) -> Ints:
    """Return the CSR pointer of rows with these counts: length one more, starting at 0."""
    counted = np.fromiter(counts, np.int64)
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counted, dtype=np.int64)))


def stacked(parts: list[Intervals]) -> tuple[Ints, Ints, Ints]:
    """Lay sets of time behind one another: CSR pointer, starts, ends."""
    everything = [*parts, no_time()]
    start = np.concatenate([part.start for part in everything])
    end = np.concatenate([part.end for part in everything])
    return pointers(part.start.size for part in parts), start, end
