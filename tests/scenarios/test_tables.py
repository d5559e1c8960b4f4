"""The shipped tables are what the generator writes from the sources."""

from pathlib import Path

import pytest

from scenarios.sources.build import files
from scenarios.sources.hashing import apportion, integer, lognormal, unit
from scenarios.sources.table import to_csv

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FILES = files()


@pytest.mark.parametrize("path", sorted(FILES))
def test_the_committed_file_is_the_generated_one(path):
    committed = (SCENARIOS / path).read_bytes().decode("utf-8")
    assert committed == FILES[path], f"scenarios/{path} differs: run `python -m scenarios.sources.build`"


def test_no_table_of_a_generated_scenario_is_written_elsewhere():
    for folder in ("huzhou", "wuxing", "theory", "province"):
        assert {f"{folder}/{path.name}" for path in (SCENARIOS / folder).glob("*.csv")} <= set(FILES)


def test_tables_open_in_a_spreadsheet():
    assert all(text.startswith("\ufeff") for path, text in FILES.items() if path.endswith(".csv"))


def test_choices_depend_on_names_only():
    assert unit("a", "b") == unit("a", "b")
    assert unit("a", "b") != unit("b", "a")
    numbers = [unit("spread", n) for n in range(1000)]
    assert 0 < min(numbers) < max(numbers) < 1
    assert abs(sum(numbers) / 1000 - 0.5) < 4 * (1 / 12 / 1000) ** 0.5
    assert {integer(2, 4, "x", n) for n in range(100)} == {2, 3, 4}
    assert lognormal(0.0, "x") == 1.0


def test_apportion_keeps_the_total_and_the_proportions():
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert apportion(7, [5.0, 2.0]) == [5, 2]
    assert sum(apportion(573, [0.3] * 19)) == 573


def test_a_table_whose_rows_differ_in_columns_is_refused():
    with pytest.raises(ValueError, match="columns"):
        to_csv([{"a": 1}, {"b": 1}])
