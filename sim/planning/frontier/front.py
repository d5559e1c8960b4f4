"""Which points are on the frontier: cost, satisfaction and time, by means and by paired differences.

A point is *efficient* if no other costs no more, satisfies no less and takes no longer, by the means, and is
better in one of the three. A point that is not is *clearly* dominated if the paired differences to some such
other say so beyond chance in both measures; else only *within noise*.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.experiment.simultaneous import critical_values

Floats = NDArray[np.float64]
Standing = Literal["efficient", "noise", "clear", "undefined"]
LEVEL = 0.95
SATISFACTION, TIME = 0, 1  # columns of values
SIGNS = np.array([1.0, -1.0])  # satisfaction is better higher, time lower
SAME = 1e-9  # of a cost: equal


def standings(costs: Floats, values: Floats) -> list[Standing]:
    """Return how each point stands; undefined: a measure has no finite value.

    Args:
        costs: [points] CNY a year.
        values: [points, replications, 2] satisfaction and time, with common random numbers.
    """
    better = values * SIGNS
    means = better.mean(axis=1)
    finite = np.isfinite(means).all(axis=1)
    found: list[Standing] = []
    for one in range(len(costs)):
        if not finite[one]:
            found.append("undefined")
            continue
        others = [
            other
            for other in range(len(costs))
            if other != one and finite[other] and _dominates(costs, means, other, one)
        ]
        clear = any(_beyond_chance(better[other] - better[one]) for other in others)
        found.append("efficient" if not others else "clear" if clear else "noise")
    return found


def _dominates(costs: Floats, means: Floats, other: int, one: int) -> bool:
    near = SAME * max(abs(costs[one]), 1.0)
    if costs[other] > costs[one] + near or (means[other] < means[one]).any():
        return False
    if costs[other] < costs[one] - near or (means[other] > means[one]).any():
        return True
    return other < one  # equal in all: the first stands for both


def _beyond_chance(gains: Floats) -> bool:
    """Tell whether the lower ends of both measures' paired intervals [replications, 2] are not below 0."""
    n = len(gains)
    if n < 2:
        return False
    half = stats.t.ppf((1 + LEVEL) / 2, n - 1) * gains.std(axis=0, ddof=1) / np.sqrt(n)
    return bool((gains.mean(axis=0) - half >= 0).all())


def paired_gains(values: Floats, today: int, seed: int) -> Floats:
    """Return gains over today's network [points, 2, (mean, low, high)], simultaneous 95 % intervals.

    All intervals of all points and both measures hold together (max-t, or Bonferroni's with few replications:
    :mod:`sim.experiment.simultaneous`); so what is picked by looking at them may be read as it stands. A gain
    is positive where a measure is better than today. Infinite values have no interval.

    Args:
        values: [points, replications, 2].
        today: number of today's point.
        seed: of the scenario; keys the draws of max-t.
    """
    gains = (values - values[today]) * SIGNS
    points, n, measures = gains.shape
    rows = gains.transpose(0, 2, 1).reshape(points * measures, n)
    rows = np.where(np.isfinite(rows).all(axis=1)[:, None], rows, np.nan)
    other = np.ones(points, bool)
    other[today] = False
    tested = np.repeat(other, measures)
    critical = np.zeros(len(rows))
    if tested.any():
        critical[tested] = critical_values(rows[tested], "max-t", seed)
    mean = rows.mean(axis=1)
    half = critical * (rows.std(axis=1, ddof=1) / np.sqrt(n) if n > 1 else np.full(len(rows), np.nan))
    return np.stack([mean, mean - half, mean + half], axis=-1).reshape(points, measures, 3)


def tolerance(today: Floats, share: float) -> Floats:
    """Return the loss of each measure [2] that does not matter: a share of today's lack and time."""
    return np.asarray(share * np.array([1 - today[SATISFACTION], today[TIME]]))


def index(means: Floats, today: Floats) -> Floats:
    """Return one number for both measures [points], 1 for today and lower where better.

    Half the probability to be dissatisfied over today's, plus half the time over today's. Where today's is 0,
    the difference takes the ratio's place.

    Args:
        means: [points, 2] satisfaction and time.
        today: [2] the same of today's network.
    """
    lacks = np.stack([1 - means[:, SATISFACTION], means[:, TIME]], axis=1)
    base = np.array([1 - today[SATISFACTION], today[TIME]])
    ratio = np.where(base > 0, lacks / np.where(base > 0, base, 1.0), 1 + lacks - base)
    return np.asarray(ratio.mean(axis=1))
