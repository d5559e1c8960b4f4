"""Whether ranks are uniform: simultaneous bands for their empirical distribution.

T. Saeilynoja, P.-C. Buerkner, A. Vehtari, "Graphical test for discrete uniformity and its applications in
goodness-of-fit evaluation and multiple sample comparison", Statistics and Computing 32 (2022): if ranks are
uniform, the number of them below each possible rank is binomial. The bands are made of quantiles of these
binomials, at one pointwise level, chosen by simulation such that all of them hold together as often as asked.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_BEYOND = 200  # simulated samples that leave the band: its level has a standard error of 7 % of 1 - level
_CHUNK = 10_000


class Band(NamedTuple):
    """What the number of ranks below each of 1 ... draws may be."""

    low: Ints  # [draws]
    high: Ints  # [draws]

    def holds(self, ranks: Ints) -> bool:
        """Tell whether ranks [n], each of 0 ... draws, lie inside."""
        below = self._below(ranks)
        return bool(((below >= self.low) & (below <= self.high)).all())

    def distance(self, ranks: Ints) -> float:
        """Return the largest distance of the empirical distribution from the uniform, as a share."""
        draws = len(self.low)
        uniform = np.arange(1, draws + 1) / (draws + 1)
        return float(np.abs(self._below(ranks) / len(ranks) - uniform).max())

    def _below(self, ranks: Ints) -> Ints:
        return np.cumsum(np.bincount(ranks, minlength=len(self.low) + 1))[:-1]


def band(n: int, draws: int, level: float, seed: int = 1) -> Band:
    """Return the band that n uniform ranks among so many draws leave with probability 1 - level.

    Args:
        n: ranks.
        draws: posterior draws among which each is ranked: ranks are 0 ... draws.
        level: such as 0.95; for several quantities together divide what is missing from 1 by their number.
        seed: of the simulation that finds the pointwise level.
    """
    from scipy.stats import binom

    places = np.arange(1, draws + 1)
    share = places / (draws + 1)
    counts = np.arange(n + 1)
    at_most = binom.cdf(counts[None, :], n, share[:, None])  # [draws, n + 1]
    at_least = binom.sf(counts[None, :] - 1, n, share[:, None])
    tail = 2.0 * np.minimum(at_most, at_least)
    rng = np.random.default_rng([seed, 8])
    smallest = []
    for _ in range(math.ceil(_BEYOND / (1.0 - level) / _CHUNK)):
        ranks = rng.multinomial(n, np.full(draws + 1, 1.0 / (draws + 1)), size=_CHUNK)
        below = ranks.cumsum(axis=1)[:, :-1]
        smallest.append(tail[np.arange(draws), below].min(axis=1))
    pointwise = float(np.quantile(np.concatenate(smallest), 1.0 - level))
    inside = tail >= pointwise
    return Band(inside.argmax(axis=1).astype(np.int64), (n - inside[:, ::-1].argmax(axis=1)).astype(np.int64))
