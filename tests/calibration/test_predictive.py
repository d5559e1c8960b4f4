"""Summaries of predicted figures, and what is made of simulations that depart from the emulators."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.predictive import Residuals, detectable


def residuals(apart: np.ndarray, emulator: float, noise: float) -> Residuals:
    return Residuals(apart, np.full_like(apart, emulator), np.full_like(apart, noise))


def test_a_departure_is_what_neither_emulator_nor_chance_explains():
    rng = np.random.default_rng(1)
    apart = 0.5 + np.hypot(np.hypot(0.3, 0.4), 1.2) * rng.standard_normal((40_000, 1))
    shift, deviation = residuals(apart, 0.3, 0.4).departure()
    assert shift[0] == pytest.approx(0.5, abs=4 * 1.3 / 200)
    assert deviation[0] == pytest.approx(1.2, rel=0.03)


def test_differences_that_chance_explains_are_no_departure():
    apart = 0.4 * np.random.default_rng(2).standard_normal((40_000, 1))
    shift, deviation = residuals(apart, 0.0, 0.4).departure()
    assert abs(shift[0]) < 4 * 0.4 / 200
    assert deviation[0] < 0.06  # the square root of a difference that is nearly nothing


def test_standardised_differences_are_in_deviations_of_both():
    assert residuals(np.array([[10.0]]), 3.0, 4.0).standardised()[0, 0] == 2.0


def test_a_factor_of_error_is_detected_beyond_the_prediction():
    draws = np.arange(1.0, 1001.0)  # 0.5 % point 6, 99.5 % point 995
    below, above = detectable(draws, 100.0)
    assert below == pytest.approx(0.06, abs=0.001)
    assert above == pytest.approx(9.95, abs=0.01)
