"""Leaders' sessions 政企面对面: when each county holds them."""

from __future__ import annotations

import numpy as np

from sim.network.compile.calendar import Days
from sim.network.compile.index import Index
from sim.network.compile.intervals import DAY, MINUTE
from sim.network.contract import Sessions
from sim.scenario.scenario import Scenario


def sessions_of(scenario: Scenario, index: Index, days: Days) -> Sessions:
    """Return the sessions of the run, sorted by time and county; none with the lever off.

    A session begins with statutory working hours; one on a rest day is held on the next working day, and
    two of a county that meet on one day are one.
    """
    if not scenario.policies.sessions.on:
        return Sessions(*(np.zeros(0, np.int64) for _ in Sessions._fields))
    opens = min(start for start, _ in scenario.settings.working_hours)
    working = np.flatnonzero(days.working)
    held: dict[tuple[int, int], tuple[int, int]] = {}
    for row in scenario.sessions:
        first = (row.first - days.first).days
        first += max(0, -(first // row.every_days)) * row.every_days
        planned = np.arange(first, days.working.size, row.every_days)
        place = np.searchsorted(working, planned)
        for day in working[place[place < working.size]]:
            key = (int(day) * DAY + opens, index.county[row.county])
            held.setdefault(key, (row.batch, round(row.minutes * MINUTE)))
    table = np.array([(*key, *held[key]) for key in sorted(held)], dtype=np.int64).reshape(-1, 4)
    time, county, batch, duration = (np.ascontiguousarray(column) for column in table.T)
    return Sessions(time=time, county=county, batch=batch, duration=duration)
