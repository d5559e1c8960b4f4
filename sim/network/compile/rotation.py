"""Who covers a skill where: residents, rotating visits, and specialists who can be called."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from sim.network.codes import StaffMode, Tier
from sim.network.compile.facilities import Sites
from sim.network.compile.index import Index
from sim.network.compile.intervals import Intervals, pointers, stacked, union
from sim.network.compile.travel import calls_of
from sim.network.contract import Bools, Groups, Ints, Members, Rotation
from sim.scenario.scenario import Scenario

CALLERS = (Tier.STATION, Tier.SUBCENTRE, Tier.DISTRICT)


def rotation_of(scenario: Scenario, index: Index, sites: Sites, groups: Groups, members: Members) -> Rotation:
    """Return the cover of each pool ``facility * n_skills + skill``, and the ways of who is called.

    Nobody calls from, or is called to, a closed facility.
    """
    n_skills = len(index.skill)
    pools = len(index.facility) * n_skills
    at_work = groups.head_count > 0
    resident = np.zeros(pools, np.bool_)
    for group in np.flatnonzero(at_work & (groups.mode == StaffMode.RESIDENT)):
        resident[groups.base[group] * n_skills + _skills(groups, group, n_skills)] = True
    visits = _visits(groups, members, at_work, n_skills)
    visit_ptr, visit_start, visit_end = stacked([visits.get(pool, union([])) for pool in range(pools)])
    travel, back = calls_of(scenario, groups.base)
    calls = _calls(scenario, index, sites, groups, at_work, travel)
    called = [calls.get(pool, []) for pool in range(pools)]
    return Rotation(
        resident=resident,
        visit_ptr=visit_ptr,
        visit_start=visit_start,
        visit_end=visit_end,
        call_ptr=pointers(len(who) for who in called),
        call_group=np.array([group for who in called for group in who], dtype=np.int64),
        travel=travel,
        back=back,
    )


def _skills(groups: Groups, group: int | np.int64, n_skills: int) -> Ints:
    return np.flatnonzero((groups.skills[group] >> np.arange(n_skills)) & 1).astype(np.int64)


def _visits(groups: Groups, members: Members, at_work: Bools, n_skills: int) -> dict[int, Intervals]:
    """Return by pool when a rotating specialist is there, merged over members and groups."""
    parts: dict[int, list[Intervals]] = defaultdict(list)
    rotating = at_work & (groups.mode == StaffMode.ROTATING)
    for member in np.flatnonzero(rotating[members.group]):
        rows = slice(members.presence_ptr[member], members.presence_ptr[member + 1])
        place = members.presence_facility[rows]
        skills = _skills(groups, members.group[member], n_skills)
        for facility in np.unique(place):
            here = place == facility
            time = Intervals(members.presence_start[rows][here], members.presence_end[rows][here])
            for skill in skills:
                parts[int(facility * n_skills + skill)].append(time)
    return {pool: union(times) for pool, times in parts.items()}


def _calls(
    scenario: Scenario, index: Index, sites: Sites, groups: Groups, at_work: Bools, travel: Ints
) -> dict[int, list[int]]:
    """Return by pool the on-call groups that serve it, nearest first, then by id."""
    n_skills = len(index.skill)
    county = [row.county for row in scenario.facilities]
    reached = [
        (int(facility), {scenario.facilities[facility].id, county[facility]})
        for facility in np.flatnonzero(sites.open & np.isin(sites.tier, CALLERS))
    ]
    found: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for group in np.flatnonzero(at_work & (groups.mode == StaffMode.ON_CALL)):
        row = scenario.staff[group]
        area = set(row.serves) or {county[groups.base[group]]}
        for facility, names in reached:
            if area.isdisjoint(names):
                continue
            for skill in _skills(groups, group, n_skills):
                pool = int(facility * n_skills + skill)
                found[pool].append((int(travel[group, facility]), row.id, int(group)))
    return {pool: [group for _, _, group in sorted(who)] for pool, who in found.items()}
