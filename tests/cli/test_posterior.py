"""`--posterior`: what commands print of it, and how a file that cannot be used is refused."""

import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from sim.experiment.folder import read_csv, read_manifest
from sim.experiment.posterior import load_posterior
from tests.experiment.draws import posterior

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def draws(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("draws") / "draws.yaml"
    posterior().save(path)
    return path


def test_a_run_says_how_many_draws_it_used_and_where_replications_lie(cli, city, tmp_path, draws):
    result = cli("simulate", city, "--posterior", draws, "-n", 2)
    assert result.exit_code == 0
    (folder,) = (tmp_path / "results").iterdir()
    digest = load_posterior(draws).digest()
    assert folder.name.endswith(f"-20240101-draws-{digest[:8]}")
    assert read_manifest(folder)["posterior"]["digest"] == digest
    assert "5 to 95 %" in result.stdout.splitlines()[1]
    summary = read_csv(folder / "summary.csv")
    row = summary.filter(pl.col("kpi") == "cases_arisen", pl.col("level") == "network").row(0, named=True)
    assert f"{row['q05']:,.0f} … {row['q95']:,.0f}" in result.stdout
    assert "parameters: 2 of the posterior's 3 draws" in result.stdout
    assert "2 of 3 draws were used; below 30 replications" in result.stdout
    plain = cli("simulate", city, "-n", 2, "--out", "plain").stdout
    assert "5 to 95 %" not in plain
    assert "draws" not in plain


@pytest.mark.usefixtures("sketched")
def test_a_run_at_draws_is_repeated_and_reported(cli, city, tmp_path, draws):
    assert cli("simulate", city, "--posterior", draws, "-n", 2, "--out", "run").exit_code == 0
    result = cli("simulate", "--from", "run/manifest.json", "--report", "--no-bottlenecks")
    assert result.exit_code == 0
    assert "kpis.csv is the same, byte for byte" in result.stdout
    assert (tmp_path / "run-again" / "report.html").exists()
    assert "leave out --posterior" in cli.refused("simulate", "--from", "run", "--posterior", draws)


def test_a_comparison_at_draws(cli, city, what_if, tmp_path, draws):
    result = cli("compare", city, what_if, "--posterior", draws, "-n", 3, lang="zh")
    assert result.exit_code == 0
    assert "参数：使用后验抽样值 3 组中的 3 组" in result.stdout
    assert "5% 至 95%" in result.stdout
    (folder,) = (tmp_path / "results").iterdir()
    assert re.fullmatch(r"small_city-vs-backstop_off-20240101-draws-[0-9a-f]{8}", folder.name)
    runs = [folder / "runs" / name for name in ("small_city", "backstop_off")]
    assert all((run / "posterior.yaml").exists() for run in runs)
    assert "run without draws of parameters" in cli.refused("compare", runs[0], what_if)


def test_files_that_cannot_be_used(cli, city, tmp_path, draws):
    message = cli.refused("simulate", city, "--posterior", "nowhere.yaml")
    assert "nowhere.yaml: 1 problem(s)" in message
    text = draws.read_text(encoding="utf-8")
    (tmp_path / "short.yaml").write_text(text.replace(", 9.0", ""), encoding="utf-8")
    message = cli.refused("compare", city, city, "--posterior", "short.yaml")
    assert "draw 3 has 2 value(s) for 3 parameter(s)" in " ".join(message.split())
    (tmp_path / "wrong.yaml").write_text(text.replace("0.3", "1.3"), encoding="utf-8")
    message = cli.refused("simulate", city, "--posterior", "wrong.yaml", "-n", 2)
    assert "--posterior: draw 2, share = 1.3: does not fit scenario small_city" in message
    assert sorted(path.name for path in tmp_path.iterdir()) == ["short.yaml", "wrong.yaml"]


def test_a_plain_run_does_not_load_what_reads_draws(city, tmp_path):
    code = (
        "import sys, run\n"
        f"sys.argv = ['run.py', 'simulate', {str(city)!r}, '-n', '1', '--out', {str(tmp_path / 'run')!r}]\n"
        "try: run.app()\n"
        "except SystemExit as ended: assert not ended.code\n"
        "print('sim.experiment.posterior' in sys.modules, 'sim.experiment.networks' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False True"


def test_a_selection_at_draws(cli, city, what_if, tmp_path, draws):
    asked = ("--select", "handoffs_mean", "--indifference", 0.5, "--first", 3, "--posterior", draws)
    result = cli("compare", city, what_if, *asked, "--out", "best")
    assert result.exit_code == 0
    assert "of the posterior's 3 draws, the same for all scenarios in each replication" in result.stdout
    manifest = read_manifest(tmp_path / "best")
    assert load_posterior(tmp_path / "best" / "posterior.yaml").digest() == manifest["posterior"]["digest"]
    assert cli("compare", city, what_if, "--posterior", draws, "-n", 2, "--out", "two").exit_code == 0
    runs = {
        name: read_csv(tmp_path / "two" / "runs" / name / "kpis.csv")
        for name in ("small_city", "backstop_off")
    }
    for row in read_csv(tmp_path / "best" / "values.csv").to_dicts():
        if row["replication"] <= 2:
            kpis = runs[row["scenario"]]
            mine = (kpis["kpi"] == "handoffs_mean") & (kpis["level"] == "network")
            assert (
                kpis.filter(mine & (kpis["replication"] == row["replication"]))["value"].item()
                == row["value"]
            )
    asked = ("--select", "handoffs_mean", "--method", "ocba", "--budget", 14, "--posterior", draws)
    assert "--method ocba takes scenarios for independent" in cli.refused("compare", city, what_if, *asked)
