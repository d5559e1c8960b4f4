"""How enterprises behave: patience, coming back, coming late, satisfaction and answers to the survey."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.contract import DemandPolicy
from sim.sampling.arrivals import Arrivals
from sim.sampling.columns import empty
from sim.sampling.distributions import exponential_seconds, logit
from sim.sampling.keys import RunKey, block, single, uniform
from sim.sampling.loops import loop
from sim.sampling.purposes import Purpose

Narrow = NDArray[np.signedinteger[Any]]
Singles = NDArray[np.float32]


class Behaviour(NamedTuple):
    """Columns of the case table, one row per case."""

    satisfaction: NDArray[np.float32]
    survey_u: Singles
    response_u: Singles
    report_u: Singles
    patience: Narrow
    balk_u: Singles
    return_lag: Narrow
    no_show_u: Singles
    late: Narrow


class Habits(NamedTuple):
    """Means in seconds, and a share."""

    patience: float
    return_lag: float
    late: float  # share of booked cases that come late
    late_mean: float


def habits(policy: DemandPolicy) -> Habits:
    """Habits as the policy has them."""
    return Habits(
        float(policy.patience_mean),
        float(policy.return_lag_mean),
        float(policy.late),
        float(policy.late_mean),
    )


def draw_behaviour(run: RunKey, needs: Arrivals, of: Habits) -> Behaviour:
    """Behaviour of each case."""
    out = empty(Behaviour, len(needs.key))
    _draw(run, needs, of, out)
    return out


@loop
def _draw(run: RunKey, needs: Arrivals, of: Habits, out: Behaviour) -> None:
    for i in range(len(needs.key)):
        key = needs.key[i]
        satisfied, surveyed, responds, reports = block(run, key, 0, Purpose.CLOSING, 0)
        out.satisfaction[i] = logit(uniform(satisfied))
        out.survey_u[i] = single(surveyed)
        out.response_u[i] = single(responds)
        out.report_u[i] = single(reports)
        patience, balks, lag, no_show = block(run, key, 0, Purpose.QUEUE, 0)
        out.patience[i] = exponential_seconds(uniform(patience), of.patience, 1)
        out.balk_u[i] = single(balks)
        out.return_lag[i] = exponential_seconds(uniform(lag), of.return_lag, 0)
        out.no_show_u[i] = single(no_show)
        late, how, _, _ = block(run, key, 0, Purpose.LATE, 0)
        out.late[i] = exponential_seconds(uniform(how), of.late_mean, 1) if uniform(late) < of.late else 0
