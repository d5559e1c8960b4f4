"""Queues: joining and leaving them, and the people who wait on site (closing time, patience)."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappop, heappush

from sim.engine.reference import logs
from sim.engine.reference.clock import at, dispatch_soon
from sim.engine.reference.closing import finish
from sim.engine.reference.state import Job, State
from sim.network.codes import EventKind, Outcome, StageKind, StageOutcome
from sim.rules import backstop, opening, patience

TIMER, ARRIVAL = int(EventKind.TIMER), int(EventKind.ARRIVAL)


def pool_of(state: State, job: Job) -> int:
    """Index of the pool that the job waits for."""
    return job.facility * state.view.n_skills + job.skill


def count(state: State, pool: int, step: int) -> None:
    """Change a queue's length and its time integral."""
    now = state.now
    state.queue_integral[pool] += state.queue_length[pool] * (now - state.queue_since[pool])
    state.queue_since[pool] = now
    state.queue_length[pool] += step


def join(state: State, job: Job) -> None:
    """The job waits for a member with its skill."""
    if job.order < 0:
        job.order = state.now
    job.queued_at, job.waiting = state.now, True
    pool = pool_of(state, job)
    count(state, pool, +1)
    heappush(state.queue[pool], (job.priority, job.order, job.case, job.sub, job))
    state.waiting_skills[job.facility].add(job.skill)
    state.in_house[job.facility] += job.on_site
    if job.sub == 0:
        state.job[job.case], state.status[job.case] = job, backstop.QUEUED
        state.held[job.case] = job.facility
    if job.on_site:
        state.fresh[job.facility].append(job)
    dispatch_soon(state, job.facility)


def people_waiting(state: State, facility: int, skill: int) -> int:
    """Length of the queue as somebody at the door sees it: tickets are not in sight."""
    return sum(entry[4].on_site for entry in state.queue[facility * state.view.n_skills + skill])


def head(state: State, facility: int, skill: int) -> Job:
    """First job of a queue that is not empty."""
    return state.queue[facility * state.view.n_skills + skill][0][4]


def take_first(state: State, facility: int, skill: int) -> Job:
    """The first job leaves its queue for service."""
    job = heappop(state.queue[facility * state.view.n_skills + skill])[4]
    _left(state, job)
    return job


def leave(state: State, job: Job, outcome: int) -> None:
    """Out of the queue without service."""
    queue = state.queue[pool_of(state, job)]
    queue[:] = [entry for entry in queue if entry[4] is not job]
    heapify(queue)
    _left(state, job)
    state.in_house[job.facility] -= job.on_site
    logs.queue_stage(state, job, outcome)


def _left(state: State, job: Job) -> None:
    job.waiting = False
    pool = pool_of(state, job)
    count(state, pool, -1)
    if not state.queue[pool]:
        state.waiting_skills[job.facility].discard(job.skill)
    if job.sub == 0:
        state.wait[job.case] += state.now - job.queued_at
        if job.on_site:
            state.site_wait[job.case] += state.now - job.queued_at


def watch_patience(state: State, facility: int) -> None:
    """Start the patience of those who came since the last dispatch and were not served at once."""
    fresh = state.fresh[facility]
    if fresh and state.view.rules.patience_on:
        for job in fresh:
            if job.waiting:
                due = patience.leaves_at(state.now, state.view.patience[job.case], job.patience_used)
                at(state, due, TIMER, facility, job.case, job.sub, _renege(state, job, job.queued_at))
    fresh.clear()


def _renege(state: State, job: Job, stint: int) -> Callable[[], None]:
    def act() -> None:
        if job.waiting and job.on_site and job.queued_at == stint:
            leave(state, job, StageOutcome.RENEGED)
            finish(state, job.case, Outcome.RENEGED)

    return act


def leave_papers(state: State, job: Job) -> None:
    """Somebody who waits on site goes home, the case keeps its place: no patience and no closing time."""
    if job.on_site:
        job.on_site = False
        state.in_house[job.facility] -= 1
        state.site_wait[job.case] += state.now - job.queued_at


def waiting_for(state: State, facility: int, skill: int) -> list[Job]:
    """Jobs of the case itself (no reviews) in a queue, in the order in which they would be served."""
    queue = state.queue[facility * state.view.n_skills + skill]
    return [entry[4] for entry in sorted(queue) if entry[4].sub == 0]


def send_home(state: State, facility: int) -> None:
    """Closing: those who wait on site leave, and come back at the next opening with a lag, in their order."""
    for skill in sorted(state.waiting_skills[facility]):
        for job in waiting_for(state, facility, skill):
            if job.on_site:
                job.patience_used += state.now - job.queued_at
                leave(state, job, StageOutcome.LEFT)
                go_away(state, job, facility)


def go_away(state: State, job: Job, facility: int) -> None:
    """Back at the next opening plus a lag; never, if the facility does not open again."""
    view = state.view
    low, high = view.open_ptr[facility], view.open_ptr[facility + 1]
    lag = view.return_lag[job.case]
    back = opening.return_time(view.open_start, view.open_end, low, high, state.now, lag)

    def come_back() -> None:
        state.visits[job.case] += 1
        join(state, job)

    be_away(state, job.case, back, come_back)


def be_away(state: State, case: int, back: int, act: Callable[[], None]) -> None:
    """Gone home until ``back`` (-1: for good), then ``act``, unless the backstop takes the case before."""
    state.status[case], state.job[case] = backstop.AWAY, None
    state.move[case] += 1
    move, start = state.move[case], state.now
    state.moved_at[case] = start
    if back < 0:
        return
    facility = state.held[case]

    def return_() -> None:
        if state.move[case] == move:
            logs.other_stage(state, case, 0, StageKind.AWAY, facility, start, StageOutcome.DONE)
            act()

    at(state, back, ARRIVAL, facility, case, 0, return_)
