"""How a case enters: at the counter, by appointment, online, by home visit, or not at all."""

from __future__ import annotations

from sim.compiled import real, shared, whole
from sim.engine.fast import escalation, logs, queueing
from sim.engine.fast.closing import finish
from sim.engine.fast.events import at
from sim.engine.fast.jobs import NONE
from sim.engine.fast.queueing import (
    COME_IN,
    COME_IN_BOOKED,
    QUEUE_APPOINTMENT,
    REJOIN,
    STAY_AWAY,
)
from sim.engine.fast.state import State
from sim.engine.fast.view import View
from sim.network.codes import Channel, EventKind, Outcome, StageKind, StageOutcome
from sim.rules import appointment, backstop, opening, patience, priority

ARRIVAL = int(EventKind.ARRIVAL)
APPOINTMENT, ONLINE, HOME_VISIT = int(Channel.APPOINTMENT), int(Channel.ONLINE), int(Channel.HOME_VISIT)
BOOKED, ON_TIME, ON_SITE, TICKET = backstop.BOOKED, priority.APPOINTMENT, priority.ON_SITE, priority.TICKET
UNSERVED, BLOCKED, BALKED, NO_SHOW = (
    int(Outcome.UNSERVED), int(Outcome.BLOCKED), int(Outcome.BALKED), int(Outcome.NO_SHOW),
)  # fmt: skip
AWAY_STAGE, APPOINTMENT_STAGE = int(StageKind.AWAY), int(StageKind.APPOINTMENT)
DONE, STAGE_NO_SHOW = int(StageOutcome.DONE), int(StageOutcome.NO_SHOW)


@shared
def enter(view: View, state: State, case: int) -> None:
    """First event of a case."""
    facility, channel = whole(view.facility[case]), view.channel[case]
    if facility < 0:
        finish(view, state, case, UNSERVED)
        return
    state.held[case] = facility
    if channel == APPOINTMENT:
        book(view, state, case)
    elif channel == ONLINE or channel == HOME_VISIT:
        escalation.accept(view, state, case, facility, TICKET)
    else:
        come_in(view, state, case, ON_SITE)


@shared
def book(view: View, state: State, case: int) -> None:
    """The first slot with room after the lead time; without one the enterprise just walks in."""
    facility, travel = whole(view.facility[case]), whole(view.travel[case])
    earliest = state.now + max(view.rules.appointment_lead, travel)
    slot = appointment.first_slot(
        view.slot_start, state.booked, view.slot_ptr[facility], view.slot_ptr[facility + 1], earliest,
        view.slot_capacity[facility],
    )  # fmt: skip
    if slot < 0:
        queueing.be_away(view, state, case, state.now + travel, COME_IN, NONE)
        return
    state.booked[slot] += 1
    late, time = whole(view.late[case]), view.slot_start[slot]
    state.status[case], state.moved_at[case] = BOOKED, state.now
    if real(view.no_show_u[case]) < view.rules.no_show:
        state.back_as[case] = STAY_AWAY
    else:
        state.back_as[case] = COME_IN if late > 0 else COME_IN_BOOKED
        time += late
    at(view, state, time, ARRIVAL, facility, case, 0, whole(state.move[case]))


@shared
def come_back(view: View, state: State, case: int) -> None:
    """The hour of the slot, of the next opening or of the specialist's visit has come."""
    facility, start, back_as = whole(state.held[case]), whole(state.moved_at[case]), state.back_as[case]
    if state.status[case] == BOOKED:
        outcome = STAGE_NO_SHOW if back_as == STAY_AWAY else DONE
        logs.other_stage(state, case, 0, APPOINTMENT_STAGE, whole(view.facility[case]), start, outcome)
    else:
        logs.other_stage(state, case, 0, AWAY_STAGE, facility, start, DONE)
    if back_as == STAY_AWAY:
        finish(view, state, case, NO_SHOW)
    elif back_as == COME_IN:
        come_in(view, state, case, ON_SITE)
    elif back_as == COME_IN_BOOKED:
        come_in(view, state, case, ON_TIME)
    else:
        state.visits[case] += 1
        if back_as == REJOIN:
            queueing.join(view, state, whole(state.job[case]))
        else:
            position = ON_TIME if back_as == QUEUE_APPOINTMENT else ON_SITE
            escalation.queue(view, state, case, facility, position)


@shared
def come_in(view: View, state: State, case: int, position: int) -> None:
    """On site: closed doors send home until the next opening; a long queue or a full house turns away."""
    facility = whole(view.facility[case])
    state.visits[case] += 1
    if not state.open[facility]:
        back = opening.return_time(
            view.open_start, view.open_end, view.open_ptr[facility], view.open_ptr[facility + 1], state.now,
            whole(view.return_lag[case]),
        )  # fmt: skip
        queueing.be_away(view, state, case, back, COME_IN, NONE)
        return
    if position == ON_SITE:
        capacity = view.queue_capacity[facility]
        if 0 <= capacity <= state.in_house[facility]:
            finish(view, state, case, BLOCKED)
            return
        pool = facility * view.n_skills + view.skill[view.service[case]]
        if view.rules.patience_on and patience.balks(
            real(view.balk_u[case]), state.people_waiting[pool], view.rules.balk_per_waiting
        ):
            finish(view, state, case, BALKED)
            return
    escalation.accept(view, state, case, facility, position)
