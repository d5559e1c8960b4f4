"""What cannot be solved is told in both languages, all of it at once; what has no solution is no error."""

from dataclasses import replace

import numpy as np
import pytest

from sim.experiment.errors import InputError
from sim.planning.location import (
    INFEASIBLE,
    MAXIMAL_COVERING,
    P_MEDIAN,
    SET_COVERING,
    TIME_LIMIT,
    Ask,
    Instance,
    k_best,
    solve,
)
from tests.planning.location import brute

NONE = np.full(3, np.inf)


def village(**other) -> Instance:
    """Two points and three sites; the first site is open, the second covers both points, the third one."""
    minutes = np.array([[10.0, 5.0, 20.0], [30.0, 10.0, 5.0]])
    one = Instance(
        np.array([3.0, 1.0]), minutes, np.array([True, False, False]), np.ones(3), NONE, np.array([0, 1])
    )
    return replace(one, **other)


@pytest.mark.parametrize(
    ("other", "en", "zh"),
    [
        ({"existing": np.ones(3, bool)}, "no candidate site", "没有候选点"),
        ({"demand": np.array([3.0, -1.0])}, "demand must be finite and not negative: 1", "需求须为"),
        ({"cost": np.array([0.0, np.nan, 1.0])}, "cost must be finite and not negative: 1", "费用须为"),
        ({"demand": np.ones(3)}, "demand has shape (3,), not (2,)", "形状"),
        ({"minutes": np.array([[1.0, 2.0, 99.0], [1.0, 2.0, 16.0]])}, "of 15 minutes: 2", "15 分钟内"),
        ({"minutes": np.array([[1.0, 2.0, 3.0], NONE])}, "demand points no site may serve: 1", "需求点：1"),
        ({"minutes": np.zeros((0, 3)), "demand": np.zeros(0)}, "there is no demand point", "没有需求点"),
        ({"reach": 0.0}, "the reach must be above 0, not 0.0", "半径"),
        ({"capacity": np.array([1.0, -1.0, 1.0])}, "capacity must not be negative", "容量"),
    ],
)
def test_faults_of_an_instance(other, en, zh):
    with pytest.raises(InputError) as told:
        solve(village(**other), Ask(P_MEDIAN, p=1))
    assert en in told.value.message_en
    assert zh in told.value.message_zh


@pytest.mark.parametrize(
    ("ask", "en", "zh"),
    [
        (Ask("median", p=1), "there is no model 'median'", "没有模型"),
        (Ask(P_MEDIAN, p=1, budget=-1.0), "the budget must be finite and not negative: -1.0", "预算"),
        (Ask(P_MEDIAN, p=-1), "number of sites must not be negative: -1", "站点数不得为负"),
        (Ask(P_MEDIAN, p=3, exactly=True), "3 new sites are asked for, and there are 2", "只有 2 个"),
        (Ask(P_MEDIAN), "p_median needs a number of sites or a budget", "站点数或预算"),
        (Ask(MAXIMAL_COVERING, p=1, floor=1.5), "the floor must lie between 0 and 1: 1.5", "0 与 1 之间"),
        (Ask(MAXIMAL_COVERING, p=1, ceiling=9.0), "an option of the p-median", "p-中位"),
        (Ask(MAXIMAL_COVERING, p=1, share=0.5), "options of set covering", "集合覆盖"),
        (Ask(SET_COVERING, worst_first=True), "set covering has no worst township first", "最差乡镇"),
        (Ask(SET_COVERING, minimise="time"), "minimise is one of sites, cost", "minimise"),
        (Ask(SET_COVERING, exactly=True), "exactly needs a number", "exactly"),
        (Ask(P_MEDIAN, p=1, single=True), "an option of capacitated models", "有容量"),
        (Ask(P_MEDIAN, p=1, time_limit=0.0), "the time limit is not above 0: 0.0", "时限"),
    ],
)
def test_faults_of_what_is_asked(ask, en, zh):
    with pytest.raises(InputError) as told:
        solve(village(), ask)
    assert en in told.value.message_en
    assert zh in told.value.message_zh


def test_all_faults_are_told_at_once():
    wrong = village(demand=np.array([3.0, -1.0]), minutes=np.array([[1.0, 2.0, 99.0], [1.0, 2.0, 16.0]]))
    with pytest.raises(InputError, match=r"negative: 1; .*: 2$"):
        solve(wrong, Ask(P_MEDIAN, p=1))
    with pytest.raises(InputError, match=r"budget.*; .*floor"):
        solve(village(), Ask(P_MEDIAN, p=1, budget=-1.0, floor=2.0))


