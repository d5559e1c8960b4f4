"""KPI values of runs as matrices, a row an identity and a column a replication, and several runs' alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.experiment import folder as folders
from sim.experiment.errors import InputError
from sim.experiment.summary import IDENTITY, Floats, identities_of

KEPT = 8  # runs in memory: whoever compares runs will compare them again


class Values(NamedTuple):
    """KPI values of a run [identities, replications]; NaN where there is none."""

    scenario: str
    identities: pl.DataFrame  # kpi, unit, level, key
    numbers: list[int]  # of the replications
    values: Floats


class Placed(NamedTuple):
    """Values of a run among several that have the same rows and columns."""

    values: Floats
    known: NDArray[np.bool_]  # which identities the run has [identities]


def values_of(run: Path) -> Values:
    """Return the values of a finished run's kpis.csv; those of the last few runs are kept in memory.

    Raises:
        InputError: the file is missing or torn.
    """
    path = run / "kpis.csv"
    try:
        stat = path.stat()
    except OSError as fault:
        raise InputError(f"{path}: cannot be read ({fault})", f"{path}：无法读取（{fault}）") from None
    return _read(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=KEPT)
def _read(path: Path, size: int, changed: int) -> Values:
    """Read and arrange a file; `size` and `changed` tell versions of it apart."""
    return arranged(folders.read_csv(path))


def arranged(kpis: pl.DataFrame) -> Values:
    """Arrange kpis.csv (scenario, replication, kpi, unit, level, key, value) as a matrix."""
    rows = kpis.group_by(IDENTITY, maintain_order=True).agg("replication", "value")
    numbers, columns = np.unique(rows["replication"].explode().to_numpy(), return_inverse=True)
    lengths = rows["replication"].list.len().to_numpy()
    values = np.full((rows.height, len(numbers)), np.nan)
    found = rows["value"].explode().cast(pl.Float64).fill_null(np.nan).to_numpy()
    values[np.repeat(np.arange(rows.height), lengths), columns] = found
    return Values(str(kpis["scenario"][0]), rows.select(IDENTITY), numbers.tolist(), values)


def alike(runs: Sequence[Values]) -> tuple[pl.DataFrame, list[Placed]]:
    """Give all runs the same rows, the identities of all in order of first appearance, and the same columns.

    Returns:
        The identities (kpi, unit, level, key), and each run's values [identities, replications].
    """
    identities = identities_of(*(one.identities for one in runs))
    numbered = identities.with_row_index("row")
    numbers = sorted({number for one in runs for number in one.numbers})
    placed = []
    for one in runs:
        joined = one.identities.join(numbered, on=IDENTITY, nulls_equal=True, maintain_order="left")
        rows = joined["row"].to_numpy()
        values = np.full((identities.height, len(numbers)), np.nan)
        values[np.ix_(rows, np.searchsorted(numbers, one.numbers))] = one.values
        known = np.zeros(identities.height, dtype=np.bool_)
        known[rows] = True
        placed.append(Placed(values, known))
    return identities, placed
