"""`run.py compare` and `run.py report`, on scenarios and on finished runs."""

import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from sim.experiment.folder import read_csv, read_manifest
from tests.builders import minimal, named, with_demand
from tests.experiment.cities import on_disk

ROOT = Path(__file__).resolve().parents[2]


def test_two_scenarios(cli, city, what_if, tmp_path):
    result = cli("compare", city, what_if)
    assert result.exit_code == 0
    folder = tmp_path / "results" / "small_city-vs-backstop_off-20240101"
    assert folder.name in result.stdout
    assert "backstop_off (backstop_off) against small_city (small_city)" in result.stdout
    assert "On-time share" in result.stdout
    table = read_csv(folder / "comparison.csv").filter(
        pl.col("kpi") == "backstop_cases", pl.col("level") == "network"
    )
    assert table["difference"].item() < 0
    assert read_manifest(folder)["replications"] == 2


def test_finished_runs_and_a_scenario(cli, city, what_if, tmp_path):
    assert cli("simulate", city, "--out", "a").exit_code == 0
    assert cli("compare", "a", what_if, "--out", "b").exit_code == 0
    assert (tmp_path / "b" / "runs" / "small_city" / "kpis.csv").read_bytes() == (
        tmp_path / "a" / "kpis.csv"
    ).read_bytes()


def test_what_cannot_be_compared(cli, city, tmp_path):
    assert cli("simulate", city, "--out", "a", "-n", 1).exit_code == 0
    assert cli("simulate", city, "--out", "b", "-n", 1, "--seed", 5).exit_code == 0
    assert "small_city has seed 5, the base run has 20240101" in cli.refused(
        "compare", "a", "b", "--out", "c"
    )
    assert "does not exist" in cli.refused("compare", "a", "nowhere", "--out", "c")
    assert "OTHER" in cli.refused("compare", "a")
    assert "not a finished comparison" in cli.refused("compare", "a", "a", "--out", "b")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--days", 5], "--days 5: a is a finished run with 8"),
        (["--warmup", 1], "--warmup 1: a is a finished run with 2"),
        (["--seed", 9], "--seed 9: a is a finished run with 20240101"),
        (["-n", 3], "--replications 3: a is a finished run with 2"),
        (["--engine", "reference"], "--engine reference: a is a finished run with fast"),
    ],
)
def test_no_option_is_ignored_by_finished_runs(cli, city, tmp_path, options, message):
    assert cli("simulate", city, "--out", "a").exit_code == 0
    assert message in cli.refused("compare", "a", "a", "--out", "b", *options)
    assert cli("compare", "a", "a", "--out", "b", "-n", 2, "--days", 8).exit_code == 0  # as they are


def test_two_different_networks_are_told(cli, city, what_if, tmp_path):
    other = minimal(settings={**named("elsewhere"), "start": "2024-09-23"})
    elsewhere = on_disk(with_demand(other, 5), tmp_path)
    result = cli("compare", city, elsewhere, "-n", 1, "--out", "apart", lang="zh")
    assert result.exit_code == 0
    assert "elsewhere 与 small_city 是两个不同的网络" in result.stderr
    warning = read_manifest(tmp_path / "apart")["warnings"][0]
    assert "two different networks (1 of " in warning["en"]
    runs = [tmp_path / "apart" / "runs" / name for name in ("small_city", "elsewhere")]
    assert "two different networks" in cli("compare", *runs, "--out", "again").stderr
    result = cli("compare", city, what_if, "-n", 1, "--out", "close")
    assert "two different networks" not in result.stdout + result.stderr


def test_a_comparison_is_no_operand_but_holds_runs(cli, city, what_if):
    assert cli("compare", city, what_if, "-n", 1, "--out", "done").exit_code == 0
    message = cli.refused("compare", "done", city).replace("\\", "/")
    assert (
        "done: this is a finished comparison; its runs are done/runs/small_city, done/runs/backstop_off"
        in message
    )


