"""Counts: against the exact Poisson law, against brute-force integrals, and seasons by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from calibration.models.count import CountTerm, Season
from tests.calibration.models.rows import count, unknown

NOTHING = np.zeros(1)
WINDOW = unknown("w", "window", shape="uniform", low=7, high=10.7)
LONG = unknown("w", "window", shape="loguniform", low=6, high=60)
RAMP = unknown("r", "window", shape="uniform", low=0.4, high=1)
PLACE = unknown("p", "place", shape="heavy", median=1, factor=4)


def term(figure, *parameters, shared=(), season=None):
    names = {one.name: one for one in parameters}
    return CountTerm(figure, names, [name for name in names if name not in shared], season, 1)


def likelihood(one, mean, tau=0.0, values=None):
    """Of a figure at a monthly mean."""
    n = max(np.size(mean), np.size(tau))
    log_mean = np.broadcast_to(np.log(np.atleast_1d(mean)), n)
    return np.exp(one.log_likelihood(log_mean, np.broadcast_to(tau, n).astype(float), values or {}))


# -- one window that is known ----------------------------------------------------------------------


@pytest.mark.parametrize(("mean", "tau"), [(0.4, 0.0), (20, 0.0), (477, 0.0), (477, 0.2), (3756, 0.05)])
def test_the_probabilities_of_all_counts_sum_to_one(mean, tau):
    last = int(mean + 12 * np.sqrt(mean + (mean * tau) ** 2) + 12)
    total = sum(likelihood(term(count(k)), mean, tau)[0] for k in range(last))
    assert total == pytest.approx(1, abs=1e-8)


def distance(first, second):
    """Total variation distance of two laws on the same counts."""
    return 0.5 * float(np.abs(first - second).sum())


@pytest.mark.parametrize("mean", [30, 477, 3756])
def test_a_known_mean_gives_nearly_the_poisson_law(mean):
    """Without the corrections of 3/8 and 1/8 the law is shifted, and told apart."""
    k = np.arange(int(mean + 8 * np.sqrt(mean)))
    found = np.array([likelihood(term(count(int(one))), mean)[0] for one in k])
    exact = stats.poisson(mean).pmf(k)
    plain = np.diff(stats.norm.cdf(2 * np.sqrt(np.arange(len(k) + 1)) - 2 * np.sqrt(mean)))
    bound = 0.1 / np.sqrt(mean)
    assert distance(found, exact) < bound
    assert distance(plain, exact) > bound, "without the corrections"


@pytest.mark.parametrize(("mean", "tau"), [(477, 0.05), (477, 0.15), (3756, 0.02)])
def test_what_is_not_known_of_the_mean_widens_the_law(mean, tau):
    """Against the Poisson law mixed over a lognormal mean, by quadrature."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(61)
    k = np.arange(int(mean * np.exp(6 * tau) + 8 * np.sqrt(mean)))
    exact = stats.poisson(mean * np.exp(tau * nodes)[:, None]).pmf(k)
    exact = (weights[:, None] / weights.sum() * exact).sum(axis=0)
    found = np.array([likelihood(term(count(int(one))), mean, tau)[0] for one in k])
    bound = 0.02 + 0.6 * tau  # a lognormal mean is skew, the square root of a count is not
    assert distance(found, exact) < bound
    narrow = stats.poisson(mean).pmf(k)
    assert distance(narrow, exact) > bound, "without it"


def test_the_models_own_error_widens_it_in_the_same_way():
    plain, own = term(count(477)), term(count(477, error=0.1))
    at = np.array([400.0, 477, 560])
    np.testing.assert_allclose(likelihood(own, at), likelihood(plain, at, 0.1), rtol=1e-12)
    np.testing.assert_allclose(
        likelihood(own, at, 0.1), likelihood(plain, at, np.sqrt(0.1**2 + 0.1**2)), rtol=1e-12
    )


@pytest.mark.parametrize(
    ("figure", "first", "last"),
    [
        (count(1500, "at_least"), 1500, 1599),
        (count(670, "at_least"), 670, 679),
        (count(36300, "rounded", unit=100), 36250, 36349),
        (count(477, "rounded", unit=1), 477, 477),
        (count(100, "rounded", unit=5), 98, 102),
        (count(3, "at_least"), 3, 3),
        (count(0), 0, 0),
    ],
)
@pytest.mark.parametrize("tau", [0.0, 0.1])
def test_an_interval_has_the_probability_of_all_counts_in_it(figure, first, last, tau):
    mean = np.array([0.9, 1.0, 1.02]) * max(0.5 * (first + last), 1)
    one = term(figure)
    assert (one.first, one.last) == (first, last)
    each = sum(likelihood(term(count(k)), mean, tau) for k in range(first, last + 1))
    np.testing.assert_allclose(likelihood(one, mean, tau), each, rtol=1e-9)


def test_far_out_the_logarithm_stays_finite_and_falls():
    one = term(count(477))
    rates = np.log(np.array([477, 700, 2000, 1e5, 1e12]))
    found = one.log_likelihood(rates, np.full(5, 0.01), {})
    assert np.isfinite(found).all()
    assert (np.diff(found) < 0).all()


