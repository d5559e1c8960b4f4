"""The noise of points that emulators learn from says nothing of the chance that made them."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.joint import _evened, log_share
from calibration.measure import Tally

MU, POPULATION, POINTS = 20.0, 200.0, 4000


@pytest.fixture(scope="module")
def counted():
    """Counts about a share that falls by half along one input: logs, own variances, inputs, truth."""
    rng = np.random.default_rng(4)
    x = rng.random((POINTS, 3))
    share = MU / POPULATION * np.exp(-np.log(2) * (x[:, 0] - 0.5))
    counts = rng.binomial(int(POPULATION), share)
    tallies = [Tally(np.array([float(n)]), np.array([POPULATION]), float(n), 0.0, 0.0) for n in counts]
    y, own = np.array([log_share(one) for one in tallies]).T
    return y, own, x, share


def weighted(y, noise, share):
    return float(np.average(y - np.log(share), weights=1 / noise)), float(np.sqrt(1 / (1 / noise).sum()))


def test_weights_leave_the_mean_of_rare_counts_where_it_is(counted):
    y, own, x, share = counted
    error, sd = weighted(y, _evened(own, np.full(POINTS, POPULATION), x), share)
    assert abs(error) < 4 * sd + 0.1 / MU  # what is left of the log's own curvature


def test_weights_of_the_points_own_counts_raise_it(counted):
    y, own, _, share = counted
    error, _ = weighted(y, own, share)
    assert 0.7 / MU < error < 1.3 / MU


def test_the_evened_variance_is_that_of_the_counts(counted):
    y, own, x, share = counted
    evened = _evened(own, np.full(POINTS, POPULATION), x)
    expected = (1 - share) / (share * POPULATION)
    assert np.abs(evened / expected - 1).max() < 0.2
    spread = ((y - np.log(share)) ** 2).mean()
    assert evened.mean() == pytest.approx(spread, rel=4 * np.sqrt(2 / POINTS) + 1 / MU)


def test_equal_variances_stay_and_unknown_ones_stay_unknown():
    noise, n = np.array([0.02, 0.01, np.nan, 0.005]), np.array([50.0, 100.0, 1.0, 200.0])
    found = _evened(noise, n, np.array([[0.1], [0.4], [0.6], [0.9]]))
    np.testing.assert_allclose(found, noise, rtol=1e-9)


def test_cases_that_are_all_alike_have_next_to_no_noise():
    found = _evened(np.zeros(5), np.full(5, 30.0), np.linspace(0, 1, 5)[:, None])
    assert (found < 1e-10).all()
