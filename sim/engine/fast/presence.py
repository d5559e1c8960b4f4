"""Opening hours and rosters: facilities open and close, members come and go (rotation 轮驻 included)."""

from __future__ import annotations

from sim.compiled import shared, whole
from sim.engine.fast import escalation, oncall, queueing, service
from sim.engine.fast.events import dispatch_soon
from sim.engine.fast.state import State
from sim.engine.fast.view import View


@shared
def doors(view: View, state: State, batch: int) -> None:
    """All closings, then all openings of this second."""
    for row in range(view.calendar_batch[batch], view.calendar_batch[batch + 1]):
        if view.calendar_opens[row]:
            open_facility(view, state, whole(view.calendar_facility[row]))
        else:
            close_facility(view, state, whole(view.calendar_facility[row]))


@shared
def staff(view: View, state: State, batch: int) -> None:
    """All who leave now, then what follows from it, then all who come."""
    first, last = view.roster_batch[batch], view.roster_batch[batch + 1]
    row = first
    while row < last and view.roster_until[row] < 0:
        go(state, whole(view.roster_member[row]))
        row += 1
    for gone in range(first, row):
        member, facility = whole(view.roster_member[gone]), whole(view.roster_facility[gone])
        end_of_visit(view, state, member, facility)
    while row < last:
        member, facility = whole(view.roster_member[row]), whole(view.roster_facility[row])
        come(view, state, member, facility, whole(view.roster_until[row]))
        row += 1


@shared
def open_facility(view: View, state: State, facility: int) -> None:
    """Visiting specialists go on with what they had in hand; calls can be answered again."""
    state.open[facility] = True
    member = state.visitors_head[facility]
    while member >= 0:
        job = state.member_job[member]
        there = state.member_present[member] and not state.member_travelling[member]
        if there and job >= 0 and state.job_running_since[job] < 0:
            service.run(view, state, job)
        member = state.visitors_next[member]
    oncall.facility_opens(view, state, facility)


@shared
def close_facility(view: View, state: State, facility: int) -> None:
    """Those who wait on site are sent home; visiting specialists stop."""
    state.open[facility] = False
    escalation.doors_close(view, state, facility)
    queueing.send_home(view, state, facility)
    member = state.visitors_head[facility]
    while member >= 0:
        job = state.member_job[member]
        if not state.member_travelling[member]:
            if job < 0:
                if state.member_is_free[member]:
                    service.no_longer_free(state, member)
                dispatch_soon(state, facility)
            elif state.job_pausable[job] and state.job_running_since[job] >= 0:
                service.pause(state, member, job)
        member = state.visitors_next[member]


@shared
def come(view: View, state: State, member: int, facility: int, until: int) -> None:
    """Presence starts: work in hand is resumed, else the member is idle."""
    state.member_present[member], state.member_duty_end[member] = True, until
    if state.member_travelling[member]:
        service.stop_overtime(view, state, member)
        return
    job, visiting = state.member_job[member], state.member_visiting[member]
    if job < 0:
        if visiting:  # still where it finished off duty; the dispatch of this second ends the visit
            return
        service.stand_at(view, state, member, facility)
        service.now_free(state, member)
        asked = state.request_head[view.member_group[member]] >= 0
        if state.waiting_skills[facility] != 0 or asked:
            dispatch_soon(state, facility)
        return
    if not visiting:
        service.stand_at(view, state, member, facility)
    if state.job_running_since[job] >= 0:  # begun before: it was overtime until now
        service.stop_overtime(view, state, member)
    elif not visiting or state.open[state.member_facility[member]]:
        service.run(view, state, job)


@shared
def end_of_visit(view: View, state: State, member: int, facility: int) -> None:
    """A rotating specialist leaves: those who wait for a skill nobody else has here decide anew."""
    group = view.member_group[member]
    if state.waiting_skills[facility] == 0 or not view.group_rotating[group]:
        return
    others = 0
    for pile in range(view.pile_ptr[facility], view.pile_ptr[facility + 1]):
        there = view.pile_group[pile]
        for i in range(view.group_member_ptr[there], view.group_member_ptr[there + 1]):
            other = view.group_member[i]
            if state.member_present[other] and state.member_facility[other] == facility:
                others |= view.group_skills[there]
    lacking = view.group_skills[group] & ~others
    for skill in range(view.n_skills):
        if state.waiting_skills[facility] >> skill & 1 and lacking >> skill & 1:
            escalation.visit_over(view, state, facility, skill)


@shared
def go(state: State, member: int) -> None:
    """Presence ends: problem work pauses, a transaction or a visit under way is finished as overtime."""
    state.member_present[member] = False
    job = state.member_job[member]
    if state.member_travelling[member]:
        state.member_overtime_since[member] = state.now
    elif job < 0:
        if state.member_is_free[member]:
            service.no_longer_free(state, member)
    elif state.job_running_since[job] >= 0:
        if state.job_pausable[job]:
            service.pause(state, member, job)
        else:
            state.member_overtime_since[member] = state.now
