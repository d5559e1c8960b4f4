"""What a selection comes to, and the steps that led there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Step(NamedTuple):
    """One step: how many replications each system has, and which are still in."""

    replications: tuple[int, ...]  # [k]
    means: tuple[float, ...]  # [k] so far, in the KPI's own unit
    contenders: tuple[int, ...]


class Choice(NamedTuple):
    """The outcome of a selection."""

    best: int
    decided: bool  # False: the most replications were made before the procedure ended; nothing is guaranteed
    replications: list[int]  # [k]
    means: Floats  # [k]
    sds: Floats  # [k]
    eliminated_at: list[int | None]  # [k] replications of the system when it was eliminated
    correct: float | None  # estimated probability of correct selection (OCBA)
    steps: list[Step]
