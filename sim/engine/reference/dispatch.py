"""Dispatch: which waiting job goes to which idle member, once everything else of the second has happened."""

from __future__ import annotations

from sim.engine.reference import oncall, queueing, service
from sim.engine.reference.state import Job, Member, State
from sim.rules.selection import job_goes_before, member_goes_before


def dispatch(state: State, facility: int) -> None:
    """Serve the best waiting job that an idle member can take, until there is none."""
    state.dispatch_due[facility] = False
    if state.on_call_groups[facility]:
        oncall.answer_calls(state, facility)
    free = state.free[facility]
    while free and state.waiting_skills[facility]:
        job = _first_job(state, facility, free)
        if job is None:
            break
        service.start(state, _first_member(free, job.skill), job)
    queueing.watch_patience(state, facility)
    if state.visitors[facility]:
        oncall.end_visits(state, facility)


def _first_job(state: State, facility: int, free: list[Member]) -> Job | None:
    skills = 0
    for member in free:
        skills |= member.skills
    best: Job | None = None
    for skill in state.waiting_skills[facility]:
        if skills >> skill & 1:
            job = queueing.head(state, facility, skill)
            if best is None or _goes_before(job, best):
                best = job
    return best


def _goes_before(job: Job, other: Job) -> bool:
    return job_goes_before(
        job.priority, job.order, job.case, job.sub, other.priority, other.order, other.case, other.sub
    )


def _first_member(free: list[Member], skill: int) -> Member:
    best: Member | None = None
    for member in free:
        if member.skills >> skill & 1 and (
            best is None
            or member_goes_before(
                member.n_skills, member.idle_since, member.id, best.n_skills, best.idle_since, best.id
            )
        ):
            best = member
    assert best is not None
    return best
