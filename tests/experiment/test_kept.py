"""A run cut short goes on from its finished replications, and ends in the same bytes."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sim.experiment import kept as keeping
from sim.experiment import result as result_module
from sim.experiment.folder import KEPT_SECONDS, kept_folders, remove_stale
from sim.experiment.observer import Observer
from sim.experiment.options import Options
from sim.experiment.simulate import simulate
from sim.experiment.study import compare
from tests.experiment.cities import base, on_disk, without_backstop

ROOT = Path(__file__).resolve().parents[2]
FILES = ("kpis.csv", "summary.csv", "series.csv", "cases.parquet", "stages.parquet")
OPTIONS = Options(replications=6, case_log=True, workers=1)


class Stops(Observer):
    """Presses Ctrl-C after so many replications; hears how many need not be done again."""

    def __init__(self, after: int | None = None) -> None:
        self.after, self.done, self.taken = after, 0, {}

    def finished(self, run: str, replication: int, replications: int, cases: int, seconds: float) -> None:
        self.done += 1
        if self.done == self.after:
            raise KeyboardInterrupt

    def resumed(self, run: str, replications: int) -> None:
        self.taken[run] = replications


def cut_short(out: Path, after: int = 3, options: Options = OPTIONS) -> Path:
    with pytest.raises(KeyboardInterrupt):
        simulate(base(), options, out, observer=Stops(after))
    (hidden,) = kept_folders(out)
    return hidden


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return simulate(base(), OPTIONS, tmp_path_factory.mktemp("whole") / "run").folder


def test_a_resumed_run_does_only_what_is_missing_and_ends_in_the_same_bytes(tmp_path, whole, monkeypatch):
    hidden = cut_short(tmp_path / "run")
    assert sorted(path.name for path in (hidden / "run").glob("0*")) == ["000001", "000002", "000003"]
    worked: list[int] = []
    replicate = result_module.replicate

    def noted(compiled, seed, number, engine, progress):
        worked.append(number)
        return replicate(compiled, seed, number, engine, progress)

    monkeypatch.setattr(result_module, "replicate", noted)
    heard = Stops()
    done = simulate(base(), OPTIONS._replace(resume=True), tmp_path / "run", observer=heard)
    assert worked == [4, 5, 6]
    assert (heard.taken, heard.done) == ({"small_city": 3}, 3)
    for name in FILES:
        assert (done.folder / name).read_bytes() == (whole / name).read_bytes(), name
    assert [path.name for path in tmp_path.iterdir()] == ["run"]  # nothing hidden is left
    assert [one.get("resumed", False) for one in done.manifest["timings"]["replications"]] == [True] * 3 + [
        False
    ] * 3


def test_a_torn_replication_is_done_again(tmp_path, whole):
    hidden = cut_short(tmp_path / "run")
    (hidden / "run" / "000001" / "kpis").write_bytes(b"torn")
    (hidden / "run" / "000002" / "facts.json").write_text("{", encoding="utf-8")
    heard = Stops()
    done = simulate(base(), OPTIONS._replace(resume=True), tmp_path / "run", observer=heard)
    assert heard.taken == {"small_city": 1}
    assert (done.folder / "kpis.csv").read_bytes() == (whole / "kpis.csv").read_bytes()


@pytest.mark.parametrize(
    "other",
    [Options(seed=5), Options(engine="reference"), Options(days=7), Options(check_engines=True)],
    ids=["seed", "engine", "days", "checked"],
)
def test_what_another_run_left_is_not_taken(tmp_path, other):
    cut_short(tmp_path / "run", options=OPTIONS._replace(case_log=False))
    heard = Stops()
    wanted = other._replace(replications=2, workers=1, resume=True)
    done = simulate(base(), wanted, tmp_path / "run", observer=heard)
    assert heard.taken == {"small_city": 0}
    fresh = simulate(base(), wanted._replace(resume=False), tmp_path / "fresh")
    assert done.kpis.equals(fresh.kpis)


def test_other_code_takes_nothing(tmp_path, monkeypatch):
    cut_short(tmp_path / "run")
    monkeypatch.setattr(keeping, "code", lambda: {"numpy": "another"})
    heard = Stops()
    simulate(base(), OPTIONS._replace(replications=1, resume=True), tmp_path / "run", observer=heard)
    assert heard.taken == {"small_city": 0}


def test_more_replications_go_on_from_fewer(tmp_path):
    cut_short(tmp_path / "run", after=2)
    heard = Stops()
    options = OPTIONS._replace(replications=8, resume=True)
    assert simulate(base(), options, tmp_path / "run", observer=heard).manifest["replications"] == 8
    assert heard.taken == {"small_city": 2}


def test_without_resume_a_run_starts_anew(tmp_path):
    cut_short(tmp_path / "run")
    heard = Stops()
    simulate(base(), OPTIONS, tmp_path / "run", observer=heard)
    assert (heard.taken, heard.done) == ({}, 6)


def test_a_comparison_goes_on_from_the_runs_that_are_done(tmp_path):
    options = Options(replications=3, workers=1)
    operands = [base(), without_backstop()]
    with pytest.raises(KeyboardInterrupt):
        compare(operands, options, tmp_path / "both", observer=Stops(4))
    heard = Stops()
    done = compare(operands, options._replace(resume=True), tmp_path / "both", observer=heard)
    assert heard.taken == {"small_city": 3, "backstop_off": 1}
    fresh = compare(operands, options, tmp_path / "fresh")
    assert (done.folder / "comparison.csv").read_bytes() == (fresh.folder / "comparison.csv").read_bytes()


def test_a_fault_of_ours_leaves_nothing_to_go_on_from(tmp_path, monkeypatch):
    replicate = result_module.replicate

    def failing(compiled, seed, number, engine, progress):
        if number == 3:
            raise RuntimeError("inside out")
        return replicate(compiled, seed, number, engine, progress)

    monkeypatch.setattr(result_module, "replicate", failing)
    with pytest.raises(RuntimeError, match="inside out"):
        simulate(base(), OPTIONS, tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="other processes cannot be asked after")
def test_what_nobody_took_up_for_a_fortnight_is_removed(tmp_path):
    hidden = cut_short(tmp_path / "run")
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    dead = hidden.with_name(hidden.name.replace(f"-{os.getpid()}-", f"-{process.pid}-"))
    hidden.rename(dead)
    remove_stale(tmp_path)
    assert dead.exists()
    long_ago = dead.stat().st_mtime - KEPT_SECONDS - 60
    os.utime(dead, (long_ago, long_ago))
    remove_stale(tmp_path)
    assert not dead.exists()


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_after_a_kill_9_the_same_command_goes_on(tmp_path):
    city = on_disk(base(), tmp_path)
    command = [sys.executable, ROOT / "run.py", "simulate", city, "--out", "run", "-n", "40", "--lang", "en"]
    with subprocess.Popen(
        [*command, "--workers", "1"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    ) as process:
        assert any("replication 5/40" in line for line in process.stderr)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    again = subprocess.run(
        [*command, "--resume"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stderr
    (line,) = [line for line in again.splitlines() if "are done already" in line]
    taken = int(line.split()[1])
    assert taken >= 5
    assert again.count(": replication ") == 40 - taken
    fresh = simulate(base(), Options(replications=40), tmp_path / "fresh")
    assert (tmp_path / "run" / "kpis.csv").read_bytes() == (fresh.folder / "kpis.csv").read_bytes()
    shutil.rmtree(tmp_path / "run")
