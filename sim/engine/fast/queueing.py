"""Queues: joining and leaving them, and the people who wait on site (closing time, patience).

The queue of a pool is a linked list of jobs for each rank that occurs, sorted by (order, case, sub-job); most
join at its end. Those who wait on site are counted as they come and go.
"""

from __future__ import annotations

from sim.compiled import shared, whole
from sim.engine.fast import logs
from sim.engine.fast.closing import finish
from sim.engine.fast.events import at, dispatch_soon
from sim.engine.fast.jobs import NONE, NOT_FRESH, job_over
from sim.engine.fast.state import State
from sim.engine.fast.view import View
from sim.network.codes import EventKind, Outcome, StageKind, StageOutcome
from sim.rules import backstop, opening, patience, selection

TIMER, ARRIVAL = int(EventKind.TIMER), int(EventKind.ARRIVAL)
QUEUED, AWAY_STATUS = backstop.QUEUED, backstop.AWAY
LEFT, STAGE_RENEGED, DONE = int(StageOutcome.LEFT), int(StageOutcome.RENEGED), int(StageOutcome.DONE)
RENEGED, AWAY = int(Outcome.RENEGED), int(StageKind.AWAY)
# How an enterprise comes (back): to the counter, into its queue, or into the queue of a visit.
COME_IN, COME_IN_BOOKED, STAY_AWAY, REJOIN, QUEUE_ON_SITE, QUEUE_APPOINTMENT = range(6)


@shared
def pool_of(view: View, state: State, job: int) -> int:
    """Index of the pool that the job waits for."""
    return state.job_facility[job] * view.n_skills + state.job_skill[job]


@shared
def count(state: State, pool: int, step: int) -> None:
    """Change a queue's length and its time integral."""
    now = state.now
    state.queue_integral[pool] += state.queue_length[pool] * (now - state.queue_since[pool])
    state.queue_since[pool] = now
    state.queue_length[pool] += step


@shared
def join(view: View, state: State, job: int) -> None:
    """The job waits for a member with its skill."""
    facility, now = state.job_facility[job], state.now
    if state.job_order[job] < 0:
        state.job_order[job] = now
    state.job_queued_at[job], state.job_waiting[job] = now, True
    pool = pool_of(view, state, job)
    count(state, pool, 1)
    _insert(view, state, pool, job)
    state.waiting_skills[facility] |= 1 << state.job_skill[job]
    if state.job_sub[job] == 0:
        case = state.job_case[job]
        state.job[case], state.status[case], state.held[case] = job, QUEUED, facility
    if state.job_on_site[job]:
        state.in_house[facility] += 1
        state.people_waiting[pool] += 1
        if state.job_fresh[job] == NOT_FRESH:
            state.job_fresh[job] = state.fresh[facility]
            state.fresh[facility] = job
    dispatch_soon(state, facility)


@shared
def _insert(view: View, state: State, pool: int, job: int) -> None:
    """Put the job into the list of its rank, from the end on."""
    rank = view.rank_of[state.job_priority[job]]
    place = pool * view.n_ranks + rank
    before, after = whole(state.queue_tail[place]), NONE
    while before >= 0 and goes_before(state, job, before):
        before, after = state.job_before[before], before
    state.job_before[job], state.job_next[job] = before, after
    if before >= 0:
        state.job_next[before] = job
    else:
        state.queue_head[place] = job
    if after >= 0:
        state.job_before[after] = job
    else:
        state.queue_tail[place] = job
    if rank < state.queue_first[pool]:
        state.queue_first[pool] = rank


@shared
def goes_before(state: State, job: int, other: int) -> bool:
    """Whether a job is served before another."""
    return selection.job_goes_before(
        state.job_priority[job], state.job_order[job], state.job_case[job], state.job_sub[job],
        state.job_priority[other], state.job_order[other], state.job_case[other], state.job_sub[other],
    )  # fmt: skip


@shared
def head(view: View, state: State, pool: int) -> int:
    """First job of a queue that is not empty."""
    rank = state.queue_first[pool]
    while state.queue_head[pool * view.n_ranks + rank] < 0:
        rank += 1
    state.queue_first[pool] = rank
    return whole(state.queue_head[pool * view.n_ranks + rank])


@shared
def first_waiting(view: View, state: State, pool: int) -> int:
    """First job of a queue, NONE if it is empty; `next_waiting` has the one after it."""
    return head(view, state, pool) if state.queue_length[pool] > 0 else NONE


@shared
def next_waiting(view: View, state: State, pool: int, job: int) -> int:
    """The job after this one in the order in which they would be served, NONE after the last."""
    after = state.job_next[job]
    rank = view.rank_of[state.job_priority[job]] + 1
    while after < 0 and rank < view.n_ranks:
        after = whole(state.queue_head[pool * view.n_ranks + rank])
        rank += 1
    return after


