"""The cube of what is simulated: load, dynamics and score, each between 0 and 1 on its own scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from calibration.parameter import Parameter

Floats = NDArray[np.float64]
LOAD = "load"


class Cube:
    """Columns of the design: the load, then what is simulated, then the weights of the score.

    Args:
        parameters: all of them; those of the roles ``simulated`` and ``score`` are taken.
        load: lowest and highest load that the rates are likely to make.
    """

    def __init__(self, parameters: Sequence[Parameter], load: tuple[float, float]) -> None:
        self.dynamic = [one for one in parameters if one.role == "simulated"]
        self.score = [one for one in parameters if one.role == "score"]
        self.columns = [*self.dynamic, *self.score]
        self.load = load
        self.names = [LOAD, *(one.name for one in self.columns)]
        self.size = len(self.names)
        self.n_dynamic = 1 + len(self.dynamic)  # columns that act on more than the score

    def units(self, load: Floats, values: Sequence[Floats]) -> Floats:
        """Return points [n, size] of the cube; a load beyond its ends counts as at the end."""
        low, high = (math.log(end) for end in self.load)
        first = np.clip((np.log(load) - low) / (high - low), 0.0, 1.0)
        rest = [one.prior.unit(value) for one, value in zip(self.columns, values, strict=True)]
        return np.column_stack([first, *rest])

    def values(self, unit: Floats) -> tuple[float, dict[str, float]]:
        """Return the load and the parameters' values at one point of the cube."""
        low, high = (math.log(end) for end in self.load)
        load = math.exp(low + float(unit[0]) * (high - low))
        named = {
            one.name: float(one.prior.quantile(np.array([u]))[0])
            for one, u in zip(self.columns, unit[1:], strict=True)
        }
        return load, named


def first_points(n: int, size: int, seed: int) -> Floats:
    """Return a space-filling design [n, size]: scrambled Sobol points (scipy.stats.qmc)."""
    import warnings

    from scipy.stats import qmc

    with warnings.catch_warnings():  # n need not be a power of two here: balance is not asked for
        warnings.simplefilter("ignore", UserWarning)
        points = qmc.Sobol(size, rng=np.random.default_rng([seed, 1])).random(n)
    return np.asarray(points)


def spread(candidates: Floats, n: int, taken: Floats) -> Floats:
    """Return n of the candidates [m, size], each as far as can be from those chosen and taken before.

    Greedy maximin: M. E. Johnson, L. M. Moore, D. Ylvisaker, "Minimax and maximin distance designs", Journal
    of Statistical Planning and Inference 26 (1990).
    """
    distance = np.full(len(candidates), np.inf)
    for point in taken:
        distance = np.minimum(distance, ((candidates - point) ** 2).sum(axis=1))
    chosen = []
    for _ in range(min(n, len(candidates))):
        best = int(distance.argmax())
        chosen.append(best)
        distance = np.minimum(distance, ((candidates - candidates[best]) ** 2).sum(axis=1))
    return candidates[chosen]
