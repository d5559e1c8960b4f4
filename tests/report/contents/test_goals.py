"""Targets, and how runs stand to them."""

import math
from dataclasses import replace

import polars as pl
import pytest

from sim.report.contents.goals import (
    Goal,
    bound,
    described,
    distance,
    goals_of,
    lights_of,
    met_counts,
    values,
)
from tests.report.small_runs import run

ON_TIME = ("on_time_share", "kind", "problem")
DAYS = ("processing_days_p90", "network", "all")
TARGETS = [("on_time_share", "kind", "problem", 0.95, None), ("processing_days_p90", "network", "", None, 14)]
UNITS = {"processing_days_p90": "calendar days"}
GOALS = [Goal(*ON_TIME, 0.95, None), Goal(*DAYS, None, 14.0)]


def test_targets_of_all_runs_come_once_the_first_run_first():
    other = run("other", targets=[("satisfaction_true", "network", "", 0.9, None), *TARGETS])
    assert goals_of([run(targets=TARGETS), other]) == [
        *GOALS,
        Goal("satisfaction_true", "network", "all", 0.9, None),
    ]


def test_values_leave_out_replications_without_one():
    one = run(values={DAYS: [10.0, math.nan, None, 12.0]})
    assert values(one, GOALS[1]) == {0: 10.0, 3: 12.0}


def test_replications_count_the_targets_they_meet():
    one = run(values={ON_TIME: [0.96, 0.94, 0.96], DAYS: [10.0, 10.0, 15.0]})
    assert met_counts(one, GOALS) == {0: 2, 1: 1, 2: 1}
    assert met_counts(run(values={ON_TIME: [0.96]}), GOALS) == {}


def test_lights_are_by_target_and_run():
    runs = [
        run("base", {ON_TIME: [0.96] * 6, DAYS: [10.0] * 6}, TARGETS, UNITS),
        run("late", {ON_TIME: [0.90] * 6}, TARGETS),
    ]
    found = lights_of(runs)
    assert [name["en"] for name in found.scenarios] == ["Scenario base", "Scenario late"]
    assert [[light.state for light in line] for line in found.lights] == [
        ["met", "missed"],
        ["met", "unmeasured"],
    ]
    assert found.lights[0][1].reached.text == "90.0 %"


def with_tables(one, counties=("330502",), source="assumed: as reported", **settings):
    tables = one.tables | {
        "counties": pl.DataFrame({"id": counties, "name_zh": ["吴兴区"] * len(counties)}),
        "policies": pl.DataFrame(
            {"policy": ["satisfaction"], "parameter": ["intercept"], "source": [source]}
        ),
    }
    return replace(one, tables=tables, settings=settings)


def test_the_only_countys_target_is_the_networks():
    asked = [("on_time_share", "network", "", 0.95, None), ("on_time_share", "county", "330502", 0.95, None)]
    one = with_tables(run(targets=asked))
    assert [goal.level for goal in goals_of([one])] == ["network"]
    both = with_tables(run(targets=asked), ("330502", "330503"))
    assert [goal.level for goal in goals_of([one, both])] == ["network", "county"]
    stricter = with_tables(run(targets=[asked[0], (*asked[1][:3], 0.99, None)]))
    assert [goal.level for goal in goals_of([stricter])] == ["network", "county"]


def test_an_assumed_level_of_satisfaction_is_noted_below_the_lights():
    one = run(targets=[("satisfaction_surveyed", "network", "", 0.99, None)])
    assert "is assumed" in lights_of([with_tables(one)]).notes[0]["en"]
    assert not lights_of([with_tables(one, calibration="8 figures")]).notes
    assert not lights_of([with_tables(one, source="survey of 2023")]).notes
    assert not lights_of([with_tables(run(targets=TARGETS))]).notes


def test_without_targets_there_are_no_lights():
    assert lights_of([run()]) is None


def test_a_target_is_described_in_both_languages():
    one = run(values={ON_TIME: [0.96], DAYS: [10.0]}, units=UNITS)
    assert described(one, GOALS[0]) == {
        "name": {"zh": "按时办结率", "en": "On-time share"},
        "where": {"zh": "问题", "en": "problems"},
        "bound": {"zh": "≥ 95.0 %", "en": "≥ 95.0 %"},
        "basis": {"zh": "先验主导", "en": "prior-driven"},
    }
    assert described(one, GOALS[1])["bound"] == {"zh": "≤ 14.0 日历天", "en": "≤ 14.0 calendar days"}


def test_both_bounds_are_told():
    assert bound(Goal("x", "network", "all", 1.0, 2.0), "hours", "小时") == "≥ 1.00 · ≤ 2.00 小时"


@pytest.mark.parametrize(
    ("value", "goal", "apart"),
    [
        (0.96, GOALS[0], 0.01 / 0.95),
        (0.94, GOALS[0], -0.01 / 0.95),
        (10.0, Goal(*ON_TIME, None, 14.0), 4 / 14),
        (3.0, Goal(*ON_TIME, 2.0, 4.0), 0.25),
    ],
)
def test_distance_is_relative_to_the_bound(value, goal, apart):
    assert distance(run(values={ON_TIME: [value]}), goal) == pytest.approx(apart)


def test_what_is_not_measured_is_furthest_away():
    assert distance(run(), GOALS[0]) == -math.inf
