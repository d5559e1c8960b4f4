"""Comparisons of scenarios and of finished runs, in one folder."""

import json

import polars as pl
import pytest

from sim.experiment.comparison import comparison
from sim.experiment.errors import InputError
from sim.experiment.folder import read_csv
from sim.experiment.headline import headline
from sim.experiment.options import Options
from sim.experiment.simulate import Finished, simulate
from sim.experiment.study import compare
from sim.experiment.values import arranged
from tests.experiment.cities import base, without_backstop


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return compare([base(), without_backstop()], Options(), tmp_path_factory.mktemp("study") / "comparison")


def test_the_folder_holds_comparison_and_runs(done):
    assert {path.name for path in done.folder.iterdir()} == {"comparison.csv", "manifest.json", "runs"}
    assert {path.name for path in (done.folder / "runs").iterdir()} == {"small_city", "backstop_off"}
    runs = [Finished(done.folder / "runs" / name) for name in ("small_city", "backstop_off")]
    # the window of the base holds for the other too
    assert {(run.manifest["days"], run.manifest["replications"]) for run in runs} == {(8, 2)}
    expected = comparison([arranged(run.kpis) for run in runs], headline=headline())
    assert read_csv(done.folder / "comparison.csv").equals(expected)
    assert done.manifest["pairs"] == "base"
    assert done.manifest["simultaneous"] == {"method": "bonferroni", "confidence": 0.95}


def test_the_same_chances_on_both_sides(done):
    rows = {(row["kpi"], row["level"], row["key"]): row for row in done.table.to_dicts()}
    arisen = rows["cases_arisen", "network", "all"]
    assert (arisen["difference"], arisen["sd"], arisen["n"]) == (0, 0, 2)
    assert rows["backstop_cases", "network", "all"]["difference"] < 0


def test_finished_runs_are_compared_without_running(done, tmp_path):
    runs = [done.folder / "runs" / name for name in ("small_city", "backstop_off")]
    again = compare(runs, Options(), tmp_path / "again")
    assert again.table.equals(done.table)
    mixed = compare([runs[0], without_backstop()], Options(), tmp_path / "mixed")
    assert mixed.table.equals(done.table)


def test_all_pairs_by_max_t_of_few_replications(done, tmp_path):
    runs = [done.folder / "runs" / name for name in ("small_city", "backstop_off", "small_city")]
    again = compare(runs, Options(), tmp_path / "again", pairs="all", simultaneous="max-t")
    pairs = again.table.select("base", "other").unique(maintain_order=True).rows()
    assert pairs == [
        ("small_city", "backstop_off"),
        ("small_city", "small_city-2"),
        ("backstop_off", "small_city-2"),
    ]
    block = again.table.filter(pl.col("base") == "small_city", pl.col("other") == "backstop_off")
    alone = ["kpi", "level", "key", "difference", "ci_low", "ci_high", "p", "n", "variance_reduction"]
    assert block.select(alone).equals(done.table.select(alone))
    assert again.manifest["pairs"] == "all"
    assert again.manifest["simultaneous"]["method"] == "bonferroni"
    assert "max-t needs 5 replications" in again.manifest["warnings"][0]["en"]
    assert set(again.table["family_size"].drop_nulls()) > {3}  # three pairs, and the headline's of all


def test_a_scenario_against_itself(tmp_path):
    run = simulate(base(), Options(), tmp_path / "run")
    done = compare([run.folder, base()], Options(), tmp_path / "comparison")
    assert done.manifest["others"] == ["small_city-2"]
    assert done.table.filter(pl.col("difference") != 0).is_empty()


@pytest.mark.parametrize("name", ["seed", "days", "replications", "warm_up_days"])
def test_runs_that_share_no_chances_are_refused(tmp_path, name):
    first = simulate(base(), Options(), tmp_path / "first")
    other = simulate(base(), Options()._replace(**{name: 3}), tmp_path / "other")
    with pytest.raises(InputError, match=f"small_city has {name} 3, the base run has"):
        compare([first.folder, other.folder], Options(), tmp_path / "comparison")
    assert not (tmp_path / "comparison").exists()


def test_an_option_that_contradicts_a_finished_run_is_refused(done, tmp_path):
    run = done.folder / "runs" / "small_city"
    with pytest.raises(InputError, match="seed"):
        compare([run, without_backstop()], Options(seed=5), tmp_path / "comparison")


def test_a_comparison_needs_two(tmp_path):
    with pytest.raises(InputError, match="at least one other"):
        compare([base()], Options(), tmp_path / "comparison")


def test_an_id_from_a_manifest_cannot_leave_the_folder(done, tmp_path):
    runs = []
    for name in ("small_city", "backstop_off"):
        manifest = json.loads((done.folder / "runs" / name / "manifest.json").read_text(encoding="utf-8"))
        manifest["scenario"]["id"] = f"../../{name}"
        run = tmp_path / name
        run.mkdir()
        for table in ("kpis.csv", "summary.csv"):
            (run / table).write_bytes((done.folder / "runs" / name / table).read_bytes())
        (run / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        runs.append(run)
    again = compare(runs, Options(), tmp_path / "deep" / "comparison")
    assert {path.name for path in (again.folder / "runs").iterdir()} == {"small_city", "backstop_off"}
