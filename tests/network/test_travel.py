"""Travel: distances on the globe and on the road, speeds by road class, trips that are given."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.network import compile_network
from sim.network.compile.travel import (
    Roads,
    facilities_to_facilities,
    haversine,
    hours_on_road,
    km_within,
    minutes_and_km,
    minutes_to_facilities,
    roads_of,
    seconds_on_road,
)
from sim.scenario import change
from sim.scenario.scenario import Scenario
from tests import gallery
from tests.builders import facility, minimal, named, north, with_demand, zone

ONE_SPEED = Roads(np.array([np.inf]), np.array([30.0]))
CLASSES = [  # of a trip: 2 km at 20 km/h, 8 at 40, the rest at 60
    named("street", up_to_km=2, speed=20),
    named("road", up_to_km=10, speed=40),
    named("trunk", speed=60),
]
TRAVEL = {"travel": {"detour": 1.5, "fixed_minutes": 3}}


def test_one_degree_on_the_meridian_and_on_the_equator() -> None:
    origin = np.array([0.0])
    quarter = haversine(origin, origin, np.array([90.0]), np.array([0.0]))
    assert quarter[0, 0] == pytest.approx(6371.0088 * np.pi / 2)
    degree = haversine(origin, origin, np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]))
    assert degree[0] == pytest.approx([111.195, 111.195, 0], abs=1e-3)


def test_huzhou_to_hangzhou() -> None:
    found = haversine(np.array([30.8703]), np.array([120.0933]), np.array([30.2937]), np.array([120.1614]))
    assert found[0, 0] == pytest.approx(64.4, abs=0.1)


def test_detour_speed_and_the_fixed_part() -> None:
    travel = {"travel": {"detour": 1.5, "speed": 45, "fixed_minutes": 3}}
    demand = compile_network(
        minimal(zones=[zone("z"), zone("y", km=6)], facilities=[facility("s", km=6)], policies=travel)
    ).demand
    assert demand.distance[:, 0] == pytest.approx([9, 0])
    assert demand.travel.tolist() == [[12 * 60 + 180], [180]]


def test_seconds_are_rounded_to_the_nearest() -> None:
    assert seconds_on_road(np.array([[0.0041, 0.0042]]), ONE_SPEED, 0.0).tolist() == [[0, 1]]


# Road classes


def by_class(**more: Any) -> Scenario:
    """Demand points 0, 1, 4 and 12 km from the station: 0, 1.5, 6 and 18 km on the road."""
    points = [zone(name, km=km) for name, km in (("a", 0), ("b", 1), ("c", 4), ("d", 12))]
    return minimal(
        zones=points,
        enterprises=[{"zone": "a", "industry": "i", "enterprises": 100}],
        policies=TRAVEL,
        roads=CLASSES,
        **more,
    )


def test_each_kilometre_runs_at_the_speed_of_its_class() -> None:
    """By hand: 1.5 km = 4.5 min; 6 = 2 at 20 + 4 at 40 = 6 + 6; 18 = 6 + 12 + 8 at 60 = 26; and 3 each."""
    demand = compile_network(by_class()).demand
    assert demand.distance[:, 0] == pytest.approx([0, 1.5, 6, 18])
    assert demand.travel[:, 0].tolist() == [180, 450, 900, 29 * 60]
    whole_trip_at_the_last_class = [180 + round(km / speed * 3600) for km, speed in ((6, 40), (18, 60))]
    assert demand.travel[2:, 0].tolist() != whole_trip_at_the_last_class


def test_a_trip_that_ends_on_a_bound_and_one_beyond() -> None:
    hours = hours_on_road(np.array([[2.0, 10.0, 10.6]]), roads_of(by_class()))
    assert hours[0] * 60 == pytest.approx([6, 18, 18.6])


def test_classes_of_one_speed_are_that_speed() -> None:
    one = minimal(zones=[zone("z", km=7)], policies={"travel": {"speed": 37}})
    classes = [named("short", up_to_km=1, speed=37), named("long", speed=37)]
    alike = minimal(zones=[zone("z", km=7)], policies={"travel": {"speed": 80}}, roads=classes)
    found = [compile_network(each).demand.travel.tolist() for each in (one, alike)]
    assert found[0] == found[1] == [[round(7 / 37 * 3600)]]


@pytest.mark.parametrize(("minutes", "km"), [(-1, 0), (0, 0), (3, 1), (6, 2), (12, 6), (18, 10), (26, 18)])
def test_km_within_some_minutes_is_the_inverse(minutes: float, km: float) -> None:
    assert km_within(roads_of(by_class()), minutes / 60) == pytest.approx(km)
    assert km_within(ONE_SPEED, 0.2) == 6


# Trips that are given


def trip(origin: str, to: str, km: float, minutes: float) -> dict[str, Any]:
    return {"origin": origin, "facility": to, "km": km, "minutes": minutes}


def test_a_trip_replaces_the_formula_and_nothing_is_added() -> None:
    demand = compile_network(by_class(travel=[trip("c", "s", 7.5, 11.26)])).demand
    assert demand.distance[:, 0] == pytest.approx([0, 1.5, 7.5, 18])
    assert demand.travel[:, 0].tolist() == [180, 450, 676, 29 * 60]  # 675.6 s


def on_call(*trips: dict[str, Any]) -> Scenario:
    """The lawyer of facility d, 10 km from the station: 20 minutes by the formula."""
    return Scenario.model_validate({**gallery.on_call_law().model_dump(mode="json"), "travel": trips})


def test_the_way_out_and_the_way_back_are_rows_of_their_own() -> None:
    base = compile_network(on_call()).network.rotation
    assert base.travel is base.back
    assert base.travel.tolist() == [[0, 1200], [1200, 0], [1200, 0]]
    out = compile_network(on_call(trip("d", "s", 12, 25))).network.rotation
    assert (out.travel[1].tolist(), out.back[1].tolist()) == ([1500, 0], [1200, 0])
    back = compile_network(on_call(trip("s", "d", 12, 25))).network.rotation
    assert (back.travel[1].tolist(), back.back[1].tolist()) == ([1200, 0], [1500, 0])


def test_from_facility_to_facility_and_nowhere_to_itself() -> None:
    trips = facilities_to_facilities(on_call(trip("d", "s", 12, 25)))
    assert trips.seconds.tolist() == [[0, 1200], [1500, 0]]
    assert trips.km == pytest.approx(np.array([[0, 10], [12, 0]]))


# For places that are no facilities yet


def test_candidates_are_reached_by_the_same_model() -> None:
    scenario = by_class(travel=[trip("c", "s", 7.5, 11.26)])
    here = [("s", north(0), 120.0), ("new", north(4), 120.0)]
    minutes, km = minutes_and_km(scenario, here)
    assert minutes[:, 0].tolist() == [3, 7.5, 15, 29], "a candidate is not the facility of its name"
    assert km[:, 1] == pytest.approx([6, 4.5, 0, 12])
    assert minutes[:, 1].tolist() == [15, 3 + 6 + 3.75, 3, 3 + 18 + 2]
    assert minutes_to_facilities(scenario)[:, 0].tolist() == [3, 7.5, 676 / 60, 29]


def test_a_matrix_of_candidates_replaces_the_formula() -> None:
    minutes, km = minutes_and_km(by_class(), [("new", north(4), 120.0)], {("b", "new"): (5.0, 9.0)})
    assert (minutes[1, 0], km[1, 0]) == (9, 5)
    assert minutes[0, 0] == 15
    assert minutes_and_km(by_class(), [])[0].shape == (4, 0)


def test_a_candidate_that_is_built_is_as_near_as_promised() -> None:
    """What siting reckons with is what is simulated once the candidate is a facility."""
    base = with_demand(by_class(), 5)
    own = {("b", "new"): (5.0, 9.0)}
    minutes, km = minutes_and_km(base, [("new", north(4), 120.0)], own)
    built = change(
        base,
        [
            {"add": {"table": "facilities", "row": facility("new", km=4)}},
            {"add": {"table": "travel", "row": trip("b", "new", 5, 9)}},
        ],
    )
    demand = compile_network(built).demand
    assert demand.travel[:, 1].tolist() == (minutes[:, 0] * 60).tolist()
    assert demand.distance[:, 1].tolist() == km[:, 0].tolist()
