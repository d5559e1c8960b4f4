"""The folder of a selection in memory, and its scenarios as they stand."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from sim.experiment.folder import read_csv, read_manifest
from sim.report.chart_data import Names
from sim.report.interactive.sensitivity.outputs import output_measure, output_name, output_unit
from sim.report.measures import Measure

LEVEL = 0.95  # of the intervals
SELECTED, STAYED, LEFT = "selected", "stayed", "left"


class Selection(NamedTuple):
    """The folder of a selection."""

    folder: Path
    manifest: dict[str, Any]
    standings: pl.DataFrame  # selection.csv with state, low and high, the selected one first
    trajectory: pl.DataFrame
    values: pl.DataFrame

    @property
    def kpi(self) -> Names:
        """The KPI that decides, by name."""
        return output_name(self.manifest["kpi"])

    @property
    def unit(self) -> Names:
        """Its unit; `share` of one that is shown as per cent."""
        return output_unit(self.manifest["kpi"])

    @property
    def measure(self) -> Measure:
        """What it is measured in."""
        return output_measure(self.manifest["kpi"])

    def name(self, label: str) -> Names:
        """Name a scenario."""
        told = self.manifest["scenarios"].get(label) or {}
        return {lang: told.get(f"name_{lang}") or label for lang in ("zh", "en")}


def load(folder: Path) -> Selection:
    """Read the folder of a selection.

    Raises:
        InputError: a table is missing or torn.
    """
    manifest = read_manifest(folder) or {}
    tables = [read_csv(folder / f"{name}.csv") for name in ("selection", "trajectory", "values")]
    return Selection(folder, manifest, standings(tables[0], output_measure(manifest["kpi"])), *tables[1:])


def standings(rows: pl.DataFrame, of: Measure) -> pl.DataFrame:
    """Order the scenarios, and add what became of each and the interval of its mean.

    Columns: those of selection.csv; state (selected, stayed, left); low and high: mean -+ t x sd / sqrt(n) at
    95 %, null with fewer than two replications. The selected one comes first, then those that stayed longest,
    better ones first.
    """
    state = (
        pl.when(pl.col("selected"))
        .then(pl.lit(SELECTED))
        .when(pl.col("eliminated_at").is_null())
        .then(pl.lit(STAYED))
        .otherwise(pl.lit(LEFT))
    )
    halves = [half_width(int(n), sd) for n, sd in rows.select("replications", "sd").iter_rows()]
    rows = rows.with_columns(state=state, half=pl.Series(halves, dtype=pl.Float64))
    rank = pl.col("state").cast(pl.Enum([SELECTED, STAYED, LEFT])).to_physical()
    worse = pl.col("mean") * (-1.0 if of.better == "higher" else 1.0)
    stay = pl.col("eliminated_at").fill_null(0)
    return (
        rows.with_columns(low=pl.col("mean") - pl.col("half"), high=pl.col("mean") + pl.col("half"))
        .drop("half")
        .sort(rank, -stay, worse, maintain_order=True)
    )


def half_width(n: int, sd: float | None) -> float | None:
    """Half the width of Student's interval of a mean; None with fewer than two values."""
    from scipy.special import stdtrit

    if n < 2 or sd is None or math.isnan(sd):
        return None
    return float(stdtrit(n - 1, (1 + LEVEL) / 2)) * sd / math.sqrt(n)


def ahead(found: Selection) -> tuple[str, float, tuple[float, float] | None] | None:
    """Tell by how much the selected scenario is ahead of the next best: its label, difference, interval.

    Pairs of equal replications where the method shares them (KN); else the interval of two independent means
    (Welch). None with one scenario; the interval is None where there are too few values.
    """
    rows = found.standings
    if rows.height < 2:
        return None
    better = found.measure.better == "higher"
    others = rows.filter(pl.col("state") != SELECTED).sort("mean", descending=better, maintain_order=True)
    best, other = rows["scenario"][0], others["scenario"][0]
    own, next_best = (found.values.filter(pl.col("scenario") == one) for one in (best, other))
    pairs = own.join(next_best, on="replication", suffix="_other")
    if pairs.height >= 2:
        apart = pairs["value"] - pairs["value_other"]
        mean, half = float(apart.mean()), half_width(apart.len(), float(apart.std()))  # type: ignore[arg-type]
    else:
        mean, half = _welch(own["value"], next_best["value"])
    return other, mean, None if half is None else (mean - half, mean + half)


def _welch(one: pl.Series, other: pl.Series) -> tuple[float, float | None]:
    """The difference of two independent means, and half the width of its interval."""
    from scipy.special import stdtrit

    mean = float(one.mean()) - float(other.mean())  # type: ignore[arg-type]
    if min(one.len(), other.len()) < 2:
        return mean, None
    parts = [float(values.var()) / values.len() for values in (one, other)]  # type: ignore[arg-type]
    if sum(parts) == 0:
        return mean, 0.0
    degrees = sum(parts) ** 2 / sum(
        part**2 / (values.len() - 1) for part, values in zip(parts, (one, other), strict=True)
    )
    return mean, float(stdtrit(degrees, (1 + LEVEL) / 2)) * math.sqrt(sum(parts))
