"""Sub-stages between a service and its solved draw: filing in the other city, department reviews."""

from __future__ import annotations

from collections.abc import Callable

from sim.engine.reference import logs, queueing
from sim.engine.reference.clock import at
from sim.engine.reference.state import Job, State
from sim.network.codes import EventKind, StageKind, StageOutcome
from sim.rules import backstop, priority, reviews
from sim.rules.working_time import add_working

REVIEW_JOIN = int(EventKind.REVIEW_JOIN)


def pending(state: State, case: int) -> bool:
    """Whether a trip or reviews stand before the solved draw.

    What the first facility need not do is done: filed or recognised there, no tier above asks again.
    """
    if trip_due(state, case):
        return True
    state.trip_done[case] = True
    if _due(state, case):
        return True
    if state.view.tier[state.held[case]] >= state.view.review_tier[state.view.service[case]]:
        state.reviews_done[case] = True
    return False


def trip_due(state: State, case: int) -> bool:
    """Whether the case must still be filed in person in another city."""
    view = state.view
    return view.trip[case] > 0 and reviews.needs_trip(
        view.cross_city[case],
        view.class_out_of_area[view.service[case]],
        view.out_of_area[state.held[case]],
        state.trip_done[case],
    )


def begin(state: State, case: int) -> None:
    """Start what is pending: the trip first, then the reviews."""
    view = state.view
    state.detour[case] = True
    state.moved_at[case] = state.now
    if trip_due(state, case):
        state.trip_done[case] = True
        state.status[case] = backstop.TRIP
        _delay(state, case, 0, view.trip[case], lambda: _trip_over(state, case, state.moved_at[case]))
        return
    due = _due(state, case)
    state.reviews_done[case] = True
    state.status[case] = backstop.REVIEW
    state.review_list[case] = due
    if reviews.side_by_side(view.bundle[view.service[case]], view.joint_review[state.held[case]]):
        state.review_list[case] = []
        state.reviews_open[case] = len(due)
        for row in due:
            _one(state, case, row)
    else:
        _next(state, case)


def _due(state: State, case: int) -> list[int]:
    """Reviews (numbers within the class) that are due at this tier and not recognised from elsewhere."""
    view, held = state.view, state.held[case]
    service = view.service[case]
    if not reviews.due(state.reviews_done[case], view.tier[held], view.review_tier[service]):
        return []
    low, high = view.review_ptr[service], view.review_ptr[service + 1]
    return [
        row - low
        for row in range(low, high)
        if not reviews.recognised(
            view.cross_city[case], view.mutual_recognition[held], view.review_recognisable[row]
        )
    ]


def _trip_over(state: State, case: int, start: int) -> None:
    logs.other_stage(state, case, 0, StageKind.TRIP, state.held[case], start, StageOutcome.DONE)
    state.hooks.reviewed(state, case)


def _next(state: State, case: int) -> None:
    """Reviews in table order, one after the other."""
    rest = state.review_list[case]
    assert rest
    state.reviews_open[case] = 1
    _one(state, case, rest.pop(0))


def _one(state: State, case: int, number: int) -> None:
    """One review: a working-time delay, or a job in the department's queue."""
    view = state.view
    row = view.review_ptr[view.service[case]] + number
    if view.review_facility[row] >= 0 and view.review_skill[row] >= 0:
        rank = priority.queue_rank(view.priority[view.service[case]], False, 0, priority.TICKET)
        queueing.join(
            state, Job(case, number + 1, view.review_facility[row], view.review_skill[row], rank, number)
        )
        return
    start = state.now

    def over() -> None:
        logs.other_stage(
            state, case, number + 1, StageKind.REVIEW, state.held[case], start, StageOutcome.DONE
        )
        reviewed(state, case)

    _delay(state, case, number + 1, view.review[case][number], over)


def _delay(state: State, case: int, sub: int, seconds: int, over: Callable[[], None]) -> None:
    view = state.view
    done = add_working(view.work_start, view.work_end, view.work_before, state.now, seconds)
    at(state, done, REVIEW_JOIN, state.held[case], case, sub, over)


def reviewed(state: State, case: int) -> None:
    """One review is done: the next one, or, at the last, back to the tier that holds the case."""
    state.reviews_open[case] -= 1
    if state.reviews_open[case] > 0:
        return
    if state.review_list[case]:
        _next(state, case)
        return
    state.review_time[case] += state.now - state.moved_at[case]
    state.hooks.reviewed(state, case)
