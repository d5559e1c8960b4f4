"""Every broken scenario is told about: file, row, field, what is wrong and the mend, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.scenario import Problem, ScenarioErrors, load
from sim.scenario.messages import MESSAGES
from tests.scenario.overlay import expected, lay_over, names

FAULTS = names()


def test_there_are_enough_of_them() -> None:
    assert len(FAULTS) >= 40
    assert any(len(expected(name)["problems"]) >= 5 for name in FAULTS), "some hold several faults at once"


@pytest.mark.parametrize("name", FAULTS)
def test_broken(name: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioErrors) as caught:
        load(lay_over(name, tmp_path))
    found = caught.value.problems
    for fault in expected(name)["problems"]:
        here = [
            each
            for each in found
            if (each.file, each.row, each.field) == (fault["file"], fault["row"], fault["field"])
        ]
        said = [f"{each.message_en}. {each.mend_en}." for each in here]
        assert any(fault["says"] in text for text in said), (fault, caught.value.render())
    assert len(set(found)) == len(found), "nothing is told twice"
    for each in found:
        tells_in_both_languages(each)


def tells_in_both_languages(each: Problem) -> None:
    assert each.file
    for text in (each.message_en, each.message_zh, each.mend_en, each.mend_zh):
        assert text.strip()
        assert not re.search(r"\{\w*\}", text.replace(each.value, "")), "a word is not filled in"
    assert not re.search("[\u4e00-\u9fff]", each.message_en.replace(each.value, "")), each.message_en
    assert re.search("[\u4e00-\u9fff]", each.message_zh)
    assert re.search("[\u4e00-\u9fff]", each.mend_zh)
    assert each.file in each.render("en")
    assert each.mend_zh in each.render("zh")


def test_every_wording_has_a_scenario(tmp_path: Path) -> None:
    """Each wording is used by a broken scenario, or by a test of its own in another file of this folder."""
    elsewhere = {
        "more_problems", "unreadable_file", "missing_scenario", "base_chain", "too_long", "not_text",
        "bad_list", "bad_list_id", "list_repeats", "not_values", "not_above", "roster_backwards",
        "duty_nowhere", "nothing_taught", "follow_up_too_long", "visit_share_of_transaction", "profile_zero",
        "target_without_bound", "unknown_kpi",
        "folder_of_scenarios", "far_away", "town_of_no_zone", "column_left_out", "no_demand_table",
        "no_policies_table", "make_up_days_unknown", "assumed_only", "no_home_visits", "skill_unused",
        "nobody_there", "nothing_listed", "replay_outside", "two_origins", "trips_missing", "trips_to_some",
        "trip_one_way", "trip_speed",
    }  # fmt: skip
    raised = set()
    for name in FAULTS:
        with pytest.raises(ScenarioErrors) as caught:
            load(lay_over(name, tmp_path))
        raised |= {each.code for each in caught.value.problems}
    assert raised | elsewhere == set(MESSAGES)
    assert not raised & elsewhere
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_[!b]*.py"))
    assert all(f'"{code}"' in tests for code in elsewhere)
