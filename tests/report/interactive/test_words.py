"""Texts in both languages at once."""

import pytest

from sim.report.interactive.words import (
    SHARE,
    Texts,
    each,
    filled,
    joined,
    named_unit,
    told,
    value_unit,
    worded,
)
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


def test_texts_are_put_in_a_row_as_each_language_does():
    two = [{"zh": "甲", "en": "a"}, {"zh": "", "en": ""}, {"zh": "乙", "en": "b"}]
    assert joined(two) == {"zh": "甲、乙", "en": "a, b"}
    assert joined(two, "semicolon") == {"zh": "甲；乙", "en": "a; b"}
    assert joined(two, "space") == {"zh": "甲乙", "en": "a b"}


def test_a_text_is_of_the_first_table_that_has_it():
    both = Texts({"a": ("甲{n}", "a{n}")}, {"a": ("旧", "old"), "b": ("乙", "b")})
    assert both("a", n=1) == {"zh": "甲1", "en": "a1"}
    assert both("b")["en"] == "b"
    with pytest.raises(KeyError):
        both("c")


def test_units_are_named_but_for_shares_and_what_says_enough():
    assert named_unit("share") == SHARE
    assert named_unit("cases") == {"zh": "件", "en": "cases"}
    assert named_unit("ratio") == {"zh": "", "en": ""}
    assert value_unit(measure("on_time_share")) == SHARE
    assert value_unit(measure("staff_cost"))["en"] == "CNY per year"
