"""What a finished run gives where a figure was reported: its formula, read off KPIs or the case log."""

from __future__ import annotations

import math
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

import polars as pl

from calibration.observable import Observable
from sim.experiment import folder as folders
from sim.experiment.case_log import CASES, STAGES
from sim.kpi import NETWORK_KEY
from sim.scenario import Scenario, load

Identity = tuple[str, str, str]
# Formulas that a KPI counts exactly: value, of, kind.
_COUNTED = {
    ("cases", "solved", "problem"): "problems_solved",
    ("cases", "solved", "transaction"): "transactions_solved",
    ("cases", "jointly_solved", "problem"): "jointly_solved_problems",
}
_NEAR = "problem_satisfaction_probability"  # of all closed problems, the unsolved ones too


class Estimate(NamedTuple):
    """A mean over replications with its 95 % interval; NaN where there are too few for one."""

    mean: float
    low: float
    high: float
    sd: float  # between replications
    n: int
    exact: bool = True  # False: of other cases than the formula says, as no KPI and no log tells those


class Run(NamedTuple):
    """A finished run, as far as figures are compared with it."""

    scenario: Scenario
    days: int  # measured
    kpis: dict[Identity, Estimate]
    cases: pl.DataFrame | None  # measured, solved problems with their satisfaction; None without a case log


def read_run(folder: Path) -> Run:
    """Read a run folder.

    Raises:
        ScenarioErrors: its scenario cannot be read by this version.
        InputError: summary.csv is missing or torn.
    """
    scenario = load(folder / "scenario")
    summary = folders.read_csv(folder / "summary.csv")
    wanted = summary.filter(pl.col("kpi").is_in([*_COUNTED.values(), _NEAR]))
    kpis = {
        (row["kpi"], row["level"], row["key"]): Estimate(
            row["mean"], _or_nan(row["ci_low"]), _or_nan(row["ci_high"]), _or_nan(row["sd"]), row["n"]
        )
        for row in wanted.to_dicts()
    }
    settings = scenario.settings
    return Run(scenario, settings.days - settings.warm_up_days, kpis, _cases(folder, scenario))


def estimate(formula: Observable, run: Run) -> Estimate | None:
    """Return what the run gives of a formula; None where it tells nothing of it.

    A share comes from the case log, of just the cases that the formula names; without a log the KPI over all
    closed problems of the place stands in, and is told to be inexact.
    """
    if formula.without is not None or formula.family is not None or formula.per is not None:
        return None
    place = _place(formula)
    counted = _COUNTED.get((formula.value, formula.of, formula.kind or ""))
    if counted:
        return run.kpis.get((counted, *place)) if place else None
    if (formula.value, formula.kind) != ("satisfaction", "problem"):
        return None
    if run.cases is not None:
        return _satisfaction(formula, run.cases)
    near = run.kpis.get((_NEAR, *place)) if place else None
    return near._replace(exact=False) if near else None


def _place(formula: Observable) -> tuple[str, str] | None:
    """Return level and key of the KPIs of a formula's place; None: no KPI has county and facility at once."""
    if formula.county and formula.facility:
        return None
    if formula.facility:
        return "facility", formula.facility
    return ("county", formula.county) if formula.county else ("network", NETWORK_KEY)


def _satisfaction(formula: Observable, cases: pl.DataFrame) -> Estimate | None:
    """Return the share that is satisfied of the problems that the formula selects, all replications together.

    Its interval is exact (Clopper and Pearson), with cases taken for independent.
    """
    if formula.of not in ("solved", "jointly_solved"):
        return None
    if formula.of == "jointly_solved":
        cases = cases.filter("joint")
    for name in ("county", "facility"):
        if value := getattr(formula, name):
            cases = cases.filter(pl.col(name) == value)
    if cases.is_empty():
        return None
    from scipy import stats

    satisfied = int(cases["satisfied"].sum())
    ends = stats.binomtest(satisfied, cases.height).proportion_ci(0.95, "exact")
    share = satisfied / cases.height
    return Estimate(share, float(ends.low), float(ends.high), math.nan, cases["replication"].n_unique())


def _cases(folder: Path, scenario: Scenario) -> pl.DataFrame | None:
    """Read the solved problems of the measured window; `joint`: several tiers served it, a session counts."""
    if not (folder / CASES).exists() or not (folder / STAGES).exists():
        return None
    settings = scenario.settings
    start = datetime.combine(settings.start, time())
    first, last = (start + timedelta(days=days) for days in (settings.warm_up_days, settings.days))
    case = ["replication", "case"]
    served = (
        pl.scan_parquet(folder / STAGES)
        .filter(pl.col("stage").cast(pl.String) == "service", pl.col("review") == 0)
        .with_columns(tier=pl.col("facility").cast(pl.String).replace_strict(_tiers(scenario)))
        .group_by(case)
        .agg(tiers_served=pl.col("tier").n_unique())
    )
    return (
        pl.scan_parquet(folder / CASES)
        .filter(
            pl.col("arose") >= first,
            pl.col("arose") < last,
            pl.col("kind").cast(pl.String) == "problem",
            pl.col("outcome").cast(pl.String) == "solved",
        )
        .join(served, on=case, how="left", maintain_order="left")
        .select(
            "replication",
            pl.col("county").cast(pl.String),
            pl.col("facility").cast(pl.String),
            "satisfied",
            joint=pl.col("tiers_served").fill_null(0) + pl.col("in_session").cast(pl.UInt32) > 1,
        )
        .collect()
    )


def _tiers(scenario: Scenario) -> dict[str, str]:
    return {row.id: row.tier for row in scenario.facilities}


def _or_nan(value: object) -> float:
    return float(value) if isinstance(value, int | float) else math.nan
