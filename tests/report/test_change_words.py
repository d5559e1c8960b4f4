"""Rows in words: names for what ids refer to, words for choices, short names for fields."""

import re
from typing import Literal, get_args, get_origin

import pytest

from sim.report.change_words import CHOICES, RowWords, choice, field
from sim.scenario.schema import TABLES

BEFORE = {"facilities.csv": [{"id": "s", "name_zh": "老站", "name_en": "Old station"}]}
AFTER = {
    "facilities.csv": [
        {"id": "s", "name_zh": "站", "name_en": "Station"},
        {"id": "n", "name_zh": "新站", "name_en": "New station"},
    ],
    "items.csv": [{"id": "i", "name_zh": "开办", "name_en": "Start-up"}],
}
WORDS = RowWords(lambda file: BEFORE.get(file, []), lambda file: AFTER.get(file, []))


@pytest.mark.parametrize(
    ("table", "row", "zh", "en"),
    [
        ("facilities", {"id": "n", "name_zh": "新站", "name_en": "New station"}, "新站", "New station"),
        ("facilities", {"id": "n"}, "新站", "New station"),
        ("facilities", {"id": "gone"}, "gone", "gone"),
        (
            "catalogues",
            {"facility": "s", "item": "i", "delegated": "true"},
            "站 / 开办",
            "Station / Start-up",
        ),
        (
            "hours",
            {"pattern": "p", "days": "working;sat", "opens": "09:00"},
            "所属时段方案 p、日期 工作日、sat、开始 09:00",
            "pattern p, days working days, sat, opens 09:00",
        ),
    ],
)
def test_a_row_is_called_by_names(table, row, zh, en):
    assert WORDS.row(table, row) == {"zh": zh, "en": en}


@pytest.mark.parametrize(
    ("table", "column", "old", "new", "zh", "en"),
    [
        ("staff", "head_count", "1", "3", "人数 1 → 3", "head count 1 → 3"),
        ("staff", "mode", "resident", "on_call", "常驻 → 随驻", "mode resident → on call"),
        ("staff", "facility", "s", "n", "所在设施 站 → 新站", "facility Station → New station"),
        ("staff", "hours", "", "late", "– → late", "hours – → late"),
        ("facilities", "open", "true", "false", "是 → 否", "open yes → no"),
    ],
)
def test_a_change_is_told_in_words(table, column, old, new, zh, en):
    told = WORDS.step(table, column, old, new)
    assert told["zh"].endswith(zh)
    assert told["en"] == en


@pytest.mark.parametrize("column", ["tier", "kind", "role", "mode", "team"])
def test_every_choice_has_words(column):
    table = "facilities" if column in ("tier", "kind") else "staff"
    of = TABLES[table].row.model_fields[column].annotation
    choices = get_args(of) if get_origin(of) is Literal else get_args(get_args(of)[0])
    assert choices
    for one in choices:
        assert f"{column}.{one}" in CHOICES, one
        assert choice(column, one)["zh"] != one or one == "x"


def test_every_field_has_a_short_name_in_both_languages():
    for name, table in TABLES.items():
        for column in table.row.model_fields:
            told = field(name, column)
            assert re.search(r"[\u4e00-\u9fff]", told["zh"]), (name, column)
            assert "_" not in told["en"]
