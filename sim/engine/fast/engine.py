"""Running the fast engine: the clock, the mechanisms beside this file, the logs they leave."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.compiled import compiled, shared, whole
from sim.compiled.structs import number, packed
from sim.engine.fast import (
    arrivals,
    chiefs,
    closing,
    coaching,
    dispatch,
    escalation,
    events,
    logs,
    oncall,
    presence,
    queueing,
    reviews,
    rules,  # noqa: F401  (compiled code may call them from here on)
    service,
    sessions,
)
from sim.engine.fast.jobs import NONE
from sim.engine.fast.state import State, make_state, measured, usual_room
from sim.engine.fast.timetable import DOORS, LESSON, MONTH, SESSION, STAFF
from sim.engine.fast.view import View, make_view
from sim.engine.order import (
    case_of,
    event_what,
    event_when,
    facility_of,
    kind_of,
    stamp_of,
    sub_of,
    time_of,
)
from sim.network.codes import EventKind, StageKind, StageOutcome
from sim.network.contract import CaseTable, EngineLog, Network
from sim.rules import backstop

Progress = Callable[[int, int], None]
SERVICE_END, REVIEW_JOIN = int(EventKind.SERVICE_END), int(EventKind.REVIEW_JOIN)
HANDOFF_ARRIVAL, TIMER = int(EventKind.HANDOFF_ARRIVAL), int(EventKind.TIMER)
SESSION_EVENT, ARRIVAL = int(EventKind.SESSION), int(EventKind.ARRIVAL)
DISPATCH = int(EventKind.DISPATCH)
NEVER = int(np.iinfo(np.int64).max)
OPEN = int(StageOutcome.OPEN)
KIND_OF_STATUS = tuple(
    int({
        backstop.HANDOFF: StageKind.HANDOFF, backstop.AWAY: StageKind.AWAY, backstop.TRIP: StageKind.TRIP,
        backstop.REVIEW: StageKind.REVIEW, backstop.SESSION: StageKind.SESSION,
        backstop.BOOKED: StageKind.APPOINTMENT,
    }.get(status, NONE))
    for status in range(9)
)  # fmt: skip
FROM_HEAP, FROM_ARRIVALS, FROM_TIMETABLE = range(3)


def run(network: Network, table: CaseTable, progress: Progress | None = None) -> EngineLog:
    """Simulate one replication: a deterministic function of network and case table.

    The log equals the reference engine's to the last bit. ``progress(done, total)`` is called at the
    beginning and at the end with measured cases closed and in all.
    """
    view = make_view(network, table)
    inputs, room = packed(view, frozen=True), usual_room(view.n_cases)
    total = measured(view)
    if progress is not None:
        progress(0, total)
    while True:
        state = make_state(view, room)
        after = packed(state)
        simulate(inputs, after)
        if not number(after, "full"):
            break
        room = room.doubled()
    if progress is not None:
        progress(total - number(after, "measured_left"), total)
    return logs.engine_log(state, after)


@compiled
def simulate(view: View, state: State) -> None:
    """Step from the first event to the last, then log what is still going on."""
    step_to_the_end(view, state)
    if not state.full:
        close_books(view, state)


@shared
def step_to_the_end(view: View, state: State) -> None:
    """Step until nothing measured is open after the horizon (whole seconds only), or the clock's end."""
    plan_arrival(view, state)
    n_known, last_row = len(view.timetable_when), len(view.work_start) - 1
    while not state.full:
        when, source = state.arrival_when, FROM_ARRIVALS
        if state.heap_size > 0:
            first = state.heap_when[0]
            if first < when or (first == when and state.heap_what[0] < state.arrival_what):
                when, source = first, FROM_HEAP
        if state.next_known < n_known and view.timetable_when[state.next_known] <= when:
            when, source = view.timetable_when[state.next_known], FROM_TIMETABLE
        if state.dispatch_size > 0 and event_when(state.now, DISPATCH, state.dispatch_heap[0]) < when:
            dispatch.dispatch(view, state, events.next_dispatch(state))
            continue
        time = time_of(when)
        if time > view.end:
            break
        if state.measured_left == 0 and state.now >= view.horizon and time > state.now:
            break
        state.now = time
        while state.work_row < last_row and view.work_start[state.work_row + 1] <= time:
            state.work_row += 1
        if source == FROM_HEAP:
            what = state.heap_what[0]
            events.drop_first(state)
            happen(view, state, when, what)
        elif source == FROM_ARRIVALS:
            case = case_of(state.arrival_what)
            plan_arrival(view, state)
            arrivals.enter(view, state, case)
        else:
            row = state.next_known
            state.next_known = row + 1
            happen_as_known(view, state, view.timetable_act[row], view.timetable_row[row])


