"""Texts in both languages at once."""

from sim.report.interactive.words import SHARE, each, filled, named_unit, told, value_unit, worded
from sim.report.measures import measure


def test_what_a_function_writes_is_kept_by_language():
    assert told(lambda lang: f"in {lang}") == {"zh": "in zh", "en": "in en"}
    assert each([1, 2], lambda row, lang: f"{row}{lang}")[1] == {"zh": "2zh", "en": "2en"}


def test_a_place_is_filled_with_its_own_language():
    text = {"zh": "在{place}，{n} 家", "en": "{n} in {place}"}
    assert filled(text, {"place": {"zh": "湖州", "en": "Huzhou"}, "n": 3}) == {
        "zh": "在湖州，3 家",
        "en": "3 in Huzhou",
    }
    assert filled({"zh": "{", "en": "{"}, {}) == {"zh": "{", "en": "{"}  # nothing to fill


def test_columns_of_names_are_two_of_text():
    made = worded("name", [{"zh": "甲", "en": "a"}])
    assert [one.name for one in made] == ["name_zh", "name_en"]
    assert [one.to_list() for one in made] == [["甲"], ["a"]]


def test_units_are_named_but_for_shares_and_what_says_enough():
    assert named_unit("share") == SHARE
    assert named_unit("cases") == {"zh": "件", "en": "cases"}
    assert named_unit("ratio") == {"zh": "", "en": ""}
    assert value_unit(measure("on_time_share")) == SHARE
    assert value_unit(measure("staff_cost"))["en"] == "CNY per year"
