"""Numbers that several observation models need."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from calibration.models.numeric import chosen, hermite, log_between, quantile_nodes


@pytest.mark.parametrize(
    ("low", "high"), [(-1, 2), (0, 1), (-3, -2), (2, 3), (-np.inf, 0.5), (0.5, np.inf), (-np.inf, np.inf)]
)
def test_log_between_is_the_normal_probability(low, high):
    exact = np.log(stats.norm.cdf(high) - stats.norm.cdf(low))
    assert log_between(low, high) == pytest.approx(exact, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(("low", "high"), [(30.0, 30.5), (-30.5, -30.0), (200.0, 201.0)])
def test_log_between_is_exact_far_out(low, high):
    """Where the difference of two probabilities is lost: against the first terms of the tail's series."""
    near = min(abs(low), abs(high))
    wanted = -0.5 * near**2 - np.log(near * np.sqrt(2 * np.pi)) + np.log1p(-1 / near**2 + 3 / near**4)
    assert log_between(low, high) == pytest.approx(wanted, rel=1e-6)
    assert stats.norm.cdf(200) - stats.norm.cdf(201) == 0, "as a plain difference"


def test_log_between_takes_arrays():
    found = log_between(np.array([-1.0, 2.0]), np.array([1.0, 3.0]))
    np.testing.assert_allclose(found, [log_between(-1, 1), log_between(2, 3)])


@pytest.mark.parametrize(("power", "mean"), [(0, 1), (1, 0), (2, 1), (4, 3), (6, 15), (10, 945)])
def test_quadrature_has_the_moments_of_the_normal_law(power, mean):
    nodes, log_weights = hermite(9)
    assert (np.exp(log_weights) * nodes**power).sum() == pytest.approx(mean, abs=1e-8)


@pytest.mark.parametrize(("n", "dimensions"), [(1, 0), (512, 1), (1024, 2), (1024, 3)])
def test_nodes_fill_the_cube(n, dimensions):
    nodes = quantile_nodes(n, dimensions, 1)
    assert nodes.shape == (n, dimensions)
    assert ((nodes > 0) & (nodes < 1)).all()
    for column in nodes.T:
        gaps = np.diff(np.sort(np.concatenate([[0], column, [1]])))
        assert gaps.max() < 2.1 / n
    assert (nodes == quantile_nodes(n, dimensions, 1)).all()


def test_columns_are_chosen_in_proportion():
    weights = np.array([0.1, 0.0, 0.6, 0.3])
    n = 20_000
    with np.errstate(divide="ignore"):
        index = chosen(np.random.default_rng(2), np.tile(np.log(weights) - 700, (n, 1)))
    share = np.bincount(index, minlength=4) / n
    assert share[1] == 0
    assert (np.abs(share - weights) <= 4 * np.sqrt(weights * (1 - weights) / n)).all()
    even = np.full(4, 0.25)
    assert (np.abs(share - even) > 4 * np.sqrt(even * (1 - even) / n)).any(), "even weights are told apart"


def test_each_row_has_its_own_weights():
    log_weights = np.array([[0.0, -800.0], [-800.0, 0.0]] * 50)
    assert chosen(np.random.default_rng(2), log_weights).tolist() == [0, 1] * 50
