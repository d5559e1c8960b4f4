"""Covering within capacities by cuts: the same optima as the whole assignment program, and the right cuts."""

from dataclasses import replace

import numpy as np
import pytest

from sim.planning.location import MAXIMAL_COVERING, Ask, Instance, maximal_covering
from sim.planning.location.covering_cuts import _Master, applies, minimise_by_cuts, unserved_side
from sim.planning.location.program import OPTIMAL
from tests.planning.location import brute


def square(seed: int) -> Instance:
    """Points and sites in a square, ten mean sites as large as all demand."""
    rng = np.random.default_rng(seed)
    points, sites = rng.uniform(0, 60, (25, 2)), rng.uniform(0, 60, (20, 2))
    minutes = np.hypot(*np.moveaxis(points[:, None] - sites, -1, 0))
    demand = rng.integers(1, 50, 25).astype(float)
    capacity = rng.uniform(0.5, 1.5, 20) * demand.sum() / 10
    cost, groups = rng.uniform(1, 3, 20), np.zeros(25, np.int64)
    return Instance(demand, minutes, np.arange(20) < 2, cost, capacity, groups, 20.0)


@pytest.mark.parametrize(
    ("ask", "forbidden"),
    [
        (Ask(MAXIMAL_COVERING, 4, capacitated=True), []),
        (Ask(MAXIMAL_COVERING, 5, True, capacitated=True), [(2, 3, 4, 5, 6)]),
        (Ask(MAXIMAL_COVERING, budget=7.0, capacitated=True), []),
    ],
)
def test_both_programs_have_the_same_optimum(ask, forbidden):
    for seed in range(4):
        one = square(seed)
        formulation = maximal_covering.build(one, ask, forbidden)
        whole = formulation.program.minimise(formulation.cost, 60.0)
        by_cuts = minimise_by_cuts(formulation, one, ask, forbidden)
        assert (whole.status, by_cuts.status) == (OPTIMAL, OPTIMAL)
        assert by_cuts.objective == pytest.approx(whole.objective, abs=1e-4)
        assert by_cuts.bound == pytest.approx(by_cuts.objective, abs=1e-4)


def test_without_the_cuts_too_much_would_be_promised(monkeypatch):
    one, ask = square(0), Ask(MAXIMAL_COVERING, 4, capacitated=True)
    formulation = maximal_covering.build(one, ask, [])
    served = minimise_by_cuts(formulation, one, ask, []).objective
    monkeypatch.setattr(_Master, "add_cut", lambda master, side: None)
    master = _Master(one, ask, [])
    assert master.program.minimise(master.cost, 10.0).objective < served - 1


def test_the_minimum_cut():
    """One site of capacity 4 near points of 3 and 2, another near the third point, which it serves wholly."""
    minutes = np.array([[5.0, 50.0], [5.0, 50.0], [50.0, 5.0]])
    one = Instance(
        np.array([3.0, 2.0, 1.0]),
        minutes,
        np.array([True, False]),
        np.ones(2),
        np.array([4.0, 9.0]),
        np.zeros(3, int),
    )
    formulation = maximal_covering.build(one, Ask(MAXIMAL_COVERING, 1, capacitated=True), [])
    flow, x = formulation.flow, np.zeros(formulation.program.columns)
    x[flow.column] = [{0: 1.0, 1: 0.5, 2: 1.0}[zone] for zone in flow.zone.tolist()]
    side = unserved_side(one, flow, np.array([True, True]), x)
    assert side.tolist() == [
        True,
        True,
        False,
    ]  # the first point competes with the second, the third does not


def test_where_it_applies():
    plain = Ask(MAXIMAL_COVERING, 2, capacitated=True)
    assert applies(plain)
    others = [
        {"capacitated": False},
        {"single": True},
        {"floor": 0.5},
        {"worst_first": True},
        {"model": "p_median"},
    ]
    assert not any(applies(plain._replace(**other)) for other in others)


def test_small_instances_with_points_without_demand():
    ask = Ask(MAXIMAL_COVERING, 2, capacitated=True)
    for seed in range(20, 28):
        one = brute.instance(seed, 5, 5)
        one = replace(one, demand=np.where(np.arange(5) == seed % 5, 0.0, one.demand + 1))
        formulation = maximal_covering.build(one, ask, [])
        found = minimise_by_cuts(formulation, one, ask, [])
        best = min(value for _, value in brute.values(one, ask).values())
        assert found.objective * one.scale() == pytest.approx(best, abs=1e-5)
