"""On-call specialists 随驻: requests, the way there, serving all who wait for their skills, the way back.

A request is the pool that asks: at most one is open for each facility and skill.
"""

from __future__ import annotations

from sim.compiled import shared
from sim.engine.fast import logs
from sim.engine.fast.events import at, dispatch_soon
from sim.engine.fast.jobs import NONE
from sim.engine.fast.service import no_longer_free, release, stand_at, stop_overtime
from sim.engine.fast.state import State
from sim.engine.fast.view import View
from sim.network.codes import EventKind
from sim.rules.oncall import may_leave
from sim.rules.opening import open_interval

SERVICE_END = int(EventKind.SERVICE_END)


@shared
def request(view: View, state: State, facility: int, skill: int) -> None:
    """Ask the nearest on-call group, unless one of its members is there or it is asked already."""
    pool = facility * view.n_skills + skill
    if view.call_ptr[pool] == view.call_ptr[pool + 1] or state.requested[pool]:
        return
    group = view.call_group[view.call_ptr[pool]]
    visitor = state.visitors_head[facility]
    while visitor >= 0:
        if view.group_skills[view.member_group[visitor]] >> skill & 1:
            return
        visitor = state.visitors_next[visitor]
    last = state.request_tail[group]
    state.request_before[pool], state.request_next[pool] = last, NONE
    if last >= 0:
        state.request_next[last] = pool
    else:
        state.request_head[group] = pool
    state.request_tail[group] = pool
    state.requested[pool] = True
    dispatch_soon(state, view.group_base[group])


@shared
def answer_calls(view: View, state: State, base: int) -> None:
    """Send idle members of the on-call groups based here to the first request they can reach in time."""
    for i in range(view.base_ptr[base], view.base_ptr[base + 1]):
        group = view.base_group[i]
        call = state.request_head[group]
        while call >= 0:
            after = state.request_next[call]
            facility = call // view.n_skills
            if state.queue_length[call] == 0:
                _withdraw(state, group, call)  # solved, lost or taken in the meantime
            else:
                member = _who_goes(view, state, base, group, facility)
                if member >= 0:
                    _withdraw(state, group, call)
                    _travel(view, state, member, facility)
            call = after


@shared
def _withdraw(state: State, group: int, call: int) -> None:
    before, after = state.request_before[call], state.request_next[call]
    if before >= 0:
        state.request_next[before] = after
    else:
        state.request_head[group] = after
    if after >= 0:
        state.request_before[after] = before
    else:
        state.request_tail[group] = before
    state.requested[call] = False


@shared
def _who_goes(view: View, state: State, base: int, group: int, facility: int) -> int:
    member = first_free(view, state, group, base)
    if member < 0:
        return NONE
    arrival = state.now + view.call_travel[group, facility]
    i = open_interval(
        view.open_start, view.open_end, view.open_ptr[facility], view.open_ptr[facility + 1], arrival
    )
    while i >= 0 and member >= 0:  # longest idle first
        away = state.member_visiting[member]
        if not away and may_leave(
            arrival, view.open_start[i], view.open_end[i], state.member_duty_end[member]
        ):
            return member
        member = state.free_next[member]
    return NONE


@shared
def first_free(view: View, state: State, group: int, facility: int) -> int:
    """Longest idle member of a group at a facility, NONE if there is none."""
    pile = view.pile_ptr[facility]
    while view.pile_group[pile] != group:
        pile += 1
    return state.free_first[pile]


@shared
def _travel(view: View, state: State, member: int, facility: int) -> None:
    """On the way to ``facility`` (to the base: on the way back): busy."""
    group, here = view.member_group[member], state.member_facility[member]
    if state.member_is_free[member]:
        no_longer_free(state, member)
    takes = view.call_travel[group, facility]
    if facility == view.group_base[group]:
        takes = view.call_back[group, here]
    if state.member_visiting[member]:
        _no_longer_visits(state, member, here)
    else:
        state.member_visiting[member] = True
        last = state.visitors_tail[facility]
        state.visitors_before[member], state.visitors_next[member] = last, NONE
        if last >= 0:
            state.visitors_next[last] = member
        else:
            state.visitors_head[facility] = member
        state.visitors_tail[facility] = member
    state.member_travelling[member], state.member_travel_since[member] = True, state.now
    at(view, state, state.now + takes, SERVICE_END, facility, view.n_cases + member, 0, 0)


@shared
def _no_longer_visits(state: State, member: int, facility: int) -> None:
    before, after = state.visitors_before[member], state.visitors_next[member]
    if before >= 0:
        state.visitors_next[before] = after
    else:
        state.visitors_head[facility] = after
    if after >= 0:
        state.visitors_before[after] = before
    else:
        state.visitors_tail[facility] = before
    state.member_visiting[member] = False


@shared
def arrive(view: View, state: State, member: int, facility: int) -> None:
    """The member is there (or back at its base)."""
    logs.busy_spell(state, member, facility, state.member_travel_since[member], NONE)
    state.member_travelling[member] = False
    stand_at(view, state, member, facility)
    stop_overtime(view, state, member)
    release(view, state, member)


@shared
def end_visits(view: View, state: State, facility: int) -> None:
    """After a dispatch: visitors without work go back; those off duty are gone until their next presence."""
    member = state.visitors_head[facility]
    while member >= 0:
        after = state.visitors_next[member]
        if not state.member_travelling[member] and state.member_job[member] < 0:
            base = view.group_base[view.member_group[member]]
            if state.member_present[member]:
                _travel(view, state, member, base)
            else:
                _no_longer_visits(state, member, facility)
                stand_at(view, state, member, base)
            call_again(view, state, facility)
        member = after


@shared
def call_again(view: View, state: State, facility: int) -> None:
    """A visit ended with people still waiting: ask again for skills that nobody else here has."""
    for skill in range(view.n_skills):
        waiting = state.waiting_skills[facility] >> skill & 1
        if waiting and not view.resident[facility * view.n_skills + skill]:
            request(view, state, facility, skill)


@shared
def facility_opens(view: View, state: State, facility: int) -> None:
    """Requests that could not be answered while the facility was closed are looked at again."""
    for skill in range(view.n_skills):
        pool = facility * view.n_skills + skill
        if state.requested[pool]:
            dispatch_soon(state, view.group_base[view.call_group[view.call_ptr[pool]]])
