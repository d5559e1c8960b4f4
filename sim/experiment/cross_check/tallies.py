"""What a log says twice, added up in one pass over its stages and one over its spells."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.compiled import compiled, shared
from sim.network.codes import StageKind
from sim.network.contract import CaseTable, Compiled, EngineLog, Floats, Ints, Narrow

QUEUE, SERVICE = int(StageKind.QUEUE), int(StageKind.SERVICE)
HANDOFF, SESSION = int(StageKind.HANDOFF), int(StageKind.SESSION)


class Pools(NamedTuple):
    """Sums by pool (facility * n_skills + skill)."""

    waited: Ints  # [F * K] seconds in the queue, over the whole run
    joined: Ints  # [F * K] stints in the queue, over the whole run
    window_joined: Ints  # [F * K] services of jobs that joined in the measured window
    window_waited: Ints  # [F * K] their seconds in the queue
    window_work: Ints  # [F * K] their seconds of work
    window_square: Floats  # [F * K] sum of the squares of these


class Tallies(NamedTuple):
    """Sums of one replication."""

    pools: Pools
    stage_work: Ints  # [G] seconds of work at cases, by the stages
    busy_work: Ints  # [G] the same, by the members' spells
    arrived: Ints  # [F] cases that came to a facility, by the stages
    left: Ints  # [F] cases that went on to another
    last: Ints  # [F] cases whose last facility it is, by the cases
    accepted: int  # cases accepted in the window
    sojourn: int  # their seconds from acceptance to closing, or to the stop
    present: int  # case-seconds in hand within the window


def tallies(compiled: Compiled, table: CaseTable, log: EngineLog) -> Tallies:
    """Add up a replication's log."""
    network, stages, busy, cases = compiled.network, log.stages, log.busy, log.cases
    n_pools, n_groups = len(log.queue_integral), len(network.groups.base)
    n_facilities = len(network.facilities.tier)
    window = network.clock.warm_up, network.clock.horizon
    whole = np.zeros((5, n_pools), np.int64)
    square = np.zeros(n_pools, np.float64)
    work, moves = np.zeros(n_groups, np.int64), np.zeros((2, n_facilities), np.int64)
    where = np.full(len(cases.outcome), -1, np.int16)
    spent, last = np.zeros(n_groups, np.int64), np.zeros(n_facilities, np.int64)
    accepted, sojourn, present = _add_up(
        (stages.kind, stages.case, stages.sub, stages.facility, stages.skill),
        (stages.group, stages.joined, stages.started, stages.work),
        (whole, square, work, moves, where),
        (busy.member, busy.start, busy.end, busy.case, network.members.group, spent),
        (cases.accepted, cases.closed, cases.facility_last, where),
        network.n_skills,
        log.stopped,
        window,
        last,
    )
    waited, joined, window_joined, window_waited, window_work = whole
    pools = Pools(waited, joined, window_joined, window_waited, window_work, square)
    arrived, left = moves
    return Tallies(pools, work, spent, arrived, left, last, accepted, sojourn, present)


@compiled
def _add_up(
    where_stages: Any,
    what_stages: Any,
    sums: Any,
    spells: Any,
    cases: Any,
    n_skills: int,
    stopped: int,
    window: tuple[int, int],
    by_facility: Ints,
) -> tuple[int, int, int]:
    """Run the three passes as one kernel, since each takes time to load; columns come as tuples."""
    first, last = window
    kind, case, sub, facility, skill = where_stages
    group, joined, started, work = what_stages
    pools, square, by_group, moves, where = sums
    _stages(
        kind, case, sub, facility, skill, group, joined, started, work, n_skills, first, last,
        pools, square, by_group, moves, where,
    )  # fmt: skip
    member, start, end, busy_case, group_of, spent = spells
    _spells(member, start, end, busy_case, group_of, spent)
    accepted, closed, held, where = cases
    return _cases(accepted, closed, held, where, stopped, first, last, by_facility)


@shared
def _stages(
    kind: Narrow,
    case: Narrow,
    sub: Narrow,
    facility: Narrow,
    skill: Narrow,
    group: Narrow,
    joined: Narrow,
    started: Narrow,
    work: Narrow,
    n_skills: int,
    first: int,
    last: int,
    pools: Ints,
    square: Floats,
    by_group: Ints,
    moves: Ints,
    where: Narrow,
) -> None:
    """Add every stage to the sums of its pool, its group and the facilities that its case went through."""
    for row in range(len(kind)):
        queued = kind[row] == QUEUE or kind[row] == SERVICE
        if queued:
            pool = facility[row] * n_skills + skill[row]
            wait = np.int64(started[row]) - joined[row]
            pools[0, pool] += wait
            pools[1, pool] += 1
            if kind[row] == SERVICE:
                by_group[group[row]] += work[row]
                if first <= joined[row] < last:
                    pools[2, pool] += 1
                    pools[3, pool] += wait
                    pools[4, pool] += work[row]
                    square[pool] += np.float64(work[row]) * work[row]
        holds = queued or kind[row] == HANDOFF or kind[row] == SESSION
        if holds and sub[row] == 0 and facility[row] >= 0:
            before = where[case[row]]
            if before != facility[row]:
                if before >= 0:
                    moves[1, before] += 1
                moves[0, facility[row]] += 1
                where[case[row]] = facility[row]


@shared
def _spells(member: Narrow, start: Narrow, end: Narrow, case: Narrow, group_of: Ints, spent: Ints) -> None:
    """Add every spell at a case to its member's group."""
    for row in range(len(member)):
        if case[row] >= 0:
            spent[group_of[member[row]]] += np.int64(end[row]) - start[row]


@shared
def _cases(
    accepted: Narrow,
    closed: Narrow,
    facility: Narrow,
    where: Narrow,
    stopped: int,
    first: int,
    last: int,
    by_facility: Ints,
) -> tuple[int, int, int]:
    """Count the cases by their last facility, and their time in hand around the window.

    A case that no queue, service, hand-off or session has held yet is nowhere.
    """
    n, sojourn, present = 0, 0, 0
    for row in range(len(accepted)):
        if where[row] >= 0 and facility[row] >= 0:
            by_facility[facility[row]] += 1
        if accepted[row] >= 0:
            end = np.int64(closed[row]) if closed[row] >= 0 else stopped
            if first <= accepted[row] < last:
                n += 1
                sojourn += end - accepted[row]
            inside = min(int(end), last) - max(int(accepted[row]), first)
            if inside > 0:
                present += inside
    return n, sojourn, present
