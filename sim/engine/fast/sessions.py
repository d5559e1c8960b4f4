"""Leaders' sessions 政企面对面: a batch of the cases that no tier could solve, every so often.

Who waits is a linked list of jobs by county, sorted by (deadline, case).
"""

from __future__ import annotations

from sim.compiled import real, shared, whole
from sim.engine.fast import logs
from sim.engine.fast.closing import finish
from sim.engine.fast.events import at
from sim.engine.fast.jobs import NONE, job_over, new_job
from sim.engine.fast.state import State
from sim.engine.fast.view import View
from sim.network.codes import EventKind, Outcome, StageKind, StageOutcome
from sim.rules import backstop, session

SESSION = int(EventKind.SESSION)
IN_SESSION, SESSION_STAGE = backstop.SESSION, int(StageKind.SESSION)
SOLVED, STAGE_SOLVED = int(Outcome.SOLVED), int(StageOutcome.SOLVED)


@shared
def wait(view: View, state: State, case: int) -> None:
    """The case waits for a session of its county."""
    state.status[case] = IN_SESSION
    state.move[case] += 1
    state.moved_at[case] = state.now
    state.detour[case] = True
    _join_pool(view, state, case)


@shared
def _join_pool(view: View, state: State, case: int) -> None:
    """Into the list, from the end on: most deadlines come in their order."""
    county = whole(view.case_county[case])
    waiting = new_job(state, case, 0, NONE, NONE, 0, 0)
    before, after = state.session_tail[county], NONE
    while before >= 0 and _is_due_before(state, case, state.job_case[before]):
        before, after = state.job_before[before], before
    state.job_before[waiting], state.job_next[waiting] = before, after
    if before >= 0:
        state.job_next[before] = waiting
    else:
        state.session_head[county] = waiting
    if after >= 0:
        state.job_before[after] = waiting
    else:
        state.session_tail[county] = waiting


@shared
def _is_due_before(state: State, case: int, other: int) -> bool:
    if state.due[case] != state.due[other]:
        return bool(state.due[case] < state.due[other])
    return case < other


@shared
def hold(view: View, state: State, number: int) -> None:
    """Take a batch: oldest deadline first, then id."""
    county = view.session_county[number]
    over = state.now + view.session_duration[number]
    for _ in range(view.session_batch[number]):
        waiting = state.session_head[county]
        if waiting < 0:
            break
        case, after = state.job_case[waiting], state.job_next[waiting]
        state.session_head[county] = after
        if after >= 0:
            state.job_before[after] = NONE
        else:
            state.session_tail[county] = NONE
        job_over(state, waiting)
        state.in_session[case] = True
        at(view, state, over, SESSION, NONE, case, 0, 0)


@shared
def session_over(view: View, state: State, case: int) -> None:
    """Solved by this session, or back to those who wait for the next."""
    state.sessions_held[case] += 1
    failed = 1.0
    for _ in range(state.sessions_held[case]):
        failed = session.remaining(failed, view.rules.session_solve)
    if not session.solved(real(view.session_u[case]), failed):
        _join_pool(view, state, case)
        return
    start = whole(state.moved_at[case])
    logs.other_stage(state, case, 0, SESSION_STAGE, whole(state.held[case]), start, STAGE_SOLVED)
    state.session_time[case] += state.now - start
    finish(view, state, case, SOLVED)
