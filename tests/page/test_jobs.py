import json
import time
from pathlib import Path

import pytest

from sim.experiment.folder import write_manifest
from sim.page import jobs as jobs_module
from sim.page import processes
from sim.page.job_lines import Lines
from sim.page.job_models import JobAsked
from sim.page.services import Services
from tests.page.conftest import client, refused

SIMULATE = {"command": "simulate", "lang": "en", "scenario": "small_city"}


def wait(page, job_id, until=lambda job: job["state"] not in ("waiting", "running"), seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        job = page.get("/api/job", params={"id": job_id}).json()
        if until(job):
            return job
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s: {job}")


def start(page, **asked):
    answer = page.post("/api/jobs", json={**SIMULATE, **asked})
    assert answer.status_code == 202, answer.text
    return answer.json()["id"]


def alive(process) -> bool:
    return process.poll() is None


def test_a_job_tells_its_progress_and_its_result(page, places, monkeypatch):
    monkeypatch.setenv("FAKE_COMMAND", "quick")
    job = wait(page, start(page, replications=3, days=5, cases=True))
    assert job["state"] == "done"
    assert job["exit_code"] == 0
    assert job["line"] == "python run.py simulate scenarios/small_city --replications=3 --days=5 --cases"
    assert job["progress"]["share"] == 0.5
    assert job["best"] == {"zh": "中 the best", "en": "the best"}
    assert job["lines"][0]["en"].startswith(
        "simulate scenarios/small_city --replications=3 --days=5 --cases --lang en --out "
    )
    assert job["title"] == {"zh": "运行：small_city", "en": "Run: small_city"}
    assert (places.results / job["result"] / "manifest.json").exists()
    assert [one["id"] for one in page.get("/api/results").json()["results"]] == [job["result"]]
    (listed,) = page.get("/api/jobs").json()["jobs"]
    assert "lines" not in listed
    assert job["created"] <= job["started"] <= job["ended"]


@pytest.mark.parametrize(
    ("how", "state", "code"), [("missed", "missed", 1), ("refused", "failed", 2), ("crash", "failed", 70)]
)
def test_how_a_command_ends(page, monkeypatch, how, state, code):
    monkeypatch.setenv("FAKE_COMMAND", how)
    job = wait(page, start(page))
    assert (job["state"], job["exit_code"]) == (state, code)
    assert (job["result"] is not None) == (how == "missed")
    if how == "refused":
        assert job["problems"][0]["value"] == "<b>"
    if how == "crash":
        assert "it broke <here>" in job["problems"][0]["message"]["zh"]


def test_a_cancelled_job_ends_when_its_input_does(page, services, monkeypatch):
    monkeypatch.setenv("FAKE_COMMAND", "obedient")
    job_id = start(page)
    process = services.jobs._jobs[job_id].process
    wait(page, job_id, lambda job: job["progress"]["share"] is not None)
    assert page.request("DELETE", "/api/job", json={"id": job_id}).status_code == 200
    assert wait(page, job_id)["state"] == "cancelled"
    assert not alive(process)
    page.request("DELETE", "/api/job", json={"id": job_id})  # twice does no harm


def test_a_job_that_will_not_end_is_ended(page, services, monkeypatch):
    monkeypatch.setattr(processes, "GRACE", 0.2)
    monkeypatch.setenv("FAKE_COMMAND", "stubborn")
    job_id = start(page)
    process = services.jobs._jobs[job_id].process
    wait(page, job_id, lambda job: job["progress"]["share"] is not None)
    page.request("DELETE", "/api/job", json={"id": job_id})
    assert wait(page, job_id)["state"] == "cancelled"
    assert not alive(process)


def test_a_command_that_is_not_there_is_told(page, services):
    services.jobs.command = ["/nowhere/python"]
    job = wait(page, start(page))
    assert (job["state"], job["exit_code"], job["result"]) == ("failed", 70, None)
    assert job["problems"][0]["message"]["zh"].startswith("无法启动")
    assert services.jobs.running() == 0


def test_jobs_wait_in_turn(page, services, monkeypatch):
    services.jobs._slots = 1
    monkeypatch.setenv("FAKE_COMMAND", "obedient")
    first, second, third = (start(page) for _ in range(3))
    states = [page.get("/api/job", params={"id": one}).json()["state"] for one in (first, second, third)]
    assert states == ["running", "waiting", "waiting"]
    assert page.get("/api/status").json()["jobs_running"] == 1
    page.request("DELETE", "/api/job", json={"id": second})
    assert page.get("/api/job", params={"id": second}).json()["state"] == "cancelled"
    page.request("DELETE", "/api/job", json={"id": first})
    wait(page, first)
    wait(page, third, lambda job: job["state"] == "running")


def test_there_is_an_end_to_the_queue_and_to_the_list(page, services, monkeypatch):
    monkeypatch.setattr(jobs_module, "MOST_OPEN", 3)
    monkeypatch.setattr(jobs_module, "MOST_KEPT", 2)
    services.jobs._slots = 1
    monkeypatch.setenv("FAKE_COMMAND", "obedient")
    held = [start(page) for _ in range(3)]
    refused(page.post("/api/jobs", json=SIMULATE), 429)
    for one in held:
        page.request("DELETE", "/api/job", json={"id": one})
    for one in held:
        wait(page, one)
    start(page)
    assert len(page.get("/api/jobs").json()["jobs"]) == 3  # two that ended, and the new one
    refused(page.get("/api/job", params={"id": held[0]}), 404)


def test_events_tell_the_job_to_its_end_and_again_after_a_reload(page, monkeypatch):
    monkeypatch.setenv("FAKE_COMMAND", "quick")
    job_id = start(page)
    for _ in range(2):
        with page.stream("GET", "/api/job/events", params={"id": job_id}) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            lines = [line for line in answer.iter_lines() if line]
        assert set(lines[::2]) == {"event: job"}
        told = [json.loads(line.removeprefix("data: ")) for line in lines[1::2]]
        assert told[-1]["state"] == "done"
        assert told[-1] == page.get("/api/job", params={"id": job_id}).json()
    refused(page.get("/api/job/events", params={"id": "nope"}), 404)


def test_stopping_the_server_ends_all_jobs(services, monkeypatch):
    monkeypatch.setenv("FAKE_COMMAND", "obedient")
    page = client(services)
    services.jobs._slots = 1
    job_id, waiting = start(page), start(page)
    process = services.jobs._jobs[job_id].process
    services.stop()
    assert not alive(process)
    assert wait(page, job_id)["state"] == "cancelled"
    assert services.jobs._jobs[waiting].process is None


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 422),
        ({"command": "rm"}, 422),
        ({**SIMULATE, "days": 0}, 422),
        ({**SIMULATE, "out": "/elsewhere"}, 422),
        ({**SIMULATE, "lang": "fr"}, 422),
        ({**SIMULATE, "scenario": "nope"}, 404),
        ({**SIMULATE, "scenario": ".."}, 404),
        ({"command": "compare", "operands": ["small_city"]}, 422),
        ({"command": "compare", "operands": ["small_city", "result:nope"]}, 404),
        ({"command": "site", "scenario": "small_city", "candidates": "../x.csv", "new": 1}, 404),
        ({"command": "report", "result": "nope"}, 404),
        ({"command": "day", "scenario": "small_city", "date": "1999-01-01"}, 422),
    ],
)
def test_what_cannot_be_started_is_told(page, asked, status):
    refused(page.post("/api/jobs", json=asked), status)
    assert page.get("/api/jobs").json()["jobs"] == []


