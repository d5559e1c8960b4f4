import math

import numpy as np
import pytest

from sim.network.codes import Distribution
from sim.sampling.distributions import (
    DAY,
    exponential_days,
    exponential_factor,
    exponential_seconds,
    factor,
    logit,
    lognormal_factor,
    lognormal_sigma,
    poisson_table,
    table_rank,
    whole_seconds,
)
from sim.sampling.keys import RunKey
from sim.sampling.purposes import Purpose
from tests.sampling.draws import each, streams, uniforms
from tests.sampling.statistics import follows, frequencies_fit, mean_fits, near, poisson_dispersion_fits

N = 200_000
U, V, _, _ = uniforms(RunKey(7, 0), streams(N, "x"), 0, Purpose.KIND)
LEAST, MOST = 2.0**-53, 1 - 2.0**-53


def poisson_counts(u: np.ndarray, table: np.ndarray) -> np.ndarray:
    return np.array([table_rank(value, table) for value in u.tolist()])


@pytest.mark.parametrize("cv", [0.1, 0.5, 1.0, 2.0])
def test_lognormal_mean_and_cv(cv: float) -> None:
    sigma = math.sqrt(math.log(1 + cv * cv))
    x = each(lognormal_factor, U, lognormal_sigma(cv))
    assert mean_fits(x, 1.0, cv)
    logs = np.log(x)
    assert mean_fits(logs, -sigma * sigma / 2, sigma)
    assert near(logs.std(), sigma, sigma / math.sqrt(2 * N))
    assert follows(x, "lognorm", sigma, 0, math.exp(-sigma * sigma / 2))


def test_lognormal_by_hand() -> None:
    """Median exp(-sigma^2 / 2) = 1 / sqrt(1 + cv^2)."""
    assert lognormal_factor(0.5, lognormal_sigma(0.75)) == pytest.approx(0.8)
    assert lognormal_factor(0.1, 0.0) == lognormal_factor(0.9, 0.0) == 1.0


def test_wrong_lognormals_would_show() -> None:
    """The mean of the logarithm taken for the logarithm of the mean; cv taken for sigma."""
    assert not mean_fits(
        each(lognormal_factor, U, 0.1) * math.exp(0.1**2 / 2), 1.0, math.sqrt(math.expm1(0.1**2))
    )
    assert not near(
        np.log(each(lognormal_factor, U, 0.5)).std(), lognormal_sigma(0.5), 0.5 / math.sqrt(2 * N)
    )


def test_exponential_and_uniform() -> None:
    assert follows(each(exponential_factor, U), "expon")
    assert follows(each(factor, U, int(Distribution.UNIFORM), 0.0), "uniform", 0, 2)
    assert not follows(each(exponential_factor, U) * 1.02, "expon")


def test_extremes_are_finite() -> None:
    u = np.array([LEAST, MOST])
    assert each(exponential_factor, u).tolist() == pytest.approx([LEAST, 53 * math.log(2)])
    assert np.isfinite(each(lognormal_factor, u, 2.0)).all()


def test_logit() -> None:
    assert logit(0.5) == 0.0
    assert logit(LEAST) == pytest.approx(-53 * math.log(2))
    assert each(logit, U[:500]) == pytest.approx(np.log(U[:500]) - np.log1p(-U[:500]), rel=1e-9, abs=1e-12)
    assert each(logit, 1 - U[:500]) == pytest.approx(-each(logit, U[:500]), rel=1e-9, abs=1e-12)
    assert (np.diff(each(logit, np.sort(U[:5000]))) > 0).all()


@pytest.mark.parametrize(
    ("distribution", "at_half", "at_quarter"),
    [
        (Distribution.CONSTANT, 1.0, 1.0),
        (Distribution.UNIFORM, 1.0, 0.5),
        (Distribution.EXPONENTIAL, math.log(2), math.log(4 / 3)),
        (Distribution.LOGNORMAL, 0.8, 0.8 * math.exp(-0.6744897501960817 * lognormal_sigma(0.75))),
    ],
)
def test_factor_by_hand(distribution: Distribution, at_half: float, at_quarter: float) -> None:
    sigma = lognormal_sigma(0.75)
    assert factor(0.5, int(distribution), sigma) == pytest.approx(at_half)
    assert factor(0.25, int(distribution), sigma) == pytest.approx(at_quarter)


def test_whole_seconds() -> None:
    assert [whole_seconds(value, 1) for value in (0.2, 0.6, 1.4, 90.5, 91.5)] == [1, 1, 1, 90, 92]
    assert whole_seconds(0.2, 0) == 0
    assert [exponential_seconds(u, 1000.0, 0) for u in (LEAST, 0.5)] == [0, 693]
    assert exponential_seconds(LEAST, 1000.0, 1) == 1


def test_seconds_fit_their_column() -> None:
    assert [whole_seconds(value, 1) for value in (2.0**31 - 2, 2.0**31, 1e300, math.inf)] == [
        2**31 - 2,
        *[2**31 - 1] * 3,
    ]


def test_delays_in_whole_days() -> None:
    days = each(exponential_days, U, 30.0 * DAY)
    assert not (days % DAY).any()
    assert mean_fits(days / DAY, 30.0 * (1 - 1 / (24 * 30.0**2)), 30.0)
    assert [exponential_days(u, 5.0 * DAY) for u in (0.5, 0.01)] == [3 * DAY, 0]


@pytest.mark.parametrize("mean", [0.5, 4.0, 60.0])
def test_poisson_counts(mean: float) -> None:
    n = poisson_counts(V, poisson_table(mean))
    assert mean_fits(n, mean, math.sqrt(mean))
    assert poisson_dispersion_fits(n, mean)


def test_poisson_frequencies() -> None:
    n = poisson_counts(V, poisson_table(4.0))
    expected = np.array([N * math.exp(-4) * 4**k / math.factorial(k) for k in range(12)])
    observed = np.bincount(n, minlength=12)[:12].astype(float)
    expected, observed = np.append(expected, N - expected.sum()), np.append(observed, N - observed.sum())
    assert frequencies_fit(observed, expected)
    wrong = np.bincount(poisson_counts(V, poisson_table(4.05)), minlength=12)[:12]
    assert not frequencies_fit(np.append(wrong, N - wrong.sum()), expected)


def test_poisson_table_by_hand() -> None:
    table = poisson_table(4.0)
    assert table[:3].tolist() == pytest.approx([math.exp(-4), 5 * math.exp(-4), 13 * math.exp(-4)])
    assert poisson_counts(np.array([LEAST, table[0], 0.05, MOST]), table).tolist()[:3] == [0, 1, 1]
    assert poisson_counts(np.array([MOST]), table)[0] <= len(table)


@pytest.mark.parametrize("mean", [0.0, -1.0, 101.0, float("nan")])
def test_poisson_table_refuses(mean: float) -> None:
    with pytest.raises(ValueError, match="mean must lie in"):
        poisson_table(mean)
