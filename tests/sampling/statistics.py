"""Checks of samples whose tolerance follows from the standard error: a right sampler fails one in ~20,000."""

from __future__ import annotations

import numpy as np
from scipy import stats

Z = 4.0
TAIL = 5e-5


def near(value: float, expected: float, standard_error: float) -> bool:
    return abs(value - expected) <= Z * standard_error


def mean_fits(sample: np.ndarray, mean: float, sd: float) -> bool:
    """Is the sample's mean within four standard errors of the mean it should have?"""
    return near(float(np.mean(sample)), mean, sd / np.sqrt(len(sample)))


def share_fits(hits: np.ndarray, share: float) -> bool:
    return mean_fits(hits.astype(float), share, np.sqrt(share * (1 - share)))


def frequencies_fit(observed: np.ndarray, expected: np.ndarray) -> bool:
    """Pearson's chi-square; both tails, since a too even sample is wrong too. Expected counts are all > 5."""
    assert expected.min() > 5
    statistic = float(((observed - expected) ** 2 / expected).sum())
    low, high = stats.chi2.ppf([TAIL, 1 - TAIL], len(observed) - 1)
    return bool(low < statistic < high)


def uncorrelated(x: np.ndarray, y: np.ndarray) -> bool:
    return near(float(np.corrcoef(x, y)[0, 1]), 0.0, 1 / np.sqrt(len(x)))


def poisson_dispersion_fits(counts: np.ndarray, mean: float) -> bool:
    """Variance about the known mean: sum (n - mean)^2 / mean; its variance is N (2 + 1 / mean)."""
    statistic = float(((counts - mean) ** 2).sum() / mean)
    return near(statistic, len(counts), np.sqrt(len(counts) * (2 + 1 / mean)))


def follows(sample: np.ndarray, distribution: str, *parameters: float) -> bool:
    """Kolmogorov and Smirnov's test against a fully specified distribution."""
    return bool(stats.kstest(sample, distribution, args=parameters).pvalue > TAIL)
