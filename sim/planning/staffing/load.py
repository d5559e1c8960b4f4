"""Load: no group is planned so small that the work it does today would fill its time.

A network's shares hardly move if one small group is overloaded, though its queue then grows without end. So
each group keeps the heads that its own work of today takes, busy a part of their presence at most. That
others who share a skill could do some of it is left out, which is the safe side.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.planning.staffing.levers import Cover, Lever, Space
from sim.scenario import Scenario

Floats = NDArray[np.float64]
BUSIEST = 0.9  # part of its presence that a group may be busy (assumed)


def with_load(space: Space, scenario: Scenario, busy: Floats, presence: Floats, busiest: float) -> Space:
    """Return the space with a cover of load for each group that today's work gives one.

    A group that is busier today already may not become smaller.

    Args:
        space: of plans.
        scenario: whose groups the figures are of.
        busy: hours of work of each group [G] today.
        presence: its hours of presence [G].
        busiest: part of presence that a group may be busy, in (0, 1].
    """
    rows = {row.id: number for number, row in enumerate(scenario.staff)}
    covers = []
    for number, lever in enumerate(space.levers):
        if lever.ordered:
            group = rows[lever.name]
            needed = _needed(lever, float(busy[group]), float(presence[group]), busiest)
            if needed > lever.levels[0].heads:
                hours = scenario.staff[group].hours or ""
                covers.append(Cover(lever.facility, "", hours, (number,), needed, of_load=True))
    return space._replace(covers=(*space.covers, *covers))


def _needed(lever: Lever, busy: float, presence: float, busiest: float) -> int:
    """Return the heads that the work takes, today's at most."""
    heads = lever.levels[lever.today].heads
    if heads == 0 or presence <= 0:
        return 0
    return min(heads, math.ceil(busy / (busiest * presence / heads) - 1e-9))


def overloaded(scenario: Scenario, busy: Floats, presence: Floats) -> list[tuple[str, float]]:
    """Return the groups that are busy longer than they are present, busiest first, with their busy share."""
    shares = np.divide(busy, presence, out=np.zeros_like(busy), where=presence > 0)
    found = [(row.id, float(share)) for row, share in zip(scenario.staff, shares, strict=True) if share > 1.0]
    return sorted(found, key=lambda one: (-one[1], one[0]))
