"""The search on made-up networks: against brute force, and what it says where its ground does not hold."""

import numpy as np
import pytest

from sim.planning.staffing.levers import Lever, Space, at_most, moved
from sim.planning.staffing.monotone import violations
from sim.planning.staffing.search import failed, near, prove, search, square_root_bounds
from tests.planning.staffing.county import county, plans_of
from tests.planning.staffing.made import NOISE, Made, choice, cover, every, heads, plans


def random_made(rng, requirements):
    """Two or three groups and mostly a choice; values grow in heads, jointly too, and by options any way."""
    n = int(rng.integers(2, 4))
    levers = [
        heads(number, np.cumsum(rng.integers(1, 9, size=int(rng.integers(2, 5)))).astype(float).tolist())
        for number in range(n)
    ]
    if rng.random() < 0.7:
        levers.append(choice(n, [0.0, *rng.integers(-6, 9, size=2).astype(float)]))
    space = Space(tuple(levers), (cover(int(rng.integers(0, 3)), 0, 1),))
    gains = [rng.exponential(1, (len(one.levels), requirements)).cumsum(axis=0) for one in levers]
    gains = [
        gain if one.ordered else rng.normal(0, 2, gain.shape) for one, gain in zip(levers, gains, strict=True)
    ]
    bound = rng.uniform(2, 6, requirements)
    both = rng.exponential(1, requirements)

    def value(plan):
        alone = sum(gain[level] for gain, level in zip(gains, plan, strict=True))
        return alone + both * min(plan[0], plan[1]) - bound

    return Made(space, value)


def least_of(made, n):
    """The least cost of all plans that keep cover and requirements, by looking at each."""
    listed = plans(made, n)
    all_of_them = listed.all(every(made.space), "all")
    costs = [one.cost for one in all_of_them if one.kept and made.space.covered(one.plan)]
    return min(costs, default=np.inf)


def test_the_least_cost_of_made_up_networks():
    reached = 0
    for seed in range(24):
        rng = np.random.default_rng(seed)
        requirements = int(rng.integers(1, 3))
        made = random_made(rng, requirements)
        least = least_of(made, requirements)
        found = search(plans(made, requirements), tuple(0 for _ in made.space.levers))
        assert found.proven, seed
        if np.isinf(least):
            assert found.best is None, seed
        else:
            reached += 1
            assert found.best is not None, seed
            assert found.best.cost == pytest.approx(least), seed
            assert found.bound == pytest.approx(least, rel=1e-5), seed
    assert 12 <= reached < 24  # both happen


def test_choices_that_reach_the_target_only_together():
    space = Space((heads(0, [0, 5]), choice(1, [0, 2]), choice(2, [0, 3])), ())
    made = Made(space, lambda plan: [-2.0 + 4.0 * (plan[1] == plan[2] == 1)])
    found = search(plans(made), (0, 0, 0))
    assert found.best is not None
    assert found.best.plan == (0, 1, 1)
    assert found.proven
    never = search(plans(Made(space, lambda plan: [-2.0])), (0, 0, 0))
    assert (never.best, never.proven) == (None, True)


def many_choices(n):
    """Nothing but all n options together keeps the requirement."""
    many = Space((heads(0, [0, 5]), *(choice(one, [0, 1]) for one in range(1, n + 1))), ())
    return Made(many, lambda plan: [-2.0 + 4.0 * (sum(plan[1:]) == n)])


def test_many_choices_are_tried_together_as_far_as_a_proof_goes():
    found = search(plans(many_choices(6)), (0,) * 7)  # 128 plans
    assert (found.best.plan, found.proven) == ((0, 1, 1, 1, 1, 1, 1), True)
    found = search(plans(many_choices(12)), (0,) * 13)  # 8,192: single options only
    assert (found.best, found.proven) == (None, False)


def test_a_plan_that_just_fails_cuts_itself_only(monkeypatch):
    """Two heads spread by 1 and just fail; one head has half the spread, less on average, and just does."""
    space = Space((heads(0, [0, 4, 8]),), ())

    def noise(plan):
        return NOISE * (1.0 if plan == (2,) else 0.7)

    made = Made(space, lambda plan: [{0: -1.0, 1: 0.41, 2: 0.45}[plan[0]]], noise=noise)
    known = plans(made)  # reserve 0.5: 0.45 - 0.5 and 0.41 - 0.35
    found = search(known, (0,))
    assert (found.best.plan, found.proven, found.bound) == ((1,), True, 4.0)
    assert (near(known), failed(known)) == ([(2,)], [(0,)])
    monkeypatch.setattr("sim.planning.staffing.criterion.NARROWER", 1.0)
    wrong = search(plans(made), (0,))  # the cut of two heads rules one head out
    assert (wrong.best, wrong.proven) == (None, True)


