"""Invariants of the cases: none is lost, and their stamps, stages and sums fit together."""

from __future__ import annotations

import numpy as np

from sim.compiled import compiled
from sim.engine.invariants.count import count
from sim.network.codes import LOST, Outcome, StageKind
from sim.network.contract import Bools, CaseTable, EngineLog, Ints, Narrow, Network, StageLog


def cases_conserved(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Arrived = closed + lost + unserved + in progress, and each has the stamps of what it is."""
    cases, found = log.cases, []
    outcome = cases.outcome
    closed = (outcome == Outcome.SOLVED) | (outcome == Outcome.UNSOLVED)
    lost = np.isin(outcome, np.array(LOST, outcome.dtype))
    unserved, in_progress = outcome == Outcome.UNSERVED, outcome == Outcome.OPEN
    if closed.sum() + lost.sum() + unserved.sum() + in_progress.sum() != len(outcome):
        found.append("conservation: an outcome is neither closed, lost, unserved nor in progress")
    found += count("conservation: open cases with a closing time", in_progress & (cases.closed >= 0))
    found += count("conservation: ended cases without a closing time", ~in_progress & (cases.closed < 0))
    found += count("conservation: closed cases that nobody served", closed & (cases.accepted < 0))
    found += count("conservation: unserved cases with a facility", unserved & (table.facility >= 0))
    entered = (table.entry < log.stopped) & (table.facility >= 0)
    return found + count(
        "conservation: cases that entered and left no trace",
        entered & in_progress & ~marked(log.stages.case, len(outcome)),
    )


def stamps_ordered(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """A case and a stage go through their moments in order, none after the stop; stages in order of end."""
    cases, stages = log.cases, log.stages
    found = count("stamps: entry before the need", table.entry < table.arose)
    for earlier, later, name in (
        (table.entry, cases.accepted, "accepted before entry"),
        (cases.accepted, cases.first_start, "served before accepted"),
        (cases.first_start, cases.closed, "closed before served"),
        (cases.accepted, cases.due, "due before accepted"),
    ):
        found += count(f"stamps: {name}", (earlier >= 0) & (later >= 0) & (later < earlier))
    found += count(
        "stamps: stage out of order", (stages.started < stages.joined) | (stages.ended < stages.started)
    )
    found += count("stamps: after the stop", (stages.ended > log.stopped) | (stages.joined < 0))
    return found + count("stages: not in order of their end", stages.ended[1:] < stages.ended[:-1])


def time_accounted_for(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """From entry to closing every second of a case lies in exactly one stage or in its reviews."""
    stages, cases = log.stages, log.cases
    own = stages.sub == 0
    left = np.subtract(cases.closed, table.entry, dtype=np.int64) - cases.review_time
    left -= added_up(stages.case, own, seconds(stages.joined, stages.ended), len(left))
    ended = (cases.closed >= 0) & (table.facility >= 0)
    found = count("time: stages do not add up to the sojourn", ended & (left != 0))
    if one_after_another(stages.case, own, stages.joined, stages.ended, len(left)):
        return found
    return found + count("time: a case in two stages at once", overlaps(stages, own))


def totals(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """The case log sums up the stages: waits, hand-offs, and the work of the cases that are closed."""
    stages, cases, n = log.stages, log.cases, len(log.cases.wait)
    own = stages.sub == 0
    queued = own & ((stages.kind == StageKind.QUEUE) | (stages.kind == StageKind.SERVICE))
    waits = added_up(stages.case, queued, seconds(stages.joined, stages.started), n)
    found = count("totals: wait of a case differs from its stages", waits != cases.wait)
    handoffs = np.bincount(stages.case[stages.kind == StageKind.HANDOFF], minlength=n)
    found += count("totals: hand-offs of a case differ from its stages", handoffs != cases.handoffs)
    del waits, handoffs
    work = added_up(stages.case, own, stages.work.astype(np.int64), n)
    return found + count(
        "totals: work of a case differs from its stages", (work != cases.work) & (cases.closed >= 0)
    )


def seconds(start: Narrow, end: Narrow) -> Ints:
    """Return end - start in 64 bits."""
    return np.subtract(end, start, dtype=np.int64)


def overlaps(stages: StageLog, own: Bools) -> Bools:
    """Return, for the case's own stages by (case, join, end): does the next one begin before this ends?"""
    order = np.lexsort((stages.ended, stages.joined, stages.case))
    order = order[own[order]]
    case, joined, ended = stages.case[order], stages.joined[order], stages.ended[order]
    return np.asarray((case[1:] == case[:-1]) & (joined[1:] < ended[:-1]))


@compiled
def marked(index: Narrow, n: int) -> Bools:
    """Return [n]: does the index name it?"""
    found = np.zeros(n, np.bool_)
    for i in index:
        found[i] = True
    return found


@compiled
def added_up(index: Narrow, wanted: Bools, amount: Ints, n: int) -> Ints:
    """Return the sums [n] of the amounts of the wanted rows by their index."""
    total = np.zeros(n, np.int64)
    for row in range(len(index)):
        if wanted[row]:
            total[index[row]] += amount[row]
    return total


@compiled
def one_after_another(who: Narrow, wanted: Bools, start: Narrow, end: Narrow, n: int) -> bool:
    """Do the wanted spells of each of n cases or members follow on one another as the rows do?

    True proves that no two of them overlap. Rows in another order give False and prove nothing.
    """
    last = np.zeros(n, np.int32)
    for row in range(len(who)):
        if wanted[row]:
            if start[row] < last[who[row]] or end[row] < start[row]:
                return False
            last[who[row]] = end[row]
    return True
