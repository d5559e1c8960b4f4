"""How surely a plan keeps its requirements: exact bounds on the share of years, and on means.

Two things are stated apart. The *probability of a year*: with what probability one year under the plan keeps
all requirements. And the *confidence*: how surely the plan has at least the probability that is promised of
it, over all that chance could have shown in its certification.

A plan is certified on replications that its search never saw. If an attempt fails, another plan may be tried;
attempt i may err with probability alpha / 2^i, so that all attempts together err with less than alpha.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.planning.requirement import Requirement

Floats = NDArray[np.float64]
ALLOWED = 2  # years of a certification that may miss: one bad draw shall not sink a good plan


class Interval(NamedTuple):
    """An estimate with its interval."""

    value: float
    low: float
    high: float


def error_of(attempt: int, confidence: float) -> float:
    """Return the error probability that attempt 1, 2, ... may spend: (1 - confidence) / 2^attempt."""
    return float((1 - confidence) / 2.0**attempt)


def years_needed(probability: float, error: float, allowed: int = ALLOWED) -> int:
    """Return the fewest years that can show ``probability`` with ``allowed`` of them missed.

    The fewest n with P(at most ``allowed`` misses | n, miss probability 1 - probability) <= error.
    """
    n = allowed + 1
    while stats.binom.cdf(allowed, n, 1 - probability) > error:
        n += 1
    return n


def share_interval(kept: int, n: int, confidence: float) -> Interval:
    """Return a share and its two-sided exact interval (C. J. Clopper, E. S. Pearson, Biometrika 26, 1934)."""
    tail = (1 - confidence) / 2
    low = float(stats.beta.ppf(tail, kept, n - kept + 1)) if kept else 0.0
    high = float(stats.beta.ppf(1 - tail, kept + 1, n - kept)) if kept < n else 1.0
    return Interval(kept / n, low, high)


def share_at_least(kept: int, n: int, error: float) -> float:
    """Return the one-sided exact lower bound of a share at an error probability (Clopper and Pearson)."""
    return float(stats.beta.ppf(error, kept, n - kept + 1)) if kept else 0.0


def mean_interval(values: Floats, confidence: float) -> Interval:
    """Return the mean of replications with its Student interval; infinite values give no interval."""
    n = len(values)
    mean = float(np.mean(values))
    if n < 2 or not np.isfinite(values).all():
        return Interval(mean, float("nan"), float("nan"))
    half = float(stats.t.ppf((1 + confidence) / 2, n - 1) * np.std(values, ddof=1) / np.sqrt(n))
    return Interval(mean, mean - half, mean + half)


def kept_by_year(requirements: Sequence[Requirement], values: Floats) -> NDArray[np.bool_]:
    """Return which requirement each replication keeps [replications, requirements]."""
    columns = [one.margins(values[:, place]) >= 0 for place, one in enumerate(requirements)]
    return np.array(columns).reshape(len(requirements), len(values)).T


def means_certified(requirements: Sequence[Requirement], values: Floats, error: float) -> NDArray[np.bool_]:
    """Return which requirement's mean keeps its bound for certain enough [requirements].

    One-sided Student bounds, each at error / number of requirements (Bonferroni).
    """
    n, each = len(values), error / max(len(requirements), 1)
    found = []
    for place, one in enumerate(requirements):
        margins = one.margins(values[:, place])
        if not np.isfinite(margins).all():
            found.append(bool((margins == np.inf).all()))
            continue
        half = stats.t.ppf(1 - each, n - 1) * np.std(margins, ddof=1) / np.sqrt(n)
        found.append(bool(margins.mean() - half >= 0))
    return np.array(found, bool)


def shares(
    requirements: Sequence[Requirement], values: Floats, confidence: float
) -> list[tuple[str, int, Interval]]:
    """Return the share of years that keep all requirements, then each, with exact intervals."""
    kept = kept_by_year(requirements, values)
    n = len(values)
    rows = [("all", int(kept.all(axis=1).sum()))]
    rows += [(one.render(), int(kept[:, place].sum())) for place, one in enumerate(requirements)]
    return [(name, count, share_interval(count, n, confidence)) for name, count in rows]