def test_reports_of_what_cannot_be_reported(cli, city, tmp_path):
    assert "no such folder" in cli.refused("report", "nowhere")
    assert "not a finished run or comparison" in cli.refused("report", city)
    assert cli("simulate", city, "--out", "run", "-n", 1).exit_code == 0
    assert "nowhere" in cli.refused("report", "run", "nowhere")
    assert not (tmp_path / "run" / "charts").exists()
    (tmp_path / "run" / "summary.csv").unlink()
    assert "summary.csv" in cli.refused("report", "run").replace("\n", "")
    assert not (tmp_path / "run" / "charts").exists()


@pytest.mark.usefixtures("sketched")
def test_a_report_on_request_and_a_report_afterwards(cli, city, what_if, tmp_path):
    result = cli("compare", city, what_if, "--out", "now", "--report", "--no-bottlenecks")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].replace("\\", "/") == "report: now/report.html"
    drawn = re.findall(r"^(\w+): charts 1/1$", result.stderr, flags=re.MULTILINE)
    assert drawn == ["small_city", "backstop_off", "comparison"]
    assert cli("compare", city, what_if, "--out", "later").exit_code == 0
    assert not list((tmp_path / "later").rglob("report.html"))
    assert cli("report", "later", "later/runs/small_city", lang="zh").exit_code == 0
    for name, lang in (("now", "en"), ("later", "zh")):
        drawn = {path.parent.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("report.html")}
        assert {f"{name}{rest}" for rest in ("", "/runs/small_city", "/runs/backstop_off")} <= drawn
        assert (tmp_path / name / "report.html").read_text(encoding="utf-8") == lang
        assert read_manifest(tmp_path / name)["complete"]["report"] is True


@pytest.mark.usefixtures("sketched")
def test_a_report_without_pictures(cli, city, tmp_path):
    assert cli("simulate", city, "--out", "run", "-n", 1).exit_code == 0
    assert cli("report", "run", "--no-charts").exit_code == 0
    assert (tmp_path / "run" / "report.html").exists()
    assert (tmp_path / "run" / "tables.xlsx").exists()
    assert not (tmp_path / "run" / "charts").exists()


def test_a_run_is_drawn(cli, city, tmp_path):
    assert cli("simulate", city, "--out", "run", "-n", 1).exit_code == 0
    command = [sys.executable, ROOT / "run.py", "report", "run", "--lang", "en"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "report.html" in result.stdout
    assert result.stderr.startswith("run: charts ")
    assert (tmp_path / "run" / "report.html").stat().st_size > 0
    names = [path.name for path in (tmp_path / "run" / "charts").iterdir()]
    assert len(names) >= 4
    assert {name.rpartition(".")[2] for name in names} == {"png", "svg"}
    assert (
        cli("simulate", city, "--out", "run", "-n", 1).exit_code == 0
    )  # charts and all, it is a run of ours
    assert not (tmp_path / "run" / "report.html").exists()


def test_all_pairs_with_intervals_that_hold_together(cli, city, what_if, tmp_path):
    result = cli(
        "compare", city, what_if, city, "--pairs", "all", "--simultaneous", "max-t", "-n", 5, "--out", "c"
    )
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    for title in (
        "backstop_off (backstop_off) against small_city (small_city)",
        "small_city (small_city-2) against small_city (small_city)",
        "small_city (small_city-2) against backstop_off (backstop_off)",
    ):
        assert title in words
    table = read_csv(tmp_path / "c" / "comparison.csv")
    (size,) = table.filter(pl.col("family") == "headline")["family_size"].unique()
    assert f"simultaneous intervals (max-t) hold together at 95 %, for all {size} differences" in words
    # the scenario against itself never varies: nothing is said of it
    assert len(re.findall(r"an unpaired comparison would need [0-9.,]+ times", words)) == 2
    assert read_manifest(tmp_path / "c")["simultaneous"] == {
        "method": "max-t", "confidence": 0.95, "draws": 5000
    }  # fmt: skip
    few = cli("compare", city, what_if, "-n", 4, "--simultaneous", "max-t", "--out", "few", lang="zh")
    assert "max-t 至少需要 5 次重复" in few.stdout
    assert "bonferroni" in few.stdout
    assert "Invalid value" in cli.refused("compare", city, what_if, "--pairs", "some")
