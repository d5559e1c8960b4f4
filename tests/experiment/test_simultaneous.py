"""p-values and intervals that hold together: by hand, and their coverage by simulation."""

import math

import numpy as np
import pytest
from scipy.stats import t as student

from sim.experiment import simultaneous
from sim.experiment.simultaneous import (
    DRAWS,
    FEWEST,
    bonferroni,
    critical_values,
    holm,
    max_t,
    method_for,
    p_values,
    shrinkage,
)

ONE = np.zeros(8, dtype=np.int64)


def correlated(rows: int, n: int, common: float, generator: np.random.Generator) -> np.ndarray:
    """Draw rows of standard normals that share a part: any two have the correlation `common`."""
    own, shared = generator.standard_normal((rows, n)), generator.standard_normal((1, n))
    return math.sqrt(1 - common) * own + math.sqrt(common) * shared


def largest_t(values: np.ndarray) -> float:
    spread = values.std(axis=1, ddof=1)
    return float((np.abs(values.mean(axis=1)) / spread).max() * math.sqrt(values.shape[1]))


def error_of_draws(quantile: float, freedom: int, rows: int) -> float:
    """Four standard errors of the drawn 95 % point of the largest of independent |t|."""
    each = 0.95 ** (1 / rows)
    density = rows * 0.95 / each * 2 * student.pdf(quantile, freedom)
    return 4 * math.sqrt(0.95 * 0.05 / DRAWS) / density


def test_p_values_by_hand():
    # n = 2: t has one degree of freedom, Cauchy's distribution: P(|t| > 1) = 1/2, P(|t| > tan 3/8 pi) = 1/4
    # n = 3: P(|t| > x) = 1 - x / sqrt(2 + x^2)
    means = np.array([1.0, -math.tan(3 * math.pi / 8), 2.0])
    n = np.array([2, 2, 3])
    p = p_values(means / np.sqrt(n), np.ones(3), n)
    assert p == pytest.approx([0.5, 0.25, 1 - 2 / math.sqrt(6)])


def test_p_values_of_what_never_varies():
    p = p_values(np.array([0.0, 2.0, 1.0]), np.array([0.0, 0.0, np.nan]), np.array([4, 4, 1]))
    assert p.tolist()[:2] == [1.0, 0.0]
    assert math.isnan(p[2])


