"""Optima beside those of spopt (pysal), which writes its own programs and has them solved by CBC."""

from dataclasses import replace

import numpy as np
import pytest

from sim.planning.location import MAXIMAL_COVERING, P_MEDIAN, SET_COVERING, Ask, Instance, solve

pytestmark = pytest.mark.filterwarnings("ignore")
P = 4


@pytest.fixture(scope="module")
def locate():
    """Only here: what spopt imports takes seconds."""
    return pytest.importorskip("spopt.locate")


def town(seed: int, zones: int = 30, sites: int = 20) -> Instance:
    """Points and sites in a square; the first two sites are open already."""
    rng = np.random.default_rng(seed)
    points, places = rng.uniform(0, 60, (zones, 2)), rng.uniform(0, 60, (sites, 2))
    minutes = np.round(np.hypot(*(points[:, None] - places).T).T, 2)
    demand = rng.integers(1, 50, zones).astype(float)
    capacity = np.full(sites, np.ceil(demand.sum() / 5))
    groups = np.zeros(zones, np.int64)
    return Instance(demand, minutes, np.arange(sites) < 2, np.ones(sites), capacity, groups, 15.0)


def theirs(model) -> float:
    import pulp

    solved = model.solve(pulp.PULP_CBC_CMD(msg=False))
    assert pulp.LpStatus[solved.problem.status] == "Optimal"
    return float(solved.problem.objective.value())


@pytest.mark.parametrize("seed", range(2))
def test_set_covering(seed, locate):
    one = town(seed)
    coverable = one.near.any(axis=1)
    demand, minutes, groups = one.demand[coverable], one.minutes[coverable], one.groups[coverable]
    kept = replace(one, demand=demand, minutes=minutes, groups=groups)
    other = locate.LSCP.from_cost_matrix(
        kept.minutes, kept.reach, predefined_facilities_arr=one.existing.astype(int)
    )
    assert solve(kept, Ask(SET_COVERING)).objective == theirs(other) - 2  # theirs counts the open ones


@pytest.mark.parametrize("seed", range(2))
def test_maximal_covering(seed, locate):
    one = town(seed)
    other = locate.MCLP.from_cost_matrix(
        one.minutes, one.demand, one.reach, P + 2, predefined_facilities_arr=one.existing.astype(int)
    )
    assert solve(one, Ask(MAXIMAL_COVERING, P)).objective == pytest.approx(theirs(other))


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("capacitated", [False, True])
def test_p_median(seed, capacitated, locate):
    one = town(seed, *((15, 10) if capacitated else (30, 20)))
    other = locate.PMedian.from_cost_matrix(
        one.minutes,
        one.demand,
        P + 2,
        predefined_facilities_arr=one.existing.astype(int),
        facility_capacities=one.capacity if capacitated else None,
    )
    ours = solve(replace(one, reach=60.0), Ask(P_MEDIAN, P, capacitated=capacitated, single=capacitated))
    assert ours.objective == pytest.approx(theirs(other))
