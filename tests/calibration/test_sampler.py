"""The ensemble against a posterior that is known exactly."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.posterior import _diagnosed
from calibration.sampler import Effort, sample
from tests.calibration.toy import Toy

TOY = Toy(1.5, 0.5, 0.8)
EFFORT = Effort(48, 300, 2400, 6, 2000)


@pytest.fixture(scope="module")
def chains():
    return sample(TOY, [True], EFFORT, [1])


def errors(chains):
    """Differences of means from the exact ones, in standard errors by the effective sample size."""
    mean, covariance = TOY.exact()
    _, bulk, _ = _diagnosed(chains.z)
    flat, _ = chains.flat()
    return (flat.mean(axis=0) - mean) / np.sqrt(np.diag(covariance) / bulk)


def test_means_and_covariance_are_those_of_the_normal_law(chains):
    assert np.abs(errors(chains)).max() < 4
    _, covariance = TOY.exact()
    flat, _ = chains.flat()
    hat, bulk, _ = _diagnosed(chains.z)
    assert hat.max() < 1.05
    np.testing.assert_allclose(np.cov(flat.T), covariance, atol=6 / np.sqrt(bulk.min()))


def test_another_observation_is_told_apart(chains):
    mean, _ = Toy(1.8, 0.5, 0.8).exact()
    flat, _ = chains.flat()
    _, bulk, _ = _diagnosed(chains.z)
    assert np.abs((flat.mean(axis=0) - mean) * np.sqrt(bulk)).max() > 4


def test_the_likelihood_of_every_draw_is_kept(chains):
    flat, each = chains.flat()
    np.testing.assert_allclose(each, TOY.log_likelihoods(TOY.values(flat)))
    assert 0.1 < chains.acceptance < 0.8


def test_without_the_figure_it_is_the_prior():
    flat, _ = sample(TOY, [False], EFFORT, [1]).flat()
    assert np.abs(flat.mean(axis=0)).max() < 0.15
    np.testing.assert_allclose(np.cov(flat.T), np.eye(2), atol=0.15)


def test_a_parameter_that_is_held_stays_where_it_is():
    def held(z):
        z = z.copy()
        z[:, 1] = 0.25
        return z

    flat, _ = sample(TOY, [True], EFFORT, [1], fixed=held).flat()
    assert (flat[:, 1] == 0.25).all()
    gain = 1 / (1 + 0.5**2)  # of one parameter alone
    assert flat[:, 0].mean() == pytest.approx(gain * (1.5 - 0.8 * 0.25), abs=0.05)


def test_the_seed_decides_and_nothing_global():
    short = Effort(16, 5, 12, 3, 100)
    first = sample(TOY, [True], short, [1])
    np.random.seed(7)  # noqa: NPY002 - what it must not depend on
    assert (first.z == sample(TOY, [True], short, [1]).z).all()
    assert (first.z != sample(TOY, [True], short, [2]).z).any()
