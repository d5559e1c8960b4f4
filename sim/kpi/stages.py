"""What the stages say of each measured case: the tiers that worked on it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import compiled
from sim.network.codes import StageKind
from sim.network.contract import Bools, Ints, Narrow, StageLog


def tiers_worked(stages: StageLog, tier: Ints, first: int, n: int) -> NDArray[np.uint8]:
    """Return the number [n] of tiers whose staff served the case itself, of the cases from ``first`` on."""
    own_service = (stages.kind == StageKind.SERVICE) & (stages.sub == 0)
    return np.asarray(
        np.bitwise_count(_tiers_touched(stages.case, own_service, stages.facility, tier, first, n))
    )


@compiled
def _tiers_touched(
    case: Narrow, wanted: Bools, facility: Narrow, tier: Ints, first: int, n: int
) -> NDArray[Any]:
    touched = np.zeros(n, np.uint8)  # a bit per tier
    for row in range(len(case)):
        at = case[row] - first
        if wanted[row] and 0 <= at < n:
            touched[at] |= np.uint8(1 << tier[facility[row]])
    return touched
