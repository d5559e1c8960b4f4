"""Invariants of the staff: in one place at a time, present, with the skill, and as busy as the stages say."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import compiled
from sim.engine.invariants.cases import one_after_another
from sim.engine.invariants.count import count
from sim.network.codes import CaseKind, Channel, StaffMode, StageKind, Tier
from sim.network.contract import BusyLog, CaseTable, EngineLog, Ints, Members, Narrow, Network

Int32s = NDArray[np.int32]
Flags = NDArray[np.uint8]
OTHER_GROUP, UNSKILLED, ON_CALL, ELSEWHERE = 1, 2, 4, 8  # bits: what a service shows of its member


def nobody_in_two_places(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """No two spells of a member overlap."""
    busy = log.busy
    all_rows = np.ones(len(busy.member), np.bool_)
    if one_after_another(busy.member, all_rows, busy.start, busy.end, len(network.members.group)):
        return []
    order = np.lexsort((busy.start, busy.member))
    member, start, end = busy.member[order], busy.start[order], busy.end[order]
    clash = (member[1:] == member[:-1]) & (start[1:] < end[:-1])
    return count("staff: a member in two spells at once", clash)


def nobody_works_while_away(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Every spell starts in presence; it outlasts it only if it cannot be paused (and is then overtime)."""
    busy = log.busy
    presence = presence_at(network.members, busy.member, busy.start)
    found = count("presence: work begun by somebody who is not there", (presence < 0) & (busy.case >= 0))
    outlasts = past_presence(presence, network.members.presence_end, busy.end) & (busy.case >= 0)
    over = np.flatnonzero(outlasts)
    outlasts[over] = pausable(network, table, busy, over)
    found += count("presence: problem work went on after its member left", outlasts)
    if over.size and int(log.overtime.sum()) == 0:
        found.append("presence: work past presence without overtime")
    return found


def pausable(network: Network, table: CaseTable, busy: BusyLog, rows: Ints) -> NDArray[np.bool_]:
    """Return [rows]: a spell at a case that is put down when its member leaves."""
    case = busy.case[rows]
    problem = network.services.kind[table.service[case]] == CaseKind.PROBLEM
    department = network.facilities.tier[busy.facility[rows]] == Tier.DEPARTMENT
    at_home = table.channel[case] == Channel.HOME_VISIT
    return np.asarray((problem | department) & ~at_home)


def staff_at_its_place(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """A service starts where its member is on duty (who is on call comes from elsewhere), with the skill."""
    stages, members, groups = log.stages, network.members, network.groups
    presence = presence_at(members, stages.member, stages.started)
    shown = services_seen(
        stages.kind == StageKind.SERVICE,
        (stages.member, stages.group, stages.skill, stages.facility),
        (members.group, groups.skills, groups.mode == StaffMode.ON_CALL),
        presence,
        members.presence_facility,
    )
    found = count("staff: a service by a member of another group", shown & OTHER_GROUP > 0)
    found += count("staff: a service by somebody without the skill", shown & UNSKILLED > 0)
    shown = shown[shown & ON_CALL == 0]
    return found + count("presence: a service started where its member is not", shown & ELSEWHERE > 0)


def busy_equals_work(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Spells at cases add up to the work in the stages, and nobody is busier than the clock allows."""
    stages, busy = log.stages, log.busy
    at_case = busy.case >= 0
    spent = busy.end.sum(where=at_case, dtype=np.int64) - busy.start.sum(where=at_case, dtype=np.int64)
    if spent != stages.work.sum(dtype=np.int64):
        return ["work: busy spells and stage work differ"]
    return count("work: an empty or reversed spell", busy.end <= busy.start)


def presence_at(members: Members, member: Narrow, time: Narrow) -> Int32s:
    """Return [rows] which presence interval of the member holds the time; -1: none, or no member."""
    return interval_at(members.presence_ptr, members.presence_start, members.presence_end, member, time)


@compiled
def interval_at(ptr: Ints, start: Ints, end: Ints, owner: Narrow, time: Narrow) -> Int32s:
    """Return [rows] which interval of the owner's CSR row holds the time, -1 = none.

    The last interval found is kept by owner and the search goes on from it: rows come nearly in order of
    time, so that it takes a step or two, and it ends at the right one from wherever it begins.
    """
    found = np.full(len(owner), -1, np.int32)
    last = ptr[:-1].copy()
    for row in range(len(owner)):
        who, moment = owner[row], time[row]
        if who < 0 or ptr[who] == ptr[who + 1]:
            continue
        at = last[who]
        while at + 1 < ptr[who + 1] and start[at + 1] <= moment:
            at += 1
        while at > ptr[who] and start[at] > moment:
            at -= 1
        last[who] = at
        if start[at] <= moment < end[at]:
            found[row] = at
    return found


@compiled
def past_presence(presence: Int32s, presence_end: Ints, end: Narrow) -> NDArray[np.bool_]:
    """Return [rows]: begun in a presence interval, and ended after it."""
    found = np.zeros(len(presence), np.bool_)
    for row in range(len(presence)):
        found[row] = presence[row] >= 0 and end[row] > presence_end[presence[row]]
    return found


@compiled
def services_seen(
    service: NDArray[np.bool_],
    stages: tuple[Any, Any, Any, Any],
    staff: tuple[Any, Any, Any],
    presence: Int32s,
    presence_facility: Ints,
) -> Flags:
    """Return what each service shows of its member, as bits [services].

    Args:
        service: [rows] is the stage a service?
        stages: member, group, skill and facility of the stages [rows].
        staff: group [members]; skills and whether on call [groups].
        presence: [rows] the member's presence interval at the start, -1.
        presence_facility: where each interval is.
    """
    member, group, skill, facility = stages
    group_of, skills, on_call = staff
    shown = np.zeros(service.sum(), np.uint8)
    at = 0
    for row in range(len(service)):
        if not service[row]:
            continue
        own = group_of[member[row]]
        if own != group[row]:
            shown[at] |= OTHER_GROUP
        if (skills[own] >> np.int64(skill[row])) & 1 == 0:
            shown[at] |= UNSKILLED
        if on_call[own]:
            shown[at] |= ON_CALL
        if presence[row] >= 0 and presence_facility[presence[row]] != facility[row]:
            shown[at] |= ELSEWHERE
        at += 1
    return shown
