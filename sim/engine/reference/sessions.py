"""Leaders' sessions 政企面对面: a batch of the cases that no tier could solve, every so often."""

from __future__ import annotations

from sim.engine.reference import logs
from sim.engine.reference.clock import at
from sim.engine.reference.closing import finish
from sim.engine.reference.state import State
from sim.network.codes import EventKind, Outcome, StageKind, StageOutcome
from sim.rules import backstop, session

SESSION = int(EventKind.SESSION)


def plan(state: State) -> None:
    """Put all sessions on the clock."""
    view = state.view
    if view.rules.sessions_on:
        for number, time in enumerate(view.session_time):
            if time <= view.end:
                at(state, time, SESSION, -1, -1, 0, lambda number=number: hold(state, number))  # type: ignore[misc]


def wait(state: State, case: int) -> None:
    """The case waits for a session of its county."""
    state.status[case] = backstop.SESSION
    state.move[case] += 1
    state.moved_at[case] = state.session_joined[case] = state.now
    state.detour[case] = True
    state.session_pool[state.view.case_county[case]].append(case)


def hold(state: State, number: int) -> None:
    """Take a batch: oldest deadline first, then id."""
    view = state.view
    pool = state.session_pool[view.session_county[number]]
    pool.sort(key=lambda case: (state.due[case], case))
    batch = pool[: view.session_batch[number]]
    del pool[: len(batch)]
    over = state.now + view.session_duration[number]
    for case in batch:
        state.in_session[case] = True
        at(state, over, SESSION, -1, case, 0, lambda case=case: _over(state, case))  # type: ignore[misc]


def _over(state: State, case: int) -> None:
    """Solved by this session, or back to those who wait for the next."""
    state.failed[case] = session.remaining(state.failed[case], state.view.rules.session_solve)
    if not session.solved(state.view.session_u[case], state.failed[case]):
        state.session_pool[state.view.case_county[case]].append(case)
        return
    start = state.session_joined[case]
    logs.other_stage(state, case, 0, StageKind.SESSION, state.held[case], start, StageOutcome.SOLVED)
    state.session_time[case] += state.now - start
    finish(state, case, Outcome.SOLVED)
