"""Joint assessment of boards with stations, month by month."""

from __future__ import annotations

import numpy as np

from sim.kpi.registry import kpi
from sim.kpi.tally import weighed
from sim.kpi.view import View, ratio
from sim.network.contract import Floats, Ints

MONTH_END, FACILITY, SCORE, COACHED = range(4)
PERMILLE = 1000
BY_STATION = ("network", "facility")


def rows_by_key(view: View) -> tuple[Ints, Ints]:
    """Return the assessment rows of months that end in (warm-up, horizon], and the key index of each."""
    first, last = view.measured.window
    rows = view.measured.log.assessment
    rows = rows[(rows[:, MONTH_END] > first) & (rows[:, MONTH_END] <= last)]
    codes = np.zeros(len(rows), np.int64) if view.level == "network" else rows[:, FACILITY]
    return rows, codes


@kpi(
    "联合评价得分",
    "Joint assessment score",
    unit="points of 1",
    direction="higher",
    basis="prior_driven",
    levels=BY_STATION,
)
def assessment_score(view: View) -> Floats:
    """Mean score of station and board over the monthly joint assessments of the measured window.

    A month with nothing to judge scores full.
    """
    rows, codes = rows_by_key(view)
    n = len(view.keys)
    points = weighed(codes, rows[:, SCORE], n)
    return ratio(points, weighed(codes, np.full(len(rows), PERMILLE), n))


@kpi(
    "下沉辅导次数",
    "Coached visits",
    unit="visits",
    direction="none",
    basis="prior_driven",
    levels=BY_STATION,
)
def coached_visits(view: View) -> Floats:
    """Coaching visits that the joint assessments of the measured window brought about."""
    rows, codes = rows_by_key(view)
    return weighed(codes, rows[:, COACHED], len(view.keys))
