"""Report and charts in their folders: whole, repeatable, small; faults are named."""

import re
import shutil

import pytest

from sim.report.charts import charts_for
from sim.report.contents import FILES, content_of
from sim.report.data import ReportError, load_comparison
from sim.report.texts import LANGUAGES
from sim.report.write import write_charts, write_page

MOST_BYTES = 1_500_000


@pytest.fixture(scope="module")
def run_dir(builder, tmp_path_factory):
    folder = builder.build_run(tmp_path_factory.mktemp("report") / "run", builder.TINY)
    seen = []
    write_charts(folder, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(i + 1, len(charts_for("run"))) for i in range(len(charts_for("run")))]
    assert write_page(folder) == folder / "report.html"
    return folder


@pytest.fixture(scope="module")
def comparison_dir(builder, tmp_path_factory):
    folder = builder.build_comparison(tmp_path_factory.mktemp("report") / "comparison", builder.TINY, 2)
    write_charts(folder)
    write_page(folder, lang="en")
    return folder


@pytest.mark.parametrize("subject", ["run", "comparison"])
def test_charts_come_in_both_languages_and_formats(subject, run_dir, comparison_dir):
    folder = run_dir if subject == "run" else comparison_dir
    names = {path.name for path in (folder / "charts").iterdir()}
    wanted = {
        f"{c.name}.{lang}.{kind}"
        for c in charts_for(subject)
        for lang in LANGUAGES
        for kind in ("png", "svg")
    }
    assert names == wanted
    for path in (folder / "charts").glob("*.png"):
        assert path.read_bytes().startswith(b"\x89PNG")


def test_writing_twice_gives_the_same_bytes(run_dir):
    files = [run_dir / "report.html", *sorted((run_dir / "charts").iterdir())]
    before = [path.read_bytes() for path in files]
    write_charts(run_dir)
    write_page(run_dir)
    assert [path.read_bytes() for path in files] == before
    assert not list(run_dir.rglob("*.partial*"))


def test_a_comparison_of_four_cities_is_one_small_file(builder, tmp_path):
    folder = builder.build_comparison(tmp_path / "four", builder.CITY, 3)
    assert write_page(folder).stat().st_size < MOST_BYTES


@pytest.mark.parametrize(
    "name", ["manifest.json", "kpis.csv", "summary.csv", "series.csv", "scenario/scenario.yaml"]
)
def test_a_missing_or_torn_file_is_named(name, builder, tmp_path):
    folder = builder.build_run(tmp_path / "run", builder.TINY)
    (folder / name).unlink()
    for write in (write_page, write_charts):
        with pytest.raises(ReportError) as caught:
            write(folder)
        assert caught.value.message_zh
    if name != "manifest.json":  # without it, the folder is no result at all
        assert name.rpartition("/")[2] in str(caught.value)
    assert not (folder / "charts").exists()
    assert not (folder / "report.html").exists()
    (folder / name).write_bytes(b"\xff\xfe{[")
    with pytest.raises(ReportError):
        write_page(folder)


def test_a_page_that_fails_leaves_the_old_one(builder, tmp_path, monkeypatch):
    folder = builder.build_run(tmp_path / "run", builder.TINY)
    (folder / "report.html").write_text("old", encoding="utf-8")
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        write_page(folder)
    assert (folder / "report.html").read_text(encoding="utf-8") == "old"
    assert not list(folder.glob(".report*"))


def test_a_comparison_without_one_of_its_runs_is_refused(comparison_dir, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(comparison_dir, folder)
    shutil.rmtree(folder / "runs" / "other1")
    with pytest.raises(ReportError, match="other1"):
        load_comparison(folder)
    with pytest.raises(ReportError, match="other1"):
        write_page(folder)


def test_an_unknown_language_is_refused(run_dir):
    with pytest.raises(ValueError, match="fr"):
        write_page(run_dir, lang="fr")


def test_what_is_no_result_is_refused(tmp_path):
    with pytest.raises(ReportError, match=re.escape(str(tmp_path))):
        content_of(tmp_path)


def test_every_kind_of_result_has_a_report():
    from importlib import import_module

    from sim.experiment.folder import _OURS

    assert set(FILES) == set(_OURS)
    for name in FILES.values():
        assert callable(import_module(f"sim.report.contents.{name}").content)
