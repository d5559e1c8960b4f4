"""Mean, standard deviation, 95 % confidence interval and spread of every KPI over replications."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

CONFIDENCE = 0.95
SPREAD = {"q05": 0.05, "q95": 0.95}  # column -> share of the replications that lie below
IDENTITY = ["kpi", "unit", "level", "key"]
Floats = NDArray[np.float64]


class Statistics(NamedTuple):
    """Statistics of the rows of a matrix; NaN where one is not defined."""

    n: NDArray[np.int64]
    mean: Floats
    sd: Floats
    ci_low: Floats
    ci_high: Floats


def statistics(values: Floats) -> Statistics:
    """Summarise each row of `values` [rows, replications]; NaN marks a replication without a value.

    mean = sum x / n; sd = sqrt(sum (x - mean)^2 / (n - 1)); interval = mean -+ t(n - 1, 0.975) sd / sqrt(n).
    With fewer than two values, or with an infinite one, sd and interval are undefined; a mean that takes in
    an infinite value is infinite.
    """
    present = ~np.isnan(values)
    n = present.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(present, values, 0.0).sum(axis=1) / n
        squares = np.where(present, (values - mean[:, None]) ** 2, 0.0).sum(axis=1)
        defined = (n >= 2) & np.isfinite(mean)
        sd = np.where(defined, np.sqrt(squares / (n - 1)), np.nan)
        half = _quantile(n - 1) * sd / np.sqrt(n)
    return Statistics(n.astype(np.int64), mean, sd, mean - half, mean + half)


def spread(values: Floats) -> dict[str, Floats]:
    """Return the quantiles `SPREAD` of each row of `values` [rows, replications], by name; NaN is no value.

    Linear between order statistics: definition 7 of R. J. Hyndman, Y. Fan, "Sample quantiles in statistical
    packages", The American Statistician 50 (1996). NaN with fewer than two values.
    """
    ordered = np.sort(values, axis=1)  # NaN last
    n = (~np.isnan(values)).sum(axis=1)
    rows = np.arange(len(values))
    found = {}
    for name, share in SPREAD.items():
        place = np.maximum(n - 1, 0) * share
        low, high = (ordered[rows, np.int64(at(place))] for at in (np.floor, np.ceil))
        with np.errstate(invalid="ignore"):  # between two infinite values there is nothing
            between = np.where(low == high, low, low + place % 1 * (high - low))
        found[name] = np.where(n >= 2, between, np.nan)
    return found


def _quantile(freedom: NDArray[np.int64]) -> Floats:
    """Upper quantile of Student's t at `CONFIDENCE`; NaN without a degree of freedom."""
    distinct, places = np.unique(freedom, return_inverse=True)  # few of thousands of rows
    found = np.full(distinct.shape, np.nan)
    defined = distinct >= 1
    if defined.any():
        from scipy.special import stdtrit  # a run of one replication is spared the time it takes to load

        found[defined] = stdtrit(distinct[defined], 0.5 + CONFIDENCE / 2)
    return found[places]


def identities_of(*tables: pl.DataFrame) -> pl.DataFrame:
    """List every (kpi, unit, level, key) of the tables once, in order of first appearance."""
    return pl.concat([table.select(IDENTITY) for table in tables]).unique(maintain_order=True)


class Columns:
    """KPI values by replication, added one replication after the other: 12 bytes a value."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._identities: pl.DataFrame | None = None
        self._values: list[tuple[NDArray[np.uint32], Floats]] = []

    def add(self, kpis: pl.DataFrame) -> None:
        """Add the values of the next replication; columns kpi, unit, level, key and value."""
        known = self._identities
        rows = kpis.select(IDENTITY)
        if known is None or not rows.equals(known):  # mostly it has the rows of the one before
            self._identities = rows if known is None else identities_of(known, rows)
            numbered = self._identities.with_row_index("row")
            joined = rows.join(numbered, on=IDENTITY, nulls_equal=True, maintain_order="left")
            places = joined["row"].to_numpy()
        else:
            places = np.arange(rows.height, dtype=np.uint32)
        values = kpis["value"].cast(pl.Float64).fill_null(np.nan).to_numpy()
        self._values.append((places.astype(np.uint32), values))

    def summary(self, scenario: str) -> pl.DataFrame:
        """Summarise the replications as summary.csv.

        Columns: scenario, kpi, unit, level, key, n, mean, sd, ci_low, ci_high, q05, q95; empty where
        undefined.
        """
        if self._identities is None:
            raise ValueError("no replication has been added")
        values = np.full((self._identities.height, len(self._values)), np.nan)
        for column, (places, found) in enumerate(self._values):
            values[places, column] = found
        told = statistics(values)._asdict() | spread(values)
        columns = [pl.Series(name, column) for name, column in told.items()]
        named = self._identities.select(pl.lit(scenario).alias("scenario"), pl.all())
        return named.with_columns(columns).fill_nan(None)


def summarise(kpis: pl.DataFrame) -> pl.DataFrame:
    """Summarise kpis.csv (scenario, replication, kpi, unit, level, key, value) as summary.csv."""
    columns = Columns()
    for (_,), replication in kpis.group_by("replication", maintain_order=True):
        columns.add(replication)
    return columns.summary(str(kpis["scenario"][0]))
