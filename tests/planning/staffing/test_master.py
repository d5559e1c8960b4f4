"""The master problem against brute force on small random spaces, and by hand."""

import numpy as np
import pytest

from sim.planning.staffing.levers import Space
from sim.planning.staffing.master import Guide, cheapest
from tests.planning.staffing.made import choice, cover, every, heads


def random_space(rng) -> Space:
    """Two or three groups of two to four levels, mostly a choice, and some covers."""
    n = int(rng.integers(2, 4))
    levers = []
    for number in range(n):
        costs = np.cumsum(rng.integers(0, 9, size=int(rng.integers(2, 5)))).astype(float)
        levers.append(heads(number, costs.tolist(), int(rng.integers(len(costs)))))
    if rng.random() < 0.7:
        levers.append(choice(n, [0.0, *rng.integers(-6, 9, size=int(rng.integers(1, 3))).astype(float)]))
    covers = [
        cover(int(rng.integers(1, 4)), *sorted(rng.choice(n, int(rng.integers(1, n + 1)), replace=False)))
        for _ in range(int(rng.integers(0, 3)))
    ]
    return Space(tuple(levers), tuple(covers))


def allowed(space, plan, cuts, without, bounds):
    """By the words of the master: covers hold, each cut has some lever above it, none of those left out."""
    above = all(
        any(a > c if one.ordered else a != c for a, c, one in zip(plan, cut, space.levers, strict=True))
        for cut in cuts
    )
    within = all(low <= plan[lever] <= high for lever, (low, high) in bounds.items())
    return space.covered(plan) and above and within and plan not in without


def drawn(rng, space, most):
    plans = every(space)
    return [plans[place] for place in rng.choice(len(plans), int(rng.integers(0, most + 1)), replace=False)]


@pytest.mark.parametrize("seed", range(40))
def test_covers_cuts_and_what_is_left_out(seed):
    rng = np.random.default_rng(seed)
    space = random_space(rng)
    cuts, without = drawn(rng, space, 4), drawn(rng, space, 3)
    bounds = {0: (1, len(space.levers[0].levels) - 1)} if rng.random() < 0.5 else {}
    costs = [space.cost(p) for p in every(space) if allowed(space, p, cuts, without, bounds)]
    found = cheapest(space, cuts, bounds=bounds, without=without)
    if not costs:
        assert found is None
        return
    assert found is not None
    assert allowed(space, found.plan, cuts, without, bounds)
    assert found.cost == pytest.approx(min(costs), abs=1e-6)
    assert found.bound == pytest.approx(found.cost, abs=1e-6)


@pytest.mark.parametrize("seed", range(40))
def test_the_guide_adds_effects_up(seed):
    """Sums stay at 0 or more where that can be, at least cost; else as little as may be is missing."""
    rng = np.random.default_rng(1_000 + seed)
    space = random_space(rng)
    at = every(space)[int(rng.integers(len(every(space))))]
    effects = {
        (number, level): rng.normal(0, 3, 2).round(1)
        for number, lever in enumerate(space.levers)
        for level in range(len(lever.levels))
        if level == at[number] or rng.random() < 0.8
    }
    sums, weights = rng.normal(-1, 2, 2).round(1), np.array([1.0, 2.0])

    def short(plan):
        moves = list(enumerate(plan))
        total = sums + sum(effects[move] - effects[move[0], at[move[0]]] for move in moves)
        return np.maximum(-total, 0.0)

    open_plans = [
        plan for plan in every(space)
        if space.covered(plan) and all(move in effects for move in enumerate(plan))
    ]  # fmt: skip
    found = cheapest(space, [], Guide(at, sums, effects, weights))
    if not open_plans:
        assert found is None
        return
    assert found is not None
    least = min((short(plan) / weights).sum() for plan in open_plans)
    assert (short(found.plan) / weights).sum() == pytest.approx(least, abs=1e-6)
    assert found.short == pytest.approx(short(found.plan), abs=1e-5)
    if least == 0:
        assert found.cost == min(space.cost(plan) for plan in open_plans if short(plan).sum() < 1e-9)


def test_a_cut_by_hand():
    """One and one head fail: the cheapest with more of either is two of the cheaper group."""
    space = Space((heads(0, [0, 5, 10]), heads(1, [0, 4, 8])), ())
    assert cheapest(space, []).plan == (0, 0)
    assert cheapest(space, [(1, 1)]).plan == (0, 2)
    assert cheapest(space, [(1, 1), (1, 2)]).plan == (2, 0)
    assert cheapest(space, [(2, 2)]) is None


def test_a_cut_does_not_reach_other_options():
    space = Space((heads(0, [0, 5]), choice(1, [0.0, 9.0])), ())
    assert cheapest(space, [(1, 0)]).plan == (0, 1)
    assert cheapest(space, [(1, 0), (0, 1)]).plan == (1, 1)
