"""What scenarios/huzhou and scenarios/wuxing promise beyond the structure figures."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from sim.network import compile_network
from sim.network.contract import Compiled
from sim.scenario import load

SCENARIOS = Path(__file__).parents[2] / "scenarios"
BASE_YEAR = 365 * 86_400


@pytest.fixture(scope="module")
def huzhou():
    return load(SCENARIOS / "huzhou")


@pytest.fixture(scope="module")
def wuxing():
    return load(SCENARIOS / "wuxing")


def yearly_cases(compiled: Compiled) -> float:
    """Cases that enterprises raise or visits find in an ordinary year."""
    return float((compiled.demand.rate.sum() + compiled.demand.discovered_rate.sum()) * BASE_YEAR)


def test_one_kind_each_and_tags_for_the_overlaps(huzhou):
    kinds = Counter(row.kind for row in huzhou.facilities)
    assert kinds == {
        "township": 74,
        "park": 9,
        "embedded": 6,
        "brand": 4,
        "business_district": 1,
        "subcentre": 3,
        "district_centre": 5,
        "city_centre": 1,
        "department": 2,
    }
    parks_too = [row.id for row in huzhou.facilities if row.kind == "township" and "park" in row.tags]
    assert len(parks_too) == 10


def test_a_station_lists_only_what_the_place_above_it_lists(huzhou):
    lists = {row.id: set() for row in huzhou.facilities}
    for row in huzhou.catalogues:
        lists[row.facility].add(row.item)
    services = {row.id: row for row in huzhou.services}
    items = {row.id: services[row.service].family for row in huzhou.items}
    for facility in huzhou.facilities:
        for item in lists[facility.id]:
            parent = getattr(facility, f"parent_{items[item]}")
            assert parent is None or item in lists[parent], (facility.id, item, parent)


def test_brand_stations_hold_no_basic_service(huzhou):
    services = {row.id: row for row in huzhou.services}
    families = {row.id: services[row.service].family for row in huzhou.items}
    brand = {row.id for row in huzhou.facilities if row.kind == "brand"}
    assert {families[row.item] for row in huzhou.catalogues if row.facility in brand} == {
        "value_added",
        "professional",
    }


def test_every_row_says_where_it_comes_from(huzhou, wuxing):
    for scenario in (huzhou, wuxing):
        for table in ("counties", "zones", "enterprises", "services", "reviews", "items", "demand", "hours"):
            assert all(row.source for row in scenario.table(table)), table
        for table in (
            "facilities",
            "catalogues",
            "staff",
            "rosters",
            "partners",
            "projects",
            "sessions",
            "targets",
        ):
            assert all(row.source for row in scenario.table(table)), table


def test_the_31_assumed_coordinates_are_marked(huzhou):
    townships = [row for row in huzhou.facilities if row.kind == "township"]
    assert sum("coordinate assumed" in row.source for row in townships) == 31
    assert sum("GeoNames" in row.source for row in townships) == 43


def test_enterprises_of_the_city_and_childrenswear_in_zhili(huzhou):
    assert sum(row.enterprises for row in huzhou.enterprises) == round(580_000 * 3_603_400 / 10_340_300)
    zhili = {row.id for row in huzhou.zones if row.town_zh == "织里镇"}
    firms = [
        row.enterprises for row in huzhou.enterprises if row.zone in zhili and row.industry == "childrenswear"
    ]
    assert sum(firms) == 14_000


def test_every_town_has_five_demand_points_and_wuxing_one(huzhou, wuxing):
    assert set(Counter(row.town for row in huzhou.zones).values()) == {5}
    assert len(huzhou.zones) == 370
    assert set(Counter(row.town for row in wuxing.zones).values()) == {1}
    assert {row.county for row in wuxing.zones} == {"330502"}


def test_demand_stays_in_what_the_sources_show(huzhou):
    assert 100_000 < yearly_cases(compile_network(huzhou)) < 200_000


def test_problems_of_a_year_are_less_than_all_since_the_network_began(huzhou):
    compiled = compile_network(huzhou)
    problem = np.array([row.kind == "problem" for row in huzhou.services])
    problems = (compiled.demand.rate[:, :, problem].sum() + compiled.demand.discovered_rate.sum()) * BASE_YEAR
    assert 20_000 < problems < 36_300


def test_the_busy_variant_has_half_a_million_cases_a_year():
    compiled = compile_network(load(SCENARIOS / "huzhou_busy.yaml"))
    assert yearly_cases(compiled) == pytest.approx(500_000, rel=0.05)


def test_nobody_has_more_than_forty_skills_to_tell_apart(huzhou):
    assert len({skill for row in huzhou.staff for skill in row.skills}) <= 40


def test_townships_have_the_team_of_one_one_one_and_x(huzhou):
    townships = {row.id for row in huzhou.facilities if row.kind == "township"}
    team = Counter((row.facility, row.team) for row in huzhou.staff if row.facility in townships and row.team)
    assert all(team[station, "core"] == 3 and team[station, "x"] == 1 for station in townships)


def test_partners_come_in_all_three_modes(huzhou):
    firms = {row.id for row in huzhou.partners if row.type == "law"}
    modes = {row.mode for row in huzhou.staff if row.partner in firms and row.facility.startswith("wx.")}
    assert modes == {"resident", "rotating", "on_call"}


def test_deqing_alone_has_the_chiefs_and_lianshi_alone_recognises(huzhou):
    assert {row.county for row in huzhou.facilities if row.chiefs} == {"330521"}
    assert [row.id for row in huzhou.facilities if row.mutual_recognition] == ["nx.lianshi"]
    assert sum(row.head_count for row in huzhou.staff if row.role == "chief") == 3
