"""Opening hours and rosters: facilities open and close, members come and go (rotation 轮驻 included)."""

from __future__ import annotations

from itertools import pairwise

from sim.engine import plan as plans
from sim.engine.reference import escalation, oncall, queueing, service
from sim.engine.reference.clock import at, dispatch_soon
from sim.engine.reference.state import Member, State
from sim.network.codes import EventKind
from sim.network.contract import Narrow

CALENDAR, ROSTER = int(EventKind.CALENDAR), int(EventKind.ROSTER)
Batch = tuple[int, list[list[int]]]


def plan(state: State) -> None:
    """Put the first opening or closing, and the first coming or going, on the clock."""
    _follow(state, _batches(plans.calendar(state.view.network)), 0, CALENDAR)
    _follow(state, _batches(plans.roster(state.view.network)), 0, ROSTER)


def _batches(table: Narrow) -> list[Batch]:
    """(time, [(0 end / 1 start, facility, member, end of the interval)...]) of each second."""
    first, rows = plans.batches(table).tolist(), table.tolist()
    return [(rows[low][0], [row[1:] for row in rows[low:high]]) for low, high in pairwise(first)]


def _follow(state: State, batches: list[Batch], number: int, kind: int) -> None:
    """Handle one batch at its time, then put the next on the clock."""
    if number == len(batches):
        return
    time, rows = batches[number]

    def act() -> None:
        gone: list[tuple[Member, int]] = []
        for is_start, facility, member, until in rows:
            if is_start and gone:  # all who leave now have left
                end_visits(state, gone)
            if kind == CALENDAR:
                (open_facility if is_start else close_facility)(state, facility)
            elif is_start:
                come(state, state.members[member], facility, until)
            else:
                go(state, state.members[member])
                gone.append((state.members[member], facility))
        end_visits(state, gone)
        _follow(state, batches, number + 1, kind)

    at(state, time, kind, -1, -1, 0, act)


def open_facility(state: State, facility: int) -> None:
    """Visiting specialists go on with what they had in hand; calls can be answered again."""
    state.open[facility] = True
    for member in state.visitors[facility]:
        if member.present and not member.travelling and member.job and member.job.running_since < 0:
            service.run(state, member, member.job)
    oncall.facility_opens(state, facility)


def close_facility(state: State, facility: int) -> None:
    """Those who wait on site are sent home; visiting specialists stop."""
    state.open[facility] = False
    escalation.doors_close(state, facility)
    queueing.send_home(state, facility)
    for member in state.visitors[facility]:
        if member.travelling:
            continue
        if member.job is None:
            if member in state.free[facility]:
                state.free[facility].remove(member)
            dispatch_soon(state, facility)
        elif member.job.pausable and member.job.running_since >= 0:
            service.pause(state, member, member.job)


def come(state: State, member: Member, facility: int, until: int) -> None:
    """Presence starts: work in hand is resumed, else the member is idle."""
    member.present, member.duty_end = True, until
    if member.travelling:
        service.stop_overtime(state, member)
        return
    job = member.job
    if job is None:
        if member.visiting:  # still where it finished off duty; the dispatch of this second ends the visit
            return
        member.facility, member.idle_since = facility, state.now
        state.free[facility].append(member)
        if state.waiting_skills[facility] or state.requests[member.group]:
            dispatch_soon(state, facility)
        return
    if not member.visiting:
        member.facility = facility
    if job.running_since >= 0:  # begun before: it was overtime until now
        service.stop_overtime(state, member)
    elif not member.visiting or state.open[member.facility]:
        service.run(state, member, job)


def end_visits(state: State, gone: list[tuple[Member, int]]) -> None:
    """What follows when these members have left these facilities; the list is emptied."""
    for member, facility in gone:
        end_of_visit(state, member, facility)
    gone.clear()


def end_of_visit(state: State, member: Member, facility: int) -> None:
    """A rotating specialist leaves: those who wait for a skill nobody else has here decide anew."""
    if not state.waiting_skills[facility] or not state.view.group_rotating[member.group]:
        return
    others = 0
    for other in state.members:
        if other.present and other.facility == facility:
            others |= other.skills
    for skill in sorted(state.waiting_skills[facility]):
        if member.skills >> skill & 1 and not others >> skill & 1:
            escalation.visit_over(state, facility, skill)


def go(state: State, member: Member) -> None:
    """Presence ends: problem work pauses, a transaction or a visit under way is finished as overtime."""
    member.present = False
    job = member.job
    if member.travelling:
        member.overtime_since = state.now
    elif job is None:
        if member in state.free[member.facility]:
            state.free[member.facility].remove(member)
    elif job.running_since >= 0:
        if job.pausable:
            service.pause(state, member, job)
        else:
            member.overtime_since = state.now
