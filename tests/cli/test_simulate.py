"""`run.py simulate`: a finished run, and every way in which one is refused or cut short."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sim.experiment import result as result_module
from sim.experiment.folder import read_manifest
from sim.kpi import REGISTRY
from sim.report.data import ReportError

ROOT = Path(__file__).resolve().parents[2]


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_run_prints_its_main_kpis_and_its_folder(cli, city, tmp_path):
    result = cli("simulate", city, "--replications", 2, "--seed", 7)
    assert result.exit_code == 0
    (folder,) = (tmp_path / "results").iterdir()
    manifest = read_manifest(folder)
    assert folder.name == f"small_city-{manifest['scenario']['digest'][:8]}-7"
    assert f"results/{folder.name}" in result.stdout
    assert re.search(r"Cases arisen +[\d.,]+ +\S+ … \S+ +cases", result.stdout)
    assert "of which problems" in result.stdout
    # standard error is no terminal here: one plain line per replication, no bar
    assert re.findall(r"replication (\d)/2", result.stderr) == ["1", "2"]


def test_chinese(cli, city):
    result = cli("simulate", city, "--replications", 1, lang="zh")
    assert result.exit_code == 0
    assert REGISTRY["cases_arisen"].name_zh in result.stdout
    assert "只有一次重复" in result.stdout
    assert "第 1/1 次重复" in result.stderr


def test_the_options_reach_the_run(cli, city, tmp_path):
    options = (
        "--days",
        5,
        "--warmup",
        1,
        "--seed",
        3,
        "-n",
        1,
        "--engine",
        "reference",
        "--cases",
        "--check-engines",
    )
    assert cli("simulate", city, "--out", "mine", *options).exit_code == 0
    manifest = read_manifest(tmp_path / "mine")
    wanted = {"days": 5, "warm_up_days": 1, "seed": 3, "replications": 1, "engine": "reference"}
    wanted["engines_checked"] = True
    assert {name: manifest[name] for name in wanted} == wanted
    assert (tmp_path / "mine" / "cases.parquet").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--replications", "-1"], "--replications"),
        (["--replications", "0"], "--replications"),
        (["--replications", "many"], "--replications"),
        (["--days", "0"], "--days"),
        (["--days", "2"], "inside the warm-up of 2 days"),
        (["--warmup", "8"], "inside the warm-up of 8 days"),
        (["--warmup", "-1"], "--warmup"),
        (["--seed", "4294967296"], "--seed"),
        (["--engine", "warp"], "'warp' is not available in this version; choose one of: fast, reference"),
        (["--workers", "0"], "--workers"),
        (["--speed", "9"], "--speed"),
        (["--lang", "fr"], "--lang"),
    ],
)
def test_options_that_cannot_be_used(cli, city, tmp_path, options, message):
    assert message in cli.refused("simulate", city, "--out", "run", *options)
    assert left(tmp_path) == []


def test_paths_that_cannot_be_used(cli, city, tmp_path):
    assert "nowhere: does not exist" in cli.refused("simulate", "nowhere")
    assert "SCENARIO" in cli.refused("simulate")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "plan.txt").write_text("mine", encoding="utf-8")
    assert "plan.txt" in cli.refused("simulate", city, "--out", "notes")
    assert "is a file" in cli.refused("simulate", city, "--out", "notes/plan.txt")
    assert left(tmp_path) == ["notes"]
    assert left(tmp_path / "notes") == ["plan.txt"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that nobody may write in")
@pytest.mark.parametrize("out", ["/proc/x", "/proc/x/y", "/proc/self/x"])
def test_a_place_that_nobody_may_write_in(cli, city, out):
    assert "cannot write in /proc" in cli.refused("simulate", city, "--out", out)


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_the_next_command_removes_what_a_killed_one_left(cli, city, tmp_path):
    command = [sys.executable, ROOT / "run.py", "simulate", city, "--out", "results/a", "-n", "10000"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert any("replication" in line for line in process.stderr)
            kept, hidden = left(tmp_path / "results")
            assert f".a.kept-{process.pid}-" in kept
            assert f".a.partial-{process.pid}-" in hidden
        finally:
            process.kill()
    assert left(tmp_path / "results") == [kept, hidden]
    assert cli("simulate", city, "--out", "results/b", "-n", 1).exit_code == 0
    assert left(tmp_path / "results") == [kept, "b"]  # another result may still go on from it
    assert cli("simulate", city, "--out", "results/a", "-n", 1).exit_code == 0
    assert left(tmp_path / "results") == ["a", "b"]


def test_a_run_is_no_scenario_but_holds_one(cli, city, tmp_path):
    assert cli("simulate", city, "--out", "run").exit_code == 0
    message = cli.refused("simulate", "run", "--out", "again")
    assert "run/scenario" in message.replace("\\", "/")
    first = (tmp_path / "run" / "kpis.csv").read_bytes()
    assert cli("simulate", "run/scenario", "--out", "run").exit_code == 0  # replaces the run it comes from
    assert (tmp_path / "run" / "kpis.csv").read_bytes() == first


def test_a_broken_scenario_is_refused_with_all_its_problems(cli, city, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    for path in city.iterdir():
        (broken / path.name).write_bytes(path.read_bytes())
    zones = (broken / "zones.csv").read_text(encoding="utf-8-sig").splitlines()
    (broken / "zones.csv").write_text("\n".join([*zones, zones[1]]), encoding="utf-8")
    (broken / "staff.csv").unlink()
    message = cli.refused("simulate", "broken", "--out", "run")
    assert "zones.csv" in message
    assert "staff.csv" in message
    assert left(tmp_path) == ["broken"]


def test_an_internal_error_is_short_and_leaves_a_log(cli, city, tmp_path, monkeypatch):
    def fail(*arguments: object) -> None:
        raise RuntimeError("the queue is inside out")

    monkeypatch.setattr(result_module, "replicate", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result = cli("simulate", city, "--out", "run")
    assert (result.exit_code, result.stdout) == (70, "")
    reading, line = result.stderr.splitlines()
    assert reading == f"reading {city}"
    assert "RuntimeError: the queue is inside out" in line
    (log,) = left(tmp_path)
    assert log in line
    assert "Traceback" in (tmp_path / log).read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_command_leaves_no_result(city, tmp_path, stop):
    command = [
        sys.executable,
        ROOT / "run.py",
        "simulate",
        city,
        "--out",
        "run",
        "-n",
        "10000",
        "--lang",
        "en",
    ]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert "reading" in process.stderr.readline()
            assert "replication 1/10000" in process.stderr.readline()
        finally:
            process.send_signal(stop)
        rest = process.stderr.read()
    assert process.returncode == 130
    assert "interrupted; no partial result was left; with --resume" in rest
    assert "Traceback" not in rest
    (kept,) = left(tmp_path)
    assert kept.startswith(f".run.kept-{process.pid}-")


def test_the_manifest_holds_the_command_as_typed(city, tmp_path):
    command = [sys.executable, ROOT / "run.py", "simulate", city, "--out", "run", "-n", "1"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == ["run.py", "simulate", str(city), "--out", "run", "-n", "1"]


def test_a_run_is_repeated_from_its_manifest(cli, city, tmp_path):
    assert cli("simulate", city, "--out", "run", "-n", 3, "--days", 6).exit_code == 0
    result = cli("simulate", "--from", "run/manifest.json")
    assert result.exit_code == 0
    assert "kpis.csv is the same, byte for byte" in result.stdout
    assert (tmp_path / "run-again" / "kpis.csv").read_bytes() == (tmp_path / "run" / "kpis.csv").read_bytes()
    manifest = tmp_path / "run" / "manifest.json"
    facts = json.loads(manifest.read_text(encoding="utf-8"))
    facts["files"]["kpis.csv"]["sha256"] = "0" * 64
    facts["packages"]["numba"] = "0.1"
    manifest.write_text(json.dumps(facts), encoding="utf-8")
    result = cli("simulate", "--from", "run", lang="zh")
    assert result.exit_code == 1
    assert "kpis.csv 与 run 不同：numba 0.1, now" in result.stdout
    assert "numba 0.1, now" in result.stderr


@pytest.mark.parametrize("options", [["-n", "2"], ["--seed", "4"], ["--warmup", "1"], ["scenarios/x"]])
def test_a_repeated_run_takes_no_other_settings(cli, options):
    assert "leave out" in cli.refused("simulate", "--from", "run/manifest.json", *options)


def test_a_run_to_a_precision_says_when_it_was_met(cli, city, tmp_path):
    result = cli("simulate", city, "--precision", "cases_arisen=20%", "--out", "run")
    assert result.exit_code == 0
    made = read_manifest(tmp_path / "run")["replications"]
    assert f"precision: met after {made - 5} replications, and kept over 5 more" in result.stdout
    assert "cannot read" in cli.refused("simulate", city, "--precision", "5", "--out", "other")


def test_going_on_says_what_is_done_already(cli, city):
    result = cli("simulate", city, "--out", "run", "-n", 2, "--resume")
    assert result.exit_code == 0
    assert "small_city: 0 replication(s) are done already" in result.stderr


def test_a_report_that_fails_leaves_the_results(cli, city, tmp_path, monkeypatch):
    def broken(folder, lang):
        raise ReportError("坏了", "it broke")

    monkeypatch.setattr("sim.report.write.write_page", broken)
    result = cli("simulate", city, "-n", 1, "--out", "run", "--report", "--no-bottlenecks")
    assert result.exit_code == 2
    assert "the results are whole" in result.stderr.replace("\n", " ")
    assert "it broke" in result.stderr
    assert not (tmp_path / "run" / "report.html").exists()
    assert cli("compare", "run", "run", "--out", "both").exit_code == 0  # a whole run, as any other
