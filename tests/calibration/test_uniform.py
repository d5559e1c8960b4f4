"""The band of ranks holds together as often as it says, and tells ranks that are not uniform."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.uniform import band

N, DRAWS, LEVEL, SAMPLES = 200, 99, 0.95, 2000


@pytest.fixture(scope="module")
def held():
    return band(N, DRAWS, LEVEL)


def test_uniform_ranks_lie_inside_as_often_as_stated(held):
    rng = np.random.default_rng(7)
    inside = np.mean([held.holds(rng.integers(0, DRAWS + 1, N)) for _ in range(SAMPLES)])
    # numbers of ranks are whole, so that the band can only hold a little more often than asked
    error = np.sqrt(LEVEL * (1 - LEVEL) / SAMPLES)
    assert LEVEL - 4 * error < inside < LEVEL + 0.012 + 4 * error


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda u: u**1.5, id="shifted"),
        pytest.param(lambda u: 0.5 + 0.6 * (u - 0.5), id="intervals too wide"),
        pytest.param(lambda u: np.where(u < 0.5, 2 * u**2, 1 - 2 * (1 - u) ** 2), id="intervals too narrow"),
    ],
)
def test_ranks_that_are_not_uniform_lie_outside(held, wrong):
    rng = np.random.default_rng(8)
    outside = [not held.holds((wrong(rng.random(N)) * (DRAWS + 1)).astype(np.int64)) for _ in range(100)]
    assert np.mean(outside) > 0.9


def test_the_pointwise_bounds_are_binomial_quantiles_by_hand():
    # one draw: a rank is 0 or 1, and the number of zeros among n is binomial(n, 1/2)
    from scipy.stats import binom

    one = band(20, 1, 0.9)
    assert (one.low[0], one.high[0]) == (binom.ppf(0.05, 20, 0.5), binom.ppf(0.95, 20, 0.5))


def test_a_higher_level_is_a_wider_band():
    narrow, wide = band(N, DRAWS, 0.9), band(N, DRAWS, 0.999)
    assert (wide.low <= narrow.low).all()
    assert (wide.high >= narrow.high).all()
    assert (wide.high - wide.low).sum() > (narrow.high - narrow.low).sum()


def test_the_distance_is_the_largest_gap_by_hand():
    # ranks 0, 0, 1, 3 of 0..3: shares below 1, 2, 3 are 1/2, 3/4, 3/4 against 1/4, 1/2, 3/4
    assert band(4, 3, 0.9).distance(np.array([0, 0, 1, 3])) == pytest.approx(0.25)
