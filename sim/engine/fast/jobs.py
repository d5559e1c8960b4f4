"""Jobs: one stay of a case (sub 0) or of one of its reviews (sub 1..) in a queue and in service.

A job is a row of the ``job_`` columns; the row of a job that is over is used again.
"""

from __future__ import annotations

from sim.compiled import shared
from sim.engine.fast.state import State

NONE, NOT_FRESH = -1, -2


@shared
def new_job(state: State, case: int, sub: int, facility: int, skill: int, priority: int, slot: int) -> int:
    """A job that is nowhere yet."""
    job = state.free_job
    if job >= 0:
        state.free_job = state.job_next[job]
    else:
        job = state.n_jobs
        state.n_jobs = job + 1
        if state.n_jobs == state.room_jobs:  # the last row: it may be spoilt
            state.n_jobs, state.full = job, True
    state.job_case[job], state.job_sub[job] = case, sub
    state.job_facility[job], state.job_skill[job] = facility, skill
    state.job_priority[job], state.job_slot[job] = priority, slot
    state.job_order[job] = state.job_queued_at[job] = NONE
    state.job_on_site[job] = state.job_waiting[job] = False
    state.job_patience_used[job] = 0
    state.job_pausable[job] = False
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
