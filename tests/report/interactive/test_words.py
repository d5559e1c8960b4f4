"""Texts in both languages at once."""

from sim.report.interactive.words import column, each, filled, told, worded


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
    by_text = worded("name", [{"zh": "甲", "en": "a"}])
    by_language = column("name", lambda lang: ["甲" if lang == "zh" else "a"])
    for made in (by_text, by_language):
        assert [one.name for one in made] == ["name_zh", "name_en"]
        assert [one.to_list() for one in made] == [["甲"], ["a"]]
