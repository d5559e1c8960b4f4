"""What must hold for the log of any run, whichever engine wrote it.

``check`` raises :class:`InvariantError` with every violation found; ``violations`` lists them.
"""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np

from sim.network.codes import LOST, CaseKind, Channel, Outcome, StaffMode, StageKind, Tier
from sim.network.contract import Bools, CaseTable, EngineLog, Ints, Network


class InvariantError(AssertionError):
    """A log that cannot be right; the message names every broken invariant."""


def check(network: Network, table: CaseTable, log: EngineLog) -> None:
    """Raise :class:`InvariantError` unless all invariants hold."""
    found = violations(network, table, log)
    if found:
        raise InvariantError("; ".join(found))


def violations(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Every broken invariant, in words; a log of another number of cases is not looked at further."""
    if len(log.cases.outcome) != len(table.arose):
        return [f"conservation: {len(table.arose)} cases in, {len(log.cases.outcome)} out"]
    checks = (
        _cases_conserved,
        _stamps_ordered,
        _time_accounted_for,
        _nobody_in_two_places,
        _nobody_works_while_away,
        _staff_at_its_place,
        _order_of_service,
        _queue_integral,
        _busy_equals_work,
        _totals,
    )
    return [text for one in checks for text in one(network, table, log)]


def _cases_conserved(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Arrived = closed + lost + unserved + in progress, and each has the stamps of what it is."""
    cases, found = log.cases, []
    outcome = cases.outcome
    closed = np.isin(outcome, [Outcome.SOLVED, Outcome.UNSOLVED])
    lost = np.isin(outcome, [int(o) for o in LOST])
    unserved, in_progress = outcome == Outcome.UNSERVED, outcome == Outcome.OPEN
    if closed.sum() + lost.sum() + unserved.sum() + in_progress.sum() != len(outcome):
        found.append("conservation: an outcome is neither closed, lost, unserved nor in progress")
    found += _count("conservation: open cases with a closing time", in_progress & (cases.closed >= 0))
    found += _count("conservation: ended cases without a closing time", ~in_progress & (cases.closed < 0))
    found += _count("conservation: closed cases that nobody served", closed & (cases.accepted < 0))
    found += _count("conservation: unserved cases with a facility", unserved & (table.facility >= 0))
    entered = (table.entry <= log.stopped) & (table.facility >= 0)
    seen = np.zeros(len(outcome), dtype=bool)
    seen[log.stages.case] = True
    vanished = entered & in_progress & ~seen & (table.entry < log.stopped)
    return found + _count("conservation: cases that entered and left no trace", vanished)


def _stamps_ordered(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    cases, stages = log.cases, log.stages
    found = _count("stamps: entry before the need", table.entry < table.arose)
    for earlier, later, name in (
        (table.entry, cases.accepted, "accepted before entry"),
        (cases.accepted, cases.first_start, "served before accepted"),
        (cases.first_start, cases.closed, "closed before served"),
        (cases.accepted, cases.due, "due before accepted"),
    ):
        found += _count(f"stamps: {name}", (earlier >= 0) & (later >= 0) & (later < earlier))
    found += _count(
        "stamps: stage out of order", (stages.started < stages.joined) | (stages.ended < stages.started)
    )
    found += _count("stamps: after the stop", (stages.ended > log.stopped) | (stages.joined < 0))
    return found + _count("stages: not in order of their end", np.diff(stages.ended) < 0)


def _time_accounted_for(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """From entry to closing every second of a case lies in exactly one stage or in its reviews."""
    stages, cases = log.stages, log.cases
    own = stages.sub == 0
    spent = np.zeros(len(table.arose), dtype=np.int64)
    np.add.at(spent, stages.case[own], (stages.ended - stages.joined)[own])
    ended = (cases.closed >= 0) & (table.facility >= 0)
    off = ended & (spent + cases.review_time != cases.closed - table.entry)
    found = _count("time: stages do not add up to the sojourn", off)
    order = np.lexsort((stages.ended, stages.joined, stages.case))
    order = order[own[order]]
    same = stages.case[order][1:] == stages.case[order][:-1]
    overlap = same & (stages.joined[order][1:] < stages.ended[order][:-1])
    return found + _count("time: a case in two stages at once", overlap)


def _nobody_in_two_places(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    busy = log.busy
    order = np.lexsort((busy.start, busy.member))
    same = busy.member[order][1:] == busy.member[order][:-1]
    clash = same & (busy.start[order][1:] < busy.end[order][:-1])
    return _count("staff: a member in two spells at once", clash)


def _interval(ptr: Ints, start: Ints, end: Ints, row: Ints, time: Ints) -> tuple[Bools, Ints]:
    """Per (row, time): does an interval of that CSR row hold the time, and which one?"""
    if len(start) == 0:
        return np.zeros(len(row), dtype=bool), np.zeros(len(row), dtype=np.int64)
    shift = np.int64(max(int(end.max()), int(time.max(initial=0))) + 2)
    owner = np.repeat(np.arange(len(ptr) - 1, dtype=np.int64), np.diff(ptr))
    at = np.searchsorted(owner * shift + start, row * shift + time, side="right") - 1
    valid = at >= 0
    at = np.maximum(at, 0)
    return valid & (owner[at] == row) & (time < end[at]), at


def _nobody_works_while_away(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Every spell starts in presence; it outlasts it only if it cannot be paused (and is then overtime)."""
    busy, members = log.busy, network.members
    begins, at = _interval(
        members.presence_ptr, members.presence_start, members.presence_end, busy.member, busy.start
    )
    ends = begins.copy()
    ends[begins] = busy.end[begins] <= members.presence_end[at[begins]]
    found = _count("presence: work begun by somebody who is not there", ~begins & (busy.case >= 0))
    service = table.service[busy.case]
    problem = network.services.kind[service] == CaseKind.PROBLEM
    department = network.facilities.tier[busy.facility] == Tier.DEPARTMENT
    at_home = table.channel[busy.case] == Channel.HOME_VISIT
    pausable = (busy.case >= 0) & (problem | department) & ~at_home
    found += _count("presence: problem work went on after its member left", begins & ~ends & pausable)
    over = begins & ~ends & (busy.case >= 0)
    if over.any() and int(log.overtime.sum()) == 0:
        found.append("presence: work past presence without overtime")
    return found


def _staff_at_its_place(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """A service starts where its member is on duty (who is on call comes from elsewhere), with the skill."""
    stages, members, groups = log.stages, network.members, network.groups
    served = np.flatnonzero(stages.kind == StageKind.SERVICE)
    member, start = stages.member[served], stages.started[served]
    group = members.group[member]
    lacks = (groups.skills[group] >> stages.skill[served]) & 1 == 0
    found = _count("staff: a service by a member of another group", group != stages.group[served])
    found += _count("staff: a service by somebody without the skill", lacks)
    rows = np.flatnonzero(groups.mode[group] != StaffMode.ON_CALL)
    begins, at = _interval(members.presence_ptr, members.presence_start, members.presence_end, member, start)
    place = members.presence_facility[at[rows]] if len(members.presence_facility) else at[rows]
    wrong = begins[rows] & (place != stages.facility[served[rows]])
    return found + _count("presence: a service started where its member is not", wrong)


def _order_of_service(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Whoever is served goes before all who wait in that queue since before: by priority, then first come.

    Per queue one sweep over the service starts, with the waiting jobs (not served on the second they came)
    in a heap by (priority, order, case, sub-job).
    """
    stages = log.stages
    served = stages.kind == StageKind.SERVICE
    waited = (served | (stages.kind == StageKind.QUEUE)) & (stages.joined < stages.started)
    queue = stages.facility * network.n_skills + stages.skill
    crowded = np.zeros(len(log.queue_integral), dtype=bool)
    crowded[queue[waited]] = True
    starts = np.flatnonzero(served & crowded[queue])
    starts = starts[np.lexsort((stages.started[starts], queue[starts]))]
    joins = np.flatnonzero(waited)
    joins = joins[np.lexsort((stages.joined[joins], queue[joins]))]
    rank = list(
        zip(*(c.tolist() for c in (stages.priority, stages.order, stages.case, stages.sub)), strict=True)
    )
    place, joined, left = queue.tolist(), stages.joined.tolist(), stages.started.tolist()
    rest = iter(joins.tolist())
    coming = next(rest, None)
    heap: list[tuple[tuple[int, ...], int]] = []
    higher = earlier = 0
    at = -1
    for i in starts.tolist():
        if place[i] != at:
            at, heap = place[i], []
        while coming is not None and (place[coming], joined[coming]) < (at, left[i]):
            if place[coming] == at:
                heappush(heap, (rank[coming], coming))
            coming = next(rest, None)
        while heap and left[heap[0][1]] <= left[i]:
            heappop(heap)
        if heap and heap[0][0] < rank[i]:
            higher += heap[0][0][0] < rank[i][0]
            earlier += heap[0][0][0] == rank[i][0]
    found = (
        [f"priority: {higher} services overtook a case of higher priority in their queue"] if higher else []
    )
    return found + (
        [f"FIFO: {earlier} services overtook an earlier case of the same queue"] if earlier else []
    )


def _totals(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """The case log sums up the stages: waits, hand-offs, and the work of the cases that are closed."""
    stages, cases = log.stages, log.cases
    own = stages.sub == 0
    queued = own & ((stages.kind == StageKind.QUEUE) | (stages.kind == StageKind.SERVICE))
    sums = np.zeros((3, len(cases.wait)), dtype=np.int64)
    np.add.at(sums[0], stages.case[queued], (stages.started - stages.joined)[queued])
    np.add.at(sums[1], stages.case[stages.kind == StageKind.HANDOFF], 1)
    np.add.at(sums[2], stages.case[own], stages.work[own])
    found = _count("totals: wait of a case differs from its stages", sums[0] != cases.wait)
    found += _count("totals: hand-offs of a case differ from its stages", sums[1] != cases.handoffs)
    return found + _count(
        "totals: work of a case differs from its stages", (sums[2] != cases.work) & (cases.closed >= 0)
    )


def _queue_integral(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Little's law in whole numbers: time integral of queue length = sum of waiting times, per queue."""
    stages = log.stages
    queued = (stages.kind == StageKind.QUEUE) | (stages.kind == StageKind.SERVICE)
    pool = (stages.facility * network.n_skills + stages.skill)[queued]
    waits = np.zeros(len(log.queue_integral), dtype=np.int64)
    np.add.at(waits, pool, (stages.started - stages.joined)[queued])
    return _count("queues: length integral differs from the waiting times", waits != log.queue_integral)


def _busy_equals_work(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Spells at cases add up to the work in the stages, and nobody is busier than the clock allows."""
    stages, busy = log.stages, log.busy
    at_case = busy.case >= 0
    if int((busy.end - busy.start)[at_case].sum()) != int(stages.work.sum()):
        return ["work: busy spells and stage work differ"]
    return _count("work: an empty or reversed spell", busy.end <= busy.start)


def _count(text: str, wrong: Bools) -> list[str]:
    n = int(np.count_nonzero(wrong))
    return [f"{text} ({n}, first at {int(np.flatnonzero(wrong)[0])})"] if n else []
