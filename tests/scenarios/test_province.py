"""The made-up province: its size, its cities apart from each other, and that it runs."""

import re
from collections import Counter, defaultdict

import numpy as np
import pytest

from scenarios.sources import province
from scenarios.sources.build import SCENARIOS, huzhou
from sim.experiment.engines import engine_named
from sim.experiment.memory import expected_cases
from sim.experiment.replication import replicate
from sim.network import compile_network
from sim.network.codes import Outcome
from sim.scenario import load

CHINA = {"lat": (18.0, 53.6), "lon": (73.4, 135.1)}  # bounds of the mainland, degrees


@pytest.fixture(scope="module")
def scenario():
    return load(SCENARIOS / "province")


def city(identity):
    return identity[:3]


def test_size(scenario):
    cities = {city(row.id) for row in scenario.counties}
    stations = [row for row in scenario.facilities if row.tier == "station"]
    assert len(cities) == 11
    assert len(stations) >= 1_000
    days = 366 / scenario.settings.days
    assert expected_cases(compile_network(scenario)) * days > 5_000_000
    sizes = Counter(city(row.county) for row in stations)
    assert max(sizes.values()) > 2 * min(sizes.values())


def test_each_city_has_one_centre_and_hands_up_to_it(scenario):
    centres = {city(row.county): row.id for row in scenario.facilities if row.tier == "city"}
    assert len(centres) == sum(row.tier == "city" for row in scenario.facilities) == 11
    for row in scenario.facilities:
        for parent in (row.parent_basic, row.parent_value_added, row.parent_professional, row.chiefs):
            assert parent is None or city(parent) == city(row.county), row.id
        if row.tier == "district":
            assert row.parent_basic == centres[city(row.county)]


def test_staff_and_rosters_stay_in_their_county(scenario):
    county = {row.id: row.county for row in scenario.facilities}
    base = {row.id: county[row.facility] for row in scenario.staff}
    for row in scenario.rosters:
        assert row.facility is None or county[row.facility] == base[row.staff], row.id
    for row in scenario.facilities:
        assert row.paired_board is None or base[row.paired_board] == row.county, row.id


def test_no_two_cities_share_ground(scenario):
    spans = defaultdict(list)
    for row in (*scenario.zones, *(one for one in scenario.facilities if one.tier != "department")):
        assert CHINA["lat"][0] < row.lat < CHINA["lat"][1]
        assert CHINA["lon"][0] < row.lon < CHINA["lon"][1]
        spans[city(row.county)].append((row.lat, row.lon))
    boxes = [
        (min(lat), max(lat), min(lon), max(lon))
        for lat, lon in (zip(*places, strict=True) for places in spans.values())
    ]
    for at, one in enumerate(boxes):
        for other in boxes[:at]:
            assert one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]


def test_every_place_says_that_it_is_assumed(scenario):
    rows = (scenario.counties, scenario.zones, scenario.facilities, scenario.staff, scenario.enterprises)
    assert all(row.source.startswith("assumed: made up") for table in rows for row in table)


def test_no_name_of_huzhou_stands_at_a_place(scenario):
    known = re.compile("湖州|吴兴|南浔|德清|长兴|安吉|Huzhou|Wuxing|Nanxun|Deqing|Changxing|Anji")
    named = (scenario.zones, scenario.facilities, scenario.staff, scenario.projects, scenario.partners)
    assert not [row.id for table in named for row in table if known.search(row.name_zh + row.name_en)]


def test_huzhous_own_tables_are_left_alone():
    tables = huzhou()
    before = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    assert province.tables(tables) == province.tables(tables)
    assert tables == before


def test_it_runs_and_no_case_leaves_its_city(scenario):
    week = scenario.settings.model_copy(update={"days": 7, "warm_up_days": 0, "follow_up_days": 14})
    compiled = compile_network(scenario.model_copy(update={"settings": week}))
    done = replicate(compiled, week.seed, 1, engine_named("fast"))
    zones = np.array([int(city(row.county)[1:]) for row in scenario.zones])
    provincial = {at for at, row in enumerate(scenario.facilities) if row.tier == "department"}
    sites = np.array([int(city(row.county)[1:]) for row in scenario.facilities])
    home, first, last = zones[done.table.zone], done.table.facility, done.log.cases.facility_last
    assert len(np.unique(home)) == len(province.CITIES)
    for at in (first, last):
        assert not provincial & set(at.tolist())
        assert (sites[at[at >= 0]] == home[at >= 0]).all()
    solved = (done.log.cases.outcome == Outcome.SOLVED).mean()
    assert solved > 0.8  # people and work are in proportion
