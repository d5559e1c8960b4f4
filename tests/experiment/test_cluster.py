"""Replications on a real scheduler with two workers, one of which is killed in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sim.experiment.cluster import ClusterLostError
from sim.experiment.errors import InputError
from sim.experiment.folder import kept_folders
from sim.experiment.observer import Observer
from sim.experiment.options import Options
from sim.experiment.simulate import simulate
from tests.experiment.cities import base
from tests.experiment.draws import posterior

ROOT = Path(__file__).resolve().parents[2]
FILES = ("kpis.csv", "summary.csv", "series.csv", "cases.parquet", "stages.parquet")
PATIENCE = 60  # seconds for a process to come up

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of another kind")


def started(*words: object, folder: Path, **environment: str) -> subprocess.Popen[bytes]:
    """Start a part of the cluster as its users do, in a folder of its own."""
    command = [sys.executable, "-m", "dask", *map(str, words)]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", **environment}
    with (folder / f"{words[0]}-{time.monotonic_ns()}.log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, env=settings, stdout=log, stderr=log)


@contextmanager
def stopping(*processes: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def scheduler(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    file = folder / f"scheduler-{time.monotonic_ns()}.json"
    process = started(
        *("scheduler", "--host", "127.0.0.1", "--port", 0, "--no-dashboard"),
        "--scheduler-file",
        file,
        folder=folder,
    )
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            return process, json.loads(file.read_text(encoding="utf-8"))["address"]
        except (OSError, ValueError):
            time.sleep(0.1)
    process.kill()
    raise AssertionError("the scheduler did not come up")


def worker(address: str, folder: Path, **environment: str) -> subprocess.Popen[bytes]:
    words = ("worker", address, "--nthreads", 1, "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
    return started(*words, folder=folder, **environment)


def wait_for_workers(address: str, n: int) -> None:
    from distributed import Client

    with Client(address, timeout=PATIENCE, set_as_default=False) as client:
        client.wait_for_workers(n, timeout=PATIENCE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("cluster")


class AtReplication(Observer):
    """Does something once, when a replication is done."""

    def __init__(self, number: int, what) -> None:
        self.number, self.what, self.done = number, what, []

    def finished(self, run: str, replication: int, replications: int, cases: int, seconds: float) -> None:
        self.done.append(replication)
        if replication == self.number:
            self.what()


def test_the_same_numbers_come_out_though_a_worker_is_killed_and_then_the_scheduler(folder, tmp_path):
    options = Options(replications=24, case_log=True)
    here = simulate(base(), options, tmp_path / "here").folder
    boss, address = scheduler(folder)
    workers = [worker(address, folder) for _ in range(2)]
    with stopping(boss, *workers):
        wait_for_workers(address, 2)
        killing = AtReplication(5, lambda: workers[0].send_signal(signal.SIGKILL))
        there = simulate(base(), options._replace(cluster=address), tmp_path / "there", observer=killing)
        assert workers[0].wait(PATIENCE) == -signal.SIGKILL
        assert killing.done == list(range(1, 25))
        for name in FILES:
            assert (there.folder / name).read_bytes() == (here / name).read_bytes(), name

        precise = Options(replications=60, precision="processing_days_mean=30%,cases_arisen=20%")
        alone = simulate(base(), precise, tmp_path / "alone")
        spread = simulate(base(), precise._replace(cluster=address), tmp_path / "spread")
        assert (spread.folder / "kpis.csv").read_bytes() == (alone.folder / "kpis.csv").read_bytes()

        uncertain = Options(replications=5, posterior=posterior())
        alone = simulate(base(), uncertain, tmp_path / "draws")
        spread = simulate(base(), uncertain._replace(cluster=address), tmp_path / "spread_draws")
        assert (spread.folder / "kpis.csv").read_bytes() == (alone.folder / "kpis.csv").read_bytes()

        losing = AtReplication(3, lambda: boss.send_signal(signal.SIGKILL))
        with pytest.raises(ClusterLostError, match=r"tcp://127") as caught:
            simulate(base(), options._replace(cluster=address), tmp_path / "lost", observer=losing)
        assert "--resume" in caught.value.message_en
        assert "--resume" in caught.value.message_zh
    assert len(kept_folders(tmp_path / "lost")) == 1
    resumed = AtReplication(24, lambda: None)
    done = simulate(base(), options._replace(resume=True), tmp_path / "lost", observer=resumed)
    assert resumed.done == list(range(4, 25))
    assert (done.folder / "kpis.csv").read_bytes() == (here / "kpis.csv").read_bytes()


def test_a_cluster_without_workers_or_with_other_code_is_refused(folder, tmp_path):
    boss, address = scheduler(folder)
    with stopping(boss):
        with pytest.raises(InputError, match=f"the scheduler at {address} has no worker"):
            simulate(base(), Options(cluster=address), tmp_path / "run")
        strange = tmp_path / "strange" / "sim"
        strange.mkdir(parents=True)
        (strange / "__init__.py").write_text("", encoding="utf-8")
        stranger = worker(address, folder, PYTHONPATH=str(strange.parent))
        with stopping(stranger):
            wait_for_workers(address, 1)
            with pytest.raises(InputError, match="a worker cannot import this program"):
                simulate(base(), Options(cluster=address), tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_worker_of_another_version_is_refused(folder, tmp_path, monkeypatch):
    boss, address = scheduler(folder)
    mate = worker(address, folder)
    with stopping(boss, mate):
        wait_for_workers(address, 1)
        monkeypatch.setattr("sim.experiment.provenance.__version__", "0.0.0")  # here, not there
        with pytest.raises(
            InputError, match=r"would not give the same numbers \(tcp://.*: version .*, here 0.0.0"
        ):
            simulate(base(), Options(cluster=address), tmp_path / "run")


def test_nobody_answers(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.experiment.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(InputError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"):
        simulate(base(), Options(cluster="tcp://127.0.0.1:9"), tmp_path / "run")