def test_a_scenario_with_problems_starts_nothing(page, places):
    path = places.scenarios / "what_if" / "evening.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("facility: s", "facility: q"), encoding="utf-8")
    body = refused(page.post("/api/jobs", json={**SIMULATE, "scenario": "what_if/evening.yaml"}), 422)
    assert body["problems"][0]["file"] == "evening.yaml"


STAFF = {"command": "staff", "lang": "zh", "scenario": "small_city"}


@pytest.mark.parametrize(
    ("target", "said", "mend"),
    [
        ("on_time_share>=97", "97 不是比例", "界限须在 0 与 1 之间，或写成百分数（97%）"),
        ("on_time_share>=", "写法", "例如写 on_time_share>=97%"),
        ("nothing>=1", "没有该指标", "docs/kpis.md"),
        ("wait_minutes_mean/facility/nowhere<=5", "facility 的对象有", "请选其中之一"),
        ("on_time_share<=0.9", "优劣方向与该界限相反", "请写 >="),
    ],
)
def test_targets_are_checked_before_a_staffing_starts(page, target, said, mend):
    asked = {**STAFF, "targets": ["on_time_share>=97%", target]}
    (one,) = refused(page.post("/api/jobs", json=asked), 422)["problems"]
    assert (one["field"], one["value"]) == ("targets.1", target)
    assert said in one["message"]["zh"]
    assert mend in one["mend"]["zh"]
    assert one["message"]["en"]
    assert one["mend"]["en"]
    assert page.get("/api/jobs").json()["jobs"] == []


