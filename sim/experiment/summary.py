"""Mean, standard deviation and 95 % confidence interval of every KPI over replications."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

CONFIDENCE = 0.95
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


def _quantile(freedom: NDArray[np.int64]) -> Floats:
    """Upper quantile of Student's t at `CONFIDENCE`; NaN without a degree of freedom."""
    found = np.full(freedom.shape, np.nan)
    defined = freedom >= 1
    if defined.any():
        from scipy.special import stdtrit  # a run of one replication is spared the time it takes to load

        found[defined] = stdtrit(freedom[defined], 0.5 + CONFIDENCE / 2)
    return found


def matrix(kpis: pl.DataFrame, identities: pl.DataFrame, numbers: list[int]) -> Floats:
    """Arrange KPI values as [identities, replications]; NaN where there is none.

    `kpis` has the columns kpi, unit, level, key, replication and value.
    """
    rows = identities.with_row_index("row")
    columns = pl.DataFrame({"replication": numbers}, schema={"replication": pl.Int64}).with_row_index(
        "column"
    )
    placed = kpis.join(rows, on=IDENTITY, nulls_equal=True).join(columns, on="replication")
    values = np.full((identities.height, len(numbers)), np.nan)
    values[placed["row"].to_numpy(), placed["column"].to_numpy()] = (
        placed["value"].cast(pl.Float64).fill_null(np.nan).to_numpy()
    )
    return values


def identities_of(*tables: pl.DataFrame) -> pl.DataFrame:
    """List every (kpi, unit, level, key) of the tables once, in order of first appearance."""
    return pl.concat([table.select(IDENTITY) for table in tables]).unique(maintain_order=True)


def summarise(kpis: pl.DataFrame) -> pl.DataFrame:
    """Summarise kpis.csv (scenario, replication, kpi, unit, level, key, value) as summary.csv.

    Columns: scenario, kpi, unit, level, key, n, mean, sd, ci_low, ci_high; empty where undefined.
    """
    identities = identities_of(kpis)
    numbers = kpis["replication"].unique(maintain_order=True).to_list()
    found = statistics(matrix(kpis, identities, numbers))
    scenario = pl.lit(kpis["scenario"][0] if kpis.height else None, dtype=pl.String)
    columns = [pl.Series(name, column) for name, column in found._asdict().items()]
    return identities.select(scenario.alias("scenario"), pl.all()).with_columns(columns).fill_nan(None)
