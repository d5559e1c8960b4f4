"""How a case enters: at the counter, by appointment, online, by home visit, or not at all."""

from __future__ import annotations

from sim.engine.reference import escalation, logs, queueing
from sim.engine.reference.clock import at
from sim.engine.reference.closing import finish
from sim.engine.reference.state import State
from sim.network.codes import Channel, EventKind, Outcome, StageKind, StageOutcome
from sim.rules import appointment, backstop, opening, patience, priority

ARRIVAL = int(EventKind.ARRIVAL)
APPOINTMENT, ONLINE, HOME_VISIT = int(Channel.APPOINTMENT), int(Channel.ONLINE), int(Channel.HOME_VISIT)


def plan(state: State, position: int = 0) -> None:
    """Put the next case of the table on the clock; it will do the same for the one after it."""
    view = state.view
    if position == view.n_cases:
        return
    case = view.entry_order[position]
    if view.entry[case] > view.end:
        return

    def act() -> None:
        plan(state, position + 1)
        enter(state, case)

    at(state, view.entry[case], ARRIVAL, view.facility[case], case, 0, act)


def enter(state: State, case: int) -> None:
    """First event of a case."""
    view = state.view
    facility, channel = view.facility[case], view.channel[case]
    if facility < 0:
        finish(state, case, Outcome.UNSERVED)
        return
    state.held[case] = facility
    if channel == APPOINTMENT:
        book(state, case)
    elif channel == ONLINE or channel == HOME_VISIT:
        escalation.accept(state, case, facility, priority.TICKET)
    else:
        come_in(state, case, priority.ON_SITE)


def book(state: State, case: int) -> None:
    """The first slot with room after the lead time; without one the enterprise just walks in."""
    view, facility = state.view, state.view.facility[case]
    low, high = view.slot_ptr[facility], view.slot_ptr[facility + 1]
    earliest = state.now + max(view.rules.appointment_lead, view.travel[case])
    slot = appointment.first_slot(
        view.slot_start, state.booked, low, high, earliest, view.slot_capacity[facility]
    )
    if slot < 0:
        back = state.now + view.travel[case]
        queueing.be_away(state, case, back, lambda: come_in(state, case, priority.ON_SITE))
        return
    state.booked[slot] += 1
    booked_at, late = state.now, view.late[case]
    state.status[case], state.moved_at[case] = backstop.BOOKED, booked_at

    def act() -> None:
        logs.other_stage(state, case, 0, StageKind.APPOINTMENT, facility, booked_at, StageOutcome.DONE)
        come_in(state, case, priority.ON_SITE if late else priority.APPOINTMENT)

    def stay_away() -> None:
        logs.other_stage(state, case, 0, StageKind.APPOINTMENT, facility, booked_at, StageOutcome.NO_SHOW)
        finish(state, case, Outcome.NO_SHOW)

    time = view.slot_start[slot]
    if view.no_show_u[case] < view.rules.no_show:
        at(state, time, ARRIVAL, facility, case, 0, stay_away)
    else:
        at(state, time + late, ARRIVAL, facility, case, 0, act)


def come_in(state: State, case: int, position: int) -> None:
    """On site: closed doors send home until the next opening; a long queue or a full house turns away."""
    view, facility = state.view, state.view.facility[case]
    state.visits[case] += 1
    if not state.open[facility]:
        low, high = view.open_ptr[facility], view.open_ptr[facility + 1]
        back = opening.return_time(
            view.open_start, view.open_end, low, high, state.now, view.return_lag[case]
        )
        queueing.be_away(state, case, back, lambda: come_in(state, case, priority.ON_SITE))
        return
    if position == priority.ON_SITE:
        capacity = view.queue_capacity[facility]
        if 0 <= capacity <= state.in_house[facility]:
            finish(state, case, Outcome.BLOCKED)
            return
        waiting = queueing.people_waiting(state, facility, view.skill[view.service[case]])
        if view.rules.patience_on and patience.balks(view.balk_u[case], waiting, view.rules.balk_per_waiting):
            finish(state, case, Outcome.BALKED)
            return
    escalation.accept(state, case, facility, position)
