"""What reports of runs and comparisons share."""

import pytest

from sim.report.contents import shared
from sim.report.data import load_run


@pytest.fixture(scope="module")
def run(builder, tmp_path_factory):
    return load_run(builder.build_run(tmp_path_factory.mktemp("shared") / "run", builder.TINY))


def test_policies_speak_both_languages(run):
    rows = {row[0].small: row for row in shared.policy_rows(run)}
    speed = rows["travel.speed"]
    assert speed[0].text["zh"]
    assert speed[0].text["en"]
    assert speed[2].text == {"zh": "公里每小时", "en": "km/h"}
    assert speed[3].text == {"zh": "假设", "en": "assumed"}
    assert rows["backstop.on"][3].text == {"zh": "the newsletter", "en": "the newsletter"}


@pytest.mark.parametrize(
    ("source", "shown"),
    [("assumed", "假设"), ("assumed: a guess", "假设：a guess"), ("rate assumed", "rate assumed"), ("", "")],
)
def test_sources_are_translated_only_where_they_are_assumed(source, shown):
    assert shared.source_zh(source) == shown


def test_assumed_rows_are_counted_by_table(run):
    table = shared.assumptions(run).blocks[1]
    counts = {row[0].text["en"]: (row[1].text, row[2].text) for row in table.rows}
    assert counts["Facilities (facilities.csv)"] == ("6", "6")
    assert "Policies (policies.csv)" in counts


def test_an_interval_without_width_is_left_out():
    row = {"unit": "share", "mean": 1.0, "ci_low": 1.0, "ci_high": 1.0}
    assert shared.value_cell(row).small == ""
    assert shared.value_cell(row | {"ci_low": 1.0 - 1e-15}).small == ""
    assert shared.value_cell(row | {"ci_low": 0.95}).small == "95.0 % … 100.0 %"


def test_provenance_is_flat_and_leaves_checksums_and_the_state_of_writing_out():
    rows = shared.provenance(
        {"seed": 1, "scenario": {"id": "a", "digest": "x"}, "command": ["run.py", "x"]}
        | {"files": {"k": 1}, "complete": {"report": True}}
    )
    assert dict(rows) == {"command": "run.py x", "scenario.id": "a", "scenario.digest": "x", "seed": "1"}


def test_warnings_may_be_plain_texts():
    assert shared.warnings({"warnings": ["old", {"zh": "新", "en": "new"}]}) == [
        {"zh": "old", "en": "old"},
        {"zh": "新", "en": "new"},
    ]
    assert shared.warnings({}) == []


@pytest.mark.parametrize(
    ("level", "key", "en"),
    [
        ("network", "all", "whole network"),
        ("kind", "problem", "problems"),
        ("county", "330500", "County 0"),
        ("facility", "nowhere", "nowhere"),
        ("group", "a.b", "a.b"),
    ],
)
def test_places_are_named(run, level, key, en):
    assert shared.where(run, level, key)["en"] == en


def test_only_files_that_exist_are_linked(run):
    table = shared.files(run.folder, {"kpis.csv": {"en": "KPIs"}, "cases.parquet": {"en": "cases"}}).blocks[0]
    assert [row[0].link for row in table.rows] == ["kpis.csv"]


def test_runs_without_checks_have_no_section_of_them(run):
    assert shared.verification([run]) == []
    assert shared.stress_des(run.folder) == []
