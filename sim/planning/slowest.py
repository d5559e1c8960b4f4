"""Whom the slowest tenth of cases waited for: a bound, by staff group, on what one more head could cut.

A percentile moves only if cases cross it, so a long wait is no bottleneck by itself: a case that is far
beyond the 90th percentile with or without it stays there. Each group is therefore asked what the percentile
would be had nobody waited in the queues that it serves. One more head can take away no more than that, but
for what shorter queues do to other queues.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.kpi.measured import Measured
from sim.kpi.working_time import worked_between
from sim.network.codes import StageKind
from sim.network.contract import Bools, StageLog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
HOUR = 3_600
PERCENT = 90
ENDLESS = np.int64(2**40)  # seconds of a case that is still open: more than any horizon


class Waits(NamedTuple):
    """What the slowest tenth owes to the waits for each group, in statutory working hours, [G] each."""

    potential: Floats  # 90th percentile less what it would be without the waits in the group's queues
    waited: Floats  # mean wait of a case of the slowest tenth in them


class _Queued(NamedTuple):
    """The waits of measured cases: a row each time one stood in a queue, [n] each."""

    case: Ints  # of the measured ones
    pool: Ints  # facility and skill
    seconds: Ints  # on the statutory clock


def waits_for(measured: Measured) -> Waits:
    """Return what each group's queues do to the slowest tenth of one replication.

    A group serves a queue if it took a case from it; several may serve one, and its waits then stand for each
    of them. Where the percentile is infinite (more than a tenth still open) all potentials are 0.
    """
    seconds, handled = _durations(measured)
    groups = len(measured.labels.group)
    found = Waits(np.zeros(groups), np.zeros(groups))
    if not handled.any():
        return found
    today = _percentile(seconds[handled])
    slow = handled & (seconds >= today)
    queued = _queued(measured, handled)
    for group, pools in _served(measured).items():
        own = np.isin(queued.pool, pools)
        waits = np.bincount(queued.case[own], queued.seconds[own], measured.size).astype(np.int64)
        if not waits[slow].any():  # none of the slowest is faster without: the percentile stays
            continue
        found.waited[group] = waits[slow].mean() / HOUR
        if today < ENDLESS:
            without = np.where(seconds < ENDLESS, np.maximum(seconds - waits, 0), seconds)
            found.potential[group] = (today - _percentile(without[handled])) / HOUR
    return found


def _durations(measured: Measured) -> tuple[Ints, Bools]:
    """Return the working seconds [C] from accepted to closed, and which cases have such: closed or open."""
    column, profile = measured.processing_work, measured.profiles.of_case
    handled, ended = column.population[profile], column.ended[profile]
    return np.where(ended, column.seconds.astype(np.int64), ENDLESS), handled


def _percentile(seconds: Ints) -> int:
    """Return the nearest-rank percentile, as :meth:`sim.kpi.view.View.percentile` does."""
    rank = -(-PERCENT * len(seconds) // 100)
    return int(np.partition(seconds, rank - 1)[rank - 1])


def _queued(measured: Measured, handled: Bools) -> _Queued:
    stages = measured.log.stages
    case = stages.case.astype(np.int64) - measured.rows.start
    inside = (case >= 0) & (case < measured.size) & _stood(stages)
    inside[inside] = handled[case[inside]]
    seconds = worked_between(measured.network.clock, stages.joined[inside], stages.started[inside])
    return _Queued(case[inside], _pools(measured)[inside], seconds.astype(np.int64))


def _served(measured: Measured) -> dict[int, Ints]:
    """Return the queues that each group took a case from."""
    stages = measured.log.stages
    taken = _stood(stages) & (stages.group >= 0)
    pairs = np.unique(np.column_stack([stages.group[taken], _pools(measured)[taken]]), axis=0)
    return {int(group): pairs[pairs[:, 0] == group, 1] for group in np.unique(pairs[:, 0])}


def _stood(stages: StageLog) -> Bools:
    """Tell which stages are in a queue, served in the end or not."""
    queues = (stages.kind == StageKind.QUEUE) | (stages.kind == StageKind.SERVICE)
    return np.asarray(queues & (stages.skill >= 0) & (stages.joined >= 0))


def _pools(measured: Measured) -> Ints:
    stages, skills = measured.log.stages, len(measured.labels.skill)
    return np.asarray(stages.facility.astype(np.int64) * skills + stages.skill.astype(np.int64))
