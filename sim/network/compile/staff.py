"""Staff groups, their members, and when each member is present where."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

import numpy as np

from sim.network.codes import StaffMode, StaffRole, Tier
from sim.network.compile.calendar import Days, between, chosen
from sim.network.compile.coaching import Absence
from sim.network.compile.facilities import Sites
from sim.network.compile.hours import daily
from sim.network.compile.index import Index, positions
from sim.network.compile.intervals import Intervals, difference, intersection, pointers, union
from sim.network.contract import Bools, Groups, Ints, Members
from sim.scenario.scenario import Scenario
from sim.scenario.schema.roster import RosterEntry
from sim.scenario.schema.staff import StaffGroup

Presence = dict[int, Intervals]  # by facility; the sets of one member never overlap


def head_counts(scenario: Scenario, index: Index, sites: Sites) -> Ints:
    """Return heads at work by group: none of a closed base, of partners or of team X with their lever off."""
    policies = scenario.policies
    return np.array(
        [
            row.head_count
            * int(sites.open[index.facility[row.facility]])
            * int(policies.partners.on or not row.partner)
            * int(policies.team.on or row.team != "x")
            for row in scenario.staff
        ],
        dtype=np.int64,
    )


def groups_of(scenario: Scenario, index: Index, sites: Sites, heads: Ints) -> Groups:
    """Return the staff groups; proactive visits take their part of the time of stations' resident members."""
    rows = scenario.staff
    visits = scenario.policies.visits
    base = positions(index.facility, (row.facility for row in rows))
    mode = np.array([StaffMode[row.mode.upper()] for row in rows], dtype=np.int64)
    role = np.array([StaffRole[row.role.upper()] for row in rows], dtype=np.int64)
    share = np.array([row.enterprise_share for row in rows], dtype=np.float64)
    if visits.on:
        visiting = (
            (mode == StaffMode.RESIDENT) & (role == StaffRole.MEMBER) & (sites.tier[base] == Tier.STATION)
        )
        share = np.where(visiting, share * (1 - visits.time_share), share)
    return Groups(
        base=base,
        mode=mode,
        role=role,
        skills=np.array(
            [sum(1 << index.skill[skill] for skill in set(row.skills)) for row in rows], dtype=np.int64
        ),
        share=share,
        head_count=heads,
        cost=np.array([row.cost_per_year for row in rows], dtype=np.float64),
    )


def chief_bases(groups: Groups, n_facilities: int) -> Bools:
    """Return at which facilities a chief group is at work."""
    bases = np.zeros(n_facilities, np.bool_)
    bases[groups.base[(groups.role == StaffRole.CHIEF) & (groups.head_count > 0)]] = True
    return bases


class Rostering(NamedTuple):
    """What presence is made of."""

    days: Days
    sites: Sites
    positions: dict[str, int]  # of facilities
    duty: dict[str, list[RosterEntry]]  # by staff id


def members_of(
    scenario: Scenario,
    index: Index,
    days: Days,
    patterns: dict[str, Intervals],
    sites: Sites,
    heads: Ints,
    absences: dict[Absence, Intervals],
) -> Members:
    """Return the members by group id and number, with their presence sorted by start.

    Members are told apart by their number at a tie, so it must not hang on the order of the table.

    Resident and on-call members are at their base during their hours (else the facility's), a member with
    duty rows during those; everyone only while the facility is open, never while coaching or in training.
    """
    duty: dict[str, list[RosterEntry]] = defaultdict(list)
    for row in scenario.rosters:
        if row.activity == "duty":
            duty[row.staff].append(row)
    rostering = Rostering(days, sites, index.facility, duty)

    @cache
    def at_base(hours: str, facility: int) -> Intervals:
        return intersection(patterns[hours], sites.hours[facility]) if hours else sites.hours[facility]

    group, starts, ends, places = [], [], [], []
    for number in sorted(range(len(scenario.staff)), key=lambda group: scenario.staff[group].id):
        staff = scenario.staff[number]
        for member in range(heads[number]):
            presence = _rostered(rostering, staff, member)
            if presence is None:
                base = index.facility[staff.facility]
                presence = {base: at_base(staff.hours or "", base)}
            away = absences.get(Absence(number, member))
            if away is not None:
                presence = {place: difference(time, away) for place, time in presence.items()}
            start = np.concatenate([time.start for time in presence.values()])
            order = np.argsort(start, kind="stable")
            group.append(number)
            starts.append(start[order])
            ends.append(np.concatenate([time.end for time in presence.values()])[order])
            places.append(np.repeat(list(presence), [time.start.size for time in presence.values()])[order])
    nothing = np.zeros(0, np.int64)
    return Members(
        group=np.array(group, dtype=np.int64),
        presence_ptr=pointers(start.size for start in starts),
        presence_start=np.concatenate([*starts, nothing]),
        presence_end=np.concatenate([*ends, nothing]),
        presence_facility=np.concatenate([*places, nothing]).astype(np.int64),
    )


def _rostered(rostering: Rostering, staff: StaffGroup, member: int) -> Presence | None:
    """Return presence by duty rows, earlier rows first; None if the member follows its hours."""
    rows = [row for row in rostering.duty[staff.id] if row.member is None or row.member == member]
    if not rows and staff.mode != "rotating":
        return None
    presence: Presence = {rostering.positions[staff.facility]: union([])}
    taken = union([])
    for row in rows:
        elsewhere = row.facility if staff.mode != "on_call" else None
        place = rostering.positions[elsewhere or staff.facility]
        dates = chosen(rostering.days, row.days) & between(rostering.days, row.date_from, row.date_to)
        time = difference(daily(dates, row.opens, row.closes), taken)
        taken = union([taken, time])
        present = intersection(time, rostering.sites.hours[place])
        presence[place] = union([presence.get(place, union([])), present])
    return presence
