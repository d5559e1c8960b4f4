"""95 % intervals hold the exact value 95 times in 100; wrong intervals and wrong values do not."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.verification import page
from sim.verification.coverage import LEAST, MOST, Plan, as_if_independent, coverage
from sim.verification.system import System
from sim.verification.systems import general, markov

FEW = range(1, 41)
SHORT = Plan(general.m_d_1, 10, 10)


def test_few_seeds_hold_it_as_often_as_chance_allows() -> None:
    """Of 40 intervals of 95 %, a right engine has 32 or fewer that hold it once in 1,400 times."""
    at_least = 33
    tail = sum(math.comb(40, k) * 0.95**k * 0.05 ** (40 - k) for k in range(at_least))
    assert tail < 1e-3
    for row in coverage(SHORT, FEW):
        assert row.inside >= at_least, row
        assert abs(row.bias) < 4 / math.sqrt(len(FEW)) + 0.1  # of its own standard error, and some


def test_the_threads_do_not_matter() -> None:
    one, two = (coverage(SHORT, range(1, 5), workers) for workers in (1, 2))
    assert [row.inside for row in one] == [row.inside for row in two]
    assert [row.bias for row in one] == [row.bias for row in two]


def test_a_wrong_value_is_held_too_seldom() -> None:
    def slower() -> System:
        right = general.m_d_1()
        quantities = tuple(each._replace(exact=1.2 * each.exact) for each in right.quantities)
        return right._replace(quantities=quantities)

    for row in coverage(SHORT._replace(build=slower), FEW):
        assert not row.right
        assert row.share < 0.9


def test_cases_taken_as_independent_give_intervals_that_are_far_too_short() -> None:
    plan = Plan(markov.m_m_1, 20, 10)
    share = as_if_independent(plan, FEW, lambda run: run.waits().astype(np.float64))
    assert share < 0.75
    assert not LEAST <= share <= MOST


@pytest.mark.statistics
@pytest.mark.parametrize("plan", page.PLANS, ids=lambda plan: plan.build.__name__)
def test_a_thousand_seeds(plan: Plan) -> None:
    """As docs/verification.md has it: 930 to 970 of 1,000, and no bias that matters."""
    for row in coverage(plan, page.SEEDS, page.WORKERS):
        assert row.right, row
        assert abs(row.bias) < 0.15, row