def test_an_option_that_costs_less_with_fewer_heads():
    """Longer hours (option 1) cost 10 with the two heads of today, 2 with one: the master's 10 is not it."""
    space = Space((heads(0, [0, 4, 8], today=2), choice(1, [0, 10.0], over=[0, 8.0])), (cover(1, 0),))

    def value(plan):
        return [-2.0 + 4.0 * (plan[0] == 2 or plan[1] == 1)]

    def cost(plan):
        return space.cost(plan) - (8.0 if plan == (1, 1) else 0.0)

    found = search(plans(Made(space, value, cost)), (1, 0))
    assert found.best is not None
    assert (found.best.plan, found.best.cost, found.proven) == ((1, 1), 6.0, True)
    assert found.bound == 6.0
    trusting = Space((*space.levers[:1], choice(1, [0, 10.0])), space.covers)  # the master's 10 trusted
    missed = plans(Made(trusting, value, cost))
    missed.at((2, 0), "today")
    assert prove(missed) == (8.0, True)


def test_more_staff_that_is_worse_is_reported():
    """One and no head keep the requirement, two do not: the cut at two rules the others out."""
    space = Space((heads(0, [0, 4, 8]), heads(1, [0, 3])), ())
    made = Made(space, lambda plan: [2.0 - 3.0 * (plan[0] == 2)])
    known = plans(made)
    known.all(every(space), "all")
    broken, pairs = violations(space, known.listed, [1.0])
    assert pairs == 12  # of 6 plans, pairs of which one has nowhere less
    assert {(known.listed[one.less - 1].plan[0], known.listed[one.more - 1].plan[0]) for one in broken} == {
        (0, 2), (1, 2),
    }  # fmt: skip
    assert all(one.flips and one.worse == pytest.approx(3) for one in broken)
    assert failed(known) == [(2, 1)]
    assert prove(known)[1] is False  # the best, no heads, lies below a plan that fails
    better, _ = violations(space, known.listed, [-1.0])  # as a KPI that is better lower: no worse anywhere
    assert all(one.worse == 0 for one in better)


def test_a_criterion_that_turns_by_its_spread_is_reported():
    """Two heads do better on average, but their years differ more, and the reserve takes that off."""
    space = Space((heads(0, [0, 4, 8]),), ())
    made = Made(
        space, lambda plan: [1.0 + 0.1 * plan[0]], noise=lambda plan: NOISE * (5 if plan == (2,) else 1)
    )
    known = plans(made)
    known.all(every(space), "all")
    broken, _ = violations(space, known.listed, [1.0])
    assert [(one.less, one.more, one.worse, one.flips) for one in broken] == [
        (1, 3, 0, True),
        (2, 3, 0, True),
    ]
    known.reject((2,))
    assert violations(space, known.listed, [1.0])[0] == []  # it failed its certification: no turn


def test_the_limit_of_plans_ends_the_search_without_a_proof():
    rng = np.random.default_rng(5)
    made = random_made(rng, 1)
    few = plans(made, most=4)
    found = search(few, tuple(0 for _ in made.space.levers))
    assert len(few.listed) < len(every(made.space)) / 2
    assert not found.proven
    assert found.best is None or found.bound <= found.best.cost


def test_what_holds_each_step():
    """Two groups of two heads, each needed for a requirement of its own."""
    space = Space((heads(0, [0, 4, 8]), heads(1, [0, 3, 6])), ())
    made = Made(space, lambda plan: [4.0 * plan[0] - 6.0, 4.0 * plan[1] - 6.0])
    found = search(plans(made, 2), (0, 0))
    assert found.best is not None
    assert found.best.plan == (2, 2)
    assert dict(found.steps.held) == {(0, 1): 0, (1, 1): 1}


def test_a_rejected_plan_fails_and_its_cut_counts():
    space = Space((heads(0, [0, 4, 8]),), ())
    known = plans(Made(space, lambda plan: [plan[0] - 0.5]))
    assert search(known, (0,)).best.plan == (1,)
    known.reject((1,))
    assert search(known, (0,)).best.plan == (2,)
    assert known.known((1,)).slacks.tolist() == [-np.inf]


def test_square_root_staffing_above_three_erlang():
    space = Space((heads(0, [0.0] * 12), heads(1, [0.0] * 12), heads(2, [0.0] * 4), choice(3, [0, 1])), ())
    loads = {"head0": 4.0, "head1": 3.0, "head2": 9.0, "choice3": 9.0}
    # 4 + 2 = 6; 3 erlang is too little load; 9 + 3 = 12 is beyond the most, 3
    assert square_root_bounds(space, loads) == {0: (6, 11), 2: (3, 3)}


def test_plans_side_by_side_and_moves():
    levers: tuple[Lever, ...] = (heads(0, [0, 1, 2]), choice(1, [0, 1]))
    assert moved((1, 0), 1, 1) == (1, 1)
    assert at_most((1, 0), (2, 0), levers)
    assert not at_most((1, 0), (2, 1), levers)
    assert not at_most((2, 0), (1, 0), levers)


def test_every_plan_is_simulated_once():
    known = plans_of(county(), "on_time_share>=0.9", n=2)
    one = known.at((1, 1, 1), "first")
    assert known.at((1, 1, 1), "again") is one
    assert [one.stage for one in known.all([(1, 1, 1), (0, 1, 1), (0, 1, 1)], "side by side")] == [
        "first", "side by side", "side by side",
    ]  # fmt: skip
    assert len(known.listed) == 2
    assert one.cost == 868_000  # 2 heads at 100, 83 and 71 thousand, 3 at 120
