"""The answer of one run: what it reaches, its weakest target, how sure."""

import math

import pytest

from sim.report.answer_of_run import answer_of_run
from tests.report.small_runs import run

ON_TIME, QUICK = ("on_time_share", "network", "all"), ("processing_days_p90", "network", "all")
TARGETS = [("on_time_share", "network", "", 0.95, None), ("processing_days_p90", "network", "", None, 14)]


def test_a_run_tells_its_weakest_target():
    one = run(
        "one",
        {ON_TIME: [0.94] * 4 + [0.96] * 2, QUICK: [10.0] * 6, ("staff_cost", "network", "all"): [42e6] * 6},
        TARGETS,
        {"processing_days_p90": "calendar days", "staff_cost": "CNY per year"},
    )
    reaches, weakest, sure = answer_of_run(one)
    assert "has 2 targets: 1 likely met, 1 uncertain; on-time share 94.7 %" in reaches["en"]
    assert "On-time share (whole network): asked ≥ 95.0 %, reached 94.7 %" in weakest["en"]
    assert "met in 2 of 6 replications" in weakest["en"]
    assert "6 次重复中 2 次达到" in weakest["zh"]
    assert "CNY 42.0 million a year" in sure["en"]
    assert "prior-driven" in sure["en"]


def test_of_targets_always_met_the_narrowest_is_told():
    one = run(
        "one", {ON_TIME: [0.96] * 6, QUICK: [7.0] * 6}, TARGETS, {"processing_days_p90": "calendar days"}
    )
    assert "the narrowest is On-time share" in answer_of_run(one)[1]["en"]
    far = run("far", {ON_TIME: [0.96] * 6, QUICK: [math.inf] * 6}, TARGETS)
    assert "processing_days" not in answer_of_run(far)[1]["en"]
    assert "met in 0 of 6" in answer_of_run(far)[1]["en"]


def test_one_replication_decides_nothing():
    *_, sure = answer_of_run(run("one", {ON_TIME: [0.9]}))
    assert "do not decide on it" in sure["en"]
    assert "There is no target" in answer_of_run(run("one", {ON_TIME: [0.9]}))[1]["en"]


def test_without_targets_only_figures_are_told():
    reaches, *_ = answer_of_run(run("one", {ON_TIME: [0.9] * 6}))
    assert reaches["en"].startswith('"Scenario one": on-time share 90.0 %')
    assert reaches["en"].endswith("sets no targets.")


@pytest.mark.parametrize("values", [{}, {ON_TIME: [0.96] * 6, QUICK: [10.0] * 6}])
def test_every_sentence_is_whole_in_both_languages(values):
    for sentence in answer_of_run(run("one", values, TARGETS)):
        assert sentence["zh"].endswith("。")
        assert sentence["en"].endswith(".")
        assert "{" not in sentence["zh"] + sentence["en"]
