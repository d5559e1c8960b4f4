"""What is promised of a design, beside what fresh seeds show of it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import stats

from sim.kpi import REGISTRY
from sim.planning.certify import mean_interval
from sim.planning.requirement import Identity, Requirement

Floats = NDArray[np.float64]
LEVEL = 0.95
# Beside the KPI of the choice and those of the targets: reach, travel, time and satisfaction of the network.
KPIS = (
    "within_15_minutes_cases",
    "within_15_minutes_enterprises",
    "travel_minutes_mean",
    "on_site_wait_minutes_mean",
    "time_to_solution_days_mean",
    "processing_days_p90",
    "satisfaction_probability",
    "unserved_cases",
    "staff_cost",
)
TYPES = {
    **dict.fromkeys(("kpi", "level", "key", "unit"), pl.String),
    **dict.fromkeys(("bound", "before", "promised", "promised_low", "promised_high"), pl.Float64),
    "n": pl.Int64,
    **dict.fromkeys(("found_before", "found", "found_low", "found_high"), pl.Float64),
    "found_n": pl.Int64,
    "held": pl.Boolean,
}


def asked_for(kpi: Identity, requirements: Sequence[Requirement]) -> tuple[Identity, ...]:
    """Return the KPIs to keep of every replication: the one that decides first, each once."""
    listed = [kpi, *((name, "network", "all") for name in KPIS), *(one.identity for one in requirements)]
    return tuple(dict.fromkeys(listed))


def promises(
    kpis: Sequence[Identity],
    requirements: Sequence[Requirement],
    before: tuple[Floats, Floats],
    design: tuple[Floats, Floats],
) -> pl.DataFrame:
    """Tabulate KPIs of a design as promised by its selection, and as found on fresh seeds.

    Args:
        kpis: columns of the values.
        requirements: their bounds; a KPI without one has none.
        before: values [replications, kpis] of today's network, in the selection and on the fresh seeds.
        design: the same of the design.

    A row with a bound holds if the mean found keeps it; one without, if both means differ by no more than
    two independent samples of one law would in 95 % of cases (Welch's t).
    """
    bounds = {one.identity: one for one in requirements}
    rows = []
    for place, (kpi, level, key) in enumerate(kpis):
        one, other = design[0][:, place], design[1][:, place]
        promised, found = mean_interval(one, LEVEL), mean_interval(other, LEVEL)
        bound = bounds.get((kpi, level, key))
        kept = float(bound.margins(np.array([found.value]))[0]) >= 0 if bound else _alike(one, other)
        rows.append(
            {
                "kpi": kpi,
                "level": level,
                "key": key,
                "unit": REGISTRY[kpi].unit,
                "bound": bound.bound if bound else None,
                "before": _mean(before[0][:, place]),
                "promised": promised.value,
                "promised_low": promised.low,
                "promised_high": promised.high,
                "n": len(one),
                "found_before": _mean(before[1][:, place]),
                "found": found.value,
                "found_low": found.low,
                "found_high": found.high,
                "found_n": len(other),
                "held": kept,
            }
        )
    return pl.DataFrame(rows, schema=TYPES).fill_nan(None)


def _mean(values: Floats) -> float | None:
    return float(values.mean()) if len(values) else None


def _alike(one: Floats, other: Floats) -> bool:
    """Tell whether two means differ by no more than Welch's 95 % interval of their difference."""
    apart = abs(float(one.mean() - other.mean()))
    if apart <= 1e-12 * max(1.0, abs(float(one.mean()))):
        return True
    errors = [float(np.var(values, ddof=1)) / len(values) for values in (one, other) if len(values) > 1]
    total = sum(errors)
    if len(errors) < 2 or not math.isfinite(total) or total <= 0:
        return False
    parts = sum(error**2 / (len(values) - 1) for error, values in zip(errors, (one, other), strict=True))
    return bool(apart <= stats.t.ppf(0.5 + LEVEL / 2, total**2 / parts) * math.sqrt(total))
