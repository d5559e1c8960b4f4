"""`run.py compare` and `run.py report`, on scenarios and on finished runs."""

import polars as pl

from sim.experiment.folder import read_csv, read_manifest


def test_two_scenarios(cli, city, what_if, tmp_path):
    result = cli("compare", city, what_if)
    assert result.exit_code == 0
    folder = tmp_path / "results" / "small_city-vs-backstop_off-20240101"
    assert folder.name in result.stdout
    assert "backstop_off against small_city" in result.stdout
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


def test_reports_of_what_cannot_be_reported(cli, city, tmp_path):
    assert "no such folder" in cli.refused("report", "nowhere")
    assert "not a finished run or comparison" in cli.refused("report", city)
    assert cli("simulate", city, "--out", "run", "-n", 1).exit_code == 0
    assert "nowhere" in cli.refused("report", "run", "nowhere")
    assert not (tmp_path / "run" / "charts").exists()
    (tmp_path / "run" / "summary.csv").unlink()
    assert "summary.csv" in cli.refused("report", "run").replace("\n", "")
    assert not (tmp_path / "run" / "charts").exists()


def test_a_report_on_request_equals_a_report_afterwards(cli, city, what_if, tmp_path):
    assert cli("compare", city, what_if, "--out", "now", "--report").exit_code == 0
    assert cli("compare", city, what_if, "--out", "later").exit_code == 0
    assert not (tmp_path / "later" / "report.html").exists()
    assert cli("report", "later").exit_code == 0
    charts = [
        {path.relative_to(tmp_path / name) for path in (tmp_path / name).rglob("*.png")}
        for name in ("now", "later")
    ]
    assert charts[0] == charts[1]
    assert {path.parent.as_posix() for path in charts[0]} == {
        "charts",
        "runs/backstop_off/charts",
        "runs/small_city/charts",
    }
    for name in ("now", "later"):
        assert (tmp_path / name / "report.html").stat().st_size > 0
        assert read_manifest(tmp_path / name)["complete"]["report"] is True
