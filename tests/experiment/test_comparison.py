"""Paired differences, against numbers worked out by hand."""

import math

import numpy as np
import pytest

from sim.experiment.comparison import comparison, paired, pairs_of
from sim.experiment.simultaneous import bonferroni, max_t
from sim.experiment.values import Values, arranged
from tests.experiment.test_summary import T2, kpis

COLUMNS = [
    *("kpi", "unit", "level", "key", "base", "other", "mean_base", "mean_other"),
    *("difference", "sd", "ci_low", "ci_high", "q05", "q95", "n", "variance_reduction"),
]


def compare(base: list[float | None], other: list[float | None]) -> dict:
    table = paired(*runs({"solved": base}, {"solved": other}))
    assert table.columns == COLUMNS
    (row,) = table.to_dicts()
    return row


def test_three_pairs():
    row = compare([10.0, 20.0, 30.0], [11.0, 23.0, 32.0])
    assert (row["base"], row["other"], row["mean_base"], row["mean_other"]) == ("a", "b", 20.0, 22.0)
    # differences 1, 3, 2: mean 2, variance 1
    assert (row["difference"], row["sd"], row["n"]) == (2.0, 1.0, 3)
    assert row["ci_low"] == pytest.approx(2 - T2 / math.sqrt(3), rel=1e-3)
    assert row["ci_high"] == pytest.approx(2 + T2 / math.sqrt(3), rel=1e-3)
    assert (row["q05"], row["q95"]) == (pytest.approx(1.1), pytest.approx(2.9))
    # variances 100 and 111: unpaired, the difference would vary by 211 instead of 1
    assert row["variance_reduction"] == pytest.approx(1 - 1 / 211)


def test_negative_dependence_is_told():
    assert compare([1.0, 2.0], [2.0, 1.0])["variance_reduction"] == pytest.approx(1 - 2 / 1)


def test_one_replication_has_a_difference_and_nothing_else():
    row = compare([10.0], [12.5])
    assert (row["difference"], row["n"]) == (2.5, 1)
    assert {row[name] for name in ("sd", "ci_low", "ci_high", "q05", "q95", "variance_reduction")} == {None}


def test_no_change_at_all():
    row = compare([4.0, 6.0], [4.0, 6.0])
    assert (row["difference"], row["sd"], row["ci_low"], row["ci_high"]) == (0.0, 0.0, 0.0, 0.0)
    assert row["variance_reduction"] == 1.0
    assert compare([4.0, 4.0], [4.0, 4.0])["variance_reduction"] is None
    assert (
        compare([0.1] * 3, [0.1] * 3)["variance_reduction"] is None
    )  # the mean of three 0.1 is not quite 0.1


def test_only_pairs_count():
    row = compare([10.0, None, 30.0], [11.0, 99.0, 33.0])
    assert (row["n"], row["mean_base"], row["mean_other"], row["difference"]) == (2, 20.0, 22.0, 2.0)


def test_endless_values_make_no_pair():
    row = compare([1.0, math.inf, 3.0], [2.0, 5.0, 4.0])
    assert (row["n"], row["difference"], row["mean_base"]) == (2, 1.0, 2.0)
    row = compare([math.inf, 1.0], [3.0, math.inf])
    assert (row["n"], row["difference"], row["mean_base"], row["mean_other"]) == (0, None, math.inf, math.inf)


def test_what_only_one_scenario_has_is_listed_without_a_difference():
    table = paired(*runs({"old": [1.0, 2.0], "both": [1.0, 1.0]}, {"both": [2.0, 2.0], "new": [4.0, 6.0]}))
    rows = {row["kpi"]: row for row in table.to_dicts()}
    assert list(rows) == ["old", "both", "new"]
    assert (rows["new"]["mean_base"], rows["new"]["mean_other"], rows["new"]["n"]) == (None, 5.0, 0)
    assert (rows["old"]["mean_base"], rows["old"]["difference"]) == (1.5, None)


HEADLINE = [("solved", "network", "all"), ("late", "network", "all"), ("late", "network", "all")]


def runs(*values: dict[str, list[float]]) -> list[Values]:
    """One run for each dictionary of values by replication; called a, b, c."""
    return [arranged(kpis(one, name)) for one, name in zip(values, "abc", strict=False)]


