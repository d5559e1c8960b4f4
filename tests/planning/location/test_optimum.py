"""Every model and option against all sets of sites, valued one by one."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

from sim.planning.location import (
    INFEASIBLE,
    MAXIMAL_COVERING,
    P_MEDIAN,
    SET_COVERING,
    Ask,
    Instance,
    Solution,
    k_best,
    solve,
)
from tests.planning.location import brute

Solve = Callable[[Instance, Ask], Solution]
ASKS = {
    "fewest": Ask(SET_COVERING),
    "cheapest": Ask(SET_COVERING, minimise="cost", budget=12.0),
    "a share": Ask(SET_COVERING, share=0.7, p=3),
    "a share, and every township": Ask(SET_COVERING, share=0.7, floor=0.5),
    "covering": Ask(MAXIMAL_COVERING, p=2),
    "covering, exactly": Ask(MAXIMAL_COVERING, p=2, exactly=True),
    "covering, a budget": Ask(MAXIMAL_COVERING, budget=5.0),
    "covering, a floor": Ask(MAXIMAL_COVERING, p=3, floor=0.4),
    "covering, the worst first": Ask(MAXIMAL_COVERING, p=2, worst_first=True),
    "median": Ask(P_MEDIAN, p=2),
    "median, exactly": Ask(P_MEDIAN, p=3, exactly=True),
    "median, a budget": Ask(P_MEDIAN, p=3, budget=6.0),
    "median, a floor": Ask(P_MEDIAN, p=3, floor=0.4),
    "median, a ceiling": Ask(P_MEDIAN, p=3, ceiling=20.0),
    "median, the worst first": Ask(P_MEDIAN, p=2, exactly=True, worst_first=True),
}
CAPACITATED = {
    "fewest": Ask(SET_COVERING, capacitated=True),
    "a share": Ask(SET_COVERING, share=0.6, capacitated=True, minimise="cost"),
    "covering": Ask(MAXIMAL_COVERING, p=2, capacitated=True),
    "median": Ask(P_MEDIAN, p=2, capacitated=True),
    "median, a budget": Ask(P_MEDIAN, budget=6.0, capacitated=True),
}
SINGLE = {
    "fewest": Ask(SET_COVERING, capacitated=True, single=True),
    "covering, the worst first": Ask(MAXIMAL_COVERING, p=2, capacitated=True, single=True, worst_first=True),
    "median": Ask(P_MEDIAN, p=2, capacitated=True, single=True),
    "median, a floor": Ask(P_MEDIAN, p=2, capacitated=True, single=True, floor=0.3),
}


def value(found: Solution, ask: Ask) -> brute.Value:
    """What was found, as `brute` values it: the least is the best."""
    sign = -1.0 if ask.model == MAXIMAL_COVERING else 1.0
    return (1 - found.worst if ask.worst_first else 0.0), sign * found.objective


def assert_optimal(one: Instance, ask: Ask, solver: Solve = solve) -> bool:
    """Compare with the best of all sets; tell whether there was one."""
    every = brute.values(one, ask)
    found = solver(one, ask)
    if not every:
        assert found.status == INFEASIBLE
        assert not found.found
        return False
    assert found.proven
    assert found.gap == 0
    assert found.sites in every
    assert value(found, ask) == pytest.approx(every[found.sites], abs=1e-5)
    assert value(found, ask) == pytest.approx(min(every.values()), abs=1e-5)
    assert found.cost == one.cost[list(found.sites)].sum()
    return True


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS)
def test_the_best_of_all_sets_is_found(ask):
    feasible = [
        assert_optimal(brute.instance(seed, existing=seed % 3, whole=seed % 2 == 0), ask) for seed in range(8)
    ]
    assert any(feasible)


@pytest.mark.parametrize("ask", CAPACITATED.values(), ids=CAPACITATED)
def test_within_capacities_too(ask):
    feasible = [
        assert_optimal(brute.instance(seed, 5, 5, existing=1, whole=seed % 2 == 0), ask) for seed in range(6)
    ]
    assert any(feasible)


@pytest.mark.parametrize("ask", SINGLE.values(), ids=SINGLE)
def test_within_capacities_with_whole_points(ask):
    feasible = [assert_optimal(brute.instance(seed, 4, 4, existing=1), ask) for seed in range(8)]
    assert any(feasible)


@pytest.mark.parametrize("name", ["fewest", "covering, exactly", "median", "median, the worst first"])
def test_the_k_best_are_those_of_all_sets(name):
    ask = ASKS[name]
    for seed in range(3):
        one = brute.instance(seed, sites=5)
        every = brute.values(one, ask)
        found = list(k_best(one, ask, 7))
        assert len(found) == min(7, len(every))
        assert len({each.sites for each in found}) == len(found)
        assert [value(each, ask) for each in found] == [
            pytest.approx(best, abs=1e-5) for best in sorted(every.values())[:7]
        ]
        assert all(value(each, ask) == pytest.approx(every[each.sites], abs=1e-5) for each in found)


def deaf_to_capacity(one: Instance, ask: Ask) -> Solution:
    return solve(replace(one, capacity=np.full(len(one.capacity), np.inf)), ask)


def blind_to_existing(one: Instance, ask: Ask) -> Solution:
    closed = replace(one, minutes=np.where(one.existing & (one.minutes > 0), 1e3, one.minutes))
    return solve(closed, ask)


@pytest.mark.parametrize(
    ("solver", "ask"),
    [(deaf_to_capacity, CAPACITATED["median"]), (blind_to_existing, ASKS["covering"])],
    ids=["capacities", "existing sites"],
)
def test_a_solver_that_leaves_something_out_is_caught(solver, ask):
    caught = 0
    for seed in range(8):
        try:
            assert_optimal(brute.instance(seed, 5, 5), ask, solver)
        except AssertionError:
            caught += 1
    assert caught >= 2


def test_a_cut_that_takes_neighbours_along_is_caught(monkeypatch):
    """Cutting off every set that shares a site, not just this one, loses sets of the k best."""
    ask, one = ASKS["covering"], brute.instance(0)
    every = brute.values(one, ask)

    def wrong(one, ask, before):
        neighbours = [found for found in every for each in before if set(found) & set(each)]
        return solve(one, ask, [*before, *neighbours])

    best = sorted(every.values())[:6]
    assert [value(each, ask) for each in k_best(one, ask, 6)] == best
    monkeypatch.setattr(import_module("sim.planning.location.k_best"), "solve", wrong)
    assert [value(each, ask) for each in k_best(one, ask, 6)] != best
