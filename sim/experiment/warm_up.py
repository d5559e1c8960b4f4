"""How long a run needs until it has forgotten that it began empty: MSER-5 on weekly means of pilot runs.

Sources: K. P. White, "An effective truncation heuristic for bias reduction in simulation output", Simulation
69 (1997); K. P. White, M. J. Cobb, S. C. Spratt, "A comparison of five steady-state truncation heuristics for
simulation", Winter Simulation Conference (2000); K. Hoad, S. Robinson, R. Davies, "Automating warm-up length
estimation", Journal of the Operational Research Society 61 (2010): series are averaged over replications, and
their first half is searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.experiment.errors import InputError
from sim.scenario import Scenario

Floats = NDArray[np.float64]
RunSeries = Callable[[Scenario, int], Iterable[pl.DataFrame]]

WEEK = 7
DAY = 86_400
BATCH = 5  # weekly means to a batch: the 5 of MSER-5
LEAST_BATCHES = 4
ROUNDING = 1e-12  # relative, of a mean
PILOTS = 5
FIRST_PILOT = 1_000_001  # number of the first pilot replication: no measured run draws the same chances


class Cut(NamedTuple):
    """What MSER-5 makes of one series."""

    weeks: int  # to be left out at the start
    statistic: Floats  # [d] squared standard error of the mean without the first d batches
    batches: Floats  # [B] batch means
    decided: bool  # False: the least lies at the end of what is searched, so more data might move it


class WarmUp(NamedTuple):
    """A chosen warm-up and how it was chosen."""

    days: int
    record: dict[str, Any]  # for the manifest
    table: pl.DataFrame  # warm_up.csv: series, kind, week, value, statistic, cut
    doubts: list[dict[str, str]]


def mser(values: Floats, batch: int = BATCH) -> Cut:
    """Find how much of the start of a series to leave out for the smallest standard error of the rest.

    With batch means Y_1..Y_B, the statistic of leaving out d is the sum over j > d of the squares of Y_j
    less the mean of these, divided by (B - d)^2; the least over d = 0..B/2 is taken, the first of
    equals. What does not fill a batch at the end is not used.

    Raises:
        ValueError: fewer than `LEAST_BATCHES` batches, or a value that is not finite.
    """
    n = len(values) // batch
    if n < LEAST_BATCHES or not np.isfinite(values).all():
        raise ValueError(f"{n} batches; at least {LEAST_BATCHES} of finite values are needed")
    means = values[: n * batch].reshape(n, batch).mean(axis=1)
    most = n // 2
    statistic = np.array(
        [((means[d:] - means[d:].mean()) ** 2).sum() / (n - d) ** 2 for d in range(most + 1)]
    )
    rounding = (ROUNDING * np.abs(means).max()) ** 2  # of a flat series no more than this is left
    cut = int(np.argmax(statistic <= statistic.min() + rounding))
    return Cut(cut * batch, statistic, means, decided=cut < most)


def weekly_means(series: list[pl.DataFrame], days: int) -> dict[tuple[str, str], Floats]:
    """Return the weekly means over replications, by series and kind, of the whole weeks within ``days``.

    ``backlog``: mean open cases at the ends of the week's days. ``processing_days``: mean calendar days from
    acceptance to closing of the cases accepted in the week that closed before the run stopped. A kind without
    cases in some week is left out.

    Args:
        series: the series of each replication (series, key, x, value).
        days: horizon; the follow-up, in which the network runs empty, is not read.
    """
    weeks = days // WEEK
    rows = pl.concat(series).filter(pl.col("series").is_in(["backlog", "closed_weeks", "processing_weeks"]))
    per = pl.when(pl.col("series") == "backlog").then(WEEK).otherwise(1)
    rows = rows.with_columns(week=(pl.col("x") // per).cast(pl.Int64)).filter(pl.col("week") < weeks)
    totals = rows.group_by("series", "key", "week").agg(pl.col("value").sum()).sort("series", "key", "week")
    found: dict[tuple[str, str], Floats] = {}
    for kind in totals["key"].unique().sort():
        of = {
            name: totals.filter(pl.col("series") == name, pl.col("key") == kind)["value"].to_numpy()
            for name in ("backlog", "closed_weeks", "processing_weeks")
        }
        if len(of["closed_weeks"]) == weeks and (of["closed_weeks"] > 0).all():
            found["backlog", kind] = of["backlog"] / (WEEK * len(series))
            found["processing_days", kind] = of["processing_weeks"] / of["closed_weeks"] / DAY
    return found


def session_interval(scenario: Scenario) -> int:
    """Return the longest interval in days between leaders' sessions; 0 if none are held."""
    if not scenario.policies.sessions.on:
        return 0
    return max((row.every_days for row in scenario.sessions), default=0)