# -- windows that are not known --------------------------------------------------------------------


def integrated(figure, mean, tau, *priors, n=40_001):
    """The probability averaged over priors of what multiplies the mean, on a fine grid of quantiles."""
    one = term(figure)
    per = n if len(priors) == 1 else 401
    u = (np.arange(per) + 0.5) / per
    factor = np.ones(1)
    for prior in priors:
        factor = np.multiply.outer(factor, prior.prior.quantile(u)).ravel()
    return np.array([likelihood(one, at * factor, tau).mean() for at in np.atleast_1d(mean)])


@pytest.mark.parametrize("tau", [0.0, 0.02, 0.1, 0.3])
@pytest.mark.parametrize("prior", [WINDOW, LONG], ids=["narrow", "wide"])
def test_an_unknown_window_is_integrated_out(prior, tau):
    mean = 477 / np.array([5.0, 6.8, 8, 9.5, 11, 20])
    found = likelihood(term(count(477, window="w"), prior), mean, tau)
    exact = integrated(count(477), mean, tau, prior)
    np.testing.assert_allclose(found, exact, rtol=0.01, atol=1e-7)
    middle = likelihood(term(count(477)), mean * float(prior.prior.quantile(np.array([0.5]))[0]), tau)
    assert not np.allclose(middle, exact, rtol=0.2), "not the same as its median"


def test_an_unknown_place_is_integrated_out():
    mean = 1550 / 3 * np.array([0.2, 0.7, 1.0, 1.6, 4])
    found = likelihood(term(count(1500, "at_least", months=3, place="p"), PLACE), mean, 0.03)
    exact = integrated(count(1500, "at_least", months=3), mean, 0.03, PLACE)
    np.testing.assert_allclose(found, exact, rtol=0.01)


def test_window_and_ramp_are_integrated_out_together():
    """Over scrambled Sobol points: within 4 %, where leaving out the ramp would be far off."""
    figure = count(36300, "rounded", unit=100, window="w", ramp="r")
    mean = np.array([1200.0, 2000, 3000, 5000])
    found = likelihood(term(figure, LONG, RAMP), mean, 0.05)
    exact = integrated(count(36300, "rounded", unit=100), mean, 0.05, LONG, RAMP)
    np.testing.assert_allclose(found, exact, rtol=0.04)
    without = likelihood(term(count(36300, "rounded", unit=100, window="w"), LONG), mean, 0.05)
    assert not np.allclose(without, exact, rtol=0.2)


def test_what_other_figures_read_too_is_not_integrated_out():
    one = term(count(477, window="w"), WINDOW, shared=("w",))
    assert (one.private, one.shared) == ([], ["w"])
    months = np.array([7.0, 9.0, 10.5])
    found = likelihood(one, np.full(3, 55.0), 0.05, {"w": months})
    np.testing.assert_allclose(found, likelihood(term(count(477)), 55 * months, 0.05), rtol=1e-12)


def test_three_months_are_three_times_a_month():
    found = likelihood(term(count(1500, "at_least", months=3)), 520.0)
    np.testing.assert_allclose(found, likelihood(term(count(1500, "at_least")), 1560.0), rtol=1e-12)


def test_beyond_the_table_it_is_next_to_impossible():
    one = term(count(477, window="w"), WINDOW)
    found = one.log_likelihood(np.log(np.array([1e-3, 1e9])), np.full(2, 0.01), {})
    assert (found < -500).all()


# -- the window's posterior ------------------------------------------------------------------------


def test_private_parameters_are_drawn_from_their_posterior():
    one = term(count(477, window="w"), LONG)
    n, mean, tau = 4000, 30.0, 0.1
    log_mean = np.full(n, np.log(mean))
    drawn = one.draw_private(np.random.default_rng(3), log_mean, np.full(n, tau), {})["w"]
    u = (np.arange(20_000) + 0.5) / 20_000
    months = LONG.prior.quantile(u)
    weight = likelihood(term(count(477)), mean * months, tau)
    centre = (weight * months).sum() / weight.sum()
    sd = np.sqrt((weight * (months - centre) ** 2).sum() / weight.sum())
    assert abs(drawn.mean() - centre) < 4 * sd / np.sqrt(n)
    assert drawn.std() == pytest.approx(sd, rel=4 / np.sqrt(2 * n))
    assert abs(months.mean() - centre) > 4 * sd / np.sqrt(n), "the prior is told apart"


def test_without_private_parameters_none_are_drawn():
    assert term(count(477)).draw_private(np.random.default_rng(3), NOTHING, NOTHING, {}) == {}


# -- counted again ---------------------------------------------------------------------------------


