"""Numbers that several observation models need."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TINY = 1e-300


def log_between(low: Floats | float, high: Floats | float) -> Floats:
    """Return the log of the standard normal probability of [low, high], exact far out in either tail."""
    from scipy.special import log_ndtr

    low, high = np.broadcast_arrays(np.asarray(low, np.float64), np.asarray(high, np.float64))
    flip = low > 0
    a, b = np.where(flip, -high, low), np.where(flip, -low, high)
    upper, lower = log_ndtr(b), log_ndtr(a)
    with np.errstate(divide="ignore"):
        return np.asarray(upper + np.log(-np.expm1(np.minimum(lower - upper, -1e-16))))


def hermite(n: int) -> tuple[Floats, Floats]:
    """Return nodes and log weights of a mean over a standard normal (Gauss-Hermite quadrature)."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(n)
    return np.asarray(nodes), np.asarray(np.log(weights / weights.sum()))


def quantile_nodes(n: int, dimensions: int, seed: int) -> Floats:
    """Return n points in (0, 1)^dimensions: midpoints in one dimension, scrambled Sobol points in more."""
    from scipy.stats import qmc

    if dimensions == 0:
        return np.empty((1, 0))
    if dimensions == 1:
        return ((np.arange(n) + 0.5) / n).reshape(n, 1)
    points: Floats = qmc.Sobol(dimensions, rng=np.random.default_rng([seed, 2])).random(n)
    return np.clip(points, 1e-9, 1 - 1e-9)


def chosen(rng: np.random.Generator, log_weights: Floats) -> NDArray[np.int64]:
    """Return for each row of log weights [n, m] one column, drawn in proportion."""
    weights = np.exp(log_weights - log_weights.max(axis=1, keepdims=True))
    cumulative = weights.cumsum(axis=1)
    u = rng.random(len(weights))[:, None] * cumulative[:, -1:]
    return np.asarray((cumulative < u).sum(axis=1).clip(max=weights.shape[1] - 1))