def choose(scenario: Scenario, run_series: RunSeries, pilots: int = PILOTS) -> WarmUp:
    """Choose the warm-up of a scenario by pilot replications of its own horizon.

    MSER-5 is applied to the weekly means of backlog and processing time of each kind of case; the longest cut
    counts, and never less than one interval of the leaders' sessions.

    Args:
        scenario: as it will be run; its own warm-up is not read.
        run_series: runs so many pilot replications, numbered from `FIRST_PILOT`, and yields their series.
        pilots: replications to average over.

    Raises:
        InputError: the horizon is too short, or no kind of case is seen in every week.
    """
    settings = scenario.settings
    least = LEAST_BATCHES * BATCH * WEEK
    if settings.days < least:
        raise InputError(
            f"--warmup auto: a horizon of {settings.days} days is too short to tell; give at least {least}"
            " (--days), or state the warm-up in days",
            f"--warmup auto：{settings.days} 天的模拟期太短，无法判断；请至少给 {least} 天（--days），"
            "或直接写明预热天数",
        )
    pilot = scenario.model_copy(update={"settings": settings.model_copy(update={"warm_up_days": 0})})
    means = weekly_means(list(run_series(pilot, pilots)), settings.days)
    if not means:
        raise InputError(
            "--warmup auto: there are weeks without a closed case, so weekly means do not tell; state the"
            " warm-up in days",
            "--warmup auto：有的周没有办结件，无法用周均值判断；请直接写明预热天数",
        )
    cuts = {name: mser(values) for name, values in means.items()}
    floor = session_interval(scenario)
    cut = WEEK * max(one.weeks for one in cuts.values())
    record = {
        "method": "MSER-5",
        "pilots": pilots,
        "first_pilot": FIRST_PILOT,
        "batch_weeks": BATCH,
        "cut_days": {f"{series}/{kind}": WEEK * one.weeks for (series, kind), one in cuts.items()},
        "undecided": [f"{series}/{kind}" for (series, kind), one in cuts.items() if not one.decided],
        "session_interval_days": floor,
        "days": max(cut, floor),
    }
    return WarmUp(max(cut, floor), record, _table(means, cuts), list(_doubts(record)))


def _table(means: dict[tuple[str, str], Floats], cuts: dict[tuple[str, str], Cut]) -> pl.DataFrame:
    """Return warm_up.csv: every weekly mean, with the statistic of leaving out what lies before it."""
    parts = []
    for (series, kind), values in means.items():
        cut = cuts[series, kind]
        weeks = np.arange(len(values))
        statistic = np.full(len(values), np.nan)
        statistic[np.arange(len(cut.statistic)) * BATCH] = cut.statistic
        columns = {"series": series, "key": kind, "week": weeks, "value": values, "statistic": statistic}
        parts.append(pl.DataFrame(columns).with_columns(cut=pl.col("week") < cut.weeks))
    return pl.concat(parts).fill_nan(None)


def _doubts(record: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Tell, in both languages, which series had not settled in the first half of the horizon."""
    if record["undecided"]:
        names = ", ".join(record["undecided"])
        yield {
            "en": f"--warmup auto: {names} had not settled within the first half of the horizon; a longer one"
            " (--days) would tell whether this warm-up is long enough",
            "zh": f"--warmup auto：{names} 在模拟期前半段尚未平稳；"
            "用更长的模拟期（--days）才能确认预热是否足够",
        }
