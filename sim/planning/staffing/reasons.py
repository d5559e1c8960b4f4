"""Why a staffing is as it is: what holds each lever, and why targets cannot be reached."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.planning.requirement import Requirement
from sim.planning.staffing.found import Found
from sim.planning.staffing.levers import Plan, Space, moved
from sim.planning.staffing.plans import Simulated

BOUND, PRESENCE, SKILL, LOAD, NOTHING = "bound", "presence", "skill", "load", ""
WORST = 5  # places named for a target that is missed


class Short(NamedTuple):
    """A target that no plan reaches, as far as levers go."""

    requirement: Requirement
    reachable: float  # mean of the KPI at the plan that comes nearest
    spread: float  # its standard deviation from year to year
    worst: tuple[tuple[str, float], ...]  # facilities where most is missing, with their share of it
    plan: str  # of that plan: how it was made


def held_by(found: Found) -> dict[str, str]:
    """Return by lever why it is not a step lower: a rule's bound, presence, a skill, its load, or a target.

    Blank: nothing does; a step down saves nothing, or it is a choice, or was not looked into.
    """
    space, plan = found.space, found.plan
    held = dict(found.search.steps.held) if found.search else {}
    reasons = {}
    for number, lever in enumerate(space.levers):
        if not lever.ordered:
            reasons[lever.name] = NOTHING
        elif plan[number] == 0:
            reasons[lever.name] = BOUND
        else:
            reasons[lever.name] = _step(found, space, plan, number, held)
    return reasons


def _step(found: Found, space: Space, plan: Plan, number: int, held: dict[tuple[int, int], int]) -> str:
    broken = space.uncovered(moved(plan, number, plan[number] - 1))
    if broken:
        if any(not one.skill and not one.of_load for one in broken):
            return PRESENCE
        return SKILL if any(one.skill for one in broken) else LOAD
    place = held.get((number, plan[number] - 1))
    return NOTHING if place is None else found.requirements[place].render()


def shortfalls(found: Found) -> list[Short]:
    """Return the targets that the best reachable plan misses; empty if a plan keeps them all.

    The best reachable plan has the greatest of all least slacks, each in standard deviations of a year. One
    that failed its certification is judged by the criterion here: what it reaches is reached.
    """
    if found.plans.best is not None:
        return []
    judged = [one._replace(slacks=found.plans.criterion.slacks(one.values)) for one in found.plans.listed]
    nearest = max(judged, key=lambda one: (float(_scaled(one).min()), -one.number))
    labels = [row.id for row in found.scenario.facilities]
    short = []
    for place, one in enumerate(found.requirements):
        if nearest.slacks[place] < 0:
            by_place = nearest.parts_facility[place].sum(axis=1)
            order = np.argsort(by_place, kind="stable")[:WORST]
            total = float(-by_place[by_place < 0].sum()) or 1.0
            worst = tuple(
                (labels[facility], float(-by_place[facility]) / total)
                for facility in order.tolist()
                if by_place[facility] < 0
            )
            values = nearest.values[:, place]
            short.append(Short(one, float(values.mean()), float(values.std(ddof=1)), worst, nearest.stage))
    return short


def _scaled(one: Simulated) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.asarray(one.slacks / np.maximum(one.values.std(axis=0), 1e-9))
