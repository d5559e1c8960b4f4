"""Paired differences, against numbers worked out by hand."""

import math

import pytest

from sim.experiment.comparison import paired
from tests.experiment.test_summary import T2, kpis

COLUMNS = [
    *("kpi", "unit", "level", "key", "base", "other", "mean_base", "mean_other"),
    *("difference", "sd", "ci_low", "ci_high", "n", "variance_reduction"),
]


def compare(base: list[float | None], other: list[float | None]) -> dict:
    table = paired(kpis({"solved": base}, "b"), kpis({"solved": other}, "o"))
    assert table.columns == COLUMNS
    (row,) = table.to_dicts()
    return row


def test_three_pairs():
    row = compare([10.0, 20.0, 30.0], [11.0, 23.0, 32.0])
    assert (row["base"], row["other"], row["mean_base"], row["mean_other"]) == ("b", "o", 20.0, 22.0)
    # differences 1, 3, 2: mean 2, variance 1
    assert (row["difference"], row["sd"], row["n"]) == (2.0, 1.0, 3)
    assert row["ci_low"] == pytest.approx(2 - T2 / math.sqrt(3), rel=1e-3)
    assert row["ci_high"] == pytest.approx(2 + T2 / math.sqrt(3), rel=1e-3)
    # variances 100 and 111: unpaired, the difference would vary by 211 instead of 1
    assert row["variance_reduction"] == pytest.approx(1 - 1 / 211)


def test_negative_dependence_is_told():
    assert compare([1.0, 2.0], [2.0, 1.0])["variance_reduction"] == pytest.approx(1 - 2 / 1)


def test_one_replication_has_a_difference_and_nothing_else():
    row = compare([10.0], [12.5])
    assert (row["difference"], row["n"]) == (2.5, 1)
    assert {row[name] for name in ("sd", "ci_low", "ci_high", "variance_reduction")} == {None}


def test_no_change_at_all():
    row = compare([4.0, 6.0], [4.0, 6.0])
    assert (row["difference"], row["sd"], row["ci_low"], row["ci_high"]) == (0.0, 0.0, 0.0, 0.0)
    assert row["variance_reduction"] == 1.0
    assert compare([4.0, 4.0], [4.0, 4.0])["variance_reduction"] is None


def test_only_pairs_count():
    row = compare([10.0, None, 30.0], [11.0, 99.0, 33.0])
    assert (row["n"], row["mean_base"], row["mean_other"], row["difference"]) == (2, 20.0, 22.0, 2.0)


def test_endless_values_make_no_pair():
    row = compare([1.0, math.inf, 3.0], [2.0, 5.0, 4.0])
    assert (row["n"], row["difference"], row["mean_base"]) == (2, 1.0, 2.0)
    row = compare([math.inf, 1.0], [3.0, math.inf])
    assert (row["n"], row["difference"], row["mean_base"], row["mean_other"]) == (0, None, math.inf, math.inf)


def test_what_only_one_scenario_has_is_listed_without_a_difference():
    table = paired(
        kpis({"old": [1.0, 2.0], "both": [1.0, 1.0]}), kpis({"both": [2.0, 2.0], "new": [4.0, 6.0]})
    )
    rows = {row["kpi"]: row for row in table.to_dicts()}
    assert list(rows) == ["old", "both", "new"]
    assert (rows["new"]["mean_base"], rows["new"]["mean_other"], rows["new"]["n"]) == (None, 5.0, 0)
    assert (rows["old"]["mean_base"], rows["old"]["difference"]) == (1.5, None)
