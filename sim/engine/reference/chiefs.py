"""The backstop 三长兜底: a timer at a share of the promise moves an open case to the chiefs' queue, once."""

from __future__ import annotations

from sim.engine.reference import logs, queueing
from sim.engine.reference.clock import at
from sim.engine.reference.state import Job, State
from sim.network.codes import SLOT_CHIEFS, CaseKind, EventKind, StageKind, StageOutcome
from sim.rules import backstop, priority
from sim.rules.working_time import add_working

TIMER = int(EventKind.TIMER)


def watch(state: State, case: int) -> None:
    """Start the backstop's timer when a problem is accepted where chiefs stand behind it."""
    view = state.view
    chiefs = view.chiefs[view.facility[case]]
    if not view.rules.backstop_on or chiefs < 0 or view.chief_skill[chiefs] < 0:
        return
    if view.kind[view.service[case]] != CaseKind.PROBLEM:
        return
    allowed = backstop.allowance(view.promise[view.service[case]], view.rules.backstop_share)
    due = add_working(view.work_start, view.work_end, view.work_before, state.accepted[case], allowed) + 1
    at(state, due, TIMER, view.facility[case], case, 0, lambda: _due(state, case))


def _due(state: State, case: int) -> None:
    what = backstop.action(state.status[case])
    if what == backstop.MARK:
        state.backstop_due[case] = True
    elif what == backstop.TAKE:
        _withdraw(state, case)
        take_over(state, case)


def _withdraw(state: State, case: int) -> None:
    """Out of the queue, of the hand-off (whose delay is cut) or of the absence that it is in."""
    job, status, start = state.job[case], state.status[case], state.moved_at[case]
    if status == backstop.QUEUED:
        assert job is not None
        queueing.leave(state, job, StageOutcome.TAKEN)
        return
    kind = StageKind.HANDOFF if status == backstop.HANDOFF else StageKind.AWAY
    logs.other_stage(state, case, 0, kind, state.held[case], start, StageOutcome.TAKEN)
    if status == backstop.HANDOFF:
        state.handoff_time[case] += state.now - start
        state.held[case] = state.heading[case]
    state.move[case] += 1


def take_over(state: State, case: int) -> None:
    """The case joins the chiefs' queue at top priority; if they fail, the ladder goes on where it was."""
    view = state.view
    state.backstop_due[case] = False
    state.chiefs_took[case] = state.by_chiefs[case] = state.detour[case] = True
    state.ladder[case] = state.held[case]
    chiefs = view.chiefs[view.facility[case]]
    queueing.join(state, Job(case, 0, chiefs, view.chief_skill[chiefs], priority.BACKSTOP, SLOT_CHIEFS))
