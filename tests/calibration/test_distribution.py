"""Priors of single parameters: their quantiles, and that each is a monotone map that can be undone."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy import stats

from calibration.distribution import Distribution

EACH = {
    "uniform": Distribution(shape="uniform", low=-2, high=6),
    "loguniform": Distribution(shape="loguniform", low=0.5, high=8),
    "lognormal": Distribution(shape="lognormal", median=3, factor=2.5),
    "heavy": Distribution(shape="heavy", median=3, factor=4),
    "beta": Distribution(shape="beta", a=2, b=5),
    "cut": Distribution(shape="heavy", median=3, factor=4, low=0.5, high=5),
}
#: The same laws as scipy has them.
LAWS = {
    "uniform": stats.uniform(-2, 8),
    "loguniform": stats.loguniform(0.5, 8),
    "lognormal": stats.lognorm(math.log(2.5) / stats.norm.ppf(0.975), scale=3),
    "beta": stats.beta(2, 5),
}
SHAPES = sorted(EACH)


def test_every_shape_is_tested():
    assert set(EACH) == {*Distribution.model_fields["shape"].annotation.__args__, "cut"}


@pytest.mark.parametrize("shape", sorted(LAWS))
def test_quantiles_are_those_of_the_law(shape):
    u = np.linspace(0.001, 0.999, 97)
    np.testing.assert_allclose(EACH[shape].quantile(u), LAWS[shape].ppf(u), rtol=1e-9)


def test_a_heavy_prior_is_a_student_t_of_three_degrees_on_the_log_scale():
    u = np.linspace(0.001, 0.999, 97)
    wanted = 3 * np.exp(math.log(4) * stats.t(3).ppf(u) / stats.t(3).ppf(0.975))
    np.testing.assert_allclose(EACH["heavy"].quantile(u), wanted, rtol=1e-9)


def test_a_heavy_prior_that_is_cut_off_is_the_same_law_between_its_ends():
    """By counting: of values of the whole law those within the ends, in order."""
    u = (np.arange(200_000) + 0.5) / 200_000
    whole = EACH["heavy"].quantile(u)
    inside = whole[(whole > 0.5) & (whole < 5)]
    probabilities = np.array([0.001, 0.1, 0.5, 0.9, 0.999])
    found = EACH["cut"].quantile(probabilities)
    np.testing.assert_allclose(found, np.quantile(inside, probabilities), rtol=1e-3)
    np.testing.assert_allclose(EACH["cut"].quantile(np.array([0.0, 1.0])), [0.5, 5], rtol=1e-9)


@pytest.mark.parametrize(("shape", "factor"), [("lognormal", 2.5), ("heavy", 4)])
def test_95_percent_lie_within_the_median_divided_and_multiplied_by_the_factor(shape, factor):
    one = EACH[shape]
    ends = one.quantile(np.array([0.025, 0.5, 0.975]))
    np.testing.assert_allclose(ends, [3 / factor, 3, 3 * factor], rtol=1e-9)


def test_sixteen_times_the_usual_is_rare_under_a_heavy_prior_and_hardly_possible_otherwise():
    """A factor of 4 squared, beyond which t leaves about 1 in 250, the normal law 1 in 23,000."""
    beyond = {shape: Distribution(shape=shape, median=1, factor=4) for shape in ("heavy", "lognormal")}
    tail = {shape: 1 - stats.norm.cdf(one.standard(np.array([16.0]))[0]) for shape, one in beyond.items()}
    assert tail["heavy"] == pytest.approx(stats.t(3).sf(2 * stats.t(3).ppf(0.975)), rel=1e-6)
    assert tail["heavy"] > 50 * tail["lognormal"]


@pytest.mark.parametrize("shape", SHAPES)
@given(z=st.floats(-5, 5))
def test_standard_undoes_value(shape, z):
    one = EACH[shape]
    back = one.standard(one.value(np.array([z])))[0]
    assert back == pytest.approx(z, abs=2e-6)


@pytest.mark.parametrize("shape", SHAPES)
@given(u=st.floats(1e-6, 1 - 1e-6))
def test_value_is_as_probable_as_its_variate(shape, u):
    one = EACH[shape]
    z = stats.norm.ppf(u)
    np.testing.assert_allclose(one.value(np.array([z])), one.quantile(np.array([u])), rtol=1e-6)


@pytest.mark.parametrize("shape", SHAPES)
def test_values_far_out_stay_finite_and_ordered(shape):
    values = EACH[shape].value(np.linspace(-12, 12, 201))
    assert np.isfinite(values).all()
    assert (np.diff(values) >= 0).all()


@pytest.mark.parametrize("shape", ["uniform", "loguniform"])
@given(u=st.floats(0, 1))
def test_unit_undoes_quantile(shape, u):
    one = EACH[shape]
    assert one.unit(one.quantile(np.array([u])))[0] == pytest.approx(u, abs=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_natural_scale_is_the_logarithm_where_halves_and_doubles_are_alike(shape):
    """Between the quartiles and the median: as far by a factor, or (uniform) by a difference."""
    low, middle, high = EACH[shape].quantile(np.array([0.25, 0.5, 0.75]))
    alike = abs(np.log(middle / low) - np.log(high / middle)) < 1e-9 if low > 0 else False
    assert EACH[shape].log == (alike or shape == "cut")


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"shape": "uniform", "low": 0}, "prior_fields"),
        ({"shape": "uniform", "low": 0, "high": 1, "median": 1}, "prior_fields"),
        ({"shape": "beta", "low": 0, "high": 1}, "prior_fields"),
        ({"shape": "lognormal", "median": 1}, "prior_fields"),
        ({"shape": "heavy"}, "prior_fields"),
        ({"shape": "heavy", "median": 1, "factor": 2, "low": 0.5}, "prior_fields"),
        ({"shape": "lognormal", "median": 1, "factor": 2, "low": 0.5, "high": 2}, "prior_fields"),
        ({"shape": "heavy", "median": 1, "factor": 2, "low": 2, "high": 0.5}, "prior_range"),
        ({"shape": "heavy", "median": 1, "factor": 2, "low": 0, "high": 2}, "prior_range"),
        ({"shape": "uniform", "low": 2, "high": 1}, "prior_range"),
        ({"shape": "uniform", "low": 1, "high": 1}, "prior_range"),
        ({"shape": "loguniform", "low": 0, "high": 1}, "prior_log"),
        ({"shape": "lognormal", "median": 0, "factor": 2}, "prior_positive"),
        ({"shape": "lognormal", "median": 1, "factor": 1}, "prior_positive"),
        ({"shape": "heavy", "median": 1, "factor": 0.5}, "prior_positive"),
        ({"shape": "beta", "a": 0, "b": 1}, "prior_positive"),
        ({"shape": "uniform", "low": 0, "high": math.inf}, "finite_number"),
        ({"shape": "uniform", "low": math.nan, "high": 1}, "finite_number"),
        ({"shape": "triangle", "low": 0, "high": 1}, "literal_error"),
        ({"shape": "uniform", "low": 0, "high": 1, "mean": 0.5}, "extra_forbidden"),
    ],
)
def test_bad_fields_are_refused(fields, word):
    with pytest.raises(ValidationError) as caught:
        Distribution(**fields)
    found = caught.value.errors()[0]
    assert word == (found["ctx"]["error"].args[0] if found["type"] == "value_error" else found["type"])
