"""What must hold for the log of any run, whichever engine wrote it.

``check`` raises :class:`InvariantError` with every violation found; ``violations`` lists them.
"""

from __future__ import annotations

import numpy as np

from sim.network.codes import LOST, CaseKind, Channel, Outcome, StageKind, StageOutcome
from sim.network.contract import Bools, CaseTable, EngineLog, Ints, Network

STILL_OPEN = int(StageOutcome.OPEN)


class InvariantError(AssertionError):
    """A log that cannot be right; the message names every broken invariant."""


def check(network: Network, table: CaseTable, log: EngineLog) -> None:
    """Raise :class:`InvariantError` unless all invariants hold."""
    found = violations(network, table, log)
    if found:
        raise InvariantError("; ".join(found))


def violations(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Every broken invariant, in words."""
    checks = (
        _cases_conserved,
        _stamps_ordered,
        _time_accounted_for,
        _nobody_in_two_places,
        _nobody_works_while_away,
        _fifo,
        _queue_integral,
        _busy_equals_work,
    )
    return [text for one in checks for text in one(network, table, log)]


def _cases_conserved(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Arrived = closed + lost + unserved + in progress, and each has the stamps of what it is."""
    cases, found = log.cases, []
    outcome = cases.outcome
    if len(outcome) != len(table.arose):
        return [f"conservation: {len(table.arose)} cases in, {len(outcome)} out"]
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


def _inside(ptr: Ints, start: Ints, end: Ints, row: Ints, begin: Ints, until: Ints) -> tuple[Bools, Bools]:
    """Per spell: does it begin, and does it end, inside one interval of its CSR row?"""
    shift = np.int64(max(int(end.max(initial=0)), int(until.max(initial=0))) + 2)
    owner = np.repeat(np.arange(len(ptr) - 1, dtype=np.int64), np.diff(ptr))
    at = np.searchsorted(owner * shift + start, row * shift + begin, side="right") - 1
    valid = at >= 0
    at = np.maximum(at, 0)
    if len(start) == 0:
        nothing = np.zeros(len(row), dtype=bool)
        return nothing, nothing
    begins = valid & (owner[at] == row) & (begin < end[at])
    return begins, begins & (until <= end[at])


def _nobody_works_while_away(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Every spell starts in presence; it outlasts it only if it cannot be paused (and is then overtime)."""
    busy, members = log.busy, network.members
    begins, ends = _inside(
        members.presence_ptr, members.presence_start, members.presence_end, busy.member, busy.start, busy.end
    )
    found = _count("presence: work begun by somebody who is not there", ~begins & (busy.case >= 0))
    service = table.service[busy.case]
    problem = network.services.kind[service] == CaseKind.PROBLEM
    department = network.facilities.tier[busy.facility] == 4
    at_home = table.channel[busy.case] == Channel.HOME_VISIT
    pausable = (busy.case >= 0) & (problem | department) & ~at_home
    found += _count("presence: problem work went on after its member left", begins & ~ends & pausable)
    over = begins & ~ends & (busy.case >= 0)
    if over.any() and int(log.overtime.sum()) == 0:
        found.append("presence: work past presence without overtime")
    return found


def _fifo(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """In one queue and one priority nobody is served before somebody who waits and came earlier."""
    stages = log.stages
    served = stages.kind == StageKind.SERVICE
    queue = (stages.facility * network.n_skills + stages.skill)[served]
    priority, order, case = stages.priority[served], stages.order[served], stages.case[served]
    joined, started = stages.joined[served], stages.started[served]
    by = np.lexsort((case, order, started, priority, queue))
    queue, priority, order, case, joined, started = (
        column[by] for column in (queue, priority, order, case, joined, started)
    )
    wrong = 0
    for i in np.flatnonzero(
        (queue[1:] == queue[:-1]) & (priority[1:] == priority[:-1]) & (order[1:] < order[:-1])
    ).tolist():
        j = i + 1  # came earlier, served later: right only if it was not in the queue at that time
        k = i
        while k >= 0 and queue[k] == queue[j] and priority[k] == priority[j] and order[k] > order[j]:
            if joined[j] <= started[k] < started[j]:
                wrong += 1
                break
            k -= 1
    return [f"FIFO: {wrong} services overtook an earlier case of the same queue"] if wrong else []


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
