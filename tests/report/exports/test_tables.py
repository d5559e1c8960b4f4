"""Any csv of a result folder as columns: names beside ids, units by row, flags as flags."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from sim.experiment.folder import SENSITIVITY, SITING
from sim.report.exports.names import Names, names_of
from sim.report.exports.tables import columns_of, file_sheets, read_table, unit_words

NAMES = Names(
    {"county": {"330502": ("吴兴区", "Wuxing District")}}, {}, {"demand": ("需求水平", "Demand level")}
)


def by_head(columns, head: str):
    return next(one for one in columns if one.en == head)


def test_values_have_the_unit_of_their_row_and_shares_their_own():
    table = pl.DataFrame(
        {
            "kpi": ["on_time_share", "wait_minutes_mean"],
            "level": ["county", "network"],
            "key": ["330502", "all"],
            "unit": ["share", "minutes"],
            "before": [0.9, 4.0],
            "change": [0.01, -1.0],
            "n": [10, 10],
        }
    )
    columns = columns_of(table, "varied.csv", SITING, NAMES)
    before, change = by_head(columns, "before"), by_head(columns, "change")
    assert [before.unit(row) for row in (0, 1)] == ["share", "minutes"]
    assert (before.signed, change.signed) == (False, True)
    assert by_head(columns, "n").unit(0) == ""
    assert list(by_head(columns, "of").values) == ["Wuxing District", "whole network"]
    assert list(by_head(columns, "level (Chinese)").values) == ["区县", "全网"]
    assert list(by_head(columns, "unit (Chinese)").values) == ["%", "分钟"]
    assert list(by_head(columns, "basis").values) == ["prior-driven", "prior-driven"]


def test_names_stand_before_ids_but_not_where_the_table_has_its_own():
    towns = pl.DataFrame({"town": ["1"], "town_zh": ["织里镇"], "town_en": ["Zhili"], "county": ["330502"]})
    heads = [one.en for one in columns_of(towns, "towns.csv", SITING, NAMES)]
    assert heads == ["town", "town zh", "town en", "county (Chinese)", "county", "county"]


def test_parameters_are_named_in_cells_and_heads():
    effects = pl.DataFrame({"output": ["x"], "parameter": ["demand"], "mu": [0.1], "demand": [1.0]})
    columns = columns_of(effects, "morris.csv", SENSITIVITY, NAMES)
    assert list(by_head(columns, "parameter (Chinese)").values) == ["需求水平"]
    assert by_head(columns, "Demand level").zh == "需求水平"


def test_flags_are_known_by_what_they_hold(tmp_path: Path):
    """`kept` counts years in one table and is true or false in another; ids of digits stay texts."""
    (tmp_path / "a.csv").write_text("kept,key\ntrue,0330\nfalse,0331\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("kept,key\n70,0330\n,0331\n", encoding="utf-8")
    assert read_table(tmp_path / "a.csv").rows() == [(True, "0330"), (False, "0331")]
    assert read_table(tmp_path / "b.csv").rows() == [(70.0, "0330"), (None, "0331")]


def test_only_tables_that_are_there_become_sheets(tmp_path: Path):
    (tmp_path / "noise.csv").write_text("output,at_base\nx,0.5\n", encoding="utf-8")
    (tmp_path / "morris.csv").write_text("output,parameter,mu\nx,demand,0.1\n", encoding="utf-8")
    sheets = file_sheets(tmp_path, SENSITIVITY, NAMES)
    assert [sheet.title for sheet in sheets] == ["Morris 筛选 Morris screening", "噪声 Noise"]


def test_names_come_from_every_run_of_a_comparison(tmp_path: Path):
    for label, station in (("today", "wx.one"), ("more", "wx.new")):
        scenario = tmp_path / "runs" / label / "scenario"
        scenario.mkdir(parents=True)
        (scenario / "facilities.csv").write_text(
            f"id,name_zh,name_en\n{station},站,Station {label}\n", "utf-8-sig"
        )
        manifest = {"product": "yizhan", "scenario": {"name_zh": "情景", "name_en": label.title()}}
        (tmp_path / "runs" / label / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    names = names_of(tmp_path)
    assert names.key("facility", "wx.new") == ("站", "Station more")
    assert names.key("facility", "wx.other") == ("wx.other", "wx.other")
    assert names.key("kind", "problem") == ("问题", "problem")
    assert names.scenarios["more"] == ("情景", "More")


@pytest.mark.parametrize(
    ("kpi", "unit", "words"),
    [
        ("on_time_share", "share", ("%", "%")),
        ("processing_days_mean", "calendar days", ("日历天", "calendar days")),
        ("", "months", ("个月", "months")),
    ],
)
def test_units_are_named_in_both_languages(kpi, unit, words):
    assert unit_words(kpi, unit) == words
