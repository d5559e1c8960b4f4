"""Dispatch: which waiting job goes to which idle member, once everything else of the second has happened."""

from __future__ import annotations

from sim.compiled import shared
from sim.engine.fast import oncall, queueing, service
from sim.engine.fast.jobs import NONE
from sim.engine.fast.state import State
from sim.engine.fast.view import View
from sim.rules.selection import member_goes_before


@shared
def dispatch(view: View, state: State, facility: int) -> None:
    """Serve the best waiting job that an idle member can take, until there is none."""
    state.dispatch_due[facility] = False
    if view.base_ptr[facility] < view.base_ptr[facility + 1]:
        oncall.answer_calls(view, state, facility)
    while state.free[facility] > 0 and state.waiting_skills[facility] != 0:
        job = _first_job(view, state, facility)
        if job < 0:
            break
        service.start(view, state, _first_member(view, state, facility, state.job_skill[job]), job)
    queueing.watch_patience(view, state, facility)
    if state.visitors_head[facility] >= 0:
        oncall.end_visits(view, state, facility)


@shared
def _first_job(view: View, state: State, facility: int) -> int:
    skills = 0
    for pile in range(view.pile_ptr[facility], view.pile_ptr[facility + 1]):
        if state.free_first[pile] >= 0:
            skills |= view.group_skills[view.pile_group[pile]]
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
    """Piles are sorted by the number of skills, and their members by idleness: the firsts are compared."""
    best, n_skills = NONE, 0
    for pile in range(view.pile_ptr[facility], view.pile_ptr[facility + 1]):
        group, member = view.pile_group[pile], state.free_first[pile]
        if member < 0 or not view.group_skills[group] >> skill & 1:
            continue
        if best < 0:
            best, n_skills = member, view.group_n_skills[group]
        elif view.group_n_skills[group] > n_skills:
            break
        elif member_goes_before(
            n_skills, state.member_idle_since[member], member, n_skills, state.member_idle_since[best], best
        ):
            best = member
    return best
