"""What each place adds to keeping a requirement: per case, how far it pulls the KPI to the good side.

A share of at least q over cases W with part P is kept exactly if the sum over W of ([case in P] - q) is not
below 0; a mean of at most b if the sum of (b - value) is not; and a percentile p of at most b if the share of
cases within b is at least p / 100. So these KPIs are sums over cases, and add up over places. Ratios that are
no such sums (Gini coefficients, utilisation) have no contributions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.kpi.column import Column
from sim.kpi.levels import case_codes, level_keys
from sim.kpi.measured import Measured
from sim.network.contract import Bools
from sim.planning.requirement import Requirement

Floats = NDArray[np.float64]
DAY, HOUR, MINUTE = 86_400, 3_600, 60
Scores = tuple[Floats, NDArray[np.bool_]]  # value of every case [C], and of which it counts [C]


class _Share(NamedTuple):
    part: Callable[[Measured], Bools]
    whole: Callable[[Measured], Bools]


class _Time(NamedTuple):
    column: Callable[[Measured], Column]
    unit: int
    percent: int | None  # None: the mean over those that have ended


_SHARES: dict[str, _Share] = {
    "on_time_share": _Share(lambda m: m.on_time, lambda m: m.decided),
    "problem_on_time_share": _Share(lambda m: m.on_time, lambda m: m.decided & m.problem),
    "satisfaction_true": _Share(lambda m: m.satisfied, lambda m: m.closed),
    "problem_satisfaction_true": _Share(lambda m: m.satisfied, lambda m: m.closed & m.problem),
    "satisfaction_surveyed": _Share(lambda m: m.reported, lambda m: m.surveyed),
    "problem_satisfaction_surveyed": _Share(lambda m: m.reported, lambda m: m.surveyed & m.problem),
    "solved_first_contact": _Share(lambda m: m.first_contact & m.solved, lambda m: m.handled),
    "problem_solved_share": _Share(lambda m: m.solved, lambda m: m.handled & m.problem),
    "wait_within_15_minutes": _Share(lambda m: m.short_wait, lambda m: m.accepted & m.on_site),
    "open_share": _Share(lambda m: m.open, lambda m: m.handled),
}
_PROBABILITIES: dict[str, Callable[[Measured], Bools]] = {
    "satisfaction_probability": lambda m: m.closed,
    "problem_satisfaction_probability": lambda m: m.closed & m.problem,
}
_TIMES: dict[str, _Time] = {
    "processing_days_mean": _Time(lambda m: m.processing, DAY, None),
    "processing_days_median": _Time(lambda m: m.processing, DAY, 50),
    "processing_days_p90": _Time(lambda m: m.processing, DAY, 90),
    "processing_days_p95": _Time(lambda m: m.processing, DAY, 95),
    "processing_hours_mean": _Time(lambda m: m.processing_work, HOUR, None),
    "processing_hours_median": _Time(lambda m: m.processing_work, HOUR, 50),
    "processing_hours_p90": _Time(lambda m: m.processing_work, HOUR, 90),
    "processing_hours_p95": _Time(lambda m: m.processing_work, HOUR, 95),
    "time_to_solution_days_mean": _Time(lambda m: m.solution, DAY, None),
    "time_to_solution_days_p90": _Time(lambda m: m.solution, DAY, 90),
    "wait_minutes_mean": _Time(lambda m: m.wait, MINUTE, None),
    "wait_minutes_p90": _Time(lambda m: m.wait, MINUTE, 90),
    "on_site_wait_minutes_mean": _Time(lambda m: m.site_wait, MINUTE, None),
}


def is_sum(kpi: str) -> bool:
    """Tell whether a KPI has contributions."""
    return kpi in _SHARES or kpi in _PROBABILITIES or kpi in _TIMES


def by_place(requirement: Requirement, measured: Measured) -> tuple[Floats, Floats]:
    """Return the contributions to a requirement by first facility and service [F, S], and county [K, S].

    The sum over counties is not below 0 exactly where the requirement is kept; all are 0 if the KPI has no
    contributions. Cases that no facility served count in their county only.
    """
    labels = measured.labels
    facilities, counties, services = len(labels.facility), len(labels.county), len(labels.service)
    if not is_sum(requirement.kpi):
        return np.zeros((facilities, services)), np.zeros((counties, services))
    scores, counts = _scores(requirement, measured)
    rows = np.arange(measured.rows.start, measured.rows.stop)
    keys = level_keys(measured.labels, requirement.level)
    counts = counts & (case_codes(measured, requirement.level, rows) == keys.index(requirement.key))
    service = measured.drawn("service")[counts].astype(np.int64)
    facility = measured.drawn("facility")[counts].astype(np.int64)
    county = measured.demand.zone_county[measured.drawn("zone")[counts]]
    weights = scores[counts]
    first = np.bincount((facility + 1) * services + service, weights, (facilities + 1) * services)
    there = np.bincount(county * services + service, weights, counties * services)
    return (
        first.astype(np.float64).reshape(-1, services)[1:],
        there.astype(np.float64).reshape(-1, services),
    )


def _scores(one: Requirement, measured: Measured) -> Scores:
    """Return each case's pull to the good side of the bound, and which cases count."""
    profile = measured.profiles.of_case
    sign = 1.0 if one.at_least else -1.0
    if one.kpi in _TIMES:
        return _of_time(_TIMES[one.kpi], one, measured)
    if one.kpi in _PROBABILITIES:
        probability = 1.0 / (1.0 + np.exp(-measured.case("score").astype(np.float64)))
        return np.asarray(sign * (probability - one.bound)), _PROBABILITIES[one.kpi](measured)[profile]
    share = _SHARES[one.kpi]
    pull = np.asarray(sign * (share.part(measured)[profile] - one.bound), np.float64)
    return pull, share.whole(measured)[profile]


def _of_time(time: _Time, one: Requirement, measured: Measured) -> Scores:
    profile = measured.profiles.of_case
    column = time.column(measured)
    ended = column.ended[profile]
    if time.percent is None:
        values = column.seconds / time.unit
        return np.asarray(values - one.bound if one.at_least else one.bound - values), ended
    within = ended & (column.seconds <= one.bound * time.unit)
    pull = np.asarray(within - time.percent / 100, np.float64)
    return (-pull if one.at_least else pull), column.population[profile]
