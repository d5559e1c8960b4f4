"""Picked points: today, the cheapest as good, the best for today's money, the knee, the best of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from sim.planning.frontier.front import SAME, Standing

Floats = NDArray[np.float64]
Pick = Literal["today", "as_good", "within_budget", "knee", "best"]
PICKS: tuple[Pick, ...] = get_args(Pick)
LEAST = 3  # efficient points that a knee takes


def picks(
    costs: Floats,
    index: Floats,
    gains: Floats,
    standing: Sequence[Standing],
    today: int,
    margin: Floats,
) -> dict[Pick, int]:
    """Return the picked points by name; a pick that there is not is left out.

    today: the network as it is. as_good: the cheapest that is *not inferior* to today's network in either
    measure, beyond chance: the simultaneous intervals of its gains lie above minus the margin; today's itself
    if there is no other. within_budget: the lowest index for no more than today's cost. best: the lowest
    index of all. knee: see `knee`.

    Args:
        costs: [points] CNY a year.
        index: [points] of both measures, lower is better (:func:`sim.planning.frontier.front.index`).
        gains: [points, 2, (mean, low, high)].
        standing: [points].
        today: its number.
        margin: [2] the loss of each measure that does not matter, 0 or more.
    """
    finite = [place for place, one in enumerate(standing) if one != "undefined"]
    found: dict[Pick, int] = {"today": today}
    if today not in finite:
        return found
    as_good = [place for place in finite if place == today or (gains[place, :, 1] >= -margin).all()]
    found["as_good"] = min(as_good, key=lambda place: (costs[place], index[place], place))
    within = [place for place in finite if costs[place] <= costs[today] * (1 + SAME)]
    found["within_budget"] = min(within, key=lambda place: (index[place], costs[place], place))
    efficient = [place for place in finite if standing[place] == "efficient"]
    bend = knee(costs[efficient], index[efficient])
    if bend is not None:
        found["knee"] = efficient[bend]
    found["best"] = min(finite, key=lambda place: (index[place], costs[place], place))
    return found


def knee(costs: Floats, index: Floats) -> int | None:
    """Return the point farthest below the chord from the cheapest to the best, both axes scaled to 0..1.

    From there on money buys less than on average, and saving costs more. None with fewer than three points,
    or where none lies below the chord. (Distance from the chord: I. Das, "On characterizing the 'knee' of the
    Pareto curve based on Normal-Boundary Intersection", Structural Optimization 18, 1999.)
    """
    if len(costs) < LEAST:
        return None
    cheapest = min(range(len(costs)), key=lambda place: (costs[place], index[place]))
    best = min(range(len(costs)), key=lambda place: (index[place], costs[place]))
    across, down = costs[best] - costs[cheapest], index[cheapest] - index[best]
    if across <= 0 or down <= 0:
        return None
    below = 1 - (costs - costs[cheapest]) / across - (index - index[best]) / down
    place = int(np.argmax(below))
    return place if below[place] > 0 else None
