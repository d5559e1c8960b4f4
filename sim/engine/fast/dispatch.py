"""Dispatch: which waiting job goes to which idle member, once everything else of the second has happened."""

from __future__ import annotations

from sim.compiled import shared
from sim.engine.fast import oncall, queueing, service
from sim.engine.fast.jobs import NONE
from sim.engine.fast.state import State
from sim.engine.fast.view import View


@shared
def dispatch(view: View, state: State, facility: int) -> None:
    """Serve the best waiting job that an idle member can take, until there is none."""
    state.dispatch_due[facility] = False
    if view.base_ptr[facility] < view.base_ptr[facility + 1]:
        oncall.answer_calls(view, state, facility)
    while state.free[facility] >= 0 and state.waiting_skills[facility] != 0:
        job = _first_job(view, state, facility)
        if job < 0:
            break
        service.start(view, state, _first_member(view, state, facility, state.job_skill[job]), job)
    queueing.watch_patience(view, state, facility)
    if state.visitors_head[facility] >= 0:
        oncall.end_visits(view, state, facility)


@shared
def _first_job(view: View, state: State, facility: int) -> int:
    skills, member = 0, state.free[facility]
    while member >= 0:
        skills |= view.group_skills[view.member_group[member]]
        member = state.free_next[member]
    best = NONE
    wanted = skills & state.waiting_skills[facility]
    pool = facility * view.n_skills
    while wanted != 0:
        if wanted & 1:
            job = queueing.head(view, state, pool)
            if best < 0 or queueing.goes_before(state, job, best):
                best = job
        wanted >>= 1
        pool += 1
    return best


@shared
def _first_member(view: View, state: State, facility: int, skill: int) -> int:
    best, member = NONE, state.free[facility]
    while member >= 0:
        if view.group_skills[view.member_group[member]] >> skill & 1 and (
            best < 0 or oncall.goes_before(view, state, member, best)
        ):
            best = member
        member = state.free_next[member]
    return best
