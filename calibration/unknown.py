"""What the figures cannot tell: what is left as wide as before, and which further figure would narrow it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LITTLE = 0.1  # a parameter is left as wide as before if its sd shrank by less than a tenth


class Combination(NamedTuple):
    """A direction in the parameters' standard normal scales."""

    sd: float  # after; 1 before
    loadings: Floats  # [parameters], of length 1


def narrowing(z: Floats) -> Floats:
    """Return by what share each parameter's sd shrank, [parameters]; before, each is 1."""
    return np.asarray(1.0 - z.std(axis=0, ddof=1))


def combinations(z: Floats) -> list[Combination]:
    """Return the principal directions of posterior draws [n, parameters], the best known first.

    Before the fit every direction has sd 1, so that the sd after it is what the figures left of it.
    """
    values, vectors = np.linalg.eigh(np.cov(z.T))
    return [
        Combination(
            float(np.sqrt(max(v, 0.0))), vectors[:, i] * np.sign(vectors[np.abs(vectors[:, i]).argmax(), i])
        )
        for i, v in enumerate(values)
    ]


def expected_narrowing(z: Floats, figure: Floats) -> Floats:
    """Return by what share one further figure would shrink each parameter's sd, on average, [parameters].

    A figure that moves with a parameter over the posterior draws would tell of it: with squared correlation
    R2 the sd shrinks to sqrt(1 - R2), the linear Bayes rule (M. Goldstein, D. Wooff, "Bayes Linear
    Statistics", 2007). R2 is adjusted for the number of draws, so that a figure that tells nothing counts
    as nothing.

    Args:
        z: posterior draws, [n, parameters].
        figure: its value at each draw, with the chance of counting it in it, [n].
    """
    n = len(figure)
    known = np.isfinite(figure)
    if known.sum() < 10 or np.ptp(figure[known]) == 0:
        return np.zeros(z.shape[1])
    a, b = z[known] - z[known].mean(axis=0), figure[known] - figure[known].mean()
    r2 = (a.T @ b) ** 2 / ((a**2).sum(axis=0) * (b**2).sum())
    adjusted = np.clip(1.0 - (1.0 - r2) * (n - 1) / (n - 2), 0.0, 1.0)
    # what 1 draw in 20 would show by chance counts as nothing either
    adjusted[r2 < 3.84 / n] = 0.0
    return np.asarray(1.0 - np.sqrt(1.0 - adjusted))


def ranked(reductions: Sequence[Floats], unknown: NDArray[np.bool_]) -> list[tuple[int, float]]:
    """Return candidates by their mean narrowing of the parameters that are unknown, largest first."""
    means = [float(one[unknown].mean()) if unknown.any() else 0.0 for one in reductions]
    return sorted(enumerate(means), key=lambda pair: (-pair[1], pair[0]))
