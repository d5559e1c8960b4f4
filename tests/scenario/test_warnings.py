"""Warnings: said, and stop nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sim.scenario import check, load, load_with_warnings
from sim.scenario.calendar import LAST_PUBLISHED
from tests.scenario.edits import tiny
from tests.scenario.overlay import TINY

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def warned(path: Path) -> set[tuple[str, str, int | None, str]]:
    """Return (code, file, row, value) of the warnings other than that of assumed tables."""
    _, warnings = load_with_warnings(path)
    return {(each.code, each.file, each.row, each.value) for each in warnings if each.code != "assumed_only"}


def test_the_tiny_scenario_rests_on_assumptions_alone() -> None:
    (warning,) = load_with_warnings(TINY)[1]
    assert warning.code == "assumed_only"
    assert "zones.csv, industries.csv" in warning.message_en
    assert "counties.csv" not in warning.message_en  # it stands before the message
    assert "zones.csv、industries.csv" in warning.message_zh
    assert "policies" not in warning.message_en
    assert (warning.file, warning.row, warning.value) == ("counties.csv", None, "assumed")


def test_a_table_with_one_source_is_not_named(tmp_path: Path) -> None:
    folder = tiny(tmp_path, zones=("East,30.87,120.10,1,assumed", "East,30.87,120.10,1,survey 2024"))
    (warning,) = load_with_warnings(folder)[1]
    assert "zones.csv" not in warning.message_en


def test_years_without_published_make_up_days(tmp_path: Path) -> None:
    """The run starts in the last known year and its follow-up reaches into the next."""
    start = f"start: {LAST_PUBLISHED}-12-01"
    folder = tiny(tmp_path, scenario=("start: 2024-03-04", start))
    assert ("make_up_days_unknown", "scenario.yaml", 6, str(LAST_PUBLISHED + 1)) in warned(folder)
    tiny(tmp_path, scenario=("calendar: china", "calendar: none"))
    assert not any(code == "make_up_days_unknown" for code, *_ in warned(folder))


def test_home_visits_that_nobody_makes(tmp_path: Path) -> None:
    folder = tiny(tmp_path, facilities=("board-law,2,true", "board-law,2,false"))
    assert warned(folder) == {("no_home_visits", "services.csv", 2, "0.1")}


def test_a_skill_that_nothing_asks_for(tmp_path: Path) -> None:
    folder = tiny(tmp_path, staff=("1,law,1,resident", "1,law;lwa,1,resident"))
    assert warned(folder) == {("skill_unused", "staff.csv", 6, "lwa")}


def test_facilities_without_people_or_catalogue(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    with (folder / "facilities.csv").open("a", encoding="utf-8") as stream:
        stream.write(
            "new,新站,New,station,park,,c1,,30.9,120.1,office,,,,,,0,false,false,false,false,false,,0,true,\n"
        )
    assert warned(folder) == {
        ("nobody_there", "facilities.csv", 7, "new"),
        ("nothing_listed", "facilities.csv", 7, "new"),
    }


def test_a_facility_far_from_every_demand_point(tmp_path: Path) -> None:
    """East station one degree (111 km) north of its town; at half a degree it is within 60 km."""
    folder = tiny(tmp_path, facilities=("330001,30.87,", "330001,31.87,"))
    assert warned(folder) == {("far_away", "facilities.csv", 2, "east")}
    tiny(tmp_path, facilities=("330001,30.87,", "330001,31.37,"))
    assert not warned(folder)


def test_a_facility_in_a_town_without_demand_points(tmp_path: Path) -> None:
    folder = tiny(tmp_path, facilities=("330001,30.87,", "330009,30.87,"))
    assert warned(folder) == {("town_of_no_zone", "facilities.csv", 2, "330009")}


def test_replayed_cases_outside_the_run(tmp_path: Path) -> None:
    folder = tiny(tmp_path, replay=("2024-03-13T21:00", "2024-04-01T00:00"))
    assert warned(folder) == {("replay_outside", "replay.csv", 3, "1")}


def test_a_scenario_in_memory_is_warned_of_alike() -> None:
    scenario, warnings = load_with_warnings(TINY)
    assert check(scenario) == warnings
    assert load(TINY) == scenario


def without_column(folder: Path, file: str, column: str) -> None:
    with (folder / file).open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    with (folder / file).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [name for name in rows[0] if name != column], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(
    ("file", "column", "default"),
    [
        ("staff.csv", "enterprise_share", "1.0"),
        ("staff.csv", "mode", "resident"),
        ("facilities.csv", "open", "true"),
        ("items.csv", "weight", "1.0"),
    ],
)
def test_a_column_left_out_is_told_with_its_default(
    tmp_path: Path, file: str, column: str, default: str
) -> None:
    folder = tiny(tmp_path)
    rows = len((folder / file).read_text(encoding="utf-8").splitlines()) - 1
    without_column(folder, file, column)
    assert ("column_left_out", file, 1, default) in warned(folder)
    (warning,) = [each for each in load_with_warnings(folder)[1] if each.code == "column_left_out"]
    assert warning.field == column
    assert f"in all {rows} rows" in warning.message_en
    assert f"全部 {rows} 行" in warning.message_zh


@pytest.mark.parametrize(("file", "column"), [("staff.csv", "team"), ("staff.csv", "source")])
def test_a_column_whose_default_is_blank_may_be_left_out(tmp_path: Path, file: str, column: str) -> None:
    folder = tiny(tmp_path)
    without_column(folder, file, column)
    assert not warned(folder)


def test_a_column_that_a_change_fills_is_not_left_out(tmp_path: Path) -> None:
    without_column(tiny(tmp_path), "items.csv", "weight")
    head = "id: a\nname_zh: 甲\nname_en: A\nbase: tiny\nchanges:\n"
    change = "  - update: {table: items, set: {weight: 2}}\n"
    (tmp_path / "a.yaml").write_text(head + change, encoding="utf-8")
    assert not warned(tmp_path / "a.yaml")


def test_tables_that_are_seldom_left_out(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    (folder / "demand.csv").unlink()
    (folder / "policies.csv").unlink()
    assert {each[:2] for each in warned(folder)} == {
        ("no_demand_table", "demand.csv"),
        ("no_policies_table", "policies.csv"),
    }


@pytest.mark.parametrize("name", ["huzhou", "wuxing", "theory"])
def test_the_scenarios_kept_here_leave_nothing_out(name: str) -> None:
    _, warnings = load_with_warnings(SCENARIOS / name)
    assert {each.code for each in warnings} <= {"assumed_only"}
