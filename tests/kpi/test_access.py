import numpy as np
import pytest

from sim.network.codes import Channel, Outcome
from tests.kpi.build import BETA, HORIZON, MINUTE, Values, at, case, compiled, facilities


def test_within_15_minutes_enterprises():
    # north-1: alpha at 10 min; north-2: alpha at 20 (the centre at 5 is no station); south-1: beta at 5.
    values = Values([])
    assert values.all("within_15_minutes_enterprises") == (10 + 10) / 50
    assert values("within_15_minutes_enterprises", "county") == {"north": 10 / 40, "south": 1}
    assert values("within_15_minutes_enterprises", "industry") == {"food": 15 / 35, "tools": 5 / 15}
    # beta does not list disputes, and alpha, 14 min away, is in another county
    assert values("within_15_minutes_enterprises", "service") == {"licence": 20 / 50, "dispute": 10 / 50}


def test_fifteen_minutes_are_within_fifteen_minutes():
    network = compiled()
    far, just = network.demand.travel.copy(), network.demand.travel.copy()
    just[0, 0], far[0, 0] = 15 * MINUTE, 15 * MINUTE + 1
    for travel, north in ((just, 10 / 40), (far, 0)):
        values = Values([], network._replace(demand=network.demand._replace(travel=travel)))
        assert values("within_15_minutes_enterprises", "county")["north"] == north


def test_a_station_that_never_opens_covers_nobody():
    opening = facilities()
    late = np.where(np.arange(42) < 21, opening.open_start, opening.open_start + HORIZON)
    values = Values([], compiled(open_start=late, open_end=late + 1))
    assert values("within_15_minutes_enterprises", "county") == {"north": 10 / 40, "south": 0}


def test_out_of_area_stations_cover_other_counties_for_the_classes_that_allow_it():
    # without beta (it never opens), the south has alpha at 14 minutes: for licences, which may go out of area
    opening = facilities()
    late = np.where(np.arange(42) < 21, opening.open_start, opening.open_start + HORIZON)
    away = np.array([True, False, False, False, False, False])
    values = Values([], compiled(open_start=late, open_end=late + 1, out_of_area=away))
    assert values("within_15_minutes_enterprises", "county") == {"north": 10 / 40, "south": 1}
    assert values("within_15_minutes_enterprises", "service") == {"licence": 20 / 50, "dispute": 10 / 50}


def test_within_15_minutes_cases():
    cases = [
        case(one_way=15 * MINUTE),
        case(one_way=15 * MINUTE + 1),
        case(one_way=50 * MINUTE, channel=Channel.HOME_VISIT),  # the staff travel, not the enterprise
        case(channel=Channel.ONLINE),
        case(outcome=Outcome.UNSERVED, facility=-1),
        case(one_way=20 * MINUTE, zone=2, facility=BETA),
    ]
    values = Values(cases)
    assert values.all("within_15_minutes_cases") == 3 / 6
    assert values("within_15_minutes_cases", "county") == {"north": 3 / 5, "south": 0}


def test_travel_minutes_mean():
    cases = [case(travel=40 * MINUTE), case(travel=0), case(outcome=Outcome.UNSERVED, facility=-1)]
    cases += [case(at(0, 9), travel=999 * MINUTE)]  # in the warm-up
    assert Values(cases).all("travel_minutes_mean") == pytest.approx(20)
