"""What a paired difference says."""

import polars as pl
import pytest

from sim.report.verdicts import Unjudged, demand_growth, verdict, verdict_of


@pytest.mark.parametrize(
    ("difference", "own", "together", "better", "expected"),
    [
        (0.0, (0.0, 0.0), (0.0, 0.0), "higher", "zero"),
        (0.0, (None, None), (None, None), "higher", "zero"),
        (0.0, (-1.0, 1.0), (-2.0, 2.0), "lower", "unclear"),
        (2.0, (None, None), (None, None), "higher", "alone"),
        (2.0, (1.0, 3.0), (0.5, 3.5), "higher", "better"),
        (2.0, (1.0, 3.0), (0.5, 3.5), "lower", "worse"),
        (-2.0, (-3.0, -1.0), (-3.5, -0.5), "lower", "better"),
        (-2.0, (-3.0, 0.5), (-3.5, 1.0), "lower", "unclear"),
        (2.0, (1.0, 3.0), (0.5, 3.5), "none", "neutral"),
        (2.0, (1.0, 3.0), (-0.5, 4.5), "higher", "better_alone"),
        (-2.0, (-3.0, -1.0), (-4.0, 0.0), "higher", "worse_alone"),
        (2.0, (1.0, 3.0), (None, None), "none", "neutral_alone"),
        (None, (None, None), (None, None), "lower", "none"),
    ],
)
def test_verdict(difference, own, together, better, expected):
    assert verdict(difference, own, together, better) == expected


def test_a_row_without_a_simultaneous_interval_is_judged_alone():
    row = {"difference": 2.0, "ci_low": 1.0, "ci_high": 3.0}
    assert verdict_of(row, "higher") == "better_alone"
    assert verdict_of(row | {"simultaneous_low": 0.5, "simultaneous_high": 3.5}, "higher") == "better"


def test_what_grows_with_demand_is_neither_better_nor_worse_where_demand_differs():
    row = {"base": "a", "other": "b", "unit": "cases", "difference": 2.0, "ci_low": 1.0, "ci_high": 3.0}
    row |= {"simultaneous_low": 0.5, "simultaneous_high": 3.5}
    grown = Unjudged({("a", "b"): 0.3})
    assert verdict_of(row, "higher", grown) == "neutral"
    assert verdict_of(row | {"other": "c"}, "higher", grown) == "better"
    assert verdict_of(row | {"unit": "share"}, "higher", grown) == "better"
    assert ["counts" in one["en"] for one in grown.notes()] == [True]


def test_nothing_of_another_network_is_better_or_worse():
    row = {"base": "a", "other": "b", "unit": "share", "difference": 2.0, "ci_low": 1.0, "ci_high": 3.0}
    row |= {"simultaneous_low": 0.5, "simultaneous_high": 3.5}
    apart = Unjudged(strangers={("a", "b")})
    assert verdict_of(row, "higher", apart) == "neutral"
    assert verdict_of(row | {"other": "c"}, "higher", apart) == "better"
    assert [("another network" in one["en"], "另一个网络" in one["zh"]) for one in apart.notes()] == [
        (True, True)
    ]


def test_demand_differs_where_its_own_interval_leaves_zero_out():
    same = {"kpi": "cases_arisen", "unit": "cases", "level": "network", "base": "a", "mean_base": 200.0}
    rows = [
        same | {"other": "b", "difference": 60.0, "ci_low": 50.0, "ci_high": 70.0},
        same | {"other": "c", "difference": 0.0, "ci_low": 0.0, "ci_high": 0.0},
        same | {"other": "d", "difference": 5.0, "ci_low": -5.0, "ci_high": 15.0},
    ]
    assert demand_growth(pl.DataFrame(rows)) == {("a", "b"): 0.3}