def test_holm_by_hand():
    # sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1: 0.02, 0.03, 0.06, 0.04 -> the last is held at 0.06
    assert holm(np.array([0.01, 0.04, 0.03, 0.005]), ONE[:4]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm(np.array([0.7, 0.0, 1.0]), ONE[:3]).tolist() == [1.0, 0.0, 1.0]


def test_holm_keeps_families_apart_and_counts_no_missing_value():
    p = np.array([0.01, 0.02, np.nan, 0.04, 0.03])
    family = np.array([7, 3, 7, 7, 3])
    found = holm(p, family)
    assert found[[0, 3]] == pytest.approx([0.02, 0.04])
    assert found[[1, 4]] == pytest.approx([0.04, 0.04])  # 2 x 0.02; 0.03 is held at 0.04
    assert math.isnan(found[2])


def test_bonferroni_quantiles_from_a_table():
    # Student's t: 0.975 and, of five tests, 0.995, with 9 degrees of freedom; of one, tan(0.95 pi / 2)
    found = bonferroni(np.array([10, 10, 2, 1, 10]), np.array([1, 5, 1, 1, 0]))
    assert found[:3] == pytest.approx([2.2622, 3.2498, math.tan(0.95 * math.pi / 2)], abs=1e-4)
    assert np.isnan(found[3:]).all()


def test_max_t_lies_between_one_test_and_bonferroni():
    generator = np.random.default_rng(5)
    alone, all_of_them = bonferroni(np.array([12, 12]), np.array([1, 30]))
    loose, tight = (max_t(correlated(30, 12, common, generator), 1) for common in (0.0, 0.95))
    assert alone < tight < loose <= all_of_them
    row = generator.standard_normal((1, 12))
    copies = np.concatenate([(k + 1) * row + k for k in range(30)])
    assert max_t(copies, 1) == pytest.approx(alone, abs=error_of_draws(alone, 11, 1))  # one test in truth


def test_max_t_does_not_depend_on_units_and_is_keyed_by_the_seed():
    values = correlated(6, 15, 0.5, np.random.default_rng(2))
    first = max_t(values, 1)
    assert max_t(values, 1) == first
    assert max_t(values, 2) != first
    assert max_t(1000 * values + 5, 1) == pytest.approx(first, rel=1e-9)
    with pytest.raises(ValueError, match="vary"):
        max_t(np.array([[1.0, 1.0, 1.0]]), 1)
    with pytest.raises(ValueError, match="miss no value"):
        max_t(np.array([[1.0, np.nan, 2.0]]), 1)


@pytest.mark.parametrize("n", [8, 40])
def test_draws_of_independent_rows_follow_theory(n):
    """Orthogonal rows, fewer and about as many as replications: P(all |t| <= c) is the product of each."""
    rows = 7
    waves = np.cos(np.pi * np.outer(np.arange(1, rows + 1), np.arange(n) + 0.5) / n)
    # Sidak's quantile: 0.95^(1 / rows) each
    sidak = bonferroni(np.array([n]), np.array([1]), 1 - 0.95 ** (1 / rows))[0]
    assert max_t(waves, 4) == pytest.approx(sidak, abs=error_of_draws(sidak, n - 1, rows))


def test_shrinkage_by_hand():
    # x y = 1, 0, 0: r = 1/2; influences x y - r (x^2 + y^2) / 2 = 1/2, -1/4, -1/4: squares 3/8, times 3/8,
    # over r^2
    rows = np.array([[1.0, -1.0, 0.0], [1.0, 0.0, -1.0]])
    assert shrinkage(rows) == pytest.approx((3 / 8) * (3 / 8) / (1 / 4))
    row = np.array([-2.0, -1.0, 1.0, 2.0]) / math.sqrt(10 / 3)
    assert shrinkage(np.array([row, -row])) == pytest.approx(0)  # copies are known to be such
    waves = np.array([[1.0, 1.0, -1.0, -1.0], [1.0, -1.0, 1.0, -1.0]]) * math.sqrt(3 / 4)
    assert shrinkage(waves) == shrinkage(np.array([row])) == 1.0  # r = 0; and no correlation at all


def test_a_row_that_misses_a_replication_takes_its_part_alone():
    values = correlated(4, 20, 0.0, np.random.default_rng(8))
    values[3, 0] = np.nan
    found = critical_values(values, "max-t", 1)
    assert found[3] == bonferroni(np.array([19]), np.array([4]))[0]
    assert found[:3] == pytest.approx([max_t(values[:3], 1, 0.05 * 3 / 4)] * 3, rel=1e-12)
    assert critical_values(values, "bonferroni", 1)[0] == bonferroni(np.array([20]), np.array([4]))[0]


def test_rows_that_never_vary_count_and_disturb_nothing():
    values = correlated(3, 20, 0.0, np.random.default_rng(8))
    values[0], values[1, 2:] = 4.0, np.nan
    values[1, 1] = np.nan  # one value: not tested
    found = critical_values(values, "max-t", 1)
    assert math.isnan(found[1])
    assert found[2] <= bonferroni(np.array([20]), np.array([2]))[0]
    constant = critical_values(np.full((2, 20), 3.0), "max-t", 1)
    assert constant.tolist() == bonferroni(np.array([20, 20]), np.array([2, 2])).tolist()


@pytest.mark.parametrize("n", [1, 2, 3, 4, FEWEST - 1])
def test_few_replications_leave_bonferroni(n):
    values = correlated(5, n, 0.5, np.random.default_rng(n))
    freedom = np.full(5, n)
    expected = bonferroni(freedom, freedom * 0 + 5 * (n > 1))
    assert np.array_equal(critical_values(values, "max-t", 1), expected, equal_nan=True)
    assert (method_for(n, "max-t"), method_for(FEWEST, "max-t")) == ("bonferroni", "max-t")


# Coverage: all true differences are 0; a family is covered if every interval holds 0, that is, if its largest
# |t| is at most the critical value. The tolerance is of the binomial: 4 sqrt(0.95 x 0.05 / families).
FAMILIES = 1000
ERROR = math.sqrt(0.95 * 0.05 / FAMILIES)
ROWS, N = 20, 12


@pytest.fixture(scope="module", params=[0.0, 0.6, 0.95])
def covered(request) -> dict[str, float]:
    """Share of families that each kind of interval covers whole, under one correlation."""
    generator = np.random.default_rng(int(100 * request.param))
    sizes = np.array([N] * ROWS)
    unadjusted = bonferroni(sizes, np.ones(ROWS, dtype=np.int64))[0]
    hits = dict.fromkeys(("bonferroni", "max-t", "unadjusted"), 0)
    for _ in range(FAMILIES):
        values = correlated(ROWS, N, request.param, generator)
        largest = largest_t(values)
        hits["unadjusted"] += largest <= unadjusted
        hits["bonferroni"] += largest <= critical_values(values, "bonferroni", 1)[0]
        # whatever max-t allows below Bonferroni matters only between the two
        hits["max-t"] += largest <= unadjusted or largest <= max_t(values, 1)
    return {"common": request.param} | {name: hit / FAMILIES for name, hit in hits.items()}


@pytest.mark.statistics
def test_bonferroni_covers_at_least_as_it_says(covered):
    assert covered["bonferroni"] >= 0.95 - 4 * ERROR


@pytest.mark.statistics
def test_max_t_covers_as_it_says_and_never_more_than_bonferroni(covered):
    assert 0.95 - 4 * ERROR <= covered["max-t"] <= covered["bonferroni"]


@pytest.mark.statistics
def test_max_t_covers_many_rows_of_the_fewest_replications(monkeypatch):
    """Its hardest case: many rows, correlations hardly known. Taken as they are, they fall short."""
    n, rows, families = FEWEST, 60, 600
    alone, all_of_them = bonferroni(np.array([n, n]), np.array([1, rows]))
    generator = np.random.default_rng(21)
    drawn = [correlated(rows, n, 0.3, generator) for _ in range(families)]
    within = sum(largest_t(values) <= alone for values in drawn)
    doubtful = [values for values in drawn if alone < largest_t(values) <= all_of_them]

    def share_covered() -> float:
        return (within + sum(largest_t(values) <= max_t(values, 1) for values in doubtful)) / families

    error = math.sqrt(0.95 * 0.05 / families)
    assert share_covered() >= 0.95 - 2 * error
    monkeypatch.setattr(simultaneous, "shrinkage", lambda standard: 0.0)
    assert share_covered() < 0.95 - 2 * error


@pytest.mark.statistics
def test_unadjusted_intervals_do_not(covered):
    """The known-wrong variant: with 95 % each, independent rows all hold in 0.95^20 = 36 % of families."""
    assert covered["unadjusted"] < 0.95 - 8 * ERROR
    if covered["common"] == 0:
        assert covered["unadjusted"] == pytest.approx(0.95**ROWS, abs=4 * 0.5 / math.sqrt(FAMILIES))


def test_families_are_covered_whole_and_unadjusted_intervals_fail():
    """The quick part of the above, for every run of the tests: Bonferroni and the unadjusted."""
    generator = np.random.default_rng(11)
    largest = np.array([largest_t(correlated(ROWS, N, 0.3, generator)) for _ in range(FAMILIES)])
    n, tests = np.array([N, N]), np.array([1, ROWS])
    unadjusted, adjusted = bonferroni(n, tests)
    assert np.mean(largest <= adjusted) >= 0.95 - 4 * ERROR
    assert np.mean(largest <= unadjusted) < 0.95 - 8 * ERROR


def test_holm_errs_in_few_families_and_finds_more_than_bonferroni():
    """Ten tests a family, five without an effect; the known-wrong variant takes the p-values as they are."""
    families, tests, n = 2000, 10, 12
    generator = np.random.default_rng(17)
    effect = np.where(np.arange(tests) < tests // 2, 0.0, 1.2)[:, None]
    values = generator.standard_normal((families, tests, n)) + effect
    spread = values.std(axis=2, ddof=1).ravel()
    p = p_values(values.mean(axis=2).ravel(), spread, np.full(families * tests, n))
    adjusted = holm(p, np.repeat(np.arange(families), tests)).reshape(families, tests)
    p = p.reshape(families, tests)
    null, real = slice(None, tests // 2), slice(tests // 2, None)

    def wrong_families(found: np.ndarray) -> float:
        return float(np.mean((found[:, null] < 0.05).any(axis=1)))

    error = math.sqrt(0.05 * 0.95 / families)
    assert wrong_families(adjusted) <= 0.05 + 4 * error
    alone = 1 - 0.95 ** (tests // 2)  # five independent tests at 5 % each
    assert wrong_families(p) == pytest.approx(alone, abs=4 * 0.5 / math.sqrt(families))
    assert wrong_families(p) > 0.05 + 8 * error
    assert np.mean(adjusted[:, real] < 0.05) > np.mean(p[:, real] < 0.05 / tests) + 0.01


def test_resampling_replications_would_be_wider_than_bonferroni():
    """Why max-t draws from the normal: of few replications, resamples often hold few distinct ones."""
    n, rows = 10, 20
    generator = np.random.default_rng(7)
    values = correlated(rows, n, 0.3, generator)
    centred = values - values.mean(axis=1, keepdims=True)
    weights = generator.multinomial(n, np.full(n, 1 / n), size=4000)
    means = centred @ weights.T / n
    spreads = np.sqrt((centred**2 @ weights.T / n - means**2) * n / (n - 1))
    largest = np.max(np.abs(means) / spreads, axis=0) * math.sqrt(n)
    assert np.quantile(largest, 0.95) > bonferroni(np.array([n]), np.array([rows]))[0] > max_t(values, 1)
