"""On-call specialists 随驻: requests, the way there, serving all who wait for their skills, the way back."""

from __future__ import annotations

from sim.engine.reference import logs
from sim.engine.reference.clock import at, dispatch_soon
from sim.engine.reference.service import release, stop_overtime
from sim.engine.reference.state import Member, State
from sim.network.codes import EventKind
from sim.rules.oncall import may_leave
from sim.rules.opening import open_interval
from sim.rules.selection import member_goes_before

SERVICE_END = int(EventKind.SERVICE_END)


def request(state: State, facility: int, skill: int) -> None:
    """Ask the nearest on-call group, unless one of its members is there or it is asked already."""
    view = state.view
    pool = facility * view.n_skills + skill
    if view.call_ptr[pool] == view.call_ptr[pool + 1]:
        return
    group = view.call_group[view.call_ptr[pool]]
    if (facility, skill) in state.requests[group]:
        return
    if any(member.skills >> skill & 1 for member in state.visitors[facility]):
        return
    state.requests[group].append((facility, skill))
    state.requested[facility] += 1
    dispatch_soon(state, view.group_base[group])


def answer_calls(state: State, base: int) -> None:
    """Send idle members of the on-call groups based here to the first request they can reach in time."""
    for group in state.on_call_groups[base]:
        waiting = state.requests[group]
        for call in list(waiting):
            facility, skill = call
            if state.queue_length[facility * state.view.n_skills + skill] == 0:
                _withdraw(state, group, call)  # solved, lost or taken in the meantime
                continue
            member = _who_goes(state, base, group, facility)
            if member is not None:
                _withdraw(state, group, call)
                _travel(state, member, facility)


def _withdraw(state: State, group: int, call: tuple[int, int]) -> None:
    state.requests[group].remove(call)
    state.requested[call[0]] -= 1


def _who_goes(state: State, base: int, group: int, facility: int) -> Member | None:
    view = state.view
    arrival = state.now + view.call_travel[group][facility]
    low, high = view.open_ptr[facility], view.open_ptr[facility + 1]
    i = open_interval(view.open_start, view.open_end, low, high, arrival)
    best: Member | None = None
    for member in state.free[base]:
        if member.group != group or member.visiting or i < 0:
            continue
        if may_leave(arrival, view.open_start[i], view.open_end[i], member.duty_end) and (
            best is None
            or member_goes_before(
                member.n_skills, member.idle_since, member.id, best.n_skills, best.idle_since, best.id
            )
        ):
            best = member
    return best


def _travel(state: State, member: Member, facility: int) -> None:
    """On the way to ``facility`` (to the base: on the way back): busy."""
    view = state.view
    if member in state.free[member.facility]:
        state.free[member.facility].remove(member)
    takes = view.call_travel[member.group][facility]
    if facility == view.group_base[member.group]:
        takes = view.call_back[member.group][member.facility]
    if member.visiting:
        state.visitors[member.facility].remove(member)
        member.visiting = False
    else:
        member.visiting = True
        state.visitors[facility].append(member)
    member.travelling, member.travel_since = True, state.now

    def act() -> None:
        _arrive(state, member, facility)

    at(state, state.now + takes, SERVICE_END, facility, view.n_cases + member.id, 0, act)


def _arrive(state: State, member: Member, facility: int) -> None:
    logs.busy_spell(state, member.id, facility, member.travel_since, -1)
    member.travelling, member.facility = False, facility
    stop_overtime(state, member)
    release(state, member)


def end_visits(state: State, facility: int) -> None:
    """After a dispatch: visitors without work go back; those off duty are gone until their next presence."""
    for member in list(state.visitors[facility]):
        if member.travelling or member.job is not None:
            continue
        if member.present:
            _travel(state, member, state.view.group_base[member.group])
        else:
            state.visitors[facility].remove(member)
            member.visiting, member.facility = False, state.view.group_base[member.group]
        call_again(state, facility)


def call_again(state: State, facility: int) -> None:
    """A visit ended with people still waiting: ask again for skills that nobody else here has."""
    view = state.view
    for skill in sorted(state.waiting_skills[facility]):
        if not view.resident[facility * view.n_skills + skill]:
            request(state, facility, skill)


def facility_opens(state: State, facility: int) -> None:
    """Requests that could not be answered while the facility was closed are looked at again."""
    if not state.requested[facility]:
        return
    for group, waiting in enumerate(state.requests):
        if waiting and any(place == facility for place, _ in waiting):
            dispatch_soon(state, state.view.group_base[group])
