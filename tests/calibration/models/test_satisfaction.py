"""Satisfaction: exactly binomial; by hand where answers are reported kinder; brute-force integrals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special, stats

from calibration.models.satisfaction import SatisfactionTerm
from tests.calibration.models.rows import figure, unknown

SHARE = unknown("s", "survey", shape="uniform", low=0.3, high=1)
EVERYBODY = unknown("s", "survey", shape="uniform", low=1 - 1e-9, high=1)


def term(value, bound="rate", cases=477.0, surveyed=EVERYBODY, private=("s",), **model):
    rate = figure(value, bound, kind="satisfaction", of="y", surveyed="s", reporting="e", **model)
    return SatisfactionTerm(rate, cases, {"s": surveyed}, private, 1)


def likelihood(one, p, effect=0.0, deviation=0.0):
    logit = special.logit(np.atleast_1d(np.asarray(p, float)))
    values = {"e": np.full(len(logit), effect)}
    return np.exp(one.log_likelihood(logit, np.full(len(logit), deviation), values))


P = np.array([0.9, 0.98, 0.99, 0.9937, 0.999])


# -- everybody was asked ---------------------------------------------------------------------------


def test_99_4_percent_of_477_are_474():
    """No other number of satisfied answers of 477 rounds to 99.4 %."""
    assert [k for k in range(478) if round(100 * k / 477, 1) == 99.4] == [474]
    np.testing.assert_allclose(likelihood(term(0.994), P), stats.binom(477, P).pmf(474), rtol=1e-3)
    assert not np.allclose(likelihood(term(0.994), P), stats.binom(477, P).pmf(475), rtol=0.05)


def test_100_percent_of_3756_are_all():
    one = term(1.0, cases=3756.0)
    p = np.array([0.99, 0.999, 0.9999, 0.99999])
    np.testing.assert_allclose(likelihood(one, p), p**3756, rtol=2e-3)
    bound = 1 - 0.05 ** (1 / 3756)
    assert likelihood(one, 1 - bound)[0] == pytest.approx(0.05, rel=2e-3)
    assert bound == pytest.approx(0.0008, rel=0.01), "what the register's note says"


@pytest.mark.parametrize(
    ("value", "bound", "first", "last"),
    [
        (0.994, "rate", 474, 474),
        (0.99, "rate", 470, 474),  # [98.5 %, 99.5 %)
        (0.9, "rate", 406, 453),
        (0.98, "at_least", 468, 477),
        (1.0, "rate", 477, 477),
        (0.0, "rate", 0, 0),
        (474 / 477, "exact", 474, 474),
    ],
)
def test_a_rate_has_the_probability_of_all_numbers_that_make_it(value, bound, first, last):
    p = np.array([0.5, 0.93, 0.985, 0.9937])
    exact = stats.binom(477, p).pmf(np.arange(first, last + 1)[:, None]).sum(axis=0)
    np.testing.assert_allclose(likelihood(term(value, bound), p), exact, rtol=3e-3, atol=1e-60)


def test_a_rate_that_no_number_makes_is_next_to_impossible():
    assert (likelihood(term(0.994, cases=10.0), P) < 1e-200).all(), "10 answers make 90 % or 100 %"


def test_the_rates_of_all_numbers_sum_to_one():
    total = sum(likelihood(term(k / 40, "exact", cases=40.0), P) for k in range(41))
    np.testing.assert_allclose(total, 1, rtol=1e-3)


# -- reporting effect ------------------------------------------------------------------------------


@pytest.mark.parametrize("effect", [0.1, 0.5, 0.95])
def test_a_share_of_the_dissatisfied_is_reported_as_satisfied(effect):
    """p + (1 - p) e: of 1 dissatisfied in 100 half are reported satisfied, so 99.5 % are."""
    one_in_a_hundred, half = special.logit(np.array([0.99])), {"e": np.array([0.5])}
    assert term(0.994).expected(one_in_a_hundred, half)[0] == pytest.approx(0.995)
    reported = P + (1 - P) * effect
    np.testing.assert_allclose(
        likelihood(term(0.994), P, effect), stats.binom(477, reported).pmf(474), rtol=2e-3
    )
    assert not np.allclose(likelihood(term(0.994), P), stats.binom(477, reported).pmf(474), rtol=0.05)


# -- not everybody was asked -----------------------------------------------------------------------


def test_the_share_surveyed_is_integrated_out():
    """Over every number that can have been asked, by brute force."""
    share = SHARE.prior.quantile((np.arange(20_001) + 0.5) / 20_001)
    exact = np.zeros(len(P))
    for n, count in zip(*np.unique(np.rint(share * 477), return_counts=True), strict=True):
        k = np.arange(np.ceil(0.9935 * n - 1e-9), np.ceil(0.9945 * n - 1e-9))
        exact += count * stats.binom(n, P).pmf(k[:, None]).sum(axis=0)
    exact /= len(share)
    found = likelihood(term(0.994, surveyed=SHARE), P)
    np.testing.assert_allclose(found, exact, rtol=0.02)
    assert not np.allclose(likelihood(term(0.994), P), exact, rtol=0.2), "not as if all had been asked"


def test_what_is_not_known_of_the_logit_is_integrated_out():
    z = np.linspace(-8, 8, 4001)
    weight = stats.norm.pdf(z)
    logit = special.logit(P)
    spread = special.expit(logit[:, None] + 0.4 * z)
    exact = (stats.binom(477, spread).pmf(474) * weight).sum(axis=1) / weight.sum()
    np.testing.assert_allclose(likelihood(term(0.994), P, deviation=0.4), exact, rtol=0.03)
    assert not np.allclose(likelihood(term(0.994), P), exact, rtol=0.1), "not as if it were known"
    own = likelihood(term(0.994, error=0.4), P)
    np.testing.assert_allclose(own, likelihood(term(0.994), P, deviation=0.4), rtol=1e-12)


def test_the_share_surveyed_is_drawn_from_its_posterior():
    """All of 300 are satisfied: the fewer were asked, the likelier that is."""
    one = term(1.0, cases=300.0, surveyed=SHARE)
    n, p = 4000, 0.98
    logit = np.full(n, special.logit(p))
    drawn = one.draw_private(np.random.default_rng(4), logit, np.zeros(n), {"e": np.zeros(n)})["s"]
    share = SHARE.prior.quantile((np.arange(20_000) + 0.5) / 20_000)
    weight = p ** np.rint(300 * share)
    centre = (weight * share).sum() / weight.sum()
    sd = np.sqrt((weight * (share - centre) ** 2).sum() / weight.sum())
    assert abs(drawn.mean() - centre) < 4 * sd / np.sqrt(n)
    assert abs(share.mean() - centre) > 10 * sd / np.sqrt(n), "the prior is told apart"
    assert term(1.0, private=()).draw_private(np.random.default_rng(4), logit, np.zeros(n), {}) == {}


# -- surveyed again --------------------------------------------------------------------------------


def test_a_new_survey_asks_as_many_and_is_binomial():
    one = term(0.994)
    n, p, e = 20_000, 0.98, 0.5
    values = {"s": np.full(n, 0.5), "e": np.full(n, e)}
    rates = one.replicate(np.random.default_rng(6), np.full(n, special.logit(p)), values)
    asked, reported = round(0.5 * 477), p + (1 - p) * e
    np.testing.assert_allclose(rates * asked, np.rint(rates * asked), atol=1e-9)
    sd = np.sqrt(reported * (1 - reported) / asked)
    assert abs(rates.mean() - reported) < 4 * sd / np.sqrt(n)
    assert rates.std() == pytest.approx(sd, rel=0.03)
    assert abs(rates.mean() - p) > 4 * sd / np.sqrt(n), "as if nothing were reported kinder"


def test_tails_by_hand():
    rates = np.array([0.99, 0.9934, 0.9936, 0.9944, 0.9945, 1.0])
    assert term(0.994).tails(rates) == (4 / 6, 4 / 6)
    assert term(1.0).tails(rates) == (1 / 6, 6 / 6)
    assert term(0.9936, "at_least").tails(rates) == (4 / 6, 6 / 6)
