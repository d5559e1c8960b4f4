"""Normal systems with known means, in the slippage configuration, and procedures run on them many times."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from sim.experiment.selection import Choice, kn, ocba

K, DELTA, NOMINAL = 10, 1.0, 0.95


def bound(runs: int, nominal: float = NOMINAL) -> int:
    """Return the correct selections to reach: 2.5 standard errors below the nominal, 933 of 1,000."""
    return math.ceil(runs * nominal - 2.5 * math.sqrt(runs * nominal * (1 - nominal)))


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


def correct(
    runs: int, sds: Sequence[float], correlation: float, *, most: int = 400, update: bool = False
) -> int:
    """Count how often KN selects the best; a run that ends at the most counts by the mean it names."""
    found = 0
    for seed in range(runs):
        choice = kn(
            together(slippage(seed, sds, correlation, most)),
            len(sds),
            indifference=DELTA,
            confidence=NOMINAL,
            first=30 if update else min(10, most),
            most=most,
            update=update,
        )
        found += choice.best == 3
    return found


def spent(values: np.ndarray, budget: int, first: int = 10, increment: int | None = None) -> Choice:
    """Run OCBA on a table of values."""
    return ocba(apart(values), values.shape[1], budget=budget, first=first, increment=increment)
