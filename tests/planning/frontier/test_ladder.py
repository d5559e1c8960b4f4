"""The best plan within a budget, against every plan there is."""

from itertools import product

import numpy as np
import pytest

from sim.planning.frontier.ladder import TIE, best_within, budgets, scales
from sim.planning.staffing.levers import Plan, Space
from tests.planning.frontier.spaces import at_random, heads

WEIGHTS = ((0.5, 0.5), (1.0, 0.0), (0.2, 0.8))


def worth(space: Space, gains: list[np.ndarray], weights: tuple[float, float], plan: Plan) -> float:
    """The objective of a plan, from its definition."""
    known = sum(len(one[~np.isnan(one).any(axis=1)]) for one in gains)
    assert known
    costs = [
        level.cost
        for lever, own in zip(space.levers, gains, strict=True)
        for level, gain in zip(lever.levels, own, strict=True)
        if not np.isnan(gain).any()
    ]
    total = sum(own[level] for own, level in zip(gains, plan, strict=True))
    return float((total / scales(gains)) @ weights - TIE * space.cost(plan) / sum(costs))


def brute(
    space: Space, gains: list[np.ndarray], weights: tuple[float, float], budget: float, covers: bool = True
) -> float:
    """The best objective of all plans; -inf if there is none."""
    best = -np.inf
    for plan in product(*(range(len(one.levels)) for one in space.levers)):
        if any(np.isnan(own[level]).any() for own, level in zip(gains, plan, strict=True)):
            continue
        if space.cost(plan) <= budget and (space.covered(plan) or not covers):
            best = max(best, worth(space, gains, weights, plan))
    return best


@pytest.mark.parametrize("seed", range(12))
def test_it_is_the_best_of_all_plans(seed):
    space, gains = at_random(seed)
    for weights, budget in product(WEIGHTS, (12, 25, 60)):
        plan = best_within(space, gains, weights, budget)
        expected = brute(space, gains, weights, budget)
        if plan is None:
            assert expected == -np.inf
        else:
            assert space.covered(plan)
            assert space.cost(plan) <= budget
            assert worth(space, gains, weights, plan) == pytest.approx(expected, abs=1e-9)


def test_without_covers_other_plans_would_be_best():
    apart = 0
    for seed in range(12):
        space, gains = at_random(seed)
        apart += brute(space, gains, WEIGHTS[0], 60, covers=False) > brute(space, gains, WEIGHTS[0], 60)
    assert apart > 0


def test_equal_plans_go_to_the_cheaper():
    space = Space((heads("a", [10, 20], 1), heads("b", [10, 30], 1)), ())
    gains = [np.array([[0.0, 0.0], [0.0, 0.0]]), np.array([[-1.0, -1.0], [0.0, 0.0]])]
    assert best_within(space, gains, (0.5, 0.5), 100) == (0, 1)
    assert best_within(space, gains, (0.5, 0.5), 39.9) == (0, 0)
    assert best_within(space, gains, (0.5, 0.5), 19.9) is None


def test_budgets_hold_todays_cost():
    assert budgets(10, 30, 4, 19) == [10, 19, 20, 30]
    assert budgets(10, 30, 3, 40) == [10, 20, 30]
    assert budgets(10, 30, 2, 19) == [10, 19, 30]
