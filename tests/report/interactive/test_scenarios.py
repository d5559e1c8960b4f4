"""Scenarios side by side."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from sim.report.interactive.scenarios import labels, of_base, spread, stacked
from tests.report.small_runs import run


def test_names_that_come_twice_carry_their_folder():
    same = replace(run("b"), caption=run("a").caption)
    assert [name["en"] for name in labels([run("a"), same, run("c")])] == [
        *("Scenario a [a]", "Scenario a [b]", "Scenario c"),
    ]


def test_one_language_for_both_is_no_doubling():
    plain = run("a").caption
    both = replace(plain, scenario_zh="Plan", scenario_en="Plan")
    assert labels([replace(run("a"), caption=both)]) == [{"zh": "Plan", "en": "Plan"}]


def test_tables_are_stacked_in_the_order_of_the_runs():
    runs = [replace(run(name), folder=Path(name)) for name in ("b", "a")]
    rows = stacked(runs, [pl.DataFrame({"x": [one.folder.name]}) for one in runs])
    assert rows.select("x", "scenario_en", "scenario_number").rows() == [
        ("b", "Scenario b", 0),
        ("a", "Scenario a", 1),
    ]


def test_shares_are_told_of_the_base_and_the_range_of_the_others():
    cases = {"zh": "办件", "en": "transactions"}
    assert spread(cases, [0.98]) == {"zh": "办件 98.0 %", "en": "transactions 98.0 %"}
    assert spread(cases, [0.98, 0.97, 0.99])["en"] == "transactions base 98.0 %, others 97.0 % … 99.0 %"
    assert spread(cases, [0.98, 0.97, 0.97])["zh"] == "办件基准 98.0 %，其余 97.0 %"
    assert spread(cases, [7.0, 8.0], lambda value: f"{value:.1f}") == {
        "zh": "办件基准 7.0，另一情景 8.0",
        "en": "transactions base 7.0, the other 8.0",
    }


def test_of_several_a_finding_says_that_it_is_the_bases():
    found = {"zh": "一", "en": "one"}
    assert of_base(found, [run("a")]) == found
    assert of_base(found, [run("a"), run("b")]) == {"zh": "基准：一", "en": "Base: one"}
    assert of_base({"zh": "", "en": ""}, [run("a"), run("b")])["en"] == ""
