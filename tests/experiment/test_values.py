"""KPI values as matrices: rows, columns, and what no run holds."""

import numpy as np
import polars as pl
import pytest

from sim.experiment.errors import InputError
from sim.experiment.folder import write_csv
from sim.experiment.values import alike, arranged, values_of
from tests.experiment.test_summary import kpis

NONE = np.nan


def test_a_row_an_identity_and_a_column_a_replication():
    found = arranged(kpis({"z": [1.0, None, 3.0], "a": [None, None, 6.0]}, "day"))
    assert found.scenario == "day"
    assert found.identities["kpi"].to_list() == ["z", "a"]  # in order of first appearance
    assert found.numbers == [1, 3]
    np.testing.assert_array_equal(found.values, [[1.0, 3.0], [NONE, 6.0]])


def test_the_order_of_replications_in_the_file_does_not_matter():
    table = kpis({"z": [1.0, 2.0, 3.0]})
    np.testing.assert_array_equal(arranged(table[::-1]).values, [[1.0, 2.0, 3.0]])


def test_identities_differ_by_every_part_and_empty_keys_are_one():
    rows = [
        ("base", 1, "wait", unit, level, key, 1.0)
        for unit, level, key in (
            ("h", "network", None),
            ("min", "network", None),
            ("h", "county", None),
            ("h", "county", "a"),
        )
    ]
    columns = ["scenario", "replication", "kpi", "unit", "level", "key", "value"]
    table = pl.DataFrame(rows, schema=columns, orient="row")
    identities, (first, second) = alike([arranged(table), arranged(table)])
    assert identities.height == 4
    np.testing.assert_array_equal(first.values, second.values)
    assert not np.isnan(second.values).any()


def test_runs_are_given_the_same_rows_and_columns():
    runs = [
        arranged(kpis({"old": [1.0, 2.0], "both": [3.0, 4.0]})),
        arranged(kpis({"new": [None, 5.0, 6.0], "both": [7.0, 8.0, 9.0]})),
    ]
    identities, (one, other) = alike(runs)
    assert identities["kpi"].to_list() == ["old", "both", "new"]
    np.testing.assert_array_equal(one.values, [[1.0, 2.0, NONE], [3.0, 4.0, NONE], [NONE] * 3])
    np.testing.assert_array_equal(other.values, [[NONE] * 3, [7.0, 8.0, 9.0], [NONE, 5.0, 6.0]])
    assert one.known.tolist() == [True, True, False]
    assert other.known.tolist() == [False, True, True]


def test_a_file_that_has_changed_is_read_again(tmp_path):
    write_csv(kpis({"z": [1.0, 2.0]}), tmp_path / "kpis.csv")
    first = values_of(tmp_path)
    assert values_of(tmp_path) is first
    write_csv(kpis({"z": [1.0, 2.5]}), tmp_path / "kpis.csv")
    np.testing.assert_array_equal(values_of(tmp_path).values, [[1.0, 2.5]])


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        values_of(tmp_path)
