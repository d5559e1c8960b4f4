"""The location problem of a scenario, by hand on the line, and against the KPI of the 15-minute circle."""

import numpy as np
import pytest

from sim.experiment.engines import engine_named
from sim.experiment.errors import InputError
from sim.experiment.replication import replicate
from sim.network import compile_network
from sim.planning.siting.candidates import Listed
from sim.planning.siting.changes import changes_of
from sim.planning.siting.own_travel import OwnTravel
from sim.planning.siting.setting import Weight, doubts, points_per_town, serves, staff_capacity
from sim.planning.siting.shortlist import covered_share
from sim.scenario import ScenarioErrors, change
from sim.scenario.schema.trip import Trip
from tests.builders import facility, service
from tests.planning.siting.line import candidate, candidates, line, placed
from tests.small_city import small_city

INF = np.inf


def test_minutes_by_hand():
    found = placed()
    assert found.names == ["s", "t", "a", "m", "b", "d"]
    expected = [  # s, t, a, m, b, d; t is in the other county
        [0, INF, 20, 30, 40, 44],
        [20, INF, 0, 10, 20, 24],
        [40, INF, 20, 10, 0, 4],
        [44, INF, 24, 14, 4, 0],
        [INF, 0, INF, INF, INF, INF],
    ]
    assert found.minutes == pytest.approx(np.array(expected), abs=0.01)
    assert found.instance.existing.tolist() == [True, True, False, False, False, False]
    assert found.instance.groups.tolist() == [0, 0, 1, 1, 2]
    minutes, which = found.nearest((4,))  # with b open
    assert minutes == pytest.approx([0, 20, 0, 4, 0], abs=0.01)
    assert [found.names[one] for one in which] == ["s", "s", "b", "b", "t"]


def test_weights_by_hand():
    assert placed(weight=Weight.enterprises).instance.demand.tolist() == [500, 100, 200, 300, 400]
    # 2 cases a year, half of them by walk-in or appointment
    assert placed().instance.demand == pytest.approx([500, 100, 200, 300, 400])
    quiet = line(services=[service("file", share_walk_in=0, share_online=1)])
    with pytest.raises(InputError, match="--weight enterprises"):
        placed(quiet)


def test_costs_by_hand():
    # two residents at 45,000 and one of the team X at 1,000; the lawyer and the chief are not copied
    assert placed().instance.cost.tolist() == [0, 0, *(91_000 + 1000 * km for km in (10, 15, 20, 22))]
    without = line(policies={"team": {"on": False}})
    assert placed(without).instance.cost[2] == 90_000 + 10_000


def test_capacity_by_hand():
    compiled = compile_network(line())
    # residents: 2 at half their time, 1 of team X, the chief; 8 hours a day, 30 minutes a case
    by_hand = (2 * 0.5 + 1 + 1) * 8 * 365 / 0.5 * 0.8
    assert staff_capacity(compiled)[0] == pytest.approx(by_hand)
    assert placed(listed=Listed.of([candidate("a", 10, capacity=7)])).instance.capacity[-1] == 7


def test_a_station_out_of_area_serves_the_other_county():
    abroad = line(
        services=[service("file", out_of_area=True, share_walk_in=1)],
        facilities=[facility("s", out_of_area=True), facility("t", km=40, county="b")],
    )
    assert serves(compile_network(abroad)).tolist() == [[True, False]] * 4 + [[True, True]]
    assert placed(abroad).minutes[4, 2] == pytest.approx(60, abs=0.01)  # a copy of s files out of area too


def test_a_candidate_that_nobody_is_near_is_refused():
    with pytest.raises(ScenarioErrors) as caught:
        placed(listed=Listed.of([candidate("a", 10), candidate("x", 31)]))
    (one,) = caught.value.problems
    assert (one.file, one.row, one.field) == ("candidates.csv", 3, "lat")
    assert "within 15 minutes; the nearest, z3, is 18.0 minutes away" in one.message_en
    assert "18.0" in one.message_zh
    assert len(placed(listed=Listed.of([candidate("x", 31)]), reach=18.5).candidates) == 1


def test_a_demand_point_that_nobody_serves_is_told():
    with pytest.raises(InputError, match=r"1 demand point.*\(y\)"):
        placed(line(facilities=[facility("s"), facility("t", km=40, county="b", open=False)]))


def test_own_travel_replaces_the_formula():
    rows = [Trip(origin="z0", facility="a", km=3, minutes=5), Trip(origin="s", facility="a", km=1, minutes=2)]
    found = placed(own=OwnTravel(tuple(rows)))
    assert found.minutes[:2, 2] == pytest.approx([5, 0], abs=0.01)


BESIDE = [facility("s"), facility("t", km=20, county="b")]  # t stands where z2 is, in another county


@pytest.mark.parametrize(
    ("scenario", "listed"),
    [
        (line(), candidates()),
        (line(facilities=BESIDE), candidates()),
        (small_city(cases_per_day=5), Listed.of([candidate("new", 25, county="b", template="t")])),
    ],
    ids=["line", "other county", "small city"],
)
def test_coverage_is_the_kpi_of_the_simulation(scenario, listed):
    """Before and after a design: the same stations serve the same demand points within the same minutes."""
    found = placed(scenario, listed, weight=Weight.enterprises)
    site = len(found.stations)
    for sites in ((), (site,)):
        design = change(scenario, changes_of(scenario, found.opened(sites))) if sites else scenario
        kpis = replicate(compile_network(design), 1, 1, engine_named("fast")).kpis
        row = kpis.filter(kpi="within_15_minutes_enterprises", level="network")
        assert row["value"][0] == pytest.approx(covered_share(found, sites))


def test_a_station_of_another_county_covers_nobody_here():
    """What the test above would miss without the rule: z2 beside t would count as covered."""
    found = placed(line(facilities=BESIDE))
    compiled = found.compiled
    assert compiled.demand.travel[2, 1] == 0
    assert not serves(compiled)[2, 1]
    wrong = (compiled.demand.travel <= 900).any(axis=1)
    assert wrong[2]
    assert not (found.nearest(())[0] <= 15)[2]


def test_towns_with_one_demand_point_are_warned_of():
    assert points_per_town(line()) == (3, 1, 2)
    (one,) = doubts(line())
    assert one["en"].startswith("1 of 3 towns have one demand point only")
    assert "只有一个需求点" in one["zh"]
