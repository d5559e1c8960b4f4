"""A workbook as a spreadsheet program reads it."""

from __future__ import annotations

import math
from datetime import datetime

import openpyxl
import pytest

from sim.report.exports.sheet import P_VALUE, Column, Sheet
from sim.report.exports.workbook import number_format, wide, write_workbook

MADE = "2026-03-01T08:00:00+00:00"
SHEET = Sheet(
    "表",
    "Table",
    [
        Column("name", "名称", "name", ["=1+1", "http://example.org", "第二街道驿站"]),
        Column("value", "数值", "value", [0.98765, math.inf, None], ["share", "minutes", "minutes"]),
        Column("change", "变化", "change", [-0.0004, 2.5, math.nan], ["share", "minutes", ""], signed=True),
        Column("met", "达标", "met", [True, False, None]),
    ],
    "table.csv",
)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("workbook") / "tables.xlsx"
    write_workbook(path, [SHEET], [("驿站", "一", "one"), ("情景", "=2", "two")], MADE)
    return openpyxl.load_workbook(path)


def test_texts_stay_texts(page):
    cells = [page["表 Table"][f"A{row}"] for row in (2, 3, 4)]
    assert [(cell.data_type, cell.value) for cell in cells] == [
        ("s", "=1+1"),
        ("s", "http://example.org"),
        ("s", "第二街道驿站"),
    ]
    assert cells[1].hyperlink is None
    assert page["说明 Contents"]["B2"].data_type == "s"


def test_numbers_keep_their_value_and_show_their_unit(page):
    sheet = page["表 Table"]
    assert (sheet["B2"].value, sheet["B2"].number_format) == (0.98765, "0.00%")
    assert sheet["B3"].value == "∞"
    assert sheet["B4"].value is None
    assert sheet["C2"].number_format == "+0.0000%;-0.0000%;0.0000%"
    assert sheet["C3"].number_format == "+#,##0.00;-#,##0.00;#,##0.00"
    assert sheet["C4"].value is None
    assert (sheet["D2"].value, sheet["D3"].value) == (True, False)


def test_heads_are_frozen_filtered_and_in_both_languages(page):
    sheet = page["表 Table"]
    assert sheet["A1"].value == "名称\nname"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D4"
    assert sheet.column_dimensions["A"].width > len("http://example.org")


def test_the_file_says_when_the_results_were_made(page):
    assert page.properties.created == datetime(2026, 3, 1, 8)


def test_the_same_sheets_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_workbook(tmp_path / name, [SHEET], [("驿站",)], MADE)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    write_workbook(tmp_path / "three.xlsx", [SHEET], [("驿站",)], "no time")  # a fixed one stands in
    assert openpyxl.load_workbook(tmp_path / "three.xlsx").properties.created == datetime(2000, 1, 1)


@pytest.mark.parametrize(
    ("value", "unit", "signed", "shown"),
    [
        (12345.6, "minutes", False, "#,##0"),
        (12.34, "minutes", False, "#,##0.0"),
        (0.01234, "", False, "#,##0.0000"),
        (3, "", False, "#,##0"),
        (30.12345, "degrees", False, "0.00000"),
        (0.02, P_VALUE, False, '[<0.001]"< 0.001";0.000'),
        (0.012, "share", True, "+0.00%;-0.00%;0.00%"),
        (0.0, "share", True, "+0.00%;-0.00%;0.00%"),
    ],
)
def test_number_formats(value, unit, signed, shown):
    assert number_format(value, unit, signed) == shown


def test_a_chinese_character_is_two_wide():
    assert wide("驿站a") == 5
