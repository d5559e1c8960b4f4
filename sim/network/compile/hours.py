"""Hours: from rows of clock times to sets of time over the run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from sim.network.compile.calendar import Days, chosen
from sim.network.compile.intervals import DAY, Intervals, no_time, union
from sim.network.contract import Bools
from sim.scenario.scenario import Scenario


def daily(mask: Bools, opens: int, closes: int) -> Intervals:
    """Return ``[opens, closes)``, in seconds of the day, of each day of the mask."""
    midnight = np.flatnonzero(mask).astype(np.int64) * DAY
    return union([Intervals(midnight + opens, midnight + closes)])


def patterns_of(scenario: Scenario, days: Days) -> dict[str, Intervals]:
    """Return the time of each pattern of hours; evening rows count only with the evening lever on."""
    evening = scenario.policies.evening.on
    parts: dict[str, list[Intervals]] = defaultdict(list)
    for row in scenario.hours:
        counts = evening or not row.evening
        parts[row.pattern].append(
            daily(chosen(days, row.days), row.opens, row.closes) if counts else no_time()
        )
    return {pattern: union(rows) for pattern, rows in parts.items()}


def working_time(days: Days, hours: Sequence[tuple[int, int]]) -> Intervals:
    """Return statutory working time: the working hours of each working day."""
    return union(daily(days.working, opens, closes) for opens, closes in hours)
