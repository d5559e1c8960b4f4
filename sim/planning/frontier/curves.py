"""Curves: what each level of each lever adds to the measures, from sweeps around several plans.

A sweep tells what one head more and one head fewer does at one level: the worth of that head. Between levels
where it was seen, a head's worth is interpolated; beyond them the nearest counts. The sum along the levels is
the lever's curve. Sums over levers are a guide to good plans; every plan is judged by its own simulation.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    cost: float  # of the plan, CNY a year
    effects: Effects


def curves(levers: Sequence[Lever], sweeps: Sequence[Swept], cost: float) -> list[Floats]:
    """Return the gains of each lever's levels [levers][levels, measures], 0 at today's; NaN: not known.

    Where several sweeps saw the same head, the one around the plan nearest in cost counts. A head is never
    worth less than nothing here: what a sweep shows below is taken as chance.

    Args:
        levers: of the space; a sweep's are matched by name.
        sweeps: the one around today's plan first; it alone tells of options.
        cost: of the plans that are looked for, CNY a year.
    """
    ranked = sorted(sweeps, key=lambda one: -abs(one.cost - cost))  # the nearest writes last
    width = len(next(iter(sweeps[0].effects.values())))
    found = []
    for lever in levers:
        seen = [(one, one.levers.index(lever.name)) for one in ranked if lever.name in one.levers]
        first = [(one, one.levers.index(lever.name)) for one in sweeps if lever.name in one.levers][:1]
        found.append(_of_heads(lever, seen, width) if lever.ordered else _of_options(lever, first, width))
    return found


def _of_heads(lever: Lever, seen: Sequence[tuple[Swept, int]], width: int) -> Floats:
    worth: dict[int, Floats] = {}  # of the head between a level and the one below, by the upper level
    for swept, number in seen:
        around = swept.plan[number]
        for level in (around - 1, around + 1):
            effect = swept.effects.get((number, level))
            if effect is not None:
                worth[max(level, around)] = np.maximum(effect * (level - around), 0.0)
    n, today = len(lever.levels), lever.today
    gains = np.full((n, width), np.nan)
    gains[today] = 0.0
    knots = sorted(worth)
    if not knots:
        return gains
    below, above = knots[0] <= today, knots[-1] > today
    for place in range(width):
        heads = np.interp(np.arange(n), knots, [worth[one][place] for one in knots])
        if above:
            gains[today + 1 :, place] = np.cumsum(heads[today + 1 :])
        if below:
            gains[:today, place] = -np.cumsum(heads[today:0:-1])[::-1]
    return gains


def _of_options(lever: Lever, seen: Sequence[tuple[Swept, int]], width: int) -> Floats:
    gains = np.full((len(lever.levels), width), np.nan)
    gains[lever.today] = 0.0
    for swept, number in seen:
        for level in range(len(lever.levels)):
            gains[level] = swept.effects.get((number, level), gains[level])
    return gains