@shared
def take_first(view: View, state: State, job: int) -> None:
    """The first job leaves its queue for service."""
    _left(view, state, job)


@shared
def leave(view: View, state: State, job: int, outcome: int) -> None:
    """Out of the queue without service."""
    _left(view, state, job)
    if state.job_on_site[job]:
        state.in_house[state.job_facility[job]] -= 1
    logs.queue_stage(state, job, outcome)


@shared
def _left(view: View, state: State, job: int) -> None:
    state.job_waiting[job] = False
    pool = pool_of(view, state, job)
    place = pool * view.n_ranks + view.rank_of[state.job_priority[job]]
    before, after = state.job_before[job], state.job_next[job]
    if before >= 0:
        state.job_next[before] = after
    else:
        state.queue_head[place] = after
    if after >= 0:
        state.job_before[after] = before
    else:
        state.queue_tail[place] = before
    count(state, pool, -1)
    if state.queue_length[pool] == 0:
        state.waiting_skills[state.job_facility[job]] &= ~(1 << state.job_skill[job])
        state.queue_first[pool] = view.n_ranks
    waited = state.now - state.job_queued_at[job]
    if state.job_on_site[job]:
        state.people_waiting[pool] -= 1
    if state.job_sub[job] == 0:
        case = state.job_case[job]
        state.wait[case] += waited
        if state.job_on_site[job]:
            state.site_wait[case] += waited


@shared
def watch_patience(view: View, state: State, facility: int) -> None:
    """Start the patience of those who came since the last dispatch and were not served at once."""
    job = state.fresh[facility]
    state.fresh[facility] = NONE
    while job >= 0:
        after = state.job_fresh[job]
        state.job_fresh[job] = NOT_FRESH
        if state.job_over[job]:
            job_over(state, job)
        elif state.job_waiting[job] and view.rules.patience_on:
            case, stint = state.job_case[job], state.job_queued_at[job]
            left_at = patience.leaves_at(state.now, whole(view.patience[case]), state.job_patience_used[job])
            at(view, state, left_at, TIMER, facility, case, 0, stint + 1)
        job = after


@shared
def renege(view: View, state: State, case: int, stint: int) -> None:
    """Patience is over, if the enterprise still waits as it did when the timer was set."""
    job = whole(state.job[case])
    if job < 0 or not state.job_waiting[job] or not state.job_on_site[job]:
        return
    if state.job_queued_at[job] == stint:
        leave(view, state, job, STAGE_RENEGED)
        job_over(state, job)
        finish(view, state, case, RENEGED)


@shared
def leave_papers(view: View, state: State, job: int) -> None:
    """Somebody who waits on site goes home, the case keeps its place: no patience and no closing time."""
    if state.job_on_site[job]:
        state.job_on_site[job] = False
        state.in_house[state.job_facility[job]] -= 1
        state.people_waiting[pool_of(view, state, job)] -= 1
        state.site_wait[state.job_case[job]] += state.now - state.job_queued_at[job]


@shared
def send_home(view: View, state: State, facility: int) -> None:
    """Closing: those who wait on site leave, and come back at the next opening with a lag, in their order."""
    for skill in range(view.n_skills):
        pool = facility * view.n_skills + skill
        if state.people_waiting[pool] == 0:
            continue
        job = first_waiting(view, state, pool)
        while job >= 0:
            after = next_waiting(view, state, pool, job)
            if state.job_on_site[job] and state.job_sub[job] == 0:
                state.job_patience_used[job] += state.now - state.job_queued_at[job]
                leave(view, state, job, LEFT)
                go_away(view, state, job, facility)
            job = after


@shared
def go_away(view: View, state: State, job: int, facility: int) -> None:
    """Back at the next opening plus a lag; never, if the facility does not open again."""
    case = state.job_case[job]
    back = opening.return_time(
        view.open_start, view.open_end, view.open_ptr[facility], view.open_ptr[facility + 1], state.now,
        whole(view.return_lag[case]),
    )  # fmt: skip
    be_away(view, state, case, back, REJOIN, job)


@shared
def be_away(view: View, state: State, case: int, back: int, back_as: int, job: int) -> None:
    """Gone home until ``back`` (-1: for good), unless the backstop takes the case before."""
    state.status[case], state.job[case] = AWAY_STATUS, job
    state.move[case] += 1
    state.moved_at[case] = state.now
    state.back_as[case] = back_as
    if back >= 0:
        at(view, state, back, ARRIVAL, whole(state.held[case]), case, 0, whole(state.move[case]))
