import os
import shutil

import pytest

from sim.report import data
from sim.report.data import ReportError, Run, load_run, once_a_run
from tests.report import builder


@pytest.fixture
def run(tmp_path):
    return builder.build_run(tmp_path / "run", builder.TINY)


def write(path, text):
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(1, 1))  # another time than before, however quick the test is


def test_a_run_is_read_once_and_its_copies_with_it(run, tmp_path, monkeypatch):
    first = load_run(run)
    shutil.copytree(run, tmp_path / "copy")
    monkeypatch.setattr(data, "_load_run", None)  # reading again would fail
    copy = load_run(tmp_path / "copy")
    assert copy.kpis is first.kpis
    assert (first.folder, copy.folder) == (run, tmp_path / "copy")


def test_what_changed_is_read_again(run):
    before = load_run(run)
    settings = run / "scenario" / "scenario.yaml"
    write(settings, settings.read_text(encoding="utf-8") + "name_en: Another\n")
    assert load_run(run).caption.scenario_en == "Another"
    assert before.caption.scenario_en != "Another"
    (run / "series.csv").unlink()
    with pytest.raises(ReportError, match=r"series\.csv"):
        load_run(run)


def test_few_runs_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "_kept", type(data._kept)())
    for number in range(data.KEPT + 2):
        folder = builder.build_run(tmp_path / str(number), builder.TINY)
        (folder / "manifest.json").write_text(f'{{"seed": {number}}}', encoding="utf-8")
        load_run(folder)
    assert len(data._kept) == data.KEPT


def test_values_and_summary_of_a_kpi(run):
    loaded = load_run(run)
    row = loaded.kpis.drop_nulls("value").row(0, named=True)
    held = loaded.values(row["kpi"], row["level"], row["key"])
    assert held[row["replication"]] == row["value"]
    assert list(held) == sorted(held)
    assert loaded.values(row["kpi"], row["level"], "nowhere") == {}
    assert loaded.values("no_such_kpi", "network", "all") == {}
    summary = loaded.summary.row(0, named=True)
    assert loaded.summary_row(summary["kpi"], summary["level"], summary["key"]) == summary
    assert loaded.summary_row("no_such_kpi", "network", "all") is None


def test_what_follows_from_a_run_alone_is_worked_out_once_also_for_its_copies(run, tmp_path):
    asked = []

    @once_a_run
    def folder(one: Run) -> str:
        asked.append(one.folder)
        return one.caption.scenario_en

    shutil.copytree(run, tmp_path / "copy")
    assert folder(load_run(run)) == folder(load_run(tmp_path / "copy")) == load_run(run).caption.scenario_en
    assert asked == [run]
    (run / "summary.csv").touch()  # another version of the run
    folder(load_run(run))
    assert asked == [run, run]
