"""Which facility a walk-in prefers: the systematic part of its utility.

Source: D. McFadden, "Conditional logit analysis of qualitative choice behavior" (1974). With an independent
standard Gumbel draw added to each alternative, the largest sum is a draw from the multinomial logit model.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Real = TypeVar("Real", float, NDArray[np.float64])


def utility(
    attraction: Real, travel_hours: Real, hours_until_open: Real, travel_weight: float, opening_weight: float
) -> Real:
    """Attraction - travel_weight x travel - opening_weight x wait at the door; scalars, or arrays [N]."""
    return attraction - travel_weight * travel_hours - opening_weight * hours_until_open
