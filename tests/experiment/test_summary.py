"""Mean, standard deviation and interval over replications, against numbers worked out by hand."""

import math

import numpy as np
import polars as pl
import pytest

from sim.experiment.summary import spread, statistics, summarise

# t quantiles of a printed table, two-sided 95 %
T1, T2 = 12.706, 4.303


def kpis(values: dict[str, list[float | None]], scenario: str = "base") -> pl.DataFrame:
    """Build kpis.csv with one network-level KPI per entry; None = no row in that replication."""
    rows = [
        (scenario, number, name, "cases", "network", "all", value)
        for name, series in values.items()
        for number, value in enumerate(series, start=1)
        if value is not None
    ]
    columns = ["scenario", "replication", "kpi", "unit", "level", "key", "value"]
    return pl.DataFrame(rows, schema=columns, orient="row", schema_overrides={"value": pl.Float64})


def test_three_replications():
    (row,) = summarise(kpis({"solved": [2.0, 4.0, 9.0]})).to_dicts()
    assert (row["scenario"], row["n"], row["mean"]) == ("base", 3, 5.0)
    assert row["sd"] == pytest.approx(math.sqrt((9 + 1 + 16) / 2))
    half = T2 * row["sd"] / math.sqrt(3)
    assert row["ci_low"] == pytest.approx(5 - half, rel=1e-3)
    assert row["ci_high"] == pytest.approx(5 + half, rel=1e-3)


def test_one_replication_has_no_interval():
    (row,) = summarise(kpis({"solved": [7.0]})).to_dicts()
    assert (row["n"], row["mean"]) == (1, 7.0)
    assert (row["sd"], row["ci_low"], row["ci_high"]) == (None, None, None)


def test_a_replication_without_a_value_is_left_out():
    rows = {
        row["kpi"]: row for row in summarise(kpis({"a": [1.0, 1.0, 1.0], "b": [3.0, None, 5.0]})).to_dicts()
    }
    assert (rows["b"]["n"], rows["b"]["mean"]) == (2, 4.0)
    assert rows["b"]["ci_high"] == pytest.approx(4 + T1 * math.sqrt(2) / math.sqrt(2), rel=1e-3)
    assert (rows["a"]["sd"], rows["a"]["ci_low"], rows["a"]["ci_high"]) == (0.0, 1.0, 1.0)


def test_an_endless_value_makes_the_mean_endless_and_the_interval_empty():
    (row,) = summarise(kpis({"p95": [3.0, math.inf]})).to_dicts()
    assert (row["n"], row["mean"], row["sd"], row["ci_low"]) == (2, math.inf, None, None)


def test_the_spread_of_the_replications():
    values = np.random.default_rng(3).normal(size=(30, 23))
    values[np.random.default_rng(4).random(values.shape) < 0.3] = np.nan
    found = spread(values)
    np.testing.assert_allclose(found["q05"], np.nanquantile(values, 0.05, axis=1), rtol=1e-12)
    np.testing.assert_allclose(found["q95"], np.nanquantile(values, 0.95, axis=1), rtol=1e-12)
    few = spread(np.array([[7.0, np.nan], [np.nan, np.nan], [1.0, 3.0], [4.0, np.inf], [np.inf, np.inf]]))
    np.testing.assert_array_equal(few["q05"], [np.nan, np.nan, 1.1, np.inf, np.inf])
    (row,) = summarise(kpis({"solved": [2.0, 4.0, 9.0]})).to_dicts()
    assert (row["q05"], row["q95"]) == (pytest.approx(2.2), pytest.approx(8.5))


def test_rows_keep_the_order_of_first_appearance():
    table = kpis({"z": [1.0, 2.0], "a": [None, 2.0]})
    assert summarise(table)["kpi"].to_list() == ["z", "a"]


def test_statistics_of_nothing():
    found = statistics(np.full((1, 3), np.nan))
    assert found.n.tolist() == [0]
    assert all(np.isnan(column[0]) for column in found[1:])
