"""Emulators against scikit-learn's own predictions, refits without a point, and known functions."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, DotProduct, WhiteKernel
from threadpoolctl import threadpool_limits

from calibration.design import first_points
from calibration.emulator import Emulator, Training, fit
from sim.experiment.errors import InputError


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """As a calibration does it: small matrices are not shared out among threads."""
    with threadpool_limits(1):
        yield


N, SIZE = 64, 3
X = first_points(N, SIZE, 5)
NEW = first_points(128, SIZE, 6)


def bent(x):
    """A smooth function of the first two inputs that no straight line follows."""
    return 2.0 + 1.5 * x[:, 0] + np.sin(3.0 * x[:, 1]) * (0.5 + x[:, 0])


def training(sd, columns=2):
    noise = sd**2 * (0.5 + X[:, 0])  # differs between points
    y = bent(X) + np.sqrt(noise) * np.random.default_rng(7).standard_normal(N)
    return Training("bent", columns, y, noise)


@cache
def fitted(sd, columns=2):
    return fit(X, training(sd, columns), 1)


@cache
def process(sd, without=None, columns=2):
    """scikit-learn's process with the hyperparameters found, learned from all points or all but one."""
    one, given = fitted(sd, columns), training(sd, columns)
    kernel = (
        ConstantKernel(one.linear, "fixed") * DotProduct(1.0, "fixed")
        + ConstantKernel(one.departure, "fixed") * RBF(one.lengths, "fixed")
        + WhiteKernel(one.extra / one.scale**2, "fixed")
    )
    keep = np.arange(N) != (-1 if without is None else without)
    alpha = np.maximum(given.noise / one.scale**2, 1e-8)[keep]
    model = GaussianProcessRegressor(kernel, alpha=alpha, optimizer=None)
    return model.fit(2 * X[keep, :columns] - 1, (given.y[keep] - one.centre) / one.scale)


@pytest.mark.parametrize(("sd", "columns"), [(0.02, 2), (0.3, 2), (0.02, 3)])
def test_predictions_are_those_of_scikit_learn(sd, columns):
    one = fitted(sd, columns)
    mean, deviation = Emulator(X, [one]).predict(NEW)
    wanted, sd_seen = process(sd, None, columns).predict(2 * NEW[:, :columns] - 1, return_std=True)
    known = np.sqrt(np.maximum(sd_seen**2 - one.extra / one.scale**2, 0))  # without the noise of a run
    np.testing.assert_allclose(mean[:, 0], one.centre + one.scale * wanted, atol=1e-6)
    np.testing.assert_allclose(deviation[:, 0], one.scale * known, atol=1e-6)


@pytest.mark.parametrize("sd", [0.02, 0.3])
def test_left_out_is_the_error_of_a_refit_without_the_point(sd):
    one, given = fitted(sd), training(sd)
    found = one.left_out()
    for point in (0, 7, 31, 63):
        mean, seen = process(sd, point).predict(2 * X[[point], :2] - 1, return_std=True)
        noise = max(given.noise[point] / one.scale**2, 1e-8)
        z = ((given.y[point] - one.centre) / one.scale - mean[0]) / np.sqrt(seen[0] ** 2 + noise)
        assert found[point] == pytest.approx(z, abs=1e-5)


@pytest.mark.parametrize("sd", [0.02, 0.3])
def test_errors_of_points_left_out_are_about_as_large_as_they_say(sd):
    """Of 64 standardised errors the root mean square is 1 within 4 standard errors, 0.35."""
    z = fitted(sd).left_out()
    assert np.sqrt((z**2).mean()) == pytest.approx(1, abs=4 / np.sqrt(2 * N))
    doubled = z * 2  # had the noise been taken for a quarter
    assert np.sqrt((doubled**2).mean()) != pytest.approx(1, abs=4 / np.sqrt(2 * N))


def test_a_function_is_recovered_within_the_stated_error():
    """A curve that a straight line misses by far; known noise of 0.02."""
    mean, deviation = Emulator(X, [fitted(0.02)]).predict(NEW)
    error = mean[:, 0] - bent(NEW)
    line = np.column_stack([np.ones(N), X])
    missed = (
        np.column_stack([np.ones(len(NEW)), NEW]) @ np.linalg.lstsq(line, training(0.02).y, rcond=None)[0]
    )
    assert np.sqrt((error**2).mean()) < 0.1 * np.sqrt(((missed - bent(NEW)) ** 2).mean())
    assert (np.abs(error) < 3 * deviation[:, 0]).mean() > 0.95
    assert (np.abs(error) < 0.3 * deviation[:, 0]).mean() < 0.95, (
        "a third of a tenth of it would be too little"
    )
    assert np.sqrt((error**2).mean()) > 0.2 * np.sqrt((deviation**2).mean()), "nor is it far too much"


def test_less_is_known_away_from_the_points():
    emulator = Emulator(X, [fitted(0.02)])
    _, near = emulator.predict(X)
    _, far = emulator.predict(np.array([[-1.0, -1.0, 0.5], [2.0, 2.0, 0.5]]))
    assert near.max() < far.min()
    _, noisy = Emulator(X, [fitted(0.3)]).predict(X)
    assert near.mean() < noisy.mean(), "less is known through more noise"


def test_columns_that_do_not_act_are_left_out():
    emulator = Emulator(X, [fitted(0.02)])
    moved = NEW.copy()
    moved[:, 2] = 1 - moved[:, 2]
    for first, second in zip(emulator.predict(NEW), emulator.predict(moved), strict=True):
        assert (first == second).all()


def test_outputs_are_predicted_together_or_one_by_one():
    emulator = Emulator(X, [fitted(0.02), fitted(0.3), fitted(0.02, 3)])
    assert emulator.names == ["bent"] * 3
    mean, deviation = emulator.predict(NEW)
    assert mean.shape == deviation.shape == (len(NEW), 3)
    for which in ([0], [2, 1]):
        part, sd = emulator.predict(NEW, which)
        assert (part == mean[:, which]).all()
        assert (sd == deviation[:, which]).all()


def test_noise_that_is_not_known_is_estimated():
    given = training(0.3)._replace(noise=np.zeros(N))
    found = fit(X, given, 1, known_noise=False)
    assert found.extra == pytest.approx(0.09, rel=4 * np.sqrt(2 / (N - 12)))


def test_an_output_that_never_changes_is_predicted_as_it_is():
    found = fit(X, Training("flat", 3, np.full(N, 2.5), np.full(N, 1e-4)), 1)
    mean, deviation = Emulator(X, [found]).predict(NEW)
    np.testing.assert_allclose(mean, 2.5, atol=1e-6)
    assert np.isfinite(deviation).all()


@pytest.mark.parametrize("field", ["y", "noise"])
def test_what_is_not_known_at_some_point_is_told(field):
    given = training(0.02)
    getattr(given, field)[3] = np.nan
    with pytest.raises(InputError) as caught:
        fit(X, given, 1)
    assert "bent: 1 of 64 simulated points" in caught.value.message_en
    assert "bent" in caught.value.message_zh


def test_the_same_seed_gives_the_same_fit():
    again = fit(X, training(0.02), 1)
    assert (again.weights == fitted(0.02).weights).all()
