"""Traffic lights: the exact interval of a probability, and what it says of a target."""

import math

import pytest

from sim.report.content import Cell
from sim.report.lights import FEWEST, chance, clopper_pearson, light, meets, of, reached

CELL = Cell("98.1 %", "97.0 % … 99.2 %")


@pytest.mark.parametrize(
    ("met", "n", "low", "high"),
    [
        (10, 10, 0.025**0.1, 1.0),
        (0, 10, 0.0, 1 - 0.025**0.1),
        (5, 5, 0.025**0.2, 1.0),
        (9, 10, 0.55498, 0.99747),  # tables of Clopper and Pearson
        (1, 2, 1 - math.sqrt(0.975), math.sqrt(0.975)),
    ],
)
def test_the_interval_is_exact(met, n, low, high):
    assert clopper_pearson(met, n) == pytest.approx((low, high), abs=1e-5)


@pytest.mark.parametrize(("met", "n"), [(0, 3), (2, 5), (7, 9)])
def test_each_end_leaves_a_fortieth_beyond_it(met, n):
    low, high = clopper_pearson(met, n)

    def chance_of(counts, p):
        return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in counts)

    assert chance_of(range(met + 1), high) == pytest.approx(0.025)
    assert met == 0 or chance_of(range(met, n + 1), low) == pytest.approx(0.025)


@pytest.mark.parametrize(
    ("values", "low", "high", "state", "n"),
    [
        ([0.99] * 6, 0.95, None, "met", 6),
        ([0.99] * 5, 0.95, None, "unsure", 5),
        ([0.90] * 6, 0.95, None, "missed", 6),
        ([0.95] * 6, 0.95, None, "met", 6),  # the bound itself is met
        ([0.99] * 8 + [0.9] * 2, 0.95, None, "unsure", 10),
        ([0.99] * 9 + [0.9], 0.95, None, "met", 10),
        ([3.0] * 6, 2.0, 4.0, "met", 6),
        ([math.inf] * 6, None, 14.0, "missed", 6),
        ([math.nan] + [3.0] * 6, None, 14.0, "met", 6),
        ([None] + [3.0] * 6, None, 14.0, "met", 6),
    ],
)
def test_a_light_needs_an_interval_on_one_side_of_a_half(values, low, high, state, n):
    found = light(values, low, high, CELL)
    assert (found.state, found.n) == (state, n)


def test_six_replications_are_the_fewest_that_decide():
    assert light([1.0] * FEWEST, 0.5, None, CELL).state == "met"
    assert light([1.0] * (FEWEST - 1), 0.5, None, CELL).state == "unsure"


def test_what_no_replication_has_is_unmeasured():
    found = light([math.nan], 0.5, None, CELL)
    assert (found.state, found.share, found.n, found.interval) == ("unmeasured", None, 0, None)
    assert chance(found) == ""


def test_what_knows_no_chance_is_met_or_missed_for_sure():
    found = light([0.894] * 2, 0.95, None, CELL, chance=False)
    assert (found.state, found.interval, found.fixed) == ("missed", None, True)
    assert chance(found) == {"zh": "不随机变动", "en": "does not vary"}
    assert light([0.96] * 2, 0.95, None, CELL, chance=False).state == "met"
    assert light([0.96, 0.97], 0.95, None, CELL, chance=False).state == "unsure"  # at draws of parameters


def test_both_bounds_count():
    assert [meets(value, 2.0, 4.0) for value in (1.9, 2.0, 4.0, 4.1)] == [False, True, True, False]


def test_a_light_is_told_in_both_languages():
    found = light([0.99] * 9 + [0.9], 0.95, None, CELL)
    assert of(found) == {"zh": "9/10 次", "en": "9 of 10"}
    assert chance(found) == "55–100 %"
    assert reached(found) == {"zh": "均值 98.1 %", "en": "mean 98.1 %"}
