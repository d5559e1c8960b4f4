"""Whether cases are solved well: at first contact, to satisfaction, by the composite rate of the source."""

from __future__ import annotations

import numpy as np

from sim.kpi.measured import MILLION
from sim.kpi.registry import kpi
from sim.kpi.view import View, ratio
from sim.network.contract import Floats

THIRD_PARTY_WEIGHT = 0.2  # assumed: the source names the third party's part of the rate, not its weight
BY_PLACE = ("network", "county", "facility")


@kpi("一次办结率", "Solved at first contact", unit="share", direction="higher", basis="data_informed")
def solved_first_contact(view: View) -> Floats:
    """Cases solved by their first service, with no hand-off or review in between / handled cases."""
    return view.share(view.measured.first_contact & view.measured.solved, view.measured.handled)


@kpi("真实满意率", "Satisfaction, true", unit="share", direction="higher", basis="prior_driven")
def satisfaction_true(view: View) -> Floats:
    """Truly satisfied cases / closed cases, whether surveyed or not."""
    return view.share(view.measured.satisfied, view.measured.closed)


@kpi("平均满意概率", "Satisfaction probability, mean", unit="share", direction="higher", basis="prior_driven")
def satisfaction_probability(view: View) -> Floats:
    """Mean over closed cases of 1 / (1 + exp(-score)), in whole millionths; score: the case log's logit.

    What satisfaction_true is an outcome of: it moves with waiting, lateness, hand-offs and travel alone, not
    with each case's own draw, so a network's year is told apart from its luck.
    """
    return view.mean(view.measured.satisfaction_millionths, view.measured.closed, scale=MILLION)


@kpi("调查满意率", "Satisfaction, surveyed", unit="share", direction="higher", basis="data_informed")
def satisfaction_surveyed(view: View) -> Floats:
    """Cases reported as satisfied / closed cases surveyed that answered. Reported figures are such."""
    return view.share(view.measured.reported, view.measured.surveyed)


@kpi(
    "问题真实满意率",
    "Satisfaction with problems, true",
    unit="share",
    direction="higher",
    basis="prior_driven",
    levels=BY_PLACE,
)
def problem_satisfaction_true(view: View) -> Floats:
    """satisfaction_true over problems only."""
    return view.share(view.measured.satisfied, view.measured.closed & view.measured.problem)


@kpi(
    "问题平均满意概率",
    "Satisfaction probability with problems, mean",
    unit="share",
    direction="higher",
    basis="prior_driven",
    levels=BY_PLACE,
)
def problem_satisfaction_probability(view: View) -> Floats:
    """satisfaction_probability over problems only."""
    measured = view.measured
    return view.mean(measured.satisfaction_millionths, measured.closed & measured.problem, scale=MILLION)


@kpi(
    "问题调查满意率",
    "Satisfaction with problems, surveyed",
    unit="share",
    direction="higher",
    basis="data_informed",
    levels=BY_PLACE,
)
def problem_satisfaction_surveyed(view: View) -> Floats:
    """satisfaction_surveyed over problems only: the reading of the source's satisfaction rates."""
    return view.share(view.measured.reported, view.measured.surveyed & view.measured.problem)


@kpi("受访件数", "Cases surveyed", unit="cases", direction="none", basis="prior_driven")
def surveyed_cases(view: View) -> Floats:
    """Closed measured cases in the third-party sample that answered."""
    return view.count(view.measured.surveyed)


@kpi("高质效解决率", "High-quality resolution rate", unit="share", direction="higher", basis="prior_driven")
def high_quality_rate(view: View) -> Floats:
    """(1 - w) x own part + w x third party's part, over problems whose punctuality is known; w = 0.2.

    Own part: problems solved by their promised limit / problems whose punctuality is known.
    Third party's part, the addend: problems solved by their limit and reported as satisfied / problems
    surveyed. Without a surveyed problem the own part stands alone. Definition and weight are an assumed
    reading: the source says only that third-party evaluation enters the rate as an additional item.
    """
    measured = view.measured
    own = view.share(measured.on_time, measured.decided & measured.problem)
    asked = measured.surveyed & measured.problem
    third = view.share(measured.on_time & measured.reported, asked)
    mixed = (1 - THIRD_PARTY_WEIGHT) * own + THIRD_PARTY_WEIGHT * third
    return np.where(np.isnan(third), own, mixed)


@kpi(
    "涉企问题解决率",
    "Share of problems solved",
    unit="share",
    direction="higher",
    basis="prior_driven",
    levels=BY_PLACE,
)
def problem_solved_share(view: View) -> Floats:
    """Problems solved / problems handled (closed or open: neither lost nor unserved)."""
    measured = view.measured
    whole = measured.handled & measured.problem
    return ratio(view.count(measured.solved & measured.problem), view.count(whole))
