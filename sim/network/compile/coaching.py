"""Coaching 下沉 and training 上挂: blocks of time that raise a level, and the absence that they cost."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from sim.network.compile.calendar import Days, between, chosen
from sim.network.compile.facilities import Sites
from sim.network.compile.index import Index
from sim.network.compile.intervals import DAY, Intervals, union
from sim.network.contract import Coaching, Floats, Ints
from sim.scenario.scenario import Scenario
from sim.scenario.schema.roster import RosterEntry

CURVE_LENGTH = 64  # visits after which the curve is taken as flat


class Absence(NamedTuple):
    """Who is away."""

    group: int
    member: int


class Block(NamedTuple):
    """One roster row of coaching or training that is held."""

    row: RosterEntry
    group: int
    facility: int  # whose level rises, -1 = allotted by the last joint assessment
    levels: int
    start: Ints  # by day
    end: Ints


def blocks_of(scenario: Scenario, index: Index, days: Days, sites: Sites, heads: Ints) -> list[Block]:
    """Return the blocks that are held: lever on, the person at work, the coached facility open.

    A coaching row without a facility is allotted by the joint assessment while the engine runs. Training
    raises the level of the group's own base.
    """
    policies = scenario.policies
    held: list[Block] = []
    for row in scenario.rosters:
        if row.activity == "duty":
            continue
        group = index.group[row.staff]
        if row.activity == "training":
            runs, levels = policies.training.on, policies.training.visits_equivalent
            place = index.facility[scenario.staff[group].facility]
        else:
            runs, levels = policies.coaching.on, 1
            place = index.facility[row.facility] if row.facility else -1
        if runs and heads[group] > (row.member or 0) and (place < 0 or sites.open[place]):
            dates = chosen(days, row.days) & between(days, row.date_from, row.date_to)
            midnight = np.flatnonzero(dates).astype(np.int64) * DAY
            held.append(Block(row, group, place, levels, midnight + row.opens, midnight + row.closes))
    return held


def absences_of(blocks: list[Block], heads: Ints) -> dict[Absence, Intervals]:
    """Return when each member is away: one coach (the first, unless named), but all trainees."""
    away: dict[Absence, Intervals] = {}
    for block in blocks:
        everyone = range(int(heads[block.group])) if block.row.activity == "training" else range(1)
        for member in everyone if block.row.member is None else (block.row.member,):
            who = Absence(block.group, member)
            away[who] = union([away.get(who, union([])), union([Intervals(block.start, block.end)])])
    return away


def coaching_of(scenario: Scenario, index: Index, days: Days, blocks: list[Block]) -> Coaching:
    """Return the blocks by (end, group), the learning curve, and the month ends of the joint assessment."""
    policy = scenario.policies.coaching
    table = np.concatenate([_rows(block, index) for block in blocks] or [np.zeros((0, 6), np.int64)])
    start, end, group, facility, service, levels = table[np.lexsort((table[:, 2], table[:, 1]))].T
    return Coaching(
        start=np.ascontiguousarray(start),
        end=np.ascontiguousarray(end),
        group=np.ascontiguousarray(group),
        facility=np.ascontiguousarray(facility),
        service=np.ascontiguousarray(service),
        levels=np.ascontiguousarray(levels),
        curve=learning_curve(policy.rate),
        ceiling=policy.ceiling,
        start_level=policy.start_level,
        month_end=month_ends(days.first, days.weekday.size),
    )


def learning_curve(rate: float) -> Floats:
    """Return the share of the gap to the ceiling closed after n visits: ``1 - exp(-rate n)``, n = 0..63."""
    return np.array([-math.expm1(-rate * visits) for visits in range(CURVE_LENGTH)], dtype=np.float64)


def month_ends(first: date, count: int) -> Ints:
    """Return the first second of each calendar month that begins after the first day, to the run's end."""
    begins = [day for day in range(1, count + 1) if (first + timedelta(days=day)).day == 1]
    return np.array(begins, dtype=np.int64) * DAY


def _rows(block: Block, index: Index) -> Ints:
    """Return start, end, group, facility, service, levels of each day of the block."""
    if not block.row.service:
        return np.zeros((0, 6), np.int64)
    fixed = (block.group, block.facility, index.service[block.row.service], block.levels)
    return np.column_stack(
        (block.start, block.end, *(np.full(block.start.size, value, np.int64) for value in fixed))
    )
