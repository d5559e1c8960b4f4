"""The report shows a run's own verification and reporting checklist, and nothing where there is none."""

import shutil

import polars as pl
import pytest

from sim.experiment import result as result_module
from sim.experiment.cross_check.words import CHECKS
from sim.experiment.options import Options
from sim.experiment.simulate import simulate
from sim.experiment.stress_des import ITEMS
from sim.report.checks import VERDICTS, checklist, verified
from sim.report.data import load_run
from sim.report.write import write_page
from tests.experiment.cities import base


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return simulate(base(), Options(replications=2), tmp_path_factory.mktemp("checks") / "run").folder


def test_verdicts_are_counted_by_check(run):
    found = verified(load_run(run))
    assert [names["en"] for names, _ in found.counts] == [en for en, _ in CHECKS.values()]
    table = pl.read_csv(run / "verification.csv")
    assert sum(sum(counts) for _, counts in found.counts) == table.height
    exact = found.counts[0][1]
    assert exact == [table.filter(pl.col("check") == "little").height, 0, 0, 0]
    assert len(exact) == len(VERDICTS)


def test_the_checklist_is_read_back_whole(run):
    items = checklist(run)
    assert [one.number for one in items] == [one.number for one in ITEMS]
    assert [one.title for one in items] == [{"en": one.en, "zh": one.zh} for one in ITEMS]
    assert all(one.text["en"] and one.text["zh"] for one in items)


def test_a_folder_without_them_has_none(run, tmp_path):
    older = shutil.copytree(run, tmp_path / "older")
    for name in ("verification.csv", "stress-des.md"):
        (older / name).unlink()
    assert verified(load_run(older)) is None
    assert checklist(older) == []


def test_flags_stand_in_the_report(run, tmp_path, monkeypatch):
    page = write_page(run, lang="en").read_text(encoding="utf-8")
    assert "Verification" in page
    assert "Utilisation law per staff group: busy time = sum of the work at cases: does" not in page
    assert "2.5.3 Resources</span>" in page
    assert "2.5.3 资源</span>" in page
    replicate = result_module.replicate

    def wrong(*arguments):
        found = replicate(*arguments)
        return found._replace(checks=found.checks.with_columns(expected=pl.col("expected") + 1))

    monkeypatch.setattr(result_module, "replicate", wrong)
    flagged = simulate(base(), Options(replications=2), tmp_path / "run").folder
    page = write_page(flagged, lang="en").read_text(encoding="utf-8")
    assert "Utilisation law per staff group: busy time = sum of the work at cases: does" in page
    assert page.index("does not hold") < page.index('id="figures"')  # a warning above all charts, too
