"""Statutory working time of whole arrays of moments."""

from __future__ import annotations

import numpy as np

from sim.compiled import compiled
from sim.network.contract import Clock, Ints, Narrow

DAY = 86_400


def worked_between(clock: Clock, start: Narrow, end: Narrow) -> Narrow:
    """Return the statutory working seconds in [start, end) of each pair [n], in 32 bits.

    A moment before second 0 stands for second 0.
    """
    if clock.work_start.size == 0:
        return np.zeros(len(start), np.int32)
    days = np.arange(clock.work_start[-1] // DAY + 2, dtype=np.int64)
    of_day = np.searchsorted(clock.work_start, days * DAY, side="right") - 1
    return _worked_between(of_day, clock.work_start, clock.work_end, clock.work_before, start, end)


@compiled
def _worked_between(
    of_day: Ints, work_start: Ints, work_end: Ints, work_before: Ints, start: Narrow, end: Narrow
) -> Narrow:
    worked = np.empty(len(start), np.int32)
    for i in range(len(start)):
        until_start = _worked_until(of_day, work_start, work_end, work_before, start[i])
        until_end = _worked_until(of_day, work_start, work_end, work_before, end[i])
        worked[i] = until_end - until_start
    return worked


@compiled
def _worked_until(of_day: Ints, work_start: Ints, work_end: Ints, work_before: Ints, moment: int) -> int:
    """Return the working seconds up to a moment; ``of_day``: the last interval begun when a day begins."""
    if moment < 0:
        return 0
    at = of_day[min(moment // DAY, len(of_day) - 1)]
    while at + 1 < len(work_start) and work_start[at + 1] <= moment:
        at += 1
    return work_before[at] + min(moment, work_end[at]) - work_start[at] if at >= 0 else 0


def working_days(clock: Clock, start: int, end: int) -> int:
    """Return the number of days with statutory hours that begin in [start, end)."""
    inside = (clock.work_start >= start) & (clock.work_start < end)
    return int(np.unique(clock.work_start[inside] // DAY).size)
