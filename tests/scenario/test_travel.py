"""Road classes and trips of one's own: stored, changed, checked and warned of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.scenario import Scenario, change, load, load_with_warnings, save
from tests.scenario.edits import tiny, told
from tests.scenario.overlay import TINY
from tests.scenario.test_warnings import warned

HEAD = "origin,facility,km,minutes,source\n"
ALL = [f"{zone},{to},3,9,assumed" for to in ("east", "park", "centre", "city") for zone in ("z1", "z2")]


def with_trips(folder: Path, *lines: str) -> Path:
    target = tiny(folder)
    (target / "travel.csv").write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return target


def edit(table: str, kind: str, **what: Any) -> dict[str, Any]:
    return {kind: {"table": table, **what}}


# Stored and changed


def test_without_the_tables_a_digest_is_what_it_was(tmp_path: Path) -> None:
    """The digest of the tiny scenario before there were such tables."""
    folder = tiny(tmp_path)
    (folder / "roads.csv").unlink()
    (folder / "travel.csv").unlink()
    bare = load(folder)
    assert bare.digest() == "1ba70ec652ae0453f883f4a03c67f85256ddafab4c32b78f998c8e4074f8a943"
    assert len({bare.digest(), load(TINY).digest(), without(load(TINY), "roads").digest()}) == 3


def without(scenario: Scenario, table: str) -> Scenario:
    return scenario.model_copy(update={table: ()})


def test_a_table_that_is_emptied_is_gone_from_the_folder(tmp_path: Path) -> None:
    save(load(TINY), tmp_path)
    assert (tmp_path / "roads.csv").exists()
    bare = change(load(TINY), [edit("roads", "remove", where={"id": ["street", "road"]})])
    save(bare, tmp_path)
    assert not (tmp_path / "roads.csv").exists()
    assert load(tmp_path) == bare
    assert bare.digest() == without(load(TINY), "roads").digest()


def test_classes_are_added_updated_and_removed() -> None:
    trunk = {"id": "trunk", "name_zh": "快速路", "name_en": "Trunk roads", "speed": 60}
    scenario = change(
        load(TINY),
        [
            edit("roads", "update", where={"id": "road"}, set={"up_to_km": 10}, multiply={"speed": 1.5}),
            edit("roads", "add", row=trunk),
        ],
    )
    assert [(row.up_to_km, row.speed) for row in scenario.roads] == [(3, 20), (10, 45), (None, 60)]
    fewer = change(scenario, [edit("roads", "remove", where={"id": "road"})])
    assert [row.id for row in fewer.roads] == ["street", "trunk"]


def test_trips_are_added_updated_and_removed() -> None:
    added = edit("travel", "add", row={"origin": "z1", "facility": "east", "km": 0.6, "minutes": 5})
    slower = edit("travel", "update", where={"origin": "centre"}, add={"minutes": 4})
    gone = edit("travel", "remove", where={"origin": "east"})
    scenario = change(load(TINY), [added, slower, gone])
    assert [(row.origin, row.facility, row.minutes) for row in scenario.travel] == [
        ("centre", "east", 13), ("z1", "east", 5),
    ]  # fmt: skip


# Checked


def test_a_lone_class_needs_no_bound(tmp_path: Path) -> None:
    folder = tiny(tmp_path, roads=("street,城区街道,Local streets,3,20,assumed\n", ""))
    assert [row.up_to_km for row in load(folder).roads] == [None]
    folder = tiny(tmp_path, roads=("Main roads,,30", "Main roads,3,30"))
    assert told(folder) == [("roads_not_rising", "roads.csv", 3, "up_to_km")], "equal bounds leave it no km"
    folder = tiny(tmp_path, roads=("Main roads,,30", "Main roads,3.1,30"))
    assert told(folder) == [("roads_without_end", "roads.csv", 3, "up_to_km")]


def test_a_place_that_is_demand_point_and_facility(tmp_path: Path) -> None:
    folder = with_trips(tmp_path, "z1,east,0.6,5,assumed")
    zones = (folder / "zones.csv").read_text(encoding="utf-8")
    (folder / "zones.csv").write_text(zones + "east,东,East,c1,330001,东镇,East,30.87,120.1,1,\n", "utf-8")
    load(folder)
    (folder / "travel.csv").write_text(HEAD + "east,park,6,15,\n", encoding="utf-8")
    assert told(folder) == [("two_origins", "travel.csv", 2, "origin")]


def test_a_facility_that_trips_name_is_not_removed_unnoticed(tmp_path: Path) -> None:
    derived = tmp_path / "fewer.yaml"
    tiny(tmp_path)
    head = "id: fewer\nname_zh: 少\nname_en: Fewer\nbase: tiny\nchanges:\n"
    gone = "  - remove: {table: facilities, where: {id: east}}\n"
    derived.write_text(head + gone, encoding="utf-8")
    assert ("removed_needed", "fewer.yaml", 6, "where") in told(derived)


# Warned of


def test_a_whole_matrix_brings_no_warning(tmp_path: Path) -> None:
    assert not warned(with_trips(tmp_path, *ALL))


def test_pairs_that_a_matrix_lacks(tmp_path: Path) -> None:
    folder = with_trips(tmp_path, *ALL[:3], *ALL[4:])
    assert warned(folder) == {("trips_missing", "travel.csv", 4, "park")}
    (warning,) = [each for each in load_with_warnings(folder)[1] if each.code == "trips_missing"]
    assert "given from 1 of 2 demand points" in warning.message_en
    assert "from z2" in warning.mend_en
    assert "2 个需求点中的 1 个" in warning.message_zh


def test_facilities_that_a_matrix_lacks(tmp_path: Path) -> None:
    folder = with_trips(tmp_path, *ALL[:4])
    assert warned(folder) == {("trips_to_some", "travel.csv", None, "2")}
    (warning,) = [each for each in load_with_warnings(folder)[1] if each.code == "trips_to_some"]
    assert "to 2 of 4 open facilities; those to centre, city" in warning.message_en
    assert "4 个开放设施中仅 2 个" in warning.message_zh


def test_a_way_without_the_way_back(tmp_path: Path) -> None:
    folder = with_trips(tmp_path, "centre,east,2.6,9,assumed")
    assert warned(folder) == {("trip_one_way", "travel.csv", 2, "centre > east")}


@pytest.mark.parametrize(
    ("km", "minutes", "speed"),
    [("8", "1260", "0.381"), ("8200", "21", None), ("820", "21", "2.34e+03"), ("8", "0", "inf"),
     ("8", "21", ""), ("0.4", "0", ""), ("0.4", "60", "")],
)  # fmt: skip
def test_metres_and_seconds_are_noticed(tmp_path: Path, km: str, minutes: str, speed: str | None) -> None:
    folder = with_trips(tmp_path, *ALL[1:], f"z1,east,{km},{minutes},assumed")
    if speed is None:
        assert told(folder) == [("too_great", "travel.csv", 9, "km")]
    else:
        assert warned(folder) == ({("trip_speed", "travel.csv", 9, speed)} if speed else set())
