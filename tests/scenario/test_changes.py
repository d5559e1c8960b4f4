"""The change language: what each kind of change does to the tiny scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.scenario import Scenario, ScenarioErrors, change, load
from tests.scenario.edits import tiny
from tests.scenario.overlay import TINY

BASE = load(TINY)


def after(*changes: dict[str, Any]) -> Scenario:
    return change(BASE, list(changes))


def differing(scenario: Scenario) -> set[str]:
    return {name for name in Scenario.model_fields if getattr(scenario, name) != getattr(BASE, name)}


def test_set_policies_and_settings() -> None:
    changed = after(
        {"set": {"policies.backstop.on": False, "settings.days": 91, "policies.travel.speed": 40}}
    )
    assert changed.policies.backstop.on is False
    assert changed.policies.backstop.share == 0.5, "the other parameters stay"
    assert changed.policies.travel.speed == 40
    assert changed.settings.days == 91
    assert differing(changed) == {"policies", "settings"}


def test_add_one_row_and_several() -> None:
    row = {"id": "agency", "name_zh": "机构", "name_en": "Agency", "type": "talent"}
    changed = after({"add": {"table": "partners", "row": row}})
    assert [partner.id for partner in changed.partners] == ["firm", "chamber", "agency"]
    rows = [{"facility": "park", "item": "licence"}, {"facility": "park", "item": "grant", "delegated": True}]
    changed = after({"add": {"table": "catalogues", "rows": rows}})
    assert [entry.delegated for entry in changed.catalogues[-2:]] == [False, True]
    assert differing(changed) == {"catalogues"}


def test_remove_by_condition_and_list() -> None:
    changed = after(
        {"remove": {"table": "catalogues", "where": {"facility": "east", "item": ["licence", "grant"]}}}
    )
    assert len(changed.catalogues) == len(BASE.catalogues) - 2
    assert {entry.item for entry in changed.catalogues if entry.facility == "east"} == {
        "register",
        "contract",
    }


def test_update_sets_adds_and_multiplies() -> None:
    changed = after(
        {"update": {"table": "staff", "where": {"id": "desk-east"}, "set": {"skills": ["counter", "law"]}}},
        {"update": {"table": "staff", "where": {"facility": "east"}, "add": {"head_count": 2}}},
        {"update": {"table": "demand", "multiply": {"rate": 1.5}}},
    )
    assert changed.staff[0].skills == ("counter", "law")
    assert [group.head_count for group in changed.staff[:3]] == [4, 3, 1]
    assert [row.rate for row in changed.demand] == [9, 3, 1.5, 6, 2.25]
    assert differing(changed) == {"staff", "demand"}


def test_update_can_blank_a_field() -> None:
    changed = after(
        {"update": {"table": "facilities", "where": {"id": "east"}, "set": {"queue_capacity": None}}}
    )
    assert changed.facilities[0].queue_capacity is None


def test_copy_duplicates_rows_with_changes() -> None:
    changed = after(
        {"copy": {"table": "facilities", "where": {"id": "park"}, "set": {"id": "new", "name_zh": "新站"}}},
        {"copy": {"table": "catalogues", "where": {"facility": "park"}, "set": {"facility": "new"}}},
    )
    new = changed.facilities[-1]
    assert (new.id, new.name_zh, new.name_en, new.parent_basic) == ("new", "新站", "Park station", "east")
    assert [entry.item for entry in changed.catalogues if entry.facility == "new"] == ["register", "contract"]


def test_changes_apply_in_order() -> None:
    twice = after(
        {"update": {"table": "staff", "where": {"id": "chiefs"}, "set": {"head_count": 1}}},
        {"update": {"table": "staff", "where": {"id": "chiefs"}, "multiply": {"head_count": 4}}},
    )
    assert next(group for group in twice.staff if group.id == "chiefs").head_count == 4


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ({"skills": "law"}, 5),  # a list holds the value
        ({"head_count": 2}, 4),
        ({"head_count": "2"}, 4),  # as a csv cell would hold it
        ({"team": None}, 7),  # blank
        ({"mode": ["rotating", "on_call"]}, 2),
        ({"cost_per_year": 120000}, 3),
    ],
)
def test_conditions_compare_values_not_spellings(where: dict[str, Any], count: int) -> None:
    changed = after({"update": {"table": "staff", "where": where, "set": {"source": "changed"}}})
    assert sum(group.source == "changed" for group in changed.staff) == count


def test_conditions_on_times_dates_and_digits() -> None:
    changed = after(
        {"update": {"table": "hours", "where": {"opens": "9:00"}, "set": {"source": "changed"}}},
        {"update": {"table": "sessions", "where": {"first": "2024/3/20"}, "set": {"batch": 9}}},
        {"update": {"table": "zones", "where": {"town": 330001}, "set": {"demand_factor": 2}}},
    )
    assert [row.source == "changed" for row in changed.hours] == [True, False, False, True, False]
    assert changed.sessions[0].batch == 9
    assert [zone.demand_factor for zone in changed.zones] == [2, 1.5]


def test_a_change_in_memory_is_checked() -> None:
    with pytest.raises(ScenarioErrors) as caught:
        after(
            {"remove": {"table": "staff", "where": {"id": "chiefs"}}},
            {"remove": {"table": "staff", "where": {"id": "nobody"}}},
        )
    found = [(each.code, each.file, each.row) for each in caught.value.problems]
    assert ("no_match", "changes", 2) in found
    assert ("no_chief_group", "facilities.csv", 2) in found


def derived(folder: Path, name: str, base: str, changes: str, **fields: str) -> Path:
    lines = [f"id: {name}", "name_zh: 改动", "name_en: Changed", f"base: {base}"]
    lines += [f"{key}: {value}" for key, value in fields.items()]
    path = folder / f"{name}.yaml"
    path.write_text("\n".join([*lines, "changes:", changes]) + "\n", encoding="utf-8")
    return path


def test_bases_chain(tmp_path: Path) -> None:
    tiny(tmp_path)
    derived(tmp_path, "first", "tiny/", "  - {name_zh: 关, name_en: Off, set: {policies.backstop.on: false}}")
    second = derived(
        tmp_path, "second", "./first.yaml", "  - set: {settings.days: 30}", description_en="Two changes"
    )
    scenario = load(second)
    assert (scenario.settings.id, scenario.settings.days, scenario.policies.backstop.on) == (
        "second",
        30,
        False,
    )
    assert scenario.settings.description_en == "Two changes"
    assert scenario.settings.description_zh == ""  # the base's does not tell what is changed
    assert differing(scenario) == {"settings", "policies"}


def test_a_base_may_be_named_by_its_settings_file(tmp_path: Path) -> None:
    tiny(tmp_path)
    path = derived(tmp_path, "first", "tiny/scenario.yaml", "  - set: {settings.seed: 8}")
    assert load(path).settings.seed == 8


def test_a_change_may_mend_its_base(tmp_path: Path) -> None:
    """What must hold between rows is asked of the result only."""
    tiny(tmp_path, zones=("z1,东镇,East town,c1", "z1,东镇,East town,c2"))
    mend = "  - update: {table: zones, where: {id: z1}, set: {county: c1}}"
    assert load(derived(tmp_path, "mended", "tiny", mend)).zones == BASE.zones
