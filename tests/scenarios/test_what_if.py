"""Every what-if loads, has two names, and changes what an engine or sampling sees."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from sim.network import compile_network
from sim.scenario import load

FOLDER = Path(__file__).parents[2] / "scenarios" / "what_if"
FILES = sorted(FOLDER.glob("*.yaml"))

#: One what-if for each main lever.
MAIN = {
    "new_park_station", "closed_station", "evening_hours", "roving_point",
    "law_firm_resident", "law_firm_rotating", "law_firm_on_call",
    "delegation_off", "push_off", "mutual_recognition_off_lianshi", "out_of_area_off",
    "bundle_off", "backstop_off", "coaching_off", "no_visits", "demand_surge",
}  # fmt: skip


def parts(value):
    """All arrays and scalars of nested NamedTuples, in order."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return [part for entry in value for part in parts(entry)]
    return [value]


def same(one, other) -> bool:
    return len(one) == len(other) and all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.fixture(scope="module")
def base():
    return parts(compile_network(load(FOLDER.parent / "huzhou")))


def test_each_main_lever_has_one():
    assert {path.stem for path in FILES} >= MAIN


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_is_named_in_both_languages_and_takes_effect(base, path):
    derived = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert derived["id"] == path.stem
    assert all(derived[field] for field in ("name_zh", "name_en", "description_zh", "description_en"))
    scenario = load(path)
    assert scenario.settings.id == path.stem
    assert not same(parts(compile_network(scenario)), base)


def test_the_base_equals_itself(base):
    assert same(parts(compile_network(load(FOLDER.parent / "huzhou"))), base)


def test_a_new_station_brings_its_catalogue_and_staff():
    scenario = load(FOLDER / "new_park_station.yaml")
    there = "dq.park.zhongguan"
    assert sum(row.facility == there for row in scenario.catalogues) == sum(
        row.facility == "dq.park.medical" for row in scenario.catalogues
    )
    assert sum(row.head_count for row in scenario.staff if row.facility == there) > 0


@pytest.mark.parametrize("mode", ["resident", "rotating", "on_call"])
def test_the_five_law_firms_all_take_the_mode(mode):
    scenario = load(FOLDER / f"law_firm_{mode}.yaml")
    firms = [row for row in scenario.staff if (row.partner or "").startswith("wx.law")]
    assert [row.mode for row in firms] == [mode] * 5
    on_duty = {row.staff for row in scenario.rosters if row.activity == "duty"}
    assert {row.id for row in firms} & on_duty == ({row.id for row in firms} if mode == "rotating" else set())


def test_south_taihu_is_a_switch():
    scenario = load(FOLDER / "south_taihu_apart.yaml")
    apart = {row.town_zh for row in scenario.zones if row.county == "south_taihu"}
    assert len(apart) == 7
    assert "南太湖新区" in apart
    enterprises = {row.id: row.county for row in scenario.zones}
    counts = {"330502": 0, "south_taihu": 0}
    for row in scenario.enterprises:
        if enterprises[row.zone] in counts:
            counts[enterprises[row.zone]] += row.enterprises if row.industry != "childrenswear" else 0
    assert counts["south_taihu"] / sum(counts.values()) == pytest.approx(0.30, abs=0.01)
