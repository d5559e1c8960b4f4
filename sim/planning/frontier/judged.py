"""All points together: how each stands, what it gains over today's network, which are picked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.planning.design import Design
from sim.planning.frontier.branch import Branch
from sim.planning.frontier.front import Standing, paired_gains, standings, tolerance
from sim.planning.frontier.picks import Pick, picks
from sim.planning.frontier.search import Point, indices

Floats = NDArray[np.float64]


class Moves(NamedTuple):
    """How a plan's heads differ from today's network."""

    added: int
    removed: int
    groups: tuple[tuple[str, str, int], ...]  # Chinese and English name, heads beyond today's; largest first
    options: tuple[tuple[str, str, str], ...]  # Chinese and English name of a choice, its option


class Judged(NamedTuple):
    """The points in the order of cost, and what follows from them."""

    branches: Sequence[Branch]
    points: tuple[Point, ...]
    today: int
    costs: Floats  # [points]
    values: Floats  # [points, replications, 2]
    standing: tuple[Standing, ...]
    gains: Floats  # [points, 2, (mean, low, high)]
    indices: Floats  # [points] of both measures, today's 1, lower is better
    picks: dict[Pick, int]

    def name(self, place: int) -> str:
        """Return a point's name: P1 is the cheapest."""
        return f"P{place + 1}"

    def names(self, place: int) -> list[Pick]:
        """Return under which names a point is picked."""
        return [name for name, picked in self.picks.items() if picked == place]

    def design(self, place: int) -> Design:
        """Return a point as changes of today's scenario."""
        point = self.points[place]
        branch = self.branches[point.branch]
        changes = (*branch.alternative.changes, *branch.space.design(point.plan).changes)
        return Design(self.name(place), changes)

    def moves(self, place: int) -> Moves:
        """Return how a point's heads differ from today's; all heads of a new station are added."""
        point = self.points[place]
        levers = self.branches[point.branch].space.levers
        had = {one.name for one in self.branches[0].space.levers}
        groups, options = [], []
        for lever, level in zip(levers, point.plan, strict=True):
            if not lever.ordered:
                if level != lever.today:
                    options.append((lever.name_zh, lever.name_en, lever.levels[level].name))
                continue
            before = lever.levels[lever.today].heads if lever.name in had else 0
            if change := lever.levels[level].heads - before:
                groups.append((lever.name_zh, lever.name_en, change))
        groups.sort(key=lambda one: -abs(one[2]))
        return Moves(
            sum(max(one[2], 0) for one in groups),
            sum(max(-one[2], 0) for one in groups),
            tuple(groups),
            tuple(options),
        )


def judged(branches: Sequence[Branch], points: Sequence[Point], seed: int, margin: float) -> Judged:
    """Return what follows from points, today's network the first of them.

    Args:
        branches: that points belong to.
        points: simulated with common random numbers.
        seed: of the scenario.
        margin: share of today's lack of satisfaction, and of today's time, that does not matter.
    """
    order = sorted(range(len(points)), key=lambda place: (points[place].cost, place))
    listed = tuple(points[place] for place in order)
    today = order.index(0)
    costs, values = np.array([one.cost for one in listed]), np.array([one.values for one in listed])
    both = indices(points)[order]
    standing = tuple(standings(costs, values))
    gains = paired_gains(values, today, seed)
    allowed = tolerance(values[today].mean(axis=0), margin)
    picked = picks(costs, both, gains, standing, today, allowed)
    return Judged(branches, listed, today, costs, values, standing, gains, both, picked)
