"""Facilities: which are open and when, parents, backstops, appointment slots, flags after levers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.network.codes import FacilityKind, Tier
from sim.network.compile.index import Index, positions
from sim.network.compile.intervals import MINUTE, Intervals, no_time, pointers, stacked
from sim.network.contract import Bools, Facilities, Ints
from sim.scenario.scenario import Scenario

FAMILY_PARENTS = ("parent_basic", "parent_value_added", "parent_professional")


class Sites(NamedTuple):
    """What the other parts of compile ask about facilities."""

    open: Bools  # [F] neither closed by the planner nor by the roving lever
    tier: Ints  # [F]
    kind: Ints  # [F]
    hours: list[Intervals]  # [F] opening time, empty where closed


def sites_of(scenario: Scenario, patterns: dict[str, Intervals]) -> Sites:
    """Return which facilities run and when; the roving lever closes roving points."""
    kind = np.array([FacilityKind[row.kind.upper()] for row in scenario.facilities], dtype=np.int64)
    running = np.array([row.open for row in scenario.facilities], dtype=np.bool_)
    if not scenario.policies.roving.on:
        running &= kind != FacilityKind.ROVING
    return Sites(
        open=running,
        tier=np.array([Tier[row.tier.upper()] for row in scenario.facilities], dtype=np.int64),
        kind=kind,
        hours=[
            patterns[row.hours] if is_open else no_time()
            for row, is_open in zip(scenario.facilities, running, strict=True)
        ],
    )


def facilities_of(scenario: Scenario, index: Index, sites: Sites, chief_bases: Bools) -> Facilities:
    """Return the facilities; ``chief_bases`` says where a chief group is at work."""
    rows, policies = scenario.facilities, scenario.policies
    chiefs = positions(index.facility, (row.chiefs for row in rows))
    backed = policies.backstop.on & (chiefs >= 0) & chief_bases[chiefs]
    capacity = np.array([row.slot_capacity for row in rows], dtype=np.int64) * int(policies.appointments.on)
    length = round(policies.appointments.slot_minutes * MINUTE)
    slots = [
        slots_in(hours, length) if room else hours.start[:0]
        for hours, room in zip(sites.hours, capacity, strict=True)
    ]
    open_ptr, open_start, open_end = stacked(sites.hours)
    return Facilities(
        tier=sites.tier,
        kind=sites.kind,
        county=positions(index.county, (row.county for row in rows)),
        parent=_parents(scenario, index, sites.open),
        chiefs=np.where(backed, chiefs, -1),
        board=np.where(sites.open, positions(index.group, (row.paired_board for row in rows)), -1),
        queue_capacity=np.array([_or_none(row.queue_capacity) for row in rows], dtype=np.int64),
        slot_capacity=capacity,
        push=np.array([row.push and policies.push.on for row in rows], dtype=np.bool_),
        mutual_recognition=np.array(
            [row.mutual_recognition and policies.mutual_recognition.on for row in rows], dtype=np.bool_
        ),
        joint_review=np.array([row.joint_review and policies.bundles.on for row in rows], dtype=np.bool_),
        out_of_area=np.array([row.out_of_area and policies.out_of_area.on for row in rows], dtype=np.bool_),
        open_ptr=open_ptr,
        open_start=open_start,
        open_end=open_end,
        slot_ptr=pointers(slot.size for slot in slots),
        slot_start=np.concatenate([*slots, np.zeros(0, np.int64)]),
    )


def slots_in(hours: Intervals, length: int) -> Ints:
    """Return the starts of slots of ``length`` seconds that fit, back to back, into each opening interval."""
    counts = (hours.end - hours.start) // length
    first = np.repeat(hours.start, counts)
    number = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.asarray(first + number * length, dtype=np.int64)


def _parents(scenario: Scenario, index: Index, is_open: Bools) -> Ints:
    """Return parents by family; a closed parent is skipped to its own parent."""
    table = np.stack(
        [
            positions(index.facility, (getattr(row, field) for row in scenario.facilities))
            for field in FAMILY_PARENTS
        ],
        axis=1,
    )
    skipped = table.copy()
    for family in range(len(FAMILY_PARENTS)):
        for facility in range(len(table)):
            above = table[facility, family]
            while above >= 0 and not is_open[above]:
                above = table[above, family]
            skipped[facility, family] = above
    return skipped


def _or_none(value: int | None) -> int:
    return -1 if value is None else value
