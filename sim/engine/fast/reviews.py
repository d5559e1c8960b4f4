"""Sub-stages between a service and its solved draw: filing in the other city, department reviews."""

from __future__ import annotations

from sim.compiled import shared, whole
from sim.engine.fast import logs, queueing
from sim.engine.fast.events import at
from sim.engine.fast.jobs import new_job
from sim.engine.fast.state import State
from sim.engine.fast.view import View
from sim.network.codes import EventKind, StageKind, StageOutcome
from sim.rules import backstop, priority, reviews
from sim.rules.working_time import add_working

REVIEW_JOIN = int(EventKind.REVIEW_JOIN)
TRIP_STATUS, REVIEW_STATUS = backstop.TRIP, backstop.REVIEW
TRIP, REVIEW, DONE = int(StageKind.TRIP), int(StageKind.REVIEW), int(StageOutcome.DONE)
TICKET = priority.TICKET


@shared
def pending(view: View, state: State, case: int) -> bool:
    """Whether a trip or reviews stand before the solved draw.

    What the first facility need not do is done: filed or recognised there, no tier above asks again.
    """
    if trip_due(view, state, case):
        return True
    state.trip_done[case] = True
    if _any_due(view, state, case):
        return True
    if view.tier[state.held[case]] >= view.review_tier[view.service[case]]:
        state.reviews_done[case] = True
    return False


@shared
def trip_due(view: View, state: State, case: int) -> bool:
    """Whether the case must still be filed in person in another city."""
    return view.trip[case] > 0 and reviews.needs_trip(
        view.cross_city[case],
        view.class_out_of_area[view.service[case]],
        view.out_of_area[state.held[case]],
        state.trip_done[case],
    )


@shared
def begin(view: View, state: State, case: int) -> None:
    """Start what is pending: the trip first, then the reviews."""
    state.detour[case] = True
    state.moved_at[case] = state.now
    if trip_due(view, state, case):
        state.trip_done[case] = True
        state.status[case] = TRIP_STATUS
        _delay(view, state, case, 0, whole(view.trip[case]))
        return
    service = view.service[case]
    n_reviews = view.review_ptr[service + 1] - view.review_ptr[service]
    state.reviews_done[case] = True
    state.status[case] = REVIEW_STATUS
    if reviews.side_by_side(view.bundle[service], view.joint_review[state.held[case]]):
        state.review_next[case] = n_reviews
        number = _next_due(view, state, case, 0)
        while number < n_reviews:
            state.reviews_open[case] += 1
            _one(view, state, case, number)
            number = _next_due(view, state, case, number + 1)
    else:
        state.review_next[case] = 0
        _next(view, state, case)


@shared
def _any_due(view: View, state: State, case: int) -> bool:
    """Whether reviews are due at this tier that another city has not made."""
    service = view.service[case]
    if not reviews.due(state.reviews_done[case], view.tier[state.held[case]], view.review_tier[service]):
        return False
    n_reviews = view.review_ptr[service + 1] - view.review_ptr[service]
    return _next_due(view, state, case, 0) < n_reviews


@shared
def _next_due(view: View, state: State, case: int, number: int) -> int:
    """First review (number within the class) from this one on that is not recognised from elsewhere."""
    service = view.service[case]
    low, high = view.review_ptr[service], view.review_ptr[service + 1]
    while low + number < high and reviews.recognised(
        view.cross_city[case],
        view.mutual_recognition[state.held[case]],
        view.review_recognisable[low + number],
    ):
        number += 1
    return number


@shared
def trip_over(state: State, case: int) -> None:
    """Filed in the other city."""
    start = whole(state.moved_at[case])
    logs.other_stage(state, case, 0, TRIP, whole(state.held[case]), start, DONE)


@shared
def _next(view: View, state: State, case: int) -> None:
    """Reviews in table order, one after the other."""
    number = _next_due(view, state, case, whole(state.review_next[case]))
    state.review_next[case] = number + 1
    state.reviews_open[case] = 1
    _one(view, state, case, number)


@shared
def _one(view: View, state: State, case: int, number: int) -> None:
    """One review: a working-time delay, or a job in the department's queue."""
    service = view.service[case]
    row = view.review_ptr[service] + number
    if view.review_facility[row] >= 0 and view.review_skill[row] >= 0:
        rank = priority.queue_rank(view.priority[service], False, 0, TICKET)
        job = new_job(
            state, case, number + 1, view.review_facility[row], view.review_skill[row], rank, number
        )
        queueing.join(view, state, job)
    else:
        _delay(view, state, case, number + 1, whole(view.review[case, number]))


@shared
def _delay(view: View, state: State, case: int, sub: int, seconds: int) -> None:
    done = add_working(view.work_start, view.work_end, view.work_before, state.now, seconds, state.work_row)
    at(view, state, done, REVIEW_JOIN, whole(state.held[case]), case, sub, state.now)


@shared
def review_over(state: State, case: int, sub: int, start: int) -> None:
    """A review without a queue is done."""
    logs.other_stage(state, case, sub, REVIEW, whole(state.held[case]), start, DONE)


@shared
def reviewed(view: View, state: State, case: int) -> bool:
    """One review is done: the next one, or, at the last (True), back to the tier that holds the case."""
    state.reviews_open[case] -= 1
    if state.reviews_open[case] > 0:
        return False
    service = view.service[case]
    n_reviews = view.review_ptr[service + 1] - view.review_ptr[service]
    if _next_due(view, state, case, whole(state.review_next[case])) < n_reviews:
        _next(view, state, case)
        return False
    state.review_time[case] += state.now - state.moved_at[case]
    return True
