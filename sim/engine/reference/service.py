"""Service: start, pause when the member leaves, resume with the same member, end, overtime."""

from __future__ import annotations

from sim.engine.reference import logs, queueing
from sim.engine.reference.clock import at, dispatch_soon
from sim.engine.reference.state import Job, Member, State
from sim.network.codes import CaseKind, Channel, EventKind
from sim.rules import backstop
from sim.rules.work import busy_seconds

SERVICE_END = int(EventKind.SERVICE_END)
PROBLEM, HOME_VISIT = int(CaseKind.PROBLEM), int(Channel.HOME_VISIT)


def start(state: State, member: Member, job: Job) -> None:
    """The member takes the job out of its queue and begins."""
    view, case = state.view, job.case
    state.free[member.facility].remove(member)
    queueing.take_first(state, job.facility, job.skill)
    job.member, job.started = member, state.now
    work = view.review[case][job.slot] if job.sub else view.handling[case][job.slot]
    job.remaining = busy_seconds(work, member.share)
    if job.sub:
        job.pausable = True
    else:
        job.home_visit = (
            view.channel[case] == HOME_VISIT
            and job.facility == view.facility[case]
            and state.attempts[case] == 0
            and not state.by_chiefs[case]
        )  # by the facility that was asked; papers handed up are worked on at the desk
        job.pausable = view.kind[view.service[case]] == PROBLEM and not job.home_visit
        if job.home_visit:  # there and back; once on the way it is not cut short
            job.remaining += 2 * view.travel[case]
        state.status[case] = backstop.IN_SERVICE
        if state.first_start[case] < 0:
            state.first_start[case] = state.now
    member.job = job
    run(state, member, job)


def run(state: State, member: Member, job: Job) -> None:
    """A busy spell begins: it ends with the job unless the member leaves before."""
    member.spell += 1
    job.running_since = state.now
    spell = member.spell

    def act() -> None:
        if member.spell == spell:
            end(state, member, job)

    at(state, state.now + job.remaining, SERVICE_END, job.facility, job.case, job.sub, act)


def pause(state: State, member: Member, job: Job) -> None:
    """Problem work stops when its member leaves; the job stays with the member."""
    done = state.now - job.running_since
    logs.busy_spell(state, member.id, job.facility, job.running_since, job.case)
    job.worked += done
    job.remaining -= done
    job.running_since = -1
    member.spell += 1


def end(state: State, member: Member, job: Job) -> None:
    """Service ends: the member is free (or goes, if its presence is over), the case moves on."""
    logs.busy_spell(state, member.id, job.facility, job.running_since, job.case)
    job.worked += state.now - job.running_since
    job.running_since = -1
    member.job = None
    state.in_house[job.facility] -= job.on_site
    stop_overtime(state, member)
    if job.sub == 0:
        state.work[job.case] += job.worked
    release(state, member)
    state.hooks.served(state, job)


def release(state: State, member: Member) -> None:
    """A member without work: idle where it is present, else gone."""
    if member.present and (not member.visiting or state.open[member.facility]):
        member.idle_since = state.now
        facility = member.facility
        state.free[facility].append(member)
        if state.waiting_skills[facility] or member.visiting or state.requests[member.group]:
            dispatch_soon(state, facility)
    elif member.visiting:  # off duty, or the facility has closed: the visit is over at its next dispatch
        dispatch_soon(state, member.facility)


def stop_overtime(state: State, member: Member) -> None:
    """Book the seconds worked since the member's presence ended."""
    if member.overtime_since >= 0:
        state.overtime[member.group] += state.now - member.overtime_since
        member.overtime_since = -1
