"""The sheets of a run and of a comparison, against figures worked out by hand."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sim.report.exports.kpi_sheets import comparison_sheets, run_sheets
from sim.report.exports.names import names_of
from sim.report.exports.sheet import Sheet

VALUES = {  # in three replications
    ("on_time_share", "share", "network", "all"): (0.9, 0.95, 1.0),
    ("on_time_share", "share", "county", "330502"): (0.9, 0.9, 0.9),
    ("wait_minutes_mean", "minutes", "facility", "wx.one"): (4.0, 5.0, 6.0),
    ("wait_minutes_mean", "minutes", "facility", "wx.two"): (1.0, 1.0, 4.0),
    ("cases_solved", "cases", "facility", "wx.two"): (10.0, 20.0, 30.0),
}


def write(table: dict[str, list], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(table).write_csv(path, include_bom=True)


def build(folder: Path, scenario: str = "today") -> Path:
    kpis = [
        {
            "scenario": scenario,
            "replication": n + 1,
            "kpi": kpi,
            "unit": unit,
            "level": level,
            "key": key,
            "value": v,
        }
        for (kpi, unit, level, key), values in VALUES.items()
        for n, v in enumerate(values)
    ]
    folder.mkdir(parents=True)
    frame = pl.DataFrame(kpis)
    frame.write_csv(folder / "kpis.csv", include_bom=True)
    by = ["scenario", "kpi", "unit", "level", "key"]
    mean = pl.col("value").mean()
    frame.group_by(by, maintain_order=True).agg(
        n=pl.len(), mean=mean, sd=pl.col("value").std(), ci_low=mean - 0.1, ci_high=mean + 0.1
    ).write_csv(folder / "summary.csv", include_bom=True)
    named = {"name_zh": ["吴兴区"], "name_en": ["Wuxing District"]}
    write({"id": ["330502"], **named}, folder / "scenario" / "counties.csv")
    places = {"name_zh": ["一站", "二站"], "name_en": ["Station one", "Station two"]}
    write({"id": ["wx.one", "wx.two"], **places}, folder / "scenario" / "facilities.csv")
    targets = {
        "kpi": ["on_time_share", "wait_minutes_mean", "on_time_share"],
        "level": ["network", "facility", "county"],
        "key": ["", "wx.two", "330503"],
        "at_least": [0.95, None, 0.5],
        "at_most": [None, 3.0, None],
        "source": ["a", "assumed", "b"],
    }
    write(targets, folder / "scenario" / "targets.csv")
    return folder


def cells(sheet: Sheet, head: str) -> list:
    return list(next(one for one in sheet.columns if one.en == head).values)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    run = build(tmp_path_factory.mktemp("sheets") / "run")
    return {sheet.en: sheet for sheet in run_sheets(run, names_of(run))}


def test_targets_count_the_replications_that_meet_them(sheets):
    """0.95 is met by 0.95 and 1, a wait of at most 3 by two of three; one county has no values."""
    targets = sheets["Targets"]
    assert cells(targets, "replications that meet it") == [2, 2, None]
    assert cells(targets, "replications") == [3, 3, None]
    assert cells(targets, "share that meets it") == [pytest.approx(2 / 3), pytest.approx(2 / 3), None]
    assert cells(targets, "exact 95 % interval from")[0] == pytest.approx(0.0943, abs=1e-4)  # Clopper-Pearson
    assert cells(targets, "exact 95 % interval to")[0] == pytest.approx(0.9916, abs=1e-4)
    assert cells(targets, "of") == ["whole network", "Station two", "330503"]  # an id without a name is shown


def test_key_figures_are_named_judged_and_bounded(sheets):
    key = sheets["Key figures"]
    assert cells(key, "KPI") == ["On-time share"]
    assert cells(key, "KPI (Chinese)") == ["按时办结率"]
    assert cells(key, "unit") == ["%"]
    assert cells(key, "basis") == ["prior-driven"]
    assert cells(key, "better (Chinese)") == ["越高越好"]
    assert cells(key, "ci low") == [pytest.approx(0.85)]
    assert cells(key, "ci high") == [1.0]  # not 105 %


def test_levels_with_many_keys_have_a_row_a_key(sheets):
    facilities = sheets["Facilities"]
    assert cells(facilities, "facility") == ["Station one", "Station two"]
    assert [cells(facilities, one.en) for one in facilities.columns if one.id == "wait_minutes_mean"] == [
        [5, 2]
    ]
    assert [cells(facilities, one.en) for one in facilities.columns if one.id == "cases_solved"] == [
        [None, 20]
    ]
    assert "summary.csv" in facilities.note_en


def test_counties_have_intervals_and_empty_sheets_are_left_out(sheets):
    assert cells(sheets["Counties"], "of (Chinese)") == ["吴兴区"]
    assert "Staff groups" not in sheets
    assert "Flags" not in sheets


def test_scenarios_stand_side_by_side(datasets):
    comparison = datasets["single", "comparison"].folder
    found = {sheet.en: sheet for sheet in comparison_sheets(comparison, names_of(comparison))}
    key = found["Key figures"]
    base, other = (cells(key, f"{label}: mean") for label in ("base", "other0"))
    place = cells(key, "kpi").index("staff_cost")
    assert other[place] - base[place] == pytest.approx(180_000)  # the builder's shift of 1
    assert cells(found["Targets"], "scenario").count("other0") == 4


def test_differences_have_signs_and_units(datasets):
    comparison = datasets["city", "comparison"].folder
    found = {sheet.en: sheet for sheet in comparison_sheets(comparison, names_of(comparison))}
    main = found["Main differences"]
    signed = {one.id for one in main.columns if one.signed}
    assert signed == {"difference", "ci_low", "ci_high", "simultaneous_low", "simultaneous_high"}
    units = next(one for one in main.columns if one.id == "difference").units
    assert units[cells(main, "kpi").index("on_time_share")] == "share"