def test_a_new_count_is_poisson_about_what_is_expected():
    one = term(count(477, window="w", ramp="r", place="p"), WINDOW, RAMP, PLACE)
    n = 20_000
    values = {"w": np.full(n, 9.0), "r": np.full(n, 0.5), "p": np.full(n, 2.0)}
    log_mean = np.full(n, np.log(50.0))
    assert one.expected(log_mean, values)[0] == pytest.approx(450)
    assert one.expected(log_mean, values, place=False)[0] == pytest.approx(225)
    drawn = one.replicate(np.random.default_rng(5), log_mean, values)
    assert abs(drawn.mean() - 450) < 4 * np.sqrt(450 / n)
    assert drawn.var() == pytest.approx(450, rel=4 * np.sqrt(2 / n))
    half = one.replicate(np.random.default_rng(5), log_mean, values, place=False)
    assert abs(half.mean() - 225) < 4 * np.sqrt(225 / n)


def test_the_models_own_error_is_in_a_new_count():
    one = term(count(477, error=0.2))
    n = 20_000
    drawn = one.replicate(np.random.default_rng(5), np.full(n, np.log(450.0)), {})
    mean, spread = 450 * np.exp(0.02), np.exp(0.04) - 1
    variance = mean + mean**2 * spread
    assert abs(drawn.mean() - mean) < 4 * np.sqrt(variance / n)
    assert drawn.var() == pytest.approx(variance, rel=0.06)
    assert drawn.var() > 10 * 450


def test_tails_by_hand():
    counts = np.array([1400.0, 1499, 1500, 1599, 1600, 2000, 2100, 2200])
    assert term(count(1500, "at_least")).tails(counts) == (6 / 8, 4 / 8)
    assert term(count(1500)).tails(counts) == (6 / 8, 3 / 8)
    assert term(count(36300, "rounded", unit=100)).tails(np.array([36249.0, 36250, 36349, 36350])) == (
        3 / 4,
        3 / 4,
    )


# -- seasons ---------------------------------------------------------------------------------------

HOURS = 1461  # of two mean months
SLOW_THEN_FAST = np.repeat([1.0, 2.0], HOURS)  # two months of weight 1, two of weight 2: 1.5 on average


@pytest.mark.parametrize(
    ("first", "months", "exposure"),
    [
        (0, 0, 0),
        (0, 1, 1 / 1.5),
        (0, 2, 2 / 1.5),
        (0, 3, 4 / 1.5),
        (0, 4, 4),
        (0, 6, 6),  # beyond what is known: as usual
        (HOURS, 1, 2 / 1.5),
        (HOURS, 2, 4 / 1.5),
        (HOURS, 3, 4 / 1.5 + 1),
        (-HOURS, 1, 1),  # before the run: as usual
        (-HOURS, 2, 2),
        (-HOURS, 3, 2 + 1 / 1.5),
    ],
)
def test_months_of_demand_by_hand(first, months, exposure):
    found = Season(SLOW_THEN_FAST, first).exposure(np.array([float(months)]))
    assert found[0] == pytest.approx(exposure, rel=1e-12)


def test_a_year_has_its_twelve_months_whatever_its_seasons():
    weight = 1 + np.sin(np.arange(2 * 8760) * 2 * np.pi / 8760)
    found = Season(weight, 0).exposure(np.array([8760 / 730.5]))
    assert found[0] == pytest.approx(8760 / 730.5, rel=1e-9)


def test_seasons_enter_the_exposure_of_a_window():
    season = Season(SLOW_THEN_FAST, 0)
    one = term(count(477, window="w", since="2024-01-01"), WINDOW, shared=("w",), season=season)
    found = likelihood(one, np.array([200.0]), 0.05, {"w": np.array([3.0])})
    np.testing.assert_allclose(found, likelihood(term(count(477)), 200 * 4 / 1.5, 0.05), rtol=1e-12)
    fixed = term(count(477, months=3, since="2024-01-01"), season=season)
    np.testing.assert_allclose(likelihood(fixed, np.array([200.0]), 0.05), found, rtol=1e-12)
    assert fixed.expected(np.log(np.array([200.0])), {})[0] == pytest.approx(200 * 4 / 1.5)


# -- no upper end ----------------------------------------------------------------------------------


def test_a_plain_lower_bound_is_everything_above():
    """P(N >= 30) by the exact Poisson law: more is never less likely, however much."""
    figure = count(30, "at_least").plainly()
    assert figure.interval() == (30.0, float("inf"))
    mean = np.array([15.0, 30.0, 45.0, 4000.0])
    np.testing.assert_allclose(likelihood(term(figure), mean), stats.poisson.sf(29, mean), atol=0.01)
    assert term(figure).tails(np.array([29.0, 31.0, 900.0])) == (pytest.approx(2 / 3), 1.0)
    assert count(30).plainly() == count(30), "an exact figure has one reading"


def test_a_plain_lower_bound_over_an_unknown_window():
    figure = count(477, "at_least", window="w").plainly()
    mean = 477 / np.array([0.01, 5.0, 8, 20])
    found = likelihood(term(figure, WINDOW), mean, 0.1)
    exact = integrated(count(477, "no_less"), mean, 0.1, WINDOW)
    np.testing.assert_allclose(found, exact, rtol=0.01, atol=1e-7)
    assert found[0] == pytest.approx(1.0)
