"""Candidates made by rule, and gathered from several sources."""

import numpy as np
import pytest

from sim.experiment.errors import InputError
from sim.network.compile.travel import haversine
from sim.planning.siting.changes import changes_of
from sim.planning.siting.gather import Sources, gather
from sim.planning.siting.generate import demand_points, grid, towns_without_station, write_candidates
from sim.scenario import ScenarioErrors, change
from tests.builders import LAT, facility, zone
from tests.planning.siting.line import ENTERPRISES, candidates, line


def test_a_grid_by_hand():
    rows = grid(line(), 10)  # at km 0, 10, 20, 30, 40; every one of them is within 10 km of a demand point
    assert [row.id for row in rows] == [f"grid.{number}.1" for number in range(1, 6)]
    lat = np.array([row.lat for row in rows])
    there = haversine(lat, np.full(5, 120.0), np.array([LAT]), np.array([120.0]))[:, 0]
    assert there == pytest.approx([0, 10, 20, 30, 40], abs=0.01)
    # km 30 is nearest to z3, 8 km away: county c and its station, as all but the last
    assert [(row.county, row.template) for row in rows] == [*[("c", "s")] * 4, ("b", "t")]
    assert {row.source for row in rows} == {"assumed"}


def test_places_that_are_stations_by_now_are_left_out():
    base = line()
    opened = changes_of(base, grid(base, 10)[1:2])
    after = change(base, [dict(one) for one in opened])
    assert [row.id for row in grid(after, 10)] == [f"grid.{number}.1" for number in (1, 3, 4, 5)]
    first = demand_points(base)[:1]
    after = change(base, [dict(one) for one in changes_of(base, first)])
    assert [row.id for row in demand_points(after)] == [row.id for row in demand_points(base)[1:]]


def test_grid_points_far_from_everybody_are_left_out():
    assert [row.id for row in grid(line(), 5)] == [f"grid.{n}.1" for n in (1, 2, 3, 4, 5, 6, 8, 9)]
    assert [row.county for row in grid(line(), 5, ["b"])] == ["b"]


@pytest.mark.parametrize("km", [0, -1, float("nan"), 0.01])
def test_grids_that_cannot_be(km):
    with pytest.raises(InputError, match="--grid"):
        grid(line(), km)


def test_towns_without_a_station():
    (one,) = towns_without_station(line())
    assert (one.id, one.town, one.template) == ("town.far", "far", "s")
    km = (20 * ENTERPRISES["z2"] + 22 * ENTERPRISES["z3"]) / (ENTERPRISES["z2"] + ENTERPRISES["z3"])
    there = haversine(np.array([one.lat]), np.array([one.lon]), np.array([LAT]), np.array([120.0]))
    assert there[0, 0] == pytest.approx(km, abs=0.01)
    with pytest.raises(InputError, match="every town has a station"):
        towns_without_station(line(), ["b"])


def test_demand_points_and_counties():
    assert [row.id for row in demand_points(line())] == ["at.z0", "at.z1", "at.z2", "at.z3", "at.y"]
    with pytest.raises(InputError, match="no such county"):
        demand_points(line(), ["nowhere"])
    bare = line(facilities=[facility("s")])
    with pytest.raises(InputError, match="b has no open station"):
        demand_points(bare)


def test_sources_are_gathered(tmp_path):
    write_candidates(candidates().rows, tmp_path / "it.csv")
    found = gather(line(), Sources(tmp_path / "it.csv", 5.0, points=True))
    names = [row.id for row in found.rows]
    assert names[:4] == ["a", "m", "b", "d"]
    assert "at.y" in names
    assert "grid.6.1" in names
    assert found.places[0] == ("it.csv", 2)
    assert [row.id for row in gather(line(), Sources(tmp_path / "it.csv", kinds=["township"])).rows] == names[
        :4
    ]


def test_a_generated_point_out_of_reach_is_left_out():
    lonely = line(zones=[*(zone(f"z{n}", km=n) for n in (0, 1)), zone("y", km=40, county="b")])
    lonely = lonely.model_copy(update={"enterprises": ()})
    # grid points at km 0, 14, 28, 42: the third is 13 km or 26 minutes from y, nobody else is nearer
    near = gather(lonely, Sources(grid_km=14.0))
    assert [row.id for row in near.rows] == ["grid.1.1"]


def test_what_is_refused(tmp_path):
    for sources, words in (
        (Sources(), "there is no candidate"),
        (Sources(tmp_path / "none.csv"), "does not exist"),
        (Sources(towns=True, kinds=["castle"]), "--kind castle"),
        (Sources(towns=True, kinds=["brand"]), "no candidate is left"),
    ):
        with pytest.raises(InputError, match=words):
            gather(line(), sources)
    write_candidates(demand_points(line()), tmp_path / "it.csv")
    with pytest.raises(ScenarioErrors, match="used twice"):
        gather(line(), Sources(tmp_path / "it.csv", points=True))
