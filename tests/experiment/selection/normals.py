"""Tables of normal values, in the slippage configuration, and draws from them."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from sim.experiment.selection import Choice, ocba

DELTA = 1.0


def slippage(seed: int, sds: Sequence[float], correlation: float, length: int = 400) -> np.ndarray:
    """Return [replications, systems] normals; system 3 is better by exactly delta, the others are equal."""
    generator = np.random.default_rng(seed)
    common = generator.standard_normal((length, 1))
    own = generator.standard_normal((length, len(sds)))
    noise = math.sqrt(correlation) * common + math.sqrt(1 - correlation) * own
    means = np.where(np.arange(len(sds)) == 3, DELTA, 0.0)
    return means + noise * np.array(sds)


def together(values: np.ndarray) -> Callable[[Sequence[int], int], list[float]]:
    """Draw rows of a table, as KN asks for them."""
    return lambda systems, number: values[number - 1, list(systems)].tolist()


def apart(values: np.ndarray) -> Callable[[list[int]], list[float]]:
    """Draw on along each system's column, as OCBA asks for them."""
    streams = [iter(values[:, system].tolist()) for system in range(values.shape[1])]
    return lambda systems: [next(streams[system]) for system in systems]


def spent(values: np.ndarray, budget: int, first: int = 10, increment: int | None = None) -> Choice:
    """Run OCBA on a table of values."""
    return ocba(apart(values), values.shape[1], budget=budget, first=first, increment=increment)
