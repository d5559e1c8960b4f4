"""Whether more staff ever makes a requirement worse: what the cuts rest on, checked on what was simulated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.planning.staffing.levers import Space, at_most
from sim.planning.staffing.plans import Simulated

CLEAR = 3.0  # standard errors of the paired difference beyond which it is no chance
MOST = 400  # pairs looked at


class Violation(NamedTuple):
    """A plan with nowhere less staff whose KPI is worse, clear of chance."""

    less: int  # number of the plan with less staff
    more: int
    requirement: int
    worse: float  # by how much, in the KPI's unit
    flips: bool  # the plan with less keeps the criterion and the other does not: a cut may have been wrong


def violations(
    space: Space, plans: Sequence[Simulated], signs: Sequence[float]
) -> tuple[list[Violation], int]:
    """Return the violations among pairs of comparable plans, and how many pairs there were.

    Args:
        space: of plans.
        plans: simulated on the same replications.
        signs: +1 for a requirement whose KPI is better higher, -1 lower.
    """
    found, pairs = [], 0
    for place, one in enumerate(plans):
        for other in plans[place + 1 :]:
            for less, more in ((one, other), (other, one)):
                if pairs < MOST and less.plan != more.plan and at_most(less.plan, more.plan, space.levers):
                    pairs += 1
                    found += _of_pair(less, more, signs)
    return found, pairs


def _of_pair(less: Simulated, more: Simulated, signs: Sequence[float]) -> list[Violation]:
    found = []
    for requirement, sign in enumerate(signs):
        apart = sign * (more.values[:, requirement] - less.values[:, requirement])
        if not np.isfinite(apart).all() or len(apart) < 2:
            continue
        error = float(apart.std(ddof=1)) / np.sqrt(len(apart))
        if apart.mean() < -CLEAR * error and apart.mean() < 0:
            worse = -float(apart.mean())
            found.append(Violation(less.number, more.number, requirement, worse, less.kept and not more.kept))
    return found
