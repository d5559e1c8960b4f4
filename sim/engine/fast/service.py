"""Service: start, pause when the member leaves, resume with the same member, end, overtime."""

from __future__ import annotations

from sim.compiled import prefetch, shared, whole
from sim.engine.fast import logs, queueing
from sim.engine.fast.events import at, dispatch_soon
from sim.engine.fast.jobs import NONE
from sim.engine.fast.state import State
from sim.engine.fast.view import View
from sim.network.codes import CaseKind, Channel, EventKind
from sim.rules import backstop
from sim.rules.work import busy_seconds

SERVICE_END = int(EventKind.SERVICE_END)
PROBLEM, HOME_VISIT = int(CaseKind.PROBLEM), int(Channel.HOME_VISIT)
IN_SERVICE = backstop.IN_SERVICE


@shared
def stand_at(view: View, state: State, member: int, facility: int) -> None:
    """The member is at this facility from now on."""
    state.member_facility[member] = facility
    pile = view.pile_ptr[facility]
    while view.pile_group[pile] != view.member_group[member]:
        pile += 1
    state.member_pile[member] = pile


@shared
def now_free(state: State, member: int) -> None:
    """The member joins the idle ones of its group where it is: last, or by number among those of a second."""
    pile, now = state.member_pile[member], state.now
    state.member_idle_since[member] = now
    before, after = state.free_last[pile], NONE
    while before > member and state.member_idle_since[before] == now:
        before, after = state.free_before[before], before
    state.free_before[member], state.free_next[member] = before, after
    if before >= 0:
        state.free_next[before] = member
    else:
        state.free_first[pile] = member
    if after >= 0:
        state.free_before[after] = member
    else:
        state.free_last[pile] = member
    state.free[state.member_facility[member]] += 1
    state.member_is_free[member] = True


@shared
def no_longer_free(state: State, member: int) -> None:
    """The member leaves the idle ones."""
    pile = state.member_pile[member]
    before, after = state.free_before[member], state.free_next[member]
    if before >= 0:
        state.free_next[before] = after
    else:
        state.free_first[pile] = after
    if after >= 0:
        state.free_before[after] = before
    else:
        state.free_last[pile] = before
    state.free[state.member_facility[member]] -= 1
    state.member_is_free[member] = False


@shared
def start(view: View, state: State, member: int, job: int) -> None:
    """The member takes the job out of its queue and begins."""
    case = state.job_case[job]
    no_longer_free(state, member)
    queueing.take_first(view, state, job)
    state.job_member[job], state.job_started[job] = member, state.now
    share = view.group_share[view.member_group[member]]
    if state.job_sub[job] > 0:
        work = whole(view.review[case, state.job_slot[job]])
        state.job_remaining[job] = busy_seconds(work, share)
        state.job_pausable[job] = True
    else:
        work = whole(view.handling[case, state.job_slot[job]])
        home_visit = (
            view.channel[case] == HOME_VISIT
            and state.job_facility[job] == view.facility[case]
            and state.attempts[case] == 0
            and not state.by_chiefs[case]
        )  # by the facility that was asked; papers handed up are worked on at the desk
        state.job_pausable[job] = view.kind[view.service[case]] == PROBLEM and not home_visit
        state.job_remaining[job] = busy_seconds(work, share)
        if home_visit:  # there and back; once on the way it is not cut short
            state.job_remaining[job] += 2 * whole(view.travel[case])
        state.status[case] = IN_SERVICE
        if state.first_start[case] < 0:
            state.first_start[case] = state.now
    state.member_job[member] = job
    prefetch(view.solve_u, case)  # read when the service ends
    run(view, state, job)


@shared
def run(view: View, state: State, job: int) -> None:
    """A busy spell begins: it ends with the job unless the member leaves before."""
    ends = state.now + state.job_remaining[job]
    state.job_running_since[job], state.job_ends[job] = state.now, ends
    at(
        view, state, ends, SERVICE_END, state.job_facility[job], state.job_case[job], state.job_sub[job], job
    )  # fmt: skip


@shared
def pause(state: State, member: int, job: int) -> None:
    """Problem work stops when its member leaves; the job stays with the member."""
    done = state.now - state.job_running_since[job]
    logs.busy_spell(state, member, state.job_facility[job], state.job_running_since[job], state.job_case[job])
    state.job_worked[job] += done
    state.job_remaining[job] -= done
    state.job_running_since[job] = state.job_ends[job] = NONE


@shared
def end(view: View, state: State, job: int) -> None:
    """Service ends: the member is free (or goes, if its presence is over)."""
    member, case = state.job_member[job], state.job_case[job]
    logs.busy_spell(state, member, state.job_facility[job], state.job_running_since[job], case)
    state.job_worked[job] += state.now - state.job_running_since[job]
    state.job_running_since[job] = state.job_ends[job] = NONE
    state.member_job[member] = NONE
    if state.job_on_site[job]:
        state.in_house[state.job_facility[job]] -= 1
    stop_overtime(view, state, member)
    if state.job_sub[job] == 0:
        state.work[case] += state.job_worked[job]
    release(view, state, member)


@shared
def release(view: View, state: State, member: int) -> None:
    """A member without work: idle where it is present, else gone."""
    facility = state.member_facility[member]
    visiting = state.member_visiting[member]
    if state.member_present[member] and (not visiting or state.open[facility]):
        now_free(state, member)
        asked = state.request_head[view.member_group[member]] >= 0
        if state.waiting_skills[facility] != 0 or visiting or asked:
            dispatch_soon(state, facility)
    elif visiting:  # off duty, or the facility has closed: the visit is over at its next dispatch
        dispatch_soon(state, facility)


@shared
def stop_overtime(view: View, state: State, member: int) -> None:
    """Book the seconds worked since the member's presence ended."""
    if state.member_overtime_since[member] >= 0:
        state.overtime[view.member_group[member]] += state.now - state.member_overtime_since[member]
        state.member_overtime_since[member] = NONE