def test_pairs():
    assert pairs_of(3, "base") == [(0, 1), (0, 2)]
    assert pairs_of(4, "all") == [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    assert pairs_of(2, "all") == [(0, 1)]


def test_intervals_and_p_values_that_hold_together_by_hand():
    """Three replications, t with two degrees of freedom: P(|t| > x) = 1 - x / sqrt(2 + x^2)."""
    table = comparison(
        runs(
            {"solved": [10.0, 20.0, 30.0], "late": [5.0, 5.0, 5.0], "wait": [1.0, 2.0, 3.0]},
            {"solved": [11.0, 23.0, 32.0], "late": [5.0, 5.0, 5.0], "wait": [2.0, 4.0, 6.0]},
            {"solved": [13.0, 22.0, 31.0], "late": [7.0, 7.0, 7.0], "wait": [1.0, 2.0, 3.0]},
        ),
        headline=HEADLINE,
    )
    rows = {(row["kpi"], row["other"]): row for row in table.to_dicts()}
    assert table["base"].unique().to_list() == ["a"]
    # differences 1, 3, 2 and 3, 2, 1: mean 2, sd 1, t = 2 sqrt 3; late: exactly 0, and always 2
    p = 1 - 2 * math.sqrt(3) / math.sqrt(2 + 12)
    assert [rows["solved", other]["p"] for other in "bc"] == pytest.approx([p, p])
    assert [rows["late", other]["p"] for other in "bc"] == [1.0, 0.0]
    # Holm over the four of the headline: 0 x 4, p x 3, p x 3 (not x 2: no less than the one before), 1
    holm = [rows[name]["p_holm"] for name in (("late", "c"), ("solved", "b"), ("solved", "c"), ("late", "b"))]
    assert holm == pytest.approx([0, 3 * p, 3 * p, 1])
    # P(|t| > x) = 0.05 / 4 at x = q sqrt(2 / (1 - q^2)), q = 1 - 0.0125
    q = 1 - 0.05 / 4
    half = q * math.sqrt(2 / (1 - q**2)) / math.sqrt(3)
    row = rows["solved", "b"]
    assert (row["simultaneous_low"], row["simultaneous_high"]) == pytest.approx((2 - half, 2 + half))
    assert (row["family"], row["family_size"]) == ("headline", 4)
    always = rows["late", "c"]
    assert (always["simultaneous_low"], always["simultaneous_high"]) == (2.0, 2.0)
    # wait is no headline: a family of its own over the two pairs; differences 1, 2, 3 and 0, 0, 0
    row = rows["wait", "b"]
    q = 1 - 0.05 / 2
    half = q * math.sqrt(2 / (1 - q**2)) / math.sqrt(3)
    assert (row["simultaneous_low"], row["simultaneous_high"]) == pytest.approx((2 - half, 2 + half))
    assert (row["family"], row["family_size"]) == ("pairs", 2)
    assert (row["p_holm"], rows["wait", "c"]["p_holm"]) == (pytest.approx(2 * p), 1.0)


def test_one_pair_leaves_what_is_no_headline_as_it_is():
    table = comparison(runs({"wait": [1.0, 2.0, 4.0]}, {"wait": [2.0, 2.5, 4.0]}), headline=HEADLINE)
    (row,) = table.to_dicts()
    assert (row["simultaneous_low"], row["simultaneous_high"]) == pytest.approx(
        (row["ci_low"], row["ci_high"])
    )
    assert (row["p_holm"], row["family_size"]) == (row["p"], 1)


def test_all_pairs_are_blocks_with_their_own_base():
    values = [{"solved": [1.0, 2.0, 6.0]}, {"solved": [2.0, 4.0, 6.0]}, {"solved": [5.0, 5.0, 5.0]}]
    table = comparison(runs(*values), pairs="all", headline=HEADLINE)
    assert table.select("base", "other").rows() == [("a", "b"), ("a", "c"), ("b", "c")]
    assert table["difference"].to_list() == pytest.approx([1.0, 2.0, 1.0])
    assert table["family_size"].to_list() == [3, 3, 3]


def test_max_t_is_of_the_headline_alone_and_narrower():
    generator = np.random.default_rng(4)
    shared = generator.standard_normal(12)
    moved = {
        name: (shared + 0.1 * generator.standard_normal(12)).tolist() for name in ("solved", "late", "wait")
    }
    both = runs({name: [0.0] * 12 for name in moved}, moved)
    by = {name: comparison(both, headline=HEADLINE, method=name, seed=9) for name in ("bonferroni", "max-t")}
    width = {name: (table["simultaneous_high"] - table["simultaneous_low"]) for name, table in by.items()}
    size = np.array([12])
    ratio = max_t(np.array([moved["solved"], moved["late"]]), 9) / bonferroni(size, np.array([2]))[0]
    assert (width["max-t"] / width["bonferroni"]).to_list() == pytest.approx([ratio, ratio, 1])
    assert ratio < 0.95
    same = ("p", "p_holm", "ci_low", "family", "family_size")
    assert by["max-t"].select(same).equals(by["bonferroni"].select(same))


def test_bonferroni_never_excludes_zero_where_holm_does_not():
    generator = np.random.default_rng(6)
    base = {f"kpi{i}": generator.standard_normal(8).tolist() for i in range(30)}
    other = {name: (np.array(one) + generator.normal(0.8, 0.5, 8)).tolist() for name, one in base.items()}
    table = comparison(runs(base, other), headline=[(name, "network", "all") for name in base])
    clear = (table["simultaneous_low"] > 0) | (table["simultaneous_high"] < 0)
    holds = table["p_holm"] < 0.05
    assert 0 < clear.sum() < 30
    assert (clear & ~holds).sum() == 0
    alone = (table["ci_low"] > 0) | (table["ci_high"] < 0)
    assert (alone == (table["p"] < 0.05)).all()


@pytest.mark.parametrize("method", ["bonferroni", "max-t"])
@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_few_replications_and_missing_values_are_no_fault(method, n):
    values = [float(i * i) for i in range(n)]
    gone = [math.inf if i == 0 else value for i, value in enumerate(values)]
    other = {"solved": [value + i for i, value in enumerate(values)], "late": gone}
    table = comparison(
        runs({"solved": values, "late": values}, other, {"solved": values, "late": [None] * n}),
        pairs="all",
        headline=HEADLINE,
        method=method,
    )
    row = table.row(0, named=True)
    derived = ("simultaneous_low", "simultaneous_high", "p", "p_holm", "family", "family_size")
    assert all((row[name] is None) == (n < 2) for name in derived)
    for row in table.iter_rows(named=True):
        assert {row[name] is None for name in derived} == {row["sd"] is None}
        if row["sd"] is not None:
            assert row["simultaneous_low"] <= row["ci_low"] <= row["ci_high"] <= row["simultaneous_high"]
            assert 0 <= row["p"] <= row["p_holm"] <= 1
