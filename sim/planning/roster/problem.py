"""The week of some rotating groups of a scenario."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from sim.experiment.errors import InputError
from sim.network.codes import Tier
from sim.network.compile.travel import facilities_to_facilities
from sim.planning.roster.week import HALVES, Limits, Member, Place, Slot, Want, Week, check_week
from sim.scenario import Scenario
from sim.scenario.schema.base import WEEKDAYS
from sim.scenario.schema.facility import Facility
from sim.scenario.schema.hours import OpeningHours
from sim.scenario.schema.staff import StaffGroup

MINUTE, HOUR = 60, 3_600
#: Half-days of a rotating specialist, seconds of the day: those of the tours in scenarios/sources/rosters.py.
HALF_DAYS = {"am": (30_600, 43_200), "pm": (48_600, 61_200)}  # 08:30-12:00, 13:30-17:00
SHORTEST_VISIT = HOUR  # a place open for less of a half-day is not visited then (assumed)
WORTH_BESIDE_RESIDENTS = 0.1  # of an hour of work where a resident has the skill, too (assumed)
WORKING_DAYS = (1, 2, 3, 4, 5)
LIMITS = Limits()


def roster_problem(
    scenario: Scenario,
    groups: Sequence[str],
    weekly_work: Mapping[tuple[str, str], float],
    *,
    limits: Limits = LIMITS,
    weekdays: Sequence[int] = WORKING_DAYS,
    half_days: int | None = None,
    visits: Mapping[tuple[str, str], int] | None = None,
    gaps: Mapping[tuple[str, str], int] | None = None,
    beside_residents: float = WORTH_BESIDE_RESIDENTS,
    places: Collection[str] | None = None,
) -> Week:
    """Return the week of the groups' members at open stations and sub-centres, each member in its own county.

    Groups that share skills are best planned together: an hour of work is covered once.

    Args:
        scenario: where facilities, hours, skills, heads and travel are read.
        groups: ids of rotating staff groups at work (see ``rotating_groups``).
        weekly_work: hours of work by (facility, skill), see ``work_by_place_and_skill``.
        limits: travel and places a day.
        weekdays: 1 Monday .. 7 Sunday on which members are sent out.
        half_days: most half-days of a member a week; None: all of them.
        visits: least days a week by (facility, skill).
        gaps: most days from visit to visit, of those that can be visited, by (facility, skill).
        beside_residents: worth of an hour of work where a resident has the skill, too; elsewhere it is 1.
        places: facilities that may be visited, by members of any county; None: as above.

    Raises:
        InputError: a group is unknown, not rotating or not at work, a pool is unknown, or nothing is to plan.
    """
    chosen = [_group(scenario, name) for name in groups]
    wanted_visits, wanted_gaps = visits or {}, gaps or {}
    _check_pools(scenario, (*wanted_visits, *wanted_gaps))
    members = tuple(
        Member(
            row.id, number, row.skills, tuple(weekdays),
            len(HALVES) * len(weekdays) if half_days is None else half_days, row.enterprise_share,
        )
        for row in chosen
        for number in range(row.head_count)
    )  # fmt: skip
    based = _residents(scenario)
    sites = []
    county = {row.id: row.county for row in scenario.facilities}
    for facility in _visited(scenario, chosen, places):
        wants = []
        own = [row for row in chosen if places is not None or county[row.facility] == facility.county]
        for skill in sorted({skill for row in own for skill in row.skills}):
            pool = facility.id, skill
            hours, least, gap = weekly_work.get(pool, 0.0), wanted_visits.get(pool, 0), wanted_gaps.get(pool)
            if hours > 0 or least or gap is not None:
                wants.append(Want(skill, hours, least, gap, beside_residents if pool in based else 1.0))
        if wants:
            sites.append(Place(facility.id, tuple(wants), slots_of(scenario, facility)))
    week = _travelled(scenario, chosen, members, sites, limits, own_county=places is None)
    check_week(week)
    return week


def slots_of(scenario: Scenario, facility: Facility) -> tuple[Slot, ...]:
    """Return the half-days of an ordinary week (no holiday, no make-up day) on which a facility is open.

    A half-day's visit is the longest stretch of opening within HALF_DAYS, if it is long enough.
    """
    rows = [row for row in scenario.hours if row.pattern == facility.hours]
    rows = [row for row in rows if scenario.policies.evening.on or not row.evening]
    slots = []
    for weekday in range(1, 8):
        today = sorted((row.opens, row.closes) for row in rows if _covers(scenario, row, weekday))
        merged: list[tuple[int, int]] = []
        for opens, closes in today:
            if merged and opens <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(merged[-1][1], closes)
            else:
                merged.append((opens, closes))
        for half in HALVES:
            begin, end = HALF_DAYS[half]
            stretches = [(max(begin, opens), min(end, closes)) for opens, closes in merged]
            opens, closes = max(stretches, key=lambda one: (one[1] - one[0], -one[0]), default=(0, 0))
            if closes - opens >= SHORTEST_VISIT:
                slots.append(Slot(weekday, half, opens, closes))
    return tuple(slots)


def _covers(scenario: Scenario, row: OpeningHours, weekday: int) -> bool:
    working = scenario.settings.calendar == "none" or weekday in WORKING_DAYS
    return bool({"daily", WEEKDAYS[weekday - 1], "working" if working else "rest"} & set(row.days))


def rotating_groups(scenario: Scenario) -> list[str]:
    """Return the ids of the rotating staff groups at work."""
    return [row.id for row in scenario.staff if row.mode == "rotating" and _at_work(scenario, row)]


def _at_work(scenario: Scenario, row: StaffGroup) -> bool:
    policies = scenario.policies
    there = (policies.partners.on or not row.partner) and (policies.team.on or row.team != "x")
    return bool(row.head_count and there)


def _group(scenario: Scenario, name: str) -> StaffGroup:
    row = next((row for row in scenario.staff if row.id == name), None)
    rotating = rotating_groups(scenario)
    if row is None or name not in rotating:
        raise InputError(
            f"roster: {name} is no rotating staff group at work; there is: {', '.join(rotating) or 'none'}",
            f"排班：{name} 不是在岗的轮驻组；现有：{', '.join(rotating) or '无'}",
        )
    return row


def _check_pools(scenario: Scenario, pools: Sequence[tuple[str, str]]) -> None:
    known = {row.id for row in scenario.facilities}, {row.skill for row in scenario.services}
    wrong = [f"{place}/{skill}" for place, skill in pools if place not in known[0] or skill not in known[1]]
    if wrong:
        raise InputError(
            f"roster: no such facility or skill: {', '.join(wrong)}",
            f"排班：没有该设施或技能：{', '.join(wrong)}",
        )


def _residents(scenario: Scenario) -> set[tuple[str, str]]:
    """Return the pools where a resident at work has the skill."""
    return {
        (row.facility, skill)
        for row in scenario.staff
        if row.mode == "resident" and _at_work(scenario, row)
        for skill in row.skills
    }


def _visited(
    scenario: Scenario, chosen: Sequence[StaffGroup], places: Collection[str] | None
) -> list[Facility]:
    county = {row.id: row.county for row in scenario.facilities}
    counties = {county[row.facility] for row in chosen}
    tiers = (Tier.STATION.name.lower(), Tier.SUBCENTRE.name.lower())
    running = [row for row in scenario.facilities if row.open]
    if not scenario.policies.roving.on:
        running = [row for row in running if row.kind != "roving"]
    if places is not None:
        strange = sorted(set(places) - {row.id for row in running})
        if strange:
            raise InputError(
                f"roster: no open facility: {', '.join(strange)}",
                f"排班：没有开放的设施：{', '.join(strange)}",
            )
        return [row for row in running if row.id in places]
    return [row for row in running if row.county in counties and row.tier in tiers]


def _travelled(
    scenario: Scenario,
    chosen: Sequence[StaffGroup],
    members: tuple[Member, ...],
    sites: Sequence[Place],
    limits: Limits,
    own_county: bool,
) -> Week:
    position = {row.id: number for number, row in enumerate(scenario.facilities)}
    minutes = facilities_to_facilities(scenario).seconds / MINUTE
    at = np.array([position[place.id] for place in sites], np.int64)
    base_of = {row.id: position[row.facility] for row in chosen}
    base = np.array([base_of[member.group] for member in members], np.int64)
    out, back = minutes[np.ix_(base, at)], minutes[np.ix_(at, base)].T.copy()
    if own_county:
        county = np.array([row.county for row in scenario.facilities])
        abroad = county[base][:, None] != county[at][None, :]
        out[abroad] = back[abroad] = np.inf
    return Week(members, tuple(sites), out, minutes[np.ix_(at, at)], back, limits)
