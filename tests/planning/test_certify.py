"""What certifies a plan: exact bounds against published and hand-computed values."""

import math

import numpy as np
import pytest

from sim.planning.certify import (
    error_of,
    kept_by_year,
    mean_interval,
    means_certified,
    share_at_least,
    share_interval,
    shares,
    years_needed,
)
from sim.planning.requirement import typed_requirements

SHARE, TIME = typed_requirements(["on_time_share>=0.9", "processing_days_p90<=5"])


def test_attempts_share_the_error():
    assert [error_of(one, 0.95) for one in (1, 2, 3)] == pytest.approx([0.025, 0.0125, 0.00625])
    assert sum(error_of(one, 0.95) for one in range(1, 60)) < 0.05 + 1e-12


@pytest.mark.parametrize(("allowed", "n"), [(0, 29), (1, 46), (2, 61)])
def test_years_that_show_nine_in_ten_with_confidence_95(allowed, n):
    """The classical sample sizes of reliability demonstration with none, one and two failures."""

    def chance(years):
        return sum(math.comb(years, k) * 0.1**k * 0.9 ** (years - k) for k in range(allowed + 1))

    assert years_needed(0.9, 0.05, allowed) == n
    assert chance(n) <= 0.05 < chance(n - 1)


def test_the_years_needed_are_those_that_the_bound_shows():
    n = years_needed(0.9, 0.025)
    assert share_at_least(n - 2, n, 0.025) >= 0.9
    assert share_at_least(n - 3, n, 0.025) < 0.9
    assert share_at_least(n - 3, n - 1, 0.025) < 0.9


def test_exact_intervals_of_shares():
    """Of 10: 7 give 0.3475 to 0.9333; none 0 to 0.3085; all 0.6915 to 1 (0.025^(1/10) = 0.6915)."""
    assert share_interval(7, 10, 0.95) == pytest.approx((0.7, 0.34755, 0.93326), abs=1e-5)
    assert share_interval(0, 10, 0.95) == pytest.approx((0, 0, 1 - 0.025**0.1))
    assert share_interval(10, 10, 0.95) == pytest.approx((1, 0.025**0.1, 1))
    assert share_at_least(0, 10, 0.05) == 0
    assert share_at_least(10, 10, 0.05) == pytest.approx(0.05**0.1)


def test_student_intervals():
    """1, 2, 3: standard deviation 1, t of 2 degrees 4.302653 at 97.5 %."""
    half = 4.302653 / math.sqrt(3)
    assert mean_interval(np.array([1.0, 2, 3]), 0.95) == pytest.approx((2, 2 - half, 2 + half), abs=1e-6)
    one = mean_interval(np.array([4.0]), 0.95)
    assert one.value == 4
    assert np.isnan([one.low, one.high]).all()
    endless = mean_interval(np.array([1.0, np.inf]), 0.95)
    assert endless.value == np.inf
    assert np.isnan(endless.low)


def test_means_for_certain_enough():
    """1, 2, 3 above the bound: t of 2 degrees 2.919986 at 95 % keeps 2 - 1.686; at 97.5 % not."""
    above = np.array([1.0, 2, 3])
    one = np.column_stack([0.9 + above])
    assert means_certified([SHARE], one, 0.05).tolist() == [True]
    assert means_certified([SHARE], one, 0.025).tolist() == [False]
    two = np.column_stack([0.9 + above, 5 - above])
    assert means_certified([SHARE, TIME], two, 0.05).tolist() == [False, False]
    assert means_certified([SHARE, TIME], two, 0.1).tolist() == [True, True]
    endless = np.column_stack([0.9 + above, [1.0, 2.0, np.inf]])
    assert means_certified([SHARE, TIME], endless, 0.1).tolist() == [True, False]


def test_a_year_without_a_case_keeps_its_bounds():
    values = np.array([[0.9, 5.0], [0.89, 5.1], [np.nan, np.inf]])
    assert kept_by_year([SHARE, TIME], values).tolist() == [[True, True], [False, False], [True, False]]
    found = shares([SHARE, TIME], values, 0.95)
    assert [(name, kept, share.value) for name, kept, share in found] == [
        ("all", 1, pytest.approx(1 / 3)),
        ("on_time_share>=0.9", 2, pytest.approx(2 / 3)),
        ("processing_days_p90<=5", 1, pytest.approx(1 / 3)),
    ]
