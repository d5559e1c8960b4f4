"""The report of a selection: the best scenario, how far ahead it is, and what the method promises."""

import pytest

from sim.report.content import Table
from sim.report.contents import content_of
from tests.report.interactive.selecting.selections import selection


def test_the_answer_names_the_best_its_lead_and_the_promise(tmp_path):
    answer = [one["en"] for one in content_of(selection(tmp_path)).answer]
    assert answer[0].startswith("Selected of 3 scenarios: More staff. Processing time in days, mean: 4.60")
    assert answer[1].startswith(
        "Difference from the next best, As it is: -0.900 calendar days (95 % interval"
    )
    assert (
        "If the best is better by 0.1 calendar days or more, it is selected with probability 95 %"
        in answer[2]
    )
    assert "8 replications in all" in answer[2]
    assert "(prior-driven)" in answer[2]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"decided": False}, "no guarantee"),
        ({"method": "ocba", "probability_correct": 0.756}, "estimated at 75.6 %"),
        ({"method": "kn++"}, "about 95 %"),
    ],
)
def test_each_method_promises_its_own(tmp_path, facts, words):
    assert words in content_of(selection(tmp_path, **facts)).answer[2]["en"]


def test_deviations_of_shares_are_in_percentage_points(tmp_path):
    close = {"base": [0.90, 0.92], "more": [0.95, 0.95], "less": [0.80, 0.81]}
    shown = selection(tmp_path, values=close, kpi="on_time_share/network/all")
    table = next(block for block in content_of(shown).sections[0].blocks if isinstance(block, Table))
    found = {row[0].small: row[2].text["en"] for row in table.rows if row[0].small in close}
    assert found["base"] == "1.41 points"  # 0.02 / sqrt 2


def test_scenarios_that_cannot_be_told_apart_are_said_so(tmp_path):
    close = {"base": [5.0, 4.0, 5.5], "more": [4.0, 5.2, 4.6], "less": [9.0, 9.5]}
    answer = content_of(selection(tmp_path, values=close)).answer
    assert "cannot be told apart" in answer[1]["en"]
    assert "分不出高下" in answer[1]["zh"]


def test_every_scenario_is_in_the_table(tmp_path):
    section = content_of(selection(tmp_path)).sections[0]
    rows = section.blocks[-1].rows
    assert [row[0].text["en"] for row in rows] == ["More staff", "As it is", "Less staff"]
    assert rows[1][4].text["en"] == "out after 3 replications"
