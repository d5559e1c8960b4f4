"""Warnings: said, and stop nothing."""

from __future__ import annotations

from pathlib import Path

from sim.scenario import check, load, load_with_warnings
from sim.scenario.calendar import LAST_PUBLISHED
from tests.scenario.edits import tiny
from tests.scenario.overlay import TINY


def warned(path: Path) -> set[tuple[str, str, int | None, str]]:
    """Return (code, file, row, value) of the warnings other than that of assumed tables."""
    _, warnings = load_with_warnings(path)
    return {(each.code, each.file, each.row, each.value) for each in warnings if each.code != "assumed_only"}


def test_the_tiny_scenario_rests_on_assumptions_alone() -> None:
    (warning,) = load_with_warnings(TINY)[1]
    assert warning.code == "assumed_only"
    assert "zones.csv, industries.csv" in warning.message_en
    assert "policies" not in warning.message_en
    assert warning.value == "20"


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


def test_replayed_cases_outside_the_run(tmp_path: Path) -> None:
    folder = tiny(tmp_path, replay=("2024-03-13T21:00", "2024-04-01T00:00"))
    assert warned(folder) == {("replay_outside", "replay.csv", 3, "1")}


def test_a_scenario_in_memory_is_warned_of_alike() -> None:
    scenario, warnings = load_with_warnings(TINY)
    assert check(scenario) == [type(each)(**{**vars(each), "file": "scenario.yaml"}) for each in warnings]
    assert load(TINY) == scenario
