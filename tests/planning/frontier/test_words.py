"""Picked points in words, by hand."""

from types import SimpleNamespace

import numpy as np

from sim.planning.frontier.judged import Judged, Moves
from sim.planning.frontier.words import explain

TIME = ("processing_days_p90", "network", "all")


def judged(cost: float, as_good: int) -> Judged:
    """Today's network at 100 million, and one point with a new station and two fewer heads."""
    opened = (SimpleNamespace(name_zh="新站", name_en="New"),)
    branches = [
        SimpleNamespace(alternative=SimpleNamespace(opened=())),
        SimpleNamespace(alternative=SimpleNamespace(opened=opened)),
    ]
    points = (SimpleNamespace(branch=0), SimpleNamespace(branch=1))
    values = np.array([[[0.99, 3.0]] * 2, [[0.992, 2.5]] * 2])
    gains = np.zeros((2, 2, 3))
    gains[1] = [[0.002, 0.001, 0.003], [0.5, 0.25, 0.75]]
    one = Judged(
        branches, points, 0, np.array([1e8, cost]), values, ("clear", "efficient"), gains, np.ones(2),
        {"today": 0, "as_good": as_good},
    )  # fmt: skip
    moves = Moves(1, 3, (("甲", "A", -3), ("乙", "B", 1)), ())
    return type("Told", (Judged,), {"moves": lambda self, place: moves})(*one)


def test_a_point_tells_cost_stations_heads_and_both_measures():
    told = explain(judged(9.0e7, 1), "as_good", TIME)
    assert told["en"] == (
        "cheapest as good as today (P2): CNY 90.0 million a year, 10.0 million (10.0 %) less than today; 1"
        " new station (New); 3 heads fewer and 1 more, in 2 groups (most: A -3, B +1); satisfaction 99.200 %"
        " (+0.2000 points, between +0.1000 and +0.3000), Processing time in days, 90th percentile 2.50"
        " calendar days (-0.500, between -0.750 and -0.250)"
    )
    assert told["zh"] == (
        "与现状相当的最便宜方案（P2）：每年 9,000 万元，比现状少 1,000 万元（10.0 %）；新增 1 家驿站（新站）"
        "；减 3 人、增 1 人，涉及 2 组（最多：甲 -3、乙 +1）；满意概率 99.200 %（+0.2000 个百分点，区间"
        " +0.1000 至 +0.3000），办理时长90分位(日历天) 2.50 日历天（-0.500，区间 -0.750 至 -0.250）"
    )
    assert (
        "CNY 100.0 million a year, about as much as today;"
        in explain(judged(1.0001e8, 1), "as_good", TIME)["en"]
    )


def test_where_no_point_is_as_good_that_is_said():
    told = explain(judged(9.0e7, 0), "as_good", TIME)
    assert told["en"].endswith("today's network; no point is cheaper and, beyond chance, no worse")
    assert told["zh"].endswith("即现状；没有方案更便宜而确定不差")
