"""What each lever does to the requirements: many levers in one simulation, where their reaches lie apart.

A change at one station touches the cases that go there first, and one at a county's centre the county's, and
of these only the classes that need the skills concerned. So levers whose reaches do not meet are moved in the
same simulation, and each effect is read from its own reach: as the columns of a sparse Jacobian that share no
row are found by one difference (A. R. Curtis, M. J. D. Powell, J. K. Reid, "On the estimation of sparse
Jacobian matrices", IMA Journal of Applied Mathematics 13, 1974). What a station's change does to others
through the centre above it is left out: effects guide the search, and every plan is judged by its own
simulation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.planning.staffing.levers import Lever, Plan, Space, moved
from sim.planning.staffing.plans import Plans, Simulated

Floats = NDArray[np.float64]
Move = tuple[int, int]  # lever, level
Effects = dict[Move, Floats]  # [requirements] contributions beyond those of the plan swept around


def sweep(plans: Plans, around: Simulated, steps: Sequence[int]) -> Effects:
    """Return the effects of single moves: heads by these steps, choices to every other option.

    Args:
        plans: that simulates.
        around: the plan moved away from.
        steps: of heads, such as (1, -1); moves that break a cover are left out.
    """
    space = plans.space
    nothing = np.zeros(len(around.spread))
    found: Effects = dict.fromkeys(enumerate(around.plan), nothing)
    for step in (*steps, None):
        for moves in classes(space, moves_by(space, around.plan, step)):
            plan = around.plan
            for lever, level in moves:
                plan = moved(plan, lever, level)
            done = plans.at(plan, "sweep")
            for lever, level in moves:
                found[lever, level] = effect(space.levers[lever], done, around)
    return found


def moves_by(space: Space, plan: Plan, step: int | None) -> list[Move]:
    """Return the moves of heads by a step, or (None) of choices to their other options, that keep cover."""
    found = []
    for number, lever in enumerate(space.levers):
        if lever.ordered:
            levels = [] if step is None else [plan[number] + step]
        else:
            levels = list(range(len(lever.levels))) if step is None else []
        for level in levels:
            if 0 <= level < len(lever.levels) and level != plan[number]:
                after = moved(plan, number, level)
                if level > plan[number] or space.covered(after) or not lever.ordered:
                    found.append((number, level))
    return found


def effect(lever: Lever, done: Simulated, around: Simulated) -> Floats:
    """Return what a simulation adds to each requirement within the lever's reach [requirements]."""
    services = sorted(lever.reach_services)
    if lever.reach_facility >= 0:
        place = lever.reach_facility
        beyond = done.parts_facility[:, place] - around.parts_facility[:, place]
        return np.asarray(beyond[:, services].sum(axis=1))
    counties = sorted(lever.reach_counties)
    beyond = (done.parts_county[:, counties] - around.parts_county[:, counties]).sum(axis=1)
    return np.asarray(beyond[:, services].sum(axis=1))


def classes(space: Space, moves: Iterable[Move]) -> list[list[Move]]:
    """Return the moves in as few lists as a greedy colouring finds, each of moves with reaches apart."""
    found: list[tuple[list[Move], _Taken]] = []
    for move in moves:
        lever = space.levers[move[0]]
        place = next((i for i, (_, taken) in enumerate(found) if taken.apart(lever)), len(found))
        if place == len(found):
            found.append(([], _Taken()))
        found[place][0].append(move)
        found[place][1].take(lever)
    return [listed for listed, _ in found]


class _Taken:
    """The reaches that a list of moves takes up."""

    def __init__(self) -> None:
        self._counties: set[tuple[int, int]] = set()  # county, service: by levers of whole counties
        self._within: set[tuple[int, int]] = set()  # the same, by any lever
        self._stations: set[tuple[int, int]] = set()  # facility, service

    def apart(self, lever: Lever) -> bool:
        """Tell whether a lever's reach meets none that is taken."""
        pairs = {(county, one) for county in lever.reach_counties for one in lever.reach_services}
        if lever.reach_facility < 0:
            return not pairs & self._within
        own = {(lever.reach_facility, one) for one in lever.reach_services}
        return not pairs & self._counties and not own & self._stations

    def take(self, lever: Lever) -> None:
        """Add a lever's reach."""
        pairs = {(county, one) for county in lever.reach_counties for one in lever.reach_services}
        self._within |= pairs
        if lever.reach_facility < 0:
            self._counties |= pairs
        else:
            self._stations |= {(lever.reach_facility, one) for one in lever.reach_services}
