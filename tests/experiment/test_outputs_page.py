"""docs/outputs.md tells every file, column, series and code that a run writes."""

import json
import re
from pathlib import Path

import polars as pl
import pytest

from sim.experiment.columns import FILES, SERIES_NAMES
from sim.experiment.folder import read_csv
from sim.experiment.options import Options
from sim.experiment.page import CODES, page
from sim.experiment.simulate import simulate
from sim.experiment.study import compare
from sim.kpi import REGISTRY
from tests.experiment.cities import base, without_backstop

ROOT = Path(__file__).resolve().parents[2]
RUN = "runs/small_city"
SOMETIMES = ("precision.csv", "warm_up.csv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    options = Options(replications=1, case_log=True)
    return compare([base(), without_backstop()], options, tmp_path_factory.mktemp("outputs") / "it").folder


@pytest.fixture(scope="module")
def precise(tmp_path_factory) -> Path:
    options = Options(replications=2, precision="cases_arisen=50%", days=150, warm_up_auto=True)
    return simulate(base(), options, tmp_path_factory.mktemp("precise") / "it").folder


def written(folder: Path, name: str) -> pl.DataFrame:
    path = folder / name if name == "comparison.csv" else folder / RUN / name
    return read_csv(path) if name.endswith(".csv") else pl.read_parquet(path)


def test_the_page_is_up_to_date():
    assert (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8") == page(), "make docs"


@pytest.mark.parametrize("name", [name for name in FILES if name not in SOMETIMES])
def test_every_column_written_is_told_in_its_order(folder, name):
    assert written(folder, name).columns == list(FILES[name])


@pytest.mark.parametrize("name", SOMETIMES)
def test_every_column_of_a_file_that_is_written_on_demand_is_told(precise, name):
    assert read_csv(precise / name).columns == list(FILES[name])
    assert f"`{name}`" in page()
    assert f"| {name.removesuffix('.csv')} |" in page()


def test_every_series_written_is_told(folder):
    assert set(written(folder, "series.csv")["series"]) == set(SERIES_NAMES)


def test_every_file_and_every_field_of_the_manifests_is_told(folder):
    text = page()
    tops = {path.name for part in (folder, folder / RUN) for path in part.iterdir()}
    assert all(f"`{name}" in text for name in tops if name != "runs")
    fields = re.findall(r"^\| ([a-z_, ]+) \|", text.partition("## manifest.json")[2], flags=re.MULTILINE)
    told = {name for line in fields for name in line.split(", ")}
    for part in (folder, folder / RUN):
        manifest = json.loads((part / "manifest.json").read_text(encoding="utf-8"))
        assert set(manifest) <= told


def test_every_level_is_told():
    text = page().partition("## Levels")[2]
    levels = {level for definition in REGISTRY.values() for level in definition.levels}
    told = re.findall(r"^\| ([a-z, ]+) \|", text, flags=re.MULTILINE)
    assert levels <= {name for line in told for name in line.split(", ")}


def test_every_code_is_told_and_no_other():
    for name, code, words in CODES:
        assert re.findall(r"[a-z_]+", words) == [one.name.lower() for one in code], name


def test_coded_columns_hold_told_codes(folder):
    known = {name.partition(" ")[0]: set() for name, *_ in CODES}
    for name, code, _ in CODES:
        known[name.partition(" ")[0]] |= {one.name.lower() for one in code}
    for name in ("cases.parquet", "stages.parquet"):
        table = written(folder, name)
        for column, meaning in FILES[name].items():
            if meaning.unit == "code":
                assert set(table[column].drop_nulls()) <= known[column]