def test_a_staffing_needs_a_target(page):
    (one,) = refused(page.post("/api/jobs", json=STAFF), 422)["problems"]
    assert one["field"] == "targets"


def test_a_job_returns_what_was_asked_of_it(page, monkeypatch):
    monkeypatch.setenv("FAKE_COMMAND", "quick")
    asked = {**STAFF, "targets": ["on_time_share>=97%"], "days": 9}
    answer = page.post("/api/jobs", json=asked)
    assert wait(page, answer.json()["id"])["asked"] == asked
    assert page.get("/api/jobs").json()["jobs"][0]["asked"] == asked
    assert page.post("/api/jobs", json=asked).status_code == 202  # it can be asked again as it is
    bare = {"command": "simulate", "scenario": "small_city"}
    answer = page.post("/api/jobs", json=bare)
    assert wait(page, answer.json()["id"])["asked"] == {**bare, "lang": "zh"}


def test_a_search_that_is_stopped_says_whether_it_leaves_a_result(page, monkeypatch):
    for how, said in (("obedient", "没有结果"), ("best", "目前最优已写成结果")):
        monkeypatch.setenv("FAKE_COMMAND", how)
        job_id = start(page)
        wait(page, job_id, lambda job: job["progress"]["share"] is not None)
        page.request("DELETE", "/api/job", json={"id": job_id})
        job = wait(page, job_id)
        assert job["state"] == "cancelled"
        assert said in job["ending"]["zh"]
        assert (job["result"] is not None) == (how == "best")


def finished(places, name):
    """Lay out a result as far as jobs look into it."""
    folder = places.results / name
    folder.mkdir(parents=True)
    write_manifest(folder, {"kind": "run"})
    return folder


def test_a_report_that_is_stopped_or_fails_has_made_no_result(page, places, monkeypatch):
    finished(places, "base")
    for how, state in (("obedient", "cancelled"), ("crash", "failed")):
        monkeypatch.setenv("FAKE_COMMAND", how)
        job_id = page.post("/api/jobs", json={"command": "report", "result": "base"}).json()["id"]
        wait(page, job_id, lambda job: job["progress"]["share"] is not None)
        if state == "cancelled":
            page.request("DELETE", "/api/job", json={"id": job_id})
        job = wait(page, job_id)
        assert (job["state"], job["result"]) == (state, None)
        assert "最优" not in job["ending"]["zh"]
        assert (places.results / "base" / "manifest.json").exists()


