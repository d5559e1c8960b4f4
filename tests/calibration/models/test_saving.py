"""Means: one reading by hand, and several as their mixture."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from calibration.models.saving import SavingTerm
from tests.calibration.models.rows import figure

CALENDAR, WORKING = "processing_days", "processing_working_days"
KNOWN = np.zeros((1, 1))


def saving(value=1.5, bound="mean", readings=(CALENDAR, WORKING), error=0.15):
    return SavingTerm(figure(value, bound, kind="saving", readings=list(readings), error=error))


def by_hand(mean, sd, low=1.45, high=1.55):
    """The log of the reported mean is normal about that of the simulated one."""
    law = stats.norm(np.log(mean), sd)
    return law.cdf(np.log(high)) - law.cdf(np.log(low))


@pytest.mark.parametrize("mean", [0.7, 1.5, 2.2, 9.0])
def test_one_reading_by_hand(mean):
    one = saving(readings=[CALENDAR])
    found = one.log_likelihood(np.log([[mean]]), np.array([[0.1]]), {})
    assert np.exp(found[0]) == pytest.approx(by_hand(mean, np.hypot(0.1, 0.15)), rel=1e-9)
    assert np.exp(found[0]) != pytest.approx(by_hand(mean, 0.15), rel=0.02, abs=0), "as if it were known"


def test_readings_are_mixed_in_equal_parts():
    found = saving().log_likelihood(
        np.log([[2.0, 1.2], [9.0, 1.5]]), np.array([[0.1, 0.05], [0.1, 0.05]]), {}
    )
    sd = np.hypot([0.1, 0.05], 0.15)
    wanted = [
        np.mean([by_hand(2.0, sd[0]), by_hand(1.2, sd[1])]),
        np.mean([by_hand(9.0, sd[0]), by_hand(1.5, sd[1])]),
    ]
    np.testing.assert_allclose(np.exp(found), wanted, rtol=1e-9)


def test_readings_are_drawn_by_how_well_they_fit():
    n = 20_000
    log_saving, deviation = np.tile(np.log([2.0, 1.2]), (n, 1)), np.tile([0.1, 0.05], (n, 1))
    drawn = saving().readings(np.random.default_rng(1), log_saving, deviation)
    sd = np.hypot([0.1, 0.05], 0.15)
    fits = np.array([by_hand(2.0, sd[0]), by_hand(1.2, sd[1])])
    share = fits[1] / fits.sum()
    assert abs(drawn.mean() - share) < 4 * np.sqrt(share * (1 - share) / n)
    assert abs(0.5 - share) > 4 * np.sqrt(share * (1 - share) / n), "even chances are told apart"


@pytest.mark.parametrize(
    ("value", "bound", "low", "high"),
    [
        (1.5, "exact", 1.4925, 1.5075),  # to half a percent
        (1.5, "rate", 1.45, 1.55),
        (2.0, "at_least", 2, 3),
        (1.5, "at_least", 1.5, 1.6),
    ],
)
def test_bounds(value, bound, low, high):
    one = saving(value, bound, [CALENDAR])
    found = np.exp(one.log_likelihood(np.log([[1.8]]), KNOWN, {}))[0]
    assert found == pytest.approx(by_hand(1.8, 0.15, low, high), rel=1e-9)


def test_a_mean_without_error_is_as_the_emulator_knows_it():
    one = saving(readings=[CALENDAR], error=0.0)
    found = np.exp(one.log_likelihood(np.log([[1.6]]), np.array([[0.1]]), {}))[0]
    assert found == pytest.approx(by_hand(1.6, 0.1), rel=1e-6)
    assert np.isfinite(one.log_likelihood(np.log([[1.6]]), KNOWN, {})).all()


def test_other_means_are_observed_in_the_same_way():
    one = SavingTerm(figure(0.85, "rate", kind="mean", error=0.02))
    found = np.exp(one.log_likelihood(np.log([[0.86]]), np.array([[0.01]]), {}))[0]
    assert found == pytest.approx(by_hand(0.86, np.hypot(0.02, 0.01), 0.845, 0.855), rel=1e-9)


def test_a_new_report_is_lognormal_about_its_reading():
    n = 20_000
    log_saving = np.tile(np.log([2.0, 1.2]), (n, 1))
    one = saving()
    second = np.log(one.replicate(np.random.default_rng(2), log_saving, np.ones(n, np.int64)))
    assert abs(second.mean() - np.log(1.2)) < 4 * 0.15 / np.sqrt(n)
    assert second.std() == pytest.approx(0.15, rel=4 / np.sqrt(2 * n))
    either = np.log(one.replicate(np.random.default_rng(2), log_saving))
    middle, sd = np.log([2.0, 1.2]).mean(), np.hypot(0.15, np.ptp(np.log([2.0, 1.2])) / 2)
    assert abs(either.mean() - middle) < 4 * sd / np.sqrt(n)
    assert either.std() == pytest.approx(sd, rel=0.05)


def test_tails_by_hand():
    savings = np.array([1.0, 1.44, 1.46, 1.54, 1.56, 3.0])
    assert saving().tails(savings) == (4 / 6, 4 / 6)
