"""A run made again from its manifest has the same bytes, or it is said why not."""

import json
import shutil

import pytest

from sim.experiment.errors import InputError
from sim.experiment.options import Options
from sim.experiment.repeat import differs, repeat_of
from sim.experiment.simulate import simulate
from sim.experiment.study import compare
from sim.scenario import load
from tests.experiment.cities import base, on_disk, without_backstop


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return load(on_disk(base(), tmp_path_factory.mktemp("city")))


@pytest.fixture(scope="module")
def first(city, tmp_path_factory):
    options = Options(replications=3, days=7, seed=11, engine="reference", case_log=True)
    return simulate(city, options, tmp_path_factory.mktemp("first") / "run")


@pytest.fixture
def copy(first, tmp_path):
    return shutil.copytree(first.folder, tmp_path / "copy")


def edit(folder, change) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize("typed", ["manifest.json", "."])
def test_the_manifest_and_what_lies_beside_it_are_enough(first, copy, tmp_path, typed):
    repeat = repeat_of(copy / typed)
    assert (repeat.options.engine, repeat.options.case_log) == ("reference", True)
    assert repeat.differences == []
    again = simulate(repeat.scenario, repeat.options, tmp_path / "again")
    assert differs(repeat, again) is None
    for name in ("kpis.csv", "summary.csv", "series.csv", "cases.parquet"):
        assert (again.folder / name).read_bytes() == (first.folder / name).read_bytes(), name
    assert again.manifest["scenario"] == first.manifest["scenario"]


def test_a_run_to_a_precision_is_repeated_by_what_it_came_to(city, tmp_path):
    options = Options(replications=40, precision="cases_arisen=30%")
    done = simulate(city, options, tmp_path / "precise")
    repeat = repeat_of(tmp_path / "precise" / "manifest.json")
    assert repeat.scenario.settings.replications == done.manifest["replications"] < 40
    assert differs(repeat, simulate(repeat.scenario, repeat.options, tmp_path / "again")) is None


def test_other_numbers_are_told_with_what_has_changed_since(copy, tmp_path):
    edit(copy, lambda manifest: manifest["files"]["kpis.csv"].update(sha256="0" * 64))
    repeat = repeat_of(copy)
    again = simulate(repeat.scenario, repeat.options, tmp_path / "again")
    assert "a fault of ours" in differs(repeat, again)
    edit(copy, lambda manifest: manifest["packages"].update(numpy="1.0.0"))
    assert differs(repeat_of(copy), again).startswith("numpy 1.0.0, now ")


def test_an_edited_scenario_is_not_the_one_that_was_run(copy):
    path = copy / "scenario" / "staff.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace(",2,", ",3,", 1), encoding="utf-8")
    with pytest.raises(InputError, match="is not the scenario that was run"):
        repeat_of(copy)


def test_what_is_no_manifest_of_a_run(tmp_path, copy):
    for path in (tmp_path / "nowhere.json", copy / "kpis.csv", tmp_path):
        with pytest.raises(InputError, match=r"not the manifest\.json of a run"):
            repeat_of(path)
    done = compare([base(), without_backstop()], Options(replications=1), tmp_path / "both")
    with pytest.raises(InputError, match="name the manifest of one of its runs"):
        repeat_of(done.folder / "manifest.json")
