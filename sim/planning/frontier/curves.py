"""Curves: what each level of each lever adds to the measures, from sweeps around several plans.

A sweep moves each lever by itself, to a few levels far and near, and so tells what the heads between two
levels are worth; each of them gets an even part. What a head is worth hangs on the others that are there:
of what several sweeps saw, the greatest counts, so that a head that is missed anywhere is not given away. The
sum along the levels is the lever's curve. Sums over levers are a guide to good plans; every plan is judged by
its own simulation.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.planning.staffing.levers import Lever, Plan
from sim.planning.staffing.sweep import Effects

Floats = NDArray[np.float64]


class Swept(NamedTuple):
    """What a sweep saw."""

    levers: tuple[str, ...]  # names, in the order of the plan
    plan: Plan  # swept around
    effects: Effects  # of moves of one lever, [measures]; 0 at the plan's own levels

    def of(self, lever: str) -> dict[int, Floats]:
        """Return the effects of a lever's levels; none if the sweep did not move it."""
        if lever not in self.levers:
            return {}
        number = self.levers.index(lever)
        return {level: effect for (place, level), effect in self.effects.items() if place == number}


def curves(levers: Sequence[Lever], sweeps: Sequence[Swept]) -> list[Floats]:
    """Return the gains of each lever's levels [levers][levels, measures], 0 at today's; NaN: not known.

    Heads above the highest level seen are worth what the last one was; below the lowest, nothing is known.
    No head is worth less than nothing here: what a sweep shows below is taken as chance. Options are as the
    first sweep saw them.

    Args:
        levers: of the space; a sweep's are matched by name.
        sweeps: the one around today's plan first.
    """
    width = len(next(iter(sweeps[0].effects.values())))
    found = []
    for lever in levers:
        seen = [effects for effects in (one.of(lever.name) for one in sweeps) if effects]
        found.append(_of_heads(lever, seen, width) if lever.ordered else _of_options(lever, seen, width))
    return found


def _of_heads(lever: Lever, seen: Sequence[dict[int, Floats]], width: int) -> Floats:
    n, today = len(lever.levels), lever.today
    worth = np.full((n, width), np.nan)  # of the head between a level and the one below
    for effects in seen:
        known = sorted(effects)
        for low, high in pairwise(known):
            each = np.maximum((effects[high] - effects[low]) / (high - low), 0.0)
            worth[low + 1 : high + 1] = np.fmax(worth[low + 1 : high + 1], each)
    for level in range(today + 1, n):
        if np.isnan(worth[level]).any():
            worth[level] = worth[level - 1]
    gains = np.zeros((n, width))
    gains[today + 1 :] = np.cumsum(worth[today + 1 :], axis=0)
    gains[:today] = -np.cumsum(worth[today:0:-1], axis=0)[::-1]
    return gains


def _of_options(lever: Lever, seen: Sequence[dict[int, Floats]], width: int) -> Floats:
    gains = np.full((len(lever.levels), width), np.nan)
    gains[lever.today] = 0.0
    for level, effect in seen[0].items() if seen else ():
        gains[level] = effect
    return gains
