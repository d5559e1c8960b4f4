"""Jobs: one stay of a case (sub 0) or of one of its reviews (sub 1..) in a queue and in service.

A job is a row of the ``job_`` columns; the row of a job that is over is used again.
"""

from __future__ import annotations

from sim.compiled import shared
from sim.engine.fast.events import longer
from sim.engine.fast.state import State

NONE, NOT_FRESH = -1, -2


@shared
def new_job(state: State, case: int, sub: int, facility: int, skill: int, priority: int, slot: int) -> int:
    """A job that is nowhere yet."""
    if state.free_job < 0:
        make_room(state)
    job = state.free_job
    state.free_job = state.job_next[job]
    state.job_case[job], state.job_sub[job] = case, sub
    state.job_facility[job], state.job_skill[job] = facility, skill
    state.job_priority[job], state.job_slot[job] = priority, slot
    state.job_order[job] = state.job_queued_at[job] = NONE
    state.job_on_site[job] = state.job_waiting[job] = False
    state.job_patience_used[job] = 0
    state.job_home_visit[job] = state.job_pausable[job] = False
    state.job_member[job] = state.job_started[job] = NONE
    state.job_remaining[job] = 0
    state.job_running_since[job] = state.job_ends[job] = NONE
    state.job_worked[job] = 0
    state.job_fresh[job] = NOT_FRESH
    state.job_over[job] = False
    return job


@shared
def job_over(state: State, job: int) -> None:
    """The job's row may be used again, once the facility's fresh jobs have been gone through."""
    state.job_waiting[job] = False
    state.job_ends[job] = NONE
    if state.job_fresh[job] != NOT_FRESH:
        state.job_over[job] = True
        return
    state.job_next[job] = state.free_job
    state.free_job = job


@shared
def make_room(state: State) -> None:
    """Twice as many rows."""
    old = len(state.job_next)
    state.job_next, state.job_before = longer(state.job_next), longer(state.job_before)
    state.job_case, state.job_sub = longer(state.job_case), longer(state.job_sub)
    state.job_facility, state.job_skill = longer(state.job_facility), longer(state.job_skill)
    state.job_priority, state.job_slot = longer(state.job_priority), longer(state.job_slot)
    state.job_order, state.job_queued_at = longer(state.job_order), longer(state.job_queued_at)
    state.job_on_site, state.job_waiting = longer(state.job_on_site), longer(state.job_waiting)
    state.job_patience_used = longer(state.job_patience_used)
    state.job_home_visit, state.job_pausable = longer(state.job_home_visit), longer(state.job_pausable)
    state.job_member, state.job_started = longer(state.job_member), longer(state.job_started)
    state.job_remaining, state.job_worked = longer(state.job_remaining), longer(state.job_worked)
    state.job_running_since, state.job_ends = longer(state.job_running_since), longer(state.job_ends)
    state.job_fresh, state.job_over = longer(state.job_fresh), longer(state.job_over)
    for job in range(old, 2 * old - 1):
        state.job_next[job] = job + 1
    state.job_next[2 * old - 1] = state.free_job
    state.free_job = old
