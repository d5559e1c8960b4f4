"""Delays without queues: side by side, one after the other, and chances along a learning curve."""

from __future__ import annotations

import math
from collections.abc import Sequence


def mean_longest(means: Sequence[float], cvs: Sequence[float]) -> float:
    """Return the mean of the longest of independent lognormal delays, in the unit of the means.

    E[max] = integral over t > 0 of 1 - product of F_i(t) (fork and join without queues).

    Args:
        means: mean of each delay, above 0.
        cvs: coefficient of variation of each, above 0.
    """
    from scipy.integrate import quad
    from scipy.special import ndtr

    spreads = [math.sqrt(math.log1p(cv * cv)) for cv in cvs]
    middles = [math.log(mean) - spread**2 / 2 for mean, spread in zip(means, spreads, strict=True)]

    def beyond(t: float) -> float:
        if t <= 0:
            return 1.0
        below = [
            ndtr((math.log(t) - middle) / spread) for middle, spread in zip(middles, spreads, strict=True)
        ]
        return 1.0 - float(math.prod(below))

    longest = max(means)
    return float(quad(beyond, 0, longest, epsabs=0, epsrel=1e-9)[0]) + float(
        quad(beyond, longest, math.inf, epsabs=0, epsrel=1e-9)[0]
    )


def learnt(start: float, ceiling: float, rate: float, visits: int) -> float:
    """Return the chance after ``visits`` lessons, each closing 1 - exp(-rate) of the gap to ``ceiling``."""
    return ceiling - (ceiling - start) * math.exp(-rate * visits)


def mean_learnt(start: float, ceiling: float, rate: float, first: int, last: int) -> float:
    """Return the mean of :func:`learnt` over visits first .. last - 1: a geometric series.

    Args:
        start: chance without lessons.
        ceiling: chance that lessons tend to.
        rate: per visit, above 0.
        first: lessons already given at the beginning.
        last: one more than those given at the end.
    """
    shrink = math.exp(-rate)
    series = (shrink**first - shrink**last) / (1 - shrink)
    return ceiling - (ceiling - start) * series / (last - first)
