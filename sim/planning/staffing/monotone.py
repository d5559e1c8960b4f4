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
    """A plan with nowhere less staff that is worse: its KPI, clear of chance, or by the criterion.

    The criterion can turn where the KPI does not: it reserves for the spread of the years, and that is
    estimated from few.
    """

    less: int  # number of the plan with less staff
    more: int
    requirement: int
    worse: float  # by how much, in the KPI's unit; 0 where only the criterion turns
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
                    flips = less.kept and not more.kept and space.covered(less.plan)
                    found += _of_pair(less, more, signs, flips)
    return found, pairs


def _of_pair(less: Simulated, more: Simulated, signs: Sequence[float], flips: bool) -> list[Violation]:
    found = []
    for requirement, sign in enumerate(signs):
        apart = sign * (more.values[:, requirement] - less.values[:, requirement])
        if not np.isfinite(apart).all() or len(apart) < 2:
            continue
        error = float(apart.std(ddof=1)) / np.sqrt(len(apart))
        clear = apart.mean() < -CLEAR * error and apart.mean() < 0
        turned = flips and -np.inf < more.slacks[requirement] < 0  # -inf: failed its certification
        if clear or turned:
            worse = max(-float(apart.mean()), 0.0)
            found.append(Violation(less.number, more.number, requirement, worse, flips))
    return found
