"""The backstop 三长兜底: a timer at a share of the promise moves an open case to the chiefs' queue, once."""

from __future__ import annotations

from sim.compiled import shared, whole
from sim.engine.fast import logs, queueing
from sim.engine.fast.events import at
from sim.engine.fast.jobs import job_over, new_job
from sim.engine.fast.state import State
from sim.engine.fast.view import View
from sim.network.codes import SLOT_CHIEFS, CaseKind, EventKind, StageKind, StageOutcome
from sim.rules import backstop, priority
from sim.rules.working_time import add_working

TIMER, PROBLEM = int(EventKind.TIMER), int(CaseKind.PROBLEM)
QUEUED, HANDOFF_STATUS, MARK, TAKE = backstop.QUEUED, backstop.HANDOFF, backstop.MARK, backstop.TAKE
HANDOFF, AWAY, TAKEN = int(StageKind.HANDOFF), int(StageKind.AWAY), int(StageOutcome.TAKEN)
BACKSTOP = priority.BACKSTOP


@shared
def watch(view: View, state: State, case: int) -> None:
    """Start the backstop's timer when a problem is accepted where chiefs stand behind it."""
    facility, service = whole(view.facility[case]), view.service[case]
    chiefs = view.chiefs[facility]
    if not view.rules.backstop_on or chiefs < 0 or view.chief_skill[chiefs] < 0:
        return
    if view.kind[service] != PROBLEM:
        return
    allowed = backstop.allowance(view.promise[service], view.rules.backstop_share)
    due = (
        add_working(view.work_start, view.work_end, view.work_before, state.now, allowed, state.work_row) + 1
    )
    at(view, state, due, TIMER, facility, case, 0, 0)


@shared
def backstop_due(view: View, state: State, case: int) -> None:
    """The share of the promise is over."""
    what = backstop.action(whole(state.status[case]))
    if what == MARK:
        state.backstop_due[case] = True
    elif what == TAKE:
        _withdraw(view, state, case)
        take_over(view, state, case)


@shared
def _withdraw(view: View, state: State, case: int) -> None:
    """Out of the queue, of the hand-off (whose delay is cut) or of the absence that it is in."""
    job, status, start = whole(state.job[case]), whole(state.status[case]), whole(state.moved_at[case])
    if status == QUEUED:
        queueing.leave(view, state, job, TAKEN)
        job_over(state, job)
        return
    kind = HANDOFF if status == HANDOFF_STATUS else AWAY
    logs.other_stage(state, case, 0, kind, whole(state.held[case]), start, TAKEN)
    if status == HANDOFF_STATUS:
        state.handoff_time[case] += state.now - start
        state.held[case] = state.elsewhere[case]
    elif job >= 0:
        job_over(state, job)
    state.move[case] += 1


@shared
def take_over(view: View, state: State, case: int) -> None:
    """The case joins the chiefs' queue at top priority; if they fail, the ladder goes on where it was."""
    state.backstop_due[case] = False
    state.chiefs_took[case] = state.by_chiefs[case] = state.detour[case] = True
    state.elsewhere[case] = state.held[case]
    chiefs = view.chiefs[view.facility[case]]
    job = new_job(state, case, 0, chiefs, view.chief_skill[chiefs], BACKSTOP, SLOT_CHIEFS)
    queueing.join(view, state, job)
