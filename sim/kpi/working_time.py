"""Statutory working time of whole arrays of moments."""

from __future__ import annotations

import numpy as np

from sim.network.contract import Clock, Ints


def worked_until(clock: Clock, moment: Ints) -> Ints:
    """Return the statutory working seconds from second 0 to each moment (any shape)."""
    if clock.work_start.size == 0:
        return np.zeros_like(moment)
    interval = np.searchsorted(clock.work_start, moment, side="right") - 1
    inside = np.maximum(interval, 0)
    length = clock.work_end[inside] - clock.work_start[inside]
    elapsed = np.clip(moment - clock.work_start[inside], 0, length)
    return np.where(interval < 0, 0, clock.work_before[inside] + elapsed)


def worked_between(clock: Clock, start: Ints, end: Ints) -> Ints:
    """Return the statutory working seconds in [start, end) of each pair."""
    return worked_until(clock, end) - worked_until(clock, start)


def working_days(clock: Clock, start: int, end: int) -> int:
    """Return the number of days with statutory hours that begin in [start, end)."""
    inside = (clock.work_start >= start) & (clock.work_start < end)
    return int(np.unique(clock.work_start[inside] // 86_400).size)