@pytest.mark.parametrize(
    "ask",
    [
        Ask(SET_COVERING, p=0),  # the second point is not covered
        Ask(MAXIMAL_COVERING, budget=0.5, floor=0.5),  # nor is its township
        Ask(P_MEDIAN, p=0, ceiling=20.0),
    ],
)
def test_what_has_no_solution_is_no_error(ask):
    found = solve(village(), ask)
    assert (found.status, found.found, found.sites, found.proven) == (INFEASIBLE, False, (), False)
    assert np.isnan([found.objective, found.bound, found.gap]).all()
    assert found.assignment.tolist() == [-1, -1]
    assert list(k_best(village(), ask, 3)) == []


def test_a_point_that_nothing_covers_leaves_a_full_cover_infeasible():
    far = village(minutes=np.array([[10.0, 5.0, 5.0], [30.0, 20.0, 25.0]]))
    assert far.coverable().tolist() == [True, False]
    assert solve(far, Ask(SET_COVERING)).status == INFEASIBLE
    assert solve(far, Ask(SET_COVERING, share=0.75)).objective == 0  # the open site has that


def test_capacities_too_small_for_all_demand():
    full = village(capacity=np.array([1.0, 1.0, 1.0]))
    assert solve(full, Ask(P_MEDIAN, p=2, capacitated=True)).status == INFEASIBLE
    found = solve(full, Ask(MAXIMAL_COVERING, p=2, capacitated=True))
    assert found.objective == pytest.approx(3)  # one unit at each site
    assert found.served == pytest.approx([2 / 3, 1])
    assert found.covered.tolist() == [False, True]


def test_hand_computed_values():
    one = village()
    covering = solve(one, Ask(MAXIMAL_COVERING, p=1))
    assert (covering.objective, covering.worst, covering.cost) == (4, 1, 1)
    median = solve(one, Ask(P_MEDIAN, p=1))  # site 1: 3 x 5 + 10; site 2: 3 x 10 + 5
    assert (median.sites, median.objective, median.bound) == ((1,), 25, 25)
    assert median.assignment.tolist() == [1, 1]
    assert [each.sites for each in k_best(one, Ask(P_MEDIAN, p=1), 9)] == [(1,), (2,), ()]
    assert [each.objective for each in k_best(one, Ask(P_MEDIAN, p=1), 9)] == [25, 35, 60]


def test_solutions_come_one_by_one_and_are_told():
    told = []
    found = k_best(village(), Ask(P_MEDIAN, p=1), 3, lambda number, one: told.append((number, one.sites)))
    next(found)
    assert told == [(1, (1,))]


def test_a_time_limit_leaves_a_bound_or_nothing():
    rng = np.random.default_rng(1)
    one = Instance(
        rng.integers(1, 99, 60).astype(float),
        rng.uniform(5, 60, (60, 60)),
        np.zeros(60, bool),
        np.ones(60),
        rng.uniform(300, 500, 60),
        np.arange(60) % 4,
    )
    found = solve(one, Ask(P_MEDIAN, p=12, capacitated=True, single=True, time_limit=0.2))
    assert (found.status, found.proven) == (TIME_LIMIT, False)
    assert not found.found or (found.bound < found.objective and found.gap > 0)


def test_demand_in_other_units_gives_the_same_sites():
    one = brute.instance(3)
    tiny, huge = (replace(one, demand=one.demand * factor) for factor in (1e-6, 1e7))
    for ask in (Ask(P_MEDIAN, p=2), Ask(MAXIMAL_COVERING, p=2, worst_first=True)):
        found = solve(one, ask)
        assert solve(tiny, ask).objective == pytest.approx(found.objective * 1e-6)
        assert solve(huge, ask).objective == pytest.approx(found.objective * 1e7)


def test_a_site_that_adds_nothing_stays_closed_where_fewer_will_do():
    """Sites 1 and 2 cover the same; the dearer is idle, and is opened only where two are asked for."""
    twice = village(minutes=np.array([[10.0, 5.0, 5.0], [30.0, 10.0, 10.0]]), cost=np.array([0.0, 1.0, 2.0]))
    for ask in (Ask(MAXIMAL_COVERING, p=2), Ask(P_MEDIAN, p=2)):
        assert solve(twice, ask).sites == (1,)
        assert solve(twice, ask._replace(exactly=True)).sites == (1, 2)
        found = [each.sites for each in k_best(twice, ask, 9)]
        assert sorted(found[:3]) == [(1,), (1, 2), (2,)]
        assert found[3:] == [()]


def test_a_site_nobody_is_assigned_to_stays_closed():
    roomy = village(
        capacity=np.array([1.0, 9.0, 9.0]), minutes=np.array([[9.0, 5.0, 14.0], [30.0, 5.0, 14.0]])
    )
    assert solve(roomy, Ask(P_MEDIAN, p=2, capacitated=True)).sites == (1,)
