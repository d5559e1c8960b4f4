"""Paired comparison: the same chances in both scenarios, so each replication yields one difference."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Literal, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.experiment.headline import Identity
from sim.experiment.simultaneous import Ints, Method, bonferroni, critical_values, holm, p_values
from sim.experiment.summary import Floats, spread, statistics
from sim.experiment.values import Placed, Values, alike

Pairs = Literal["base", "all"]
_ROUNDING = 1e-12  # of a value: a KPI that varies less over the replications does not vary
HEADLINE, OF_PAIRS = "headline", "pairs"  # families, as docs/comparison.md says


class Paired(NamedTuple):
    """One pair: what its rows of comparison.csv say alone, and the differences [rows, replications]."""

    rows: Ints  # their identities, by number
    table: pl.DataFrame
    differences: Floats


def pairs_of(runs: int, pairs: Pairs) -> list[tuple[int, int]]:
    """List the pairs (base, other) of runs 0 .. runs - 1: those with the first, and if asked the rest."""
    each = list(combinations(range(runs), 2))
    return [pair for pair in each if pair[0] == 0] if pairs == "base" else each


def comparison(
    runs: Sequence[Values],
    *,
    pairs: Pairs = "base",
    headline: Sequence[Identity] = (),
    method: Method = "bonferroni",
    seed: int = 0,
) -> pl.DataFrame:
    """Compare runs by pairs; one block of rows a pair, with intervals and p-values that hold together.

    The rows of `headline`, of all pairs, are one family; any other row is a family of its own over the pairs.
    `method` is for the headline; all others are adjusted by Bonferroni (one pair: not at all).

    Args:
        runs: of each run the values of its KPIs, the base first.
        pairs: each run with the base, or all pairs.
        headline: (kpi, level, key) of the rows about which claims are made together.
        method: of the simultaneous intervals.
        seed: of the runs, which keys the draws of max-t.

    Columns: those of `paired`, and before n simultaneous_low, simultaneous_high, p, p_holm, at the end family
    (headline or pairs) and family_size: how many differences it holds. All are empty where there is no
    interval.
    """
    identities, placed = alike(runs)
    shown = _chosen(identities, headline)
    found = []
    for first, second in pairs_of(len(runs), pairs):
        named = runs[first].scenario, runs[second].scenario
        found.append(_paired(identities, named, placed[first], placed[second]))
    table = pl.concat([one.table for one in found])
    family = np.concatenate([np.where(shown[one.rows], 0, one.rows + 1) for one in found])
    mean, sd = (table[name].cast(pl.Float64).fill_null(np.nan).to_numpy() for name in ("difference", "sd"))
    n = table["n"].to_numpy()
    tested = ~np.isnan(sd)
    size = np.bincount(family[tested], minlength=family.max() + 1)[family]
    critical = bonferroni(n, size)
    if shown.any():
        together = np.concatenate([one.differences[shown[one.rows]] for one in found])
        critical[family == 0] = critical_values(together, method, seed)
    p = p_values(mean, sd, n)
    half = critical * sd / np.sqrt(np.maximum(n, 1))
    names = np.where(family == 0, HEADLINE, OF_PAIRS)
    *names_of_one, last, reduction = table.columns
    return (
        table.select(
            *names_of_one,
            pl.Series("simultaneous_low", mean - half),
            pl.Series("simultaneous_high", mean + half),
            pl.Series("p", p),
            pl.Series("p_holm", holm(p, family)),
            last,
            reduction,
            pl.when(pl.Series(tested)).then(pl.Series(names)).alias("family"),
            pl.when(pl.Series(tested)).then(pl.Series(size)).alias("family_size"),
        )
    ).fill_nan(None)


def _chosen(identities: pl.DataFrame, headline: Sequence[Identity]) -> NDArray[np.bool_]:
    """Tell which identities, by number, are the headline's."""
    wanted = pl.DataFrame(
        list(dict.fromkeys(headline)), schema=dict.fromkeys(("kpi", "level", "key"), pl.String), orient="row"
    )
    found = identities.with_row_index("row").join(wanted, on=["kpi", "level", "key"], how="semi")
    chosen = np.zeros(identities.height, dtype=np.bool_)
    chosen[found["row"].to_numpy()] = True
    return chosen


def paired(base: Values, other: Values) -> pl.DataFrame:
    """Compare two runs replication by replication, other minus base.

    Difference, its sd and 95 % t interval are taken over the replications in which both hold a finite value
    (n of them); so are both means. Where there is none, n is 0, each mean is over the scenario's own values
    and the rest is empty. variance_reduction = 1 - var(difference) / (var(base) + var(other)): the share of
    the variance of an unpaired comparison that common random numbers take away (negative: they add some).

    Columns: kpi, unit, level, key, base, other, mean_base, mean_other, difference, sd, ci_low, ci_high, q05,
    q95 (of the paired differences), n, variance_reduction. With one replication sd, interval, quantiles and
    variance_reduction are empty.
    """
    identities, (first, second) = alike((base, other))
    return _paired(identities, (base.scenario, other.scenario), first, second).table


def _paired(identities: pl.DataFrame, names: tuple[str, str], base: Placed, other: Placed) -> Paired:
    either = base.known | other.known
    base_values, other_values = base.values[either], other.values[either]
    both: NDArray[np.bool_] = np.isfinite(base_values) & np.isfinite(other_values)
    counted = both | ~np.any(both, axis=1, keepdims=True)
    base_stats = statistics(np.where(counted, base_values, np.nan))
    other_stats = statistics(np.where(counted, other_values, np.nan))
    with np.errstate(invalid="ignore"):
        differences = np.where(both, other_values - base_values, np.nan)
    difference = statistics(differences)
    unpaired = base_stats.sd**2 + other_stats.sd**2
    with np.errstate(invalid="ignore", divide="ignore"):
        rounding = (_ROUNDING * (np.abs(base_stats.mean) + np.abs(other_stats.mean))) ** 2
        reduction = np.where(unpaired > rounding, 1 - difference.sd**2 / unpaired, np.nan)
    table = (
        identities.filter(either)
        .select(
            "kpi",
            "unit",
            "level",
            "key",
            pl.lit(names[0]).alias("base"),
            pl.lit(names[1]).alias("other"),
            pl.Series("mean_base", base_stats.mean),
            pl.Series("mean_other", other_stats.mean),
            pl.Series("difference", difference.mean),
            pl.Series("sd", difference.sd),
            pl.Series("ci_low", difference.ci_low),
            pl.Series("ci_high", difference.ci_high),
            *(pl.Series(name, column) for name, column in spread(differences).items()),
            pl.Series("n", difference.n),
            pl.Series("variance_reduction", reduction),
        )
        .fill_nan(None)
    )
    return Paired(np.flatnonzero(either), table, differences)