def test_a_result_stays_while_a_job_reads_it_or_a_part_of_it(page, places, monkeypatch):
    finished(places, "comparison")
    finished(places, "comparison/runs/base")
    finished(places, "comparison-2")
    monkeypatch.setenv("FAKE_COMMAND", "obedient")
    operands = ["small_city", "result:comparison/runs/base"]
    job_id = page.post("/api/jobs", json={"command": "compare", "operands": operands}).json()["id"]
    refused(page.request("DELETE", "/api/result", json={"id": "comparison"}), 409)
    assert page.request("DELETE", "/api/result", json={"id": "comparison-2"}).status_code == 200
    page.request("DELETE", "/api/job", json={"id": job_id})
    wait(page, job_id)
    assert page.request("DELETE", "/api/result", json={"id": "comparison"}).status_code == 200


def test_every_command_gets_the_line_that_a_user_could_type(services, places):
    (places.scenarios / "planning").mkdir()
    (places.scenarios / "planning" / "c.csv").write_text("id\n")
    (places.uploads).mkdir(parents=True)
    (places.uploads / "levers.01234567.x.yaml").write_text("x: 1\n")
    lines = Lines(services.scenario_library, services.uploads, services.results)
    city, levers, target = "scenarios/small_city", "levers.01234567.x.yaml", "on_time_share>=97%"
    for asked, typed in [
        (
            {"command": "simulate", "scenario": "small_city", "precision": "--out=/x", "bottlenecks": True},
            f"simulate {city} --precision=--out=/x --bottlenecks",
        ),
        (
            {
                "command": "compare",
                "operands": ["small_city", "what_if/evening.yaml"],
                "seed": 7,
                "warm_up_days": 0,
            },
            f"compare {city} scenarios/what_if/evening.yaml --warmup=0 --seed=7",
        ),
        (
            {
                "command": "site",
                "scenario": "small_city",
                "candidates": "planning/c.csv",
                "new": 2,
                "reach": 20,
            },
            f"site {city} --candidates=scenarios/planning/c.csv --new=2 --reach=20.0",
        ),
        (
            {"command": "staff", "scenario": "small_city", "targets": [target], "levers": levers},
            f"staff {city} '--target={target}' --levers=scenarios/mine/uploads/{levers}",
        ),
        ({"command": "frontier", "scenario": "small_city", "days": 9}, f"frontier {city} --new=0 --days=9"),
        ({"command": "calibrate", "scenario": "small_city", "quick": False}, f"calibrate {city}"),
        (
            {"command": "day", "scenario": "small_city", "date": "2024-10-25"},
            f"simulate {city} --days 33 --warmup 0 -n 1 --cases",
        ),
    ]:
        line = lines.line(JobAsked.model_validate(asked).root)
        assert line.typed == f"python run.py {typed}"
        assert line.out.parent == places.results
        assert line.new


# The real command


@pytest.fixture
def real(places):
    made = Services(places)
    yield made
    made.stop()


def of_job(out: Path) -> list[int]:
    """Processes that name a result folder on their command line."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if out.name.encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="processes are found in /proc")
def test_a_real_run_is_done_and_another_cancelled_without_a_trace(real, places):
    page = client(real)
    long = start(page, replications=10_000)
    done = wait(page, start(page, days=4, warm_up_days=1, replications=1), seconds=60)
    assert done["state"] == "done", done
    assert done["progress"]["share"] == 1.0
    assert "replication 1/1" in done["lines"][-1]["en"]
    (run,) = page.get("/api/results").json()["results"]
    assert (run["kind"], run["days"], run["replications"]) == ("run", 4, 1)
    command = json.loads((places.results / run["id"] / "manifest.json").read_text(encoding="utf-8"))[
        "command"
    ]
    assert not any(str(places.results) in word for word in command)  # nobody's business
    wait(page, long, lambda job: (job["progress"]["share"] or 0) > 0, seconds=60)
    out = real.jobs._jobs[long].line.out
    assert of_job(out)
    page.request("DELETE", "/api/job", json={"id": long})
    cancelled = wait(page, long)
    assert (cancelled["state"], cancelled["exit_code"]) == ("cancelled", 130)
    assert of_job(out) == []
    assert [path.name for path in places.results.iterdir()] == [run["id"]]  # not even hidden folders
