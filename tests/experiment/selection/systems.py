"""Normal systems of known means: the slippage configuration, alone or correlated."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

K = 10


def slippage(
    seed: int, delta: float, *, correlation: float = 0.0, spread: bool = False, k: int = K
) -> Callable[[Sequence[int], int], list[float]]:
    """System 0 is better by delta, all others are equal: the hardest case within the promise of KN."""
    rng = np.random.default_rng(seed)
    mean = np.zeros(k)
    mean[0] = delta
    sd = np.linspace(0.7, 1.5, k) if spread else np.ones(k)

    def draw(systems: Sequence[int], replication: int) -> list[float]:
        own, shared = rng.normal(size=k), rng.normal()
        values = mean + sd * (np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * own)
        return [float(values[system]) for system in systems]

    return draw
