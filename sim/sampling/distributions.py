"""From uniforms to times and counts, by inversion: one uniform, one value, monotone in the uniform.

Inversion keeps scenarios comparable under common random numbers: a longer mean stretches every draw and
reorders none. Times are whole seconds.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit as scipy_logit
from scipy.special import ndtri

from sim.network.codes import Distribution

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DAY = 86400


def lognormal_sigma(cv: float) -> float:
    """Standard deviation of the logarithm of a lognormal with this coefficient of variation."""
    return math.sqrt(math.log1p(cv * cv))


def lognormal_factor(u: Floats, sigma: Floats | float) -> Floats:
    """Lognormal of mean 1: exp(sigma z - sigma**2 / 2) with z the standard normal quantile of u."""
    z: Floats = ndtri(u)
    z *= sigma
    z -= 0.5 * np.square(sigma)
    return np.asarray(np.exp(z))


def exponential_factor(u: Floats) -> Floats:
    """Exponential of mean 1: -log(1 - u). For u = k 2**-53 the difference 1 - u is exact."""
    return -np.log(1.0 - u)


def uniform_factor(u: Floats) -> Floats:
    """Uniform on (0, 2), mean 1."""
    return 2.0 * u


def factor(u: Floats, distribution: Ints, sigma: Floats) -> Floats:
    """Draws of mean 1, each by its own distribution.

    Args:
        u: [N] or [N, K] uniforms.
        distribution: [N] codes of `Distribution`.
        sigma: [N] `lognormal_sigma` of each; read for the lognormal only.
    """
    out = np.ones_like(u)
    for code in Distribution:
        rows = np.flatnonzero(distribution == code)
        if code == Distribution.CONSTANT or not len(rows):
            continue
        whole = len(rows) == len(u)
        part = u if whole else u[rows]
        if code == Distribution.LOGNORMAL:
            spread = sigma if whole else sigma[rows]
            values = lognormal_factor(part, spread if u.ndim == 1 else spread[:, None])
        elif code == Distribution.EXPONENTIAL:
            values = exponential_factor(part)
        else:
            values = uniform_factor(part)
        if whole:
            return values
        out[rows] = values
    return out


def whole_seconds(value: Floats, least: int = 1) -> Ints:
    """Nearest whole second, at least ``least``."""
    return np.maximum(np.rint(value), least).astype(np.int64)


def exponential_seconds(u: Floats, mean: float, least: int = 0) -> Ints:
    """Exponential time of this mean in whole seconds."""
    return whole_seconds(exponential_factor(u) * mean, least)


def exponential_days(u: Floats, mean: float) -> Ints:
    """Exponential delay of ``mean`` seconds, rounded to whole days (in seconds): the hour of day stays."""
    return np.rint(exponential_factor(u) * (mean / DAY)).astype(np.int64) * DAY


def logit(u: Floats) -> Floats:
    """Log odds: a uniform below p is a logit below that of p, so an engine needs no logarithm."""
    return np.asarray(scipy_logit(u), dtype=np.float64)


def poisson_table(mean: float) -> Floats:
    """Distribution function of a Poisson count, up to the last value that a 53-bit uniform can exceed.

    Raises:
        ValueError: if the mean is not in (0, 100]: the table starts from exp(-mean).
    """
    if not 0 < mean <= 100:
        raise ValueError(f"mean must lie in (0, 100], not {mean}")
    term = total = math.exp(-mean)
    table = [total]
    k = 0
    while term > 2.0**-60 or k < mean:
        k += 1
        term *= mean / k
        total += term
        table.append(total)
    return np.array(table)


def poisson_counts(u: Floats, table: Floats) -> Ints:
    """Counts by inversion: the number of entries of the table that are at most u."""
    return np.searchsorted(table, u, side="right").astype(np.int64)
