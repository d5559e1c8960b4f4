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
    poisson_counts,
    poisson_table,
    uniform_factor,
    whole_seconds,
)
from sim.sampling.keys import RunKey, mix, name_hash, uniforms
from sim.sampling.purposes import Purpose
from tests.sampling.statistics import follows, frequencies_fit, mean_fits, near, poisson_dispersion_fits

N = 200_000
U, V = uniforms(RunKey(7, 0), mix(np.uint64(name_hash("x")), np.arange(N, dtype=np.uint64)), 0, Purpose.ITEM)
LEAST, MOST = 2.0**-53, 1 - 2.0**-53


@pytest.mark.parametrize("cv", [0.1, 0.5, 1.0, 2.0])
def test_lognormal_mean_and_cv(cv: float) -> None:
    sigma = math.sqrt(math.log(1 + cv * cv))
    x = lognormal_factor(U, lognormal_sigma(cv))
    assert mean_fits(x, 1.0, cv)
    logs = np.log(x)
    assert mean_fits(logs, -sigma * sigma / 2, sigma)
    assert near(logs.std(), sigma, sigma / math.sqrt(2 * N))
    assert follows(x, "lognorm", sigma, 0, math.exp(-sigma * sigma / 2))


def test_lognormal_by_hand() -> None:
    """Median exp(-sigma^2 / 2) = 1 / sqrt(1 + cv^2)."""
    assert lognormal_factor(np.array([0.5]), lognormal_sigma(0.75))[0] == pytest.approx(0.8)
    assert lognormal_factor(np.array([0.1, 0.9]), 0.0).tolist() == [1.0, 1.0]


def test_wrong_lognormals_would_show() -> None:
    """The mean of the logarithm taken for the logarithm of the mean; cv taken for sigma."""
    assert not mean_fits(lognormal_factor(U, 0.1) * math.exp(0.1**2 / 2), 1.0, math.sqrt(math.expm1(0.1**2)))
    assert not near(np.log(lognormal_factor(U, 0.5)).std(), lognormal_sigma(0.5), 0.5 / math.sqrt(2 * N))


def test_exponential_and_uniform() -> None:
    assert follows(exponential_factor(U), "expon")
    assert follows(uniform_factor(U), "uniform", 0, 2)
    assert not follows(exponential_factor(U) * 1.02, "expon")


def test_extremes_are_finite() -> None:
    u = np.array([LEAST, MOST])
    assert exponential_factor(u).tolist() == pytest.approx([LEAST, 53 * math.log(2)])
    assert np.isfinite(lognormal_factor(u, 2.0)).all()
    assert logit(u)[0] == -logit(u)[1]


def test_factor_row_by_row() -> None:
    u = np.array([[0.5, 0.25], [0.5, 0.25], [0.5, 0.25], [0.5, 0.25]])
    kinds = np.array(
        [Distribution.CONSTANT, Distribution.UNIFORM, Distribution.EXPONENTIAL, Distribution.LOGNORMAL]
    )
    got = factor(u, kinds, np.full(4, lognormal_sigma(0.75)))
    assert got[0].tolist() == [1.0, 1.0]
    assert got[1].tolist() == [1.0, 0.5]
    assert got[2].tolist() == pytest.approx([math.log(2), math.log(4 / 3)])
    assert got[3, 0] == pytest.approx(0.8)


@pytest.mark.parametrize("kind", list(Distribution))
def test_factor_is_the_same_alone_and_among_others(kind: Distribution) -> None:
    """Bytes of a draw do not depend on its neighbours (vector loops have tails)."""
    mixed = np.arange(N) % 4
    sigma = np.full(N, lognormal_sigma(0.5))
    among = factor(U, mixed, sigma)
    rows = np.flatnonzero(mixed == kind)
    for part in (rows, rows[5:18], rows[::11], rows[-1:]):
        assert factor(U[part], mixed[part], sigma[part]).tobytes() == among[part].tobytes()


def test_whole_seconds() -> None:
    assert whole_seconds(np.array([0.2, 0.6, 1.4, 90.5, 91.5])).tolist() == [1, 1, 1, 90, 92]
    assert whole_seconds(np.array([0.2]), 0).tolist() == [0]
    assert exponential_seconds(np.array([LEAST, 0.5]), 1000.0).tolist() == [0, 693]
    assert exponential_seconds(np.array([LEAST]), 1000.0, least=1).tolist() == [1]


def test_delays_in_whole_days() -> None:
    days = exponential_days(U, 30.0 * DAY)
    assert not (days % DAY).any()
    assert mean_fits(days / DAY, 30.0 * (1 - 1 / (24 * 30.0**2)), 30.0)
    assert exponential_days(np.array([0.5, 0.01]), 5.0 * DAY).tolist() == [3 * DAY, 0]


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
