"""When a plan counts as good enough in the search, on a few replications with common random numbers.

The certification afterwards decides on chances of its own (:mod:`sim.planning.certify`); the criterion only
has to be strict enough that it rarely fails there, and the same for every plan, so that plans compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.planning.requirement import Requirement

Floats = NDArray[np.float64]
Sense = Literal["year", "mean"]
NARROWER = 0.7  # of a plan's spread: years under less staff are taken to spread at least that much


class Criterion(NamedTuple):
    """A requirement is kept if its mean margin is ``reserve`` standard deviations of a year or more.

    Attributes:
        requirements: of the plan.
        reserve: standard deviations of a year.
    """

    requirements: tuple[Requirement, ...]
    reserve: float

    def slacks(self, values: Floats) -> Floats:
        """Return the slack of each requirement [requirements] in its KPI's unit; below 0: not kept.

        Args:
            values: [replications, requirements] of the KPIs.
        """
        found = []
        for place, one in enumerate(self.requirements):
            margins = one.margins(values[:, place])
            if not np.isfinite(margins).all():
                found.append(-np.inf if (margins == -np.inf).any() else np.inf)
                continue
            spread = float(np.std(margins, ddof=1)) if len(margins) > 1 else 0.0
            found.append(float(margins.mean()) - self.reserve * spread)
        return np.array(found)

    def missed_by_less(self, values: Floats) -> bool:
        """Tell whether every plan with less staff misses a requirement too.

        Its margins are no greater, but the reserve takes off its own spread, which may be less: then a plan
        that just fails may lie above one that just does not. So the failure must hold for less spread too.
        """
        return not self._replace(reserve=NARROWER * self.reserve).kept(values)

    def kept(self, values: Floats) -> bool:
        """Tell whether every requirement is kept."""
        return bool((self.slacks(values) >= 0).all())


def criterion_of(
    requirements: Sequence[Requirement], sense: Sense, probability: float, confidence: float, n: int
) -> Criterion:
    """Return the criterion for n replications.

    year: all requirements together shall hold in a year with ``probability``; each gets an equal part of what
    may be missed (Bonferroni), and as many standard deviations of a normal year as that takes. mean: the
    means shall hold with ``confidence``; each gets the normal error of a mean of n years.
    """
    parts = max(len(requirements), 1)
    if sense == "year":
        return Criterion(tuple(requirements), NormalDist().inv_cdf(1 - (1 - probability) / parts))
    z = NormalDist().inv_cdf(1 - (1 - confidence) / parts)
    return Criterion(tuple(requirements), z / np.sqrt(n))
