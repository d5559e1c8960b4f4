"""Key projects and replayed cases: needs at given times."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import numpy as np

from sim.network.codes import Channel
from sim.network.compile.index import Index, positions
from sim.network.compile.intervals import DAY, HOUR
from sim.network.contract import ProjectNeeds, Replay
from sim.scenario.scenario import Scenario

NEED_HOUR = 9  # a need is felt at the start of the working day


def project_needs(scenario: Scenario, index: Index, end: int) -> ProjectNeeds:
    """Return the needs within the run, project by project: 09:00 of the start plus the day's offset.

    The key is ``project/service@day``, with ``#n`` from the second of the same service and day on.
    """
    keys: list[str] = []
    rows: list[tuple[int, ...]] = []
    for project in scenario.projects:
        start = (project.start - scenario.settings.start).days
        seen: Counter[str] = Counter()
        trackers = [index.facility[at] if at else -1 for at in (project.station, project.subcentre)]
        for step in scenario.life_cycles:
            if step.life_cycle != project.life_cycle:
                continue
            key = f"{project.id}/{step.service}@{step.day}"
            seen[key] += 1
            time = (start + step.day) * DAY + NEED_HOUR * HOUR
            if 0 <= time < end:
                keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
                zone, industry = index.zone[project.zone], index.industry[project.industry]
                rows.append((time, zone, industry, index.service[step.service], *trackers))
    table = np.array(rows, dtype=np.int64).reshape(-1, len(ProjectNeeds._fields) - 1)
    return ProjectNeeds(tuple(keys), *(np.ascontiguousarray(column) for column in table.T))


def replay_of(scenario: Scenario, index: Index, end: int) -> Replay:
    """Return the replayed cases that fall within the run, in table order."""
    midnight = datetime.combine(scenario.settings.start, datetime.min.time())
    times = [int((row.time - midnight).total_seconds()) for row in scenario.replay]
    rows = [row for row, time in zip(scenario.replay, times, strict=True) if 0 <= time < end]
    return Replay(
        time=np.array([time for time in times if 0 <= time < end], dtype=np.int64),
        zone=positions(index.zone, (row.zone for row in rows)),
        industry=positions(index.industry, (row.industry for row in rows)),
        service=positions(index.service, (row.service for row in rows)),
        item=positions(index.item, (row.item for row in rows)),
        channel=np.array([Channel[row.channel.upper()] for row in rows], dtype=np.int64),
    )
