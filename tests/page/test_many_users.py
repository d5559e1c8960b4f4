"""Fifty people at once while two jobs run, over a real server; one that is killed takes its jobs along."""

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from sim.experiment.executor import cores
from tests.page.conftest import ONE_MORE
from tests.page.test_jobs import of_job

ROOT = Path(__file__).resolve().parents[2]
USERS, ROUNDS = 50, 3
LONG = {"command": "simulate", "lang": "en", "scenario": "small_city", "replications": 10_000}
DRAFT = {"base": "small_city", "changes": [ONE_MORE]}

pytestmark = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="processes are found in /proc")


@contextmanager
def server(places) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the page's server as users do; yields its process and address."""
    words = [sys.executable, str(ROOT / "run.py"), "serve", "--port", "0", "--lang", "en"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        (address,) = re.findall(r"http://[^/ ]+/", process.stdout.readline())
        yield process, address
    finally:
        process.kill()
        process.communicate()


def until(condition: Any, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)


def ask(users: httpx.Client, method: str, path: str, body: Any = None) -> httpx.Response:
    answer = users.request(method, path, json=body, headers={"X-Yizhan": "1"})
    assert answer.status_code in (200, 202), (path, answer.status_code, answer.text[:200])
    return answer


def started(users: httpx.Client, places) -> tuple[str, Path]:
    """Start a long job; returns its id and, once it runs, its result folder."""
    before = folders_of_jobs(places)
    job_id = ask(users, "POST", "/api/jobs", LONG).json()["id"]
    until(lambda: (ask(users, "GET", f"/api/job?id={job_id}").json()["progress"]["share"] or 0) > 0)
    (out,) = folders_of_jobs(places) - before
    return job_id, out


def folders_of_jobs(places) -> set[Path]:
    """Return where the results of simulations that run will be, by the hidden folders that they write to."""
    hidden = " ".join(path.name for path in places.results.iterdir())
    found = re.findall(r"[.]([a-z_]+-simulate-[0-9]+-[0-9]+-[0-9a-f]+)[.]", hidden)
    return {places.results / name for name in found}


@pytest.mark.browser
def test_a_server_that_is_killed_takes_its_jobs_along(places):
    with server(places) as (process, address), httpx.Client(base_url=address, timeout=30) as users:
        _, out = started(users, places)
        assert of_job(out)
        process.send_signal(signal.SIGKILL)
        process.wait()
        until(lambda: of_job(out) == [])
    assert not out.exists()  # nor a half-written result


@pytest.mark.browser
def test_fifty_users_browse_while_two_jobs_run(places, tmp_path):
    for name in ("one", "two"):
        shutil.copytree(places.scenarios / "small_city", places.scenarios / "mine" / name)
    with server(places) as (process, address), httpx.Client(base_url=address, timeout=60) as users:
        run = ask(users, "POST", "/api/jobs", {**LONG, "replications": 2}).json()["id"]
        until(lambda: ask(users, "GET", f"/api/job?id={run}").json()["state"] == "done")
        result = ask(users, "GET", f"/api/job?id={run}").json()["result"]
        jobs = [started(users, places) for _ in range(min(2, cores()))]
        assert all(of_job(out) for _, out in jobs)
        assert ask(users, "GET", "/api/status").json()["jobs_running"] == len(jobs)

        def browse(number: int) -> int:
            with httpx.Client(base_url=address, timeout=60) as own:
                answers = [ask(own, "GET", "/"), ask(own, "GET", "/static/app.js")]
                for step in range(ROUNDS):
                    answers += [
                        ask(own, "GET", "/api/scenarios"),
                        ask(own, "GET", "/api/scenario?id=small_city"),
                        ask(own, "POST", "/api/draft/map", DRAFT),
                        ask(own, "POST", "/api/draft/table", {**DRAFT, "table": "staff", "offset": step}),
                        ask(
                            own,
                            "POST",
                            "/api/draft/check",
                            {**DRAFT, "changes": [ONE_MORE] * (number % 5 + 1)},
                        ),
                        ask(own, "GET", "/api/jobs"),
                        ask(own, "GET", "/api/results"),
                        ask(own, "GET", f"/api/result?id={result}"),
                    ]
                plan = {
                    **DRAFT,
                    "id": f"plan_{number}",
                    "names": {"zh": "方案", "en": "Plan"},
                    "version": None,
                }
                answers.append(ask(own, "PUT", "/api/what-if", plan))
                return len(answers)

        with ThreadPoolExecutor(USERS) as people:
            assert sum(people.map(browse, range(USERS))) == USERS * (3 + 8 * ROUNDS)
        saved = [one["id"] for one in ask(users, "GET", "/api/scenarios").json()["scenarios"]]
        assert sum(one.startswith("mine/plan_") for one in saved) == USERS
        states = {one["id"]: one["state"] for one in ask(users, "GET", "/api/jobs").json()["jobs"]}
        assert [states[job_id] for job_id, _ in jobs] == ["running"] * len(jobs)  # all the while
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        assert [of_job(out) for _, out in jobs] == [[]] * len(jobs)
        assert process.stderr is not None
        log = process.stderr.read()
        assert "Traceback" not in log, log
        assert "ERROR" not in log, log
