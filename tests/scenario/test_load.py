"""What loads, and as what: cells, encodings, dates as spreadsheets write them, blank rows, defaults."""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path

import pytest

from sim.scenario import Scenario, load
from tests.scenario.edits import tiny
from tests.scenario.overlay import TINY

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


def test_cells_become_values() -> None:
    scenario = load(TINY)
    assert scenario.settings.start == date(2024, 3, 4)
    assert scenario.settings.working_hours == ((32400, 43200), (48600, 61200))
    east = scenario.facilities[0]
    assert (east.id, east.tags, east.push, east.queue_capacity) == ("east", ("party",), True, 30)
    assert scenario.facilities[1].queue_capacity is None, "a blank cell is the default"
    assert scenario.staff[0].skills == ("counter", "advice")
    assert (scenario.hours[2].days, scenario.hours[2].opens) == (("tue", "thu"), 64800)
    assert scenario.rosters[3].facility is None
    assert scenario.rosters[3].date_from == date(2024, 3, 11)
    assert scenario.replay[0].time == datetime(2024, 3, 12, 10, 15)
    assert scenario.reviews[1].skill is None


def test_policies_stand_over_their_defaults() -> None:
    scenario = load(TINY)
    assert scenario.policies.backstop.share == 0.5
    assert scenario.policies.push.hours_without == 8
    assert scenario.policies.push.hours_with == 2, "the default"
    assert scenario.policy_sources == {
        "backstop.share": "assumed",
        "push.hours_without": "assumed",
        "visits.per_enterprise": "assumed",
        "travel.speed": "assumed",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    for path in folder.glob("*.*"):
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert load(folder) == load(TINY)


def test_what_spreadsheets_make_of_a_table(tmp_path: Path) -> None:
    """Dates with slashes, one-digit hours, TRUE, blank rows and columns, carriage returns, quoted cells."""
    folder = tiny(
        tmp_path,
        projects=("2024-03-05", "2024/3/5"),
        hours=(
            "office,working,09:00,12:00,false,assumed",
            ",,,,,\r\noffice,working,9:00,12:00:00,FALSE,assumed,,",
        ),
        industries=("logistics,物流装备", '"logistics", 物流装备 '),
        items=("Grant,1,assumed\n", "Grant,1.0,assumed\n\n\n"),
    )
    assert load(folder) == load(TINY)


def test_true_and_false_may_be_written_in_chinese(tmp_path: Path) -> None:
    folder = tiny(tmp_path, facilities=("board-law,2,true,true,", "board-law,2,否,是,"))
    policies = folder / "policies.csv"
    text = policies.read_text(encoding="utf-8")
    policies.write_text(text.rstrip("\n") + "\nevening,on,否,switch,x\n", encoding="utf-8")
    scenario = load(folder)
    assert (scenario.facilities[0].home_visits, scenario.facilities[0].push) == (False, True)
    assert scenario.policies.evening.on is False


def test_row_numbers_count_blank_rows(tmp_path: Path) -> None:
    from tests.scenario.edits import told

    folder = tiny(tmp_path, items=("grant,subsidy", "\n\ngrant,subsidies"))
    found = told(folder)
    assert ("unknown_reference", "items.csv", 6, "service") in found


def test_column_order_does_not_matter(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    rows = [line.split(",") for line in (TINY / "demand.csv").read_text(encoding="utf-8").splitlines()]
    (folder / "demand.csv").write_text("\n".join(",".join(reversed(row)) for row in rows), encoding="utf-8")
    assert load(folder) == load(TINY)


def test_the_settings_file_stands_for_its_folder() -> None:
    assert load(TINY / "scenario.yaml") == load(TINY)


def test_yaml_words_stay_words(tmp_path: Path) -> None:
    """YAML 1.1 would read 13:30 as 810, on as true and 2024-03-04 as a date."""
    folder = tiny(tmp_path, scenario=('["13:30", "17:00"]', "[13:30, 17:00]"))
    assert load(folder) == load(TINY)
    tiny(tmp_path, scenario=("name_en: Tiny", "name_en: on"))
    assert load(folder).settings.name_en == "on"


def test_digest_tells_contents_apart(tmp_path: Path) -> None:
    base = load(TINY)
    assert base.digest() == load(TINY).digest()
    assert len(base.digest()) == 64
    others = [
        load(tiny(tmp_path / "a", scenario=("seed: 7", "seed: 8"))),
        load(tiny(tmp_path / "b", demand=("logistics,filing,6", "logistics,filing,7"))),
        load(tiny(tmp_path / "c", policies=("share,0.5", "share,0.55"))),
        load(tiny(tmp_path / "d", partners=("firm,某", "firm,另"))),
    ]
    assert len({base.digest(), *(other.digest() for other in others)}) == 5


def test_a_scenario_cannot_be_changed_in_place() -> None:
    scenario = load(TINY)
    with pytest.raises(ValueError, match="frozen"):
        scenario.settings = scenario.settings  # type: ignore[misc]
    with pytest.raises(ValueError, match="frozen"):
        scenario.facilities[0].open = False  # type: ignore[misc]


def test_tables_by_name() -> None:
    scenario = load(TINY)
    assert scenario.table("zones") is scenario.zones
    with pytest.raises(AttributeError):
        scenario.table("stations")


def test_the_city_loads_quickly() -> None:
    """Under a second on an idle machine; the bound leaves room for a busy one. The best of three counts."""
    took = []
    for _ in range(3):
        begin = time.perf_counter()
        assert isinstance(load(SCENARIOS / "huzhou"), Scenario)
        took.append(time.perf_counter() - begin)
    assert min(took) < 2
