"""From uniforms to times and counts, by inversion: one uniform, one value, monotone in the uniform.

Inversion keeps scenarios comparable under common random numbers: a longer mean stretches every draw and
reorders none. Times are whole seconds. Scalars in, scalars out: these run inside the compiled loops.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import Distribution
from sim.sampling.loops import inner
from sim.sampling.normal import normal_quantile

Floats = NDArray[np.float64]

DAY = 86400
MOST_SECONDS = 2.0**31 - 1  # 68 years, the most that a column of seconds holds


def lognormal_sigma(cv: float) -> float:
    """Standard deviation of the logarithm of a lognormal with this coefficient of variation."""
    return math.sqrt(math.log1p(cv * cv))


@inner
def lognormal_factor(u: float, sigma: float) -> float:
    """Lognormal of mean 1: exp(sigma z - sigma**2 / 2) with z the standard normal quantile of u."""
    return math.exp(sigma * normal_quantile(u) - 0.5 * sigma * sigma)


@inner
def exponential_factor(u: float) -> float:
    """Exponential of mean 1: -log(1 - u). For u = k 2**-53 the difference 1 - u is exact."""
    return -math.log(1.0 - u)


@inner
def factor(u: float, distribution: int, sigma: float) -> float:
    """Draw of mean 1.

    Args:
        u: uniform.
        distribution: code of `Distribution`; uniform is that on (0, 2).
        sigma: `lognormal_sigma`, read for the lognormal only.
    """
    if distribution == Distribution.LOGNORMAL:
        return lognormal_factor(u, sigma)
    if distribution == Distribution.EXPONENTIAL:
        return exponential_factor(u)
    if distribution == Distribution.UNIFORM:
        return 2.0 * u
    return 1.0


@inner
def whole_seconds(value: float, least: int) -> int:
    """Nearest whole second, at least ``least`` and at most `MOST_SECONDS`."""
    return int(max(np.rint(min(value, MOST_SECONDS)), least))


@inner
def exponential_seconds(u: float, mean: float, least: int) -> int:
    """Exponential time of this mean in whole seconds."""
    return whole_seconds(exponential_factor(u) * mean, least)


@inner
def exponential_days(u: float, mean: float) -> int:
    """Exponential delay of ``mean`` seconds, rounded to whole days (in seconds): the hour of day stays."""
    return int(np.rint(exponential_factor(u) * (mean / DAY))) * DAY


@inner
def logit(u: float) -> float:
    """Log odds: a uniform below p is a logit below that of p, so an engine needs no logarithm."""
    return math.log(u / (1.0 - u))


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


@inner
def table_rank(u: float, table: Floats) -> int:
    """Number of entries of an ascending table that are at most u: a count by inversion."""
    rank = 0
    while rank < len(table) and table[rank] <= u:
        rank += 1
    return rank