@shared
def plan_arrival(view: View, state: State) -> None:
    """The next case of the table, if it enters before the end."""
    state.arrival_when, state.arrival_what = NEVER, 0
    if state.next_arrival < view.n_cases:
        case = whole(view.entry_order[state.next_arrival])
        state.next_arrival += 1
        if view.entry[case] <= view.end:
            state.arrival_when = event_when(whole(view.entry[case]), ARRIVAL, whole(view.facility[case]))
            state.arrival_what = event_what(case, 0, 0)


@shared
def happen(view: View, state: State, when: int, what: int) -> None:
    """An event of the list; those that no longer hold pass by."""
    kind, facility = kind_of(when), facility_of(when)
    case, sub, stamp = case_of(what), sub_of(what), stamp_of(what)
    if kind == SERVICE_END:
        service_ends(view, state, facility, case, sub, stamp)
    elif kind == REVIEW_JOIN:
        review_joins(view, state, case, sub, stamp)
    elif kind == HANDOFF_ARRIVAL:
        if state.move[case] == stamp:
            escalation.handed_over(view, state, case, facility)
    elif kind == TIMER:
        if stamp == 0:
            chiefs.backstop_due(view, state, case)
        else:
            queueing.renege(view, state, case, stamp - 1)
    elif kind == SESSION_EVENT:
        sessions.session_over(view, state, case)
    elif state.move[case] == stamp:  # an arrival of somebody who has been here before
        arrivals.come_back(view, state, case)


@shared
def service_ends(view: View, state: State, facility: int, case: int, sub: int, job: int) -> None:
    """A service ends (unless it was paused), or an on-call member arrives."""
    if case >= view.n_cases:
        oncall.arrive(view, state, case - view.n_cases, facility)
        return
    same = state.job_case[job] == case and state.job_sub[job] == sub
    if same and state.job_ends[job] == state.now:
        service.end(view, state, job)
        escalation.served(view, state, job)


@shared
def review_joins(view: View, state: State, case: int, sub: int, start: int) -> None:
    """A trip (sub 0) or a review without a queue is over."""
    if sub == 0:
        reviews.trip_over(state, case)
    else:
        reviews.review_over(state, case, sub, start)
    if sub == 0 or reviews.reviewed(view, state, case):
        escalation.reviewed(view, state, case)


@shared
def happen_as_known(view: View, state: State, act: int, row: int) -> None:
    """An entry of the timetable."""
    if act == DOORS:
        presence.doors(view, state, row)
    elif act == STAFF:
        presence.staff(view, state, row)
    elif act == LESSON:
        coaching.learn(view, state, row)
    elif act == MONTH:
        coaching.assess(view, state)
    elif act == SESSION:
        sessions.hold(view, state, row)


@shared
def close_books(view: View, state: State) -> None:
    """Everything that is still going on is logged up to now, as open."""
    for pool in range(view.n_facilities * view.n_skills):
        job = queueing.first_waiting(view, state, pool)
        while job >= 0:
            logs.queue_stage(state, job, OPEN)
            if state.job_sub[job] == 0:
                waited, case = state.now - state.job_queued_at[job], state.job_case[job]
                state.wait[case] += waited
                if state.job_on_site[job]:
                    state.site_wait[case] += waited
            job = queueing.next_waiting(view, state, pool, job)
        queueing.count(state, pool, 0)
    for member in range(view.n_members):
        service.stop_overtime(view, state, member)
        job = state.member_job[member]
        if state.member_travelling[member]:
            start = state.member_travel_since[member]
            logs.busy_spell(state, member, state.member_facility[member], start, NONE)
        if job >= 0:
            if state.job_running_since[job] >= 0:
                start = state.job_running_since[job]
                logs.busy_spell(state, member, state.job_facility[job], start, state.job_case[job])
                state.job_worked[job] += state.now - start
            logs.service_stage(view, state, job, OPEN)
    for case in range(view.n_cases):
        kind = KIND_OF_STATUS[state.status[case]]
        if kind >= 0:
            start = whole(state.moved_at[case])
            logs.other_stage(state, case, 0, kind, whole(state.held[case]), start, OPEN)
        closing.sum_up(view, state, case)
