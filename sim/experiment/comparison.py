"""Paired comparison: the same chances in both scenarios, so each replication yields one difference."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.experiment.summary import identities_of, matrix, statistics


def paired(base: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Compare two kpis.csv tables replication by replication, other minus base.

    Difference, its sd and 95 % t interval are taken over the replications in which both hold a finite value
    (n of them); so are both means. Where there is none, n is 0, each mean is over the scenario's own values
    and the rest is empty. variance_reduction = 1 - var(difference) / (var(base) + var(other)): the share of
    the variance of an unpaired comparison that common random numbers take away (negative: they add some).

    Columns: kpi, unit, level, key, base, other, mean_base, mean_other, difference, sd, ci_low, ci_high, n,
    variance_reduction. With one replication sd, interval and variance_reduction are empty.
    """
    identities = identities_of(base, other)
    numbers = sorted({*base["replication"], *other["replication"]})
    base_values = matrix(base, identities, numbers)
    other_values = matrix(other, identities, numbers)
    both: NDArray[np.bool_] = np.isfinite(base_values) & np.isfinite(other_values)
    counted = both | ~np.any(both, axis=1, keepdims=True)
    base_stats = statistics(np.where(counted, base_values, np.nan))
    other_stats = statistics(np.where(counted, other_values, np.nan))
    with np.errstate(invalid="ignore"):
        difference = statistics(np.where(both, other_values - base_values, np.nan))
    unpaired = base_stats.sd**2 + other_stats.sd**2
    with np.errstate(invalid="ignore", divide="ignore"):
        reduction = np.where(unpaired > 0, 1 - difference.sd**2 / unpaired, np.nan)
    return identities.select(
        "kpi",
        "unit",
        "level",
        "key",
        pl.lit(base["scenario"][0]).alias("base"),
        pl.lit(other["scenario"][0]).alias("other"),
        pl.Series("mean_base", base_stats.mean),
        pl.Series("mean_other", other_stats.mean),
        pl.Series("difference", difference.mean),
        pl.Series("sd", difference.sd),
        pl.Series("ci_low", difference.ci_low),
        pl.Series("ci_high", difference.ci_high),
        pl.Series("n", difference.n),
        pl.Series("variance_reduction", reduction),
    ).fill_nan(None)
