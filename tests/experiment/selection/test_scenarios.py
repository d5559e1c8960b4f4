"""Selection among scenarios of a small city, through the command."""

import pytest
from typer.testing import CliRunner

import run
from sim.experiment.columns import SELECTION_FILES
from sim.experiment.engines import engine_named
from sim.experiment.folder import read_csv, read_manifest
from sim.experiment.options import Options, resolve
from sim.experiment.replication import replicate
from sim.experiment.simulate import simulate
from sim.network import compile_network
from tests.experiment.cities import base, on_disk, without_backstop

TABLES = tuple(SELECTION_FILES)


def ask(*words, code=0):
    result = CliRunner().invoke(run.app, ["compare", *map(str, words)], env={"COLUMNS": "200"})
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture(scope="module")
def cities(tmp_path_factory):
    parent = tmp_path_factory.mktemp("cities")
    return [on_disk(one, parent) for one in (base(), without_backstop())]


@pytest.fixture(scope="module")
def kn_folder(cities, tmp_path_factory):
    out = tmp_path_factory.mktemp("kn") / "it"
    words = ("--select", "handoffs_mean", "--indifference", "0.5", "--first", "3", "--workers", "1")
    return out, ask(*cities, *words, "--lang", "en", "--out", out)


def test_says_what_was_selected_and_what_is_promised(kn_folder):
    out, said = kn_folder
    manifest = read_manifest(out)
    assert manifest["decided"]
    assert f"Selected: {manifest['selected']} ({sum(manifest['replications'].values())} replications" in said
    assert "with probability 0.95 or more" in said
    assert "no probability is proved" in said


def test_the_folder_tells_all(kn_folder):
    out, _ = kn_folder
    exported = {"report.html", "tables.xlsx", "values.parquet"}
    assert {one.name for one in out.iterdir()} == {*TABLES, "manifest.json", "scenarios", *exported}
    for name, columns in SELECTION_FILES.items():
        assert read_csv(out / name).columns == list(columns)
    assert {one.name for one in (out / "scenarios").iterdir()} == {"small_city", "backstop_off"}
    rows = read_csv(out / "selection.csv")
    values = read_csv(out / "values.csv")
    for row in rows.to_dicts():
        own = values.filter(values["scenario"] == row["scenario"])["value"]
        assert (len(own), own.mean()) == (row["replications"], pytest.approx(row["mean"]))


def test_values_are_those_of_the_replications_of_a_run(kn_folder):
    """Replication r of a selection by KN is replication r of the scenario, in the window of the first."""
    out, _ = kn_folder
    scenario = resolve(without_backstop(), Options(days=8, warm_up_days=2))
    kpis = replicate(compile_network(scenario), scenario.settings.seed, 2, engine_named("fast")).kpis
    rows = {(one["kpi"], one["level"]): one["value"] for one in kpis.to_dicts() if one["key"] == "all"}
    values = {
        (one["scenario"], one["replication"]): one["value"] for one in read_csv(out / "values.csv").to_dicts()
    }
    assert values["backstop_off", 2] == rows["handoffs_mean", "network"]


def test_workers_do_not_change_a_byte_and_chinese_is_said(kn_folder, cities, tmp_path):
    words = ("--select", "handoffs_mean", "--indifference", "0.5", "--first", "3", "--workers", "2")
    said = ask(*cities, *words, "--lang", "zh", "--out", tmp_path / "it")
    assert "选中" in said
    assert "没有已证明的概率" in said
    for name in TABLES:
        assert (tmp_path / "it" / name).read_bytes() == (kn_folder[0] / name).read_bytes()


def test_ocba_spends_its_budget_on_chances_apart(cities, tmp_path):
    words = (
        "--select",
        "handoffs_mean",
        "--method",
        "ocba",
        "--budget",
        "14",
        "--first",
        "5",
        "--lang",
        "en",
    )
    one, two = tmp_path / "one", tmp_path / "two"
    said = ask(*cities, *words, "--workers", "1", "--out", one)
    ask(*cities, *words, "--workers", "2", "--out", two)
    assert "an estimate, not a guarantee" in said
    assert "probability 0.95 or more" not in said
    values = read_csv(one / "values.csv")
    assert values.height == values["replication"].n_unique() == 14
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in TABLES)


def test_undecided_is_said_and_nothing_promised(cities, tmp_path):
    words = ("--select", "processing_days_mean", "--indifference", "0.0001", "--first", "2", "--most", "3")
    said = ask(*cities, *words, "--lang", "en", "--out", tmp_path / "it")
    assert "Not decided" in said
    assert "is selected with probability" not in said
    assert not read_manifest(tmp_path / "it")["decided"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--select", "handoff_mean", "--indifference", "1"), "near it: handoffs_mean"),
        (("--select", "handoffs_mean"), "smallest difference"),
        (("--select", "handoffs_mean", "--method", "ocba"), "--budget"),
        (("--select", "cases_arisen", "--indifference", "1"), "no better direction"),
        (
            ("--select", "handoffs_mean", "--method", "kn++", "--indifference", "1", "--first", "10"),
            "needs 30",
        ),
        (("--select", "handoffs_mean", "--indifference", "1", "-n", "5"), "leave out --replications"),
        (
            ("--select", "handoffs_mean", "--indifference", "1", "--cluster", "tcp://x:1"),
            "leave out --cluster",
        ),
        (("--select", "handoffs_mean", "--indifference", "1", "--warmup", "auto"), "a warm-up in days"),
        (("--indifference", "1"), "with --select only"),
    ],
)
def test_what_cannot_be_asked(cities, tmp_path, words, told):
    assert told in " ".join(ask(*cities, *words, "--lang", "en", "--out", tmp_path / "it", code=2).split())
    assert not (tmp_path / "it").exists()


def test_finished_folders_are_refused(kn_folder, cities, tmp_path):
    done = simulate(base(), Options(replications=1), tmp_path / "run").folder
    words = ("--select", "handoffs_mean", "--indifference", "1", "--lang", "en")
    assert "finished run" in ask(cities[0], done, *words, code=2)
    assert "finished selection" in ask(cities[0], kn_folder[0], *words, code=2)


def test_a_selection_has_a_report_that_names_the_best(kn_folder):
    folder, _ = kn_folder
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "If the best is better" in page
    assert read_manifest(folder)["complete"]["report"] is True
