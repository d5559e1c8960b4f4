import json
import re
import shutil
import threading

import pytest

from sim.experiment.folder import hidden_folder
from sim.experiment.options import Options
from sim.experiment.simulate import simulate
from sim.page.results import Results
from tests.experiment.cities import base, without_backstop
from tests.page.conftest import refused

HOSTILE = [
    "../x",
    "..",
    "%2e%2e",
    "/etc",
    "base/..",
    "base/../base",
    ".hidden",
    "base\\kpis.csv",
    "nope",
    "base/kpis.csv",
]


@pytest.fixture(scope="session")
def _runs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page_runs")
    simulate(base(), Options(), folder / "base", command=["run.py"])
    simulate(without_backstop(), Options(days=8, replications=2), folder / "other", command=["run.py"])
    return folder


@pytest.fixture
def results(_runs, places):
    shutil.copytree(_runs, places.results, dirs_exist_ok=True)
    return places.results


def test_results_are_listed_the_newest_first(page, results):
    (results / "notes").mkdir()
    (results / ".base.partial-1-0-abcdefgh").mkdir()
    shutil.copy(results / "base" / "manifest.json", results / ".base.partial-1-0-abcdefgh")
    (results / "published").mkdir()
    shutil.copytree(results / "base", results / "published" / "study")
    manifest = json.loads((results / "base" / "manifest.json").read_text(encoding="utf-8"))
    manifest["created"] = "2999-01-01T00:00:00+00:00"
    (results / "base" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (results / "torn").mkdir()
    (results / "torn" / "manifest.json").write_text("{")
    listed = page.get("/api/results").json()["results"]
    assert listed[0]["id"] == "base"
    assert sorted(one["id"] for one in listed) == ["base", "other", "published/study"]
    assert listed[0]["kind"] == "run"
    assert listed[0]["names"] == {"zh": "small_city", "en": "small_city"}
    assert (listed[0]["days"], listed[0]["replications"]) == (8, 2)
    assert (listed[0]["has_report"], listed[0]["has_cases"]) == (False, False)


def test_a_selection_is_named_by_its_scenarios(page, results):
    manifest = json.loads((results / "base" / "manifest.json").read_text(encoding="utf-8"))
    del manifest["scenario"]
    evening = {"name_zh": "乡镇、园区夜间延时", "name_en": "Evening hours"}
    manifest |= {"kind": "selection", "scenarios": {"evening_hours": evening, "push_off": {}}}
    (results / "base" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (chosen,) = (one for one in page.get("/api/results").json()["results"] if one["id"] == "base")
    assert chosen["names"] == {
        "zh": "择优：乡镇、园区夜间延时；push_off",
        "en": "Selection: Evening hours; push_off",
    }


def test_finished_runs_are_compared_at_once(page, results):
    made = page.post("/api/results/compare", json={"results": ["base", "other"]}).json()["id"]
    listed = {one["id"]: one for one in page.get("/api/results").json()["results"]}
    assert listed[made]["kind"] == "comparison"
    assert [one["en"] for one in listed[made]["scenarios"]] == ["small_city", "backstop_off"]
    manifest = json.loads((results / made / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == ["run.py", "compare", "results/base", "results/other"]
    content = page.get("/api/result", params={"id": made}).json()
    assert content["kind"] == "comparison"
    assert len(content["answer"]) == 3
    assert any(block["type"] == "chart" for section in content["sections"] for block in section["blocks"])
    refused(page.post("/api/results/compare", json={"results": ["base", made]}), 422)
    refused(page.post("/api/results/compare", json={"results": ["base"]}), 422)
    refused(page.post("/api/results/compare", json={"results": ["base", "../base"]}), 404)


def test_ticked_runs_are_read_ahead_and_not_again(page, results, monkeypatch):
    answer = page.post("/api/results/ready", json={"results": ["base", "other"]})
    assert (answer.status_code, answer.json()) == (202, {"reading": 2})
    for thread in threading.enumerate():
        if thread.name == "read ahead":
            thread.join()

    def again(*_):
        raise AssertionError("read again")

    monkeypatch.setattr("sim.report.data._load_run", again)
    monkeypatch.setattr("sim.experiment.values.arranged", again)
    made = page.post("/api/results/compare", json={"results": ["base", "other"]}).json()["id"]
    assert page.get("/api/result", params={"id": made}).json()["kind"] == "comparison"
    refused(page.post("/api/results/ready", json={"results": ["nowhere"]}), 404)


def test_runs_that_do_not_fit_are_told_without_places_of_this_machine(page, results):
    manifest = json.loads((results / "other" / "manifest.json").read_text(encoding="utf-8"))
    (results / "other" / "manifest.json").write_text(json.dumps({**manifest, "seed": 5}), encoding="utf-8")
    error = refused(page.post("/api/results/compare", json={"results": ["base", "other"]}), 422)["error"]
    assert str(results) not in error["en"] + error["zh"]


def test_a_report_is_made_once_until_the_result_changes(results, places, monkeypatch):
    made = Results(places)
    first = made.content("base")
    calls = []
    monkeypatch.setattr("sim.report.contents.content_of", lambda folder: calls.append(folder))
    assert made.content("base") is first
    assert calls == []
    (results / "base" / "manifest.json").touch()
    with pytest.raises(AttributeError):  # the fake has no content
        made.content("base")
    assert calls == [results / "base"]


def test_a_torn_result_is_told(page, results):
    (results / "base" / "summary.csv").unlink()
    error = refused(page.get("/api/result", params={"id": "base"}), 422)["error"]
    assert "summary.csv" in error["en"]


def test_the_report_is_written_and_shown_without_rights(page, results):
    made = page.post("/api/result/report", json={"id": "base", "lang": "en"}).json()
    assert made == {"id": "base", "path": "/files/base/report.html"}
    names = {one["path"] for one in page.get("/api/result/files", params={"id": "base"}).json()["files"]}
    assert {"report.html", "tables.xlsx", "kpis.csv"} <= names
    shown = page.get(made["path"])
    assert shown.headers["content-type"].startswith("text/html")
    policy = shown.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts allow-downloads")
    assert "allow-same-origin" not in policy
    assert "connect-src" not in policy
    assert "default-src 'none'" in policy
    assert "content-disposition" not in shown.headers
    saved = page.get(made["path"] + "?download=1")
    assert saved.headers["content-disposition"].startswith("attachment")


def test_files_are_saved_and_never_shown(page, results):
    (results / "base" / "evil.html").write_text("<script>alert(1)</script>")
    for name in ("kpis.csv", "evil.html", "scenario/facilities.csv"):
        answer = page.get(f"/files/base/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "base",
        "base/",
        "base/nope",
        "base/.hidden",
        "../scenarios/small_city/facilities.csv",
        "base/../../x",
        "base/%2e%2e/%2e%2e/scenarios/small_city/facilities.csv",
        "%2e%2e/x",
        "/etc/passwd",
        "base/%2fetc%2fpasswd",
        "base/..%2f..%2fscenarios%2fsmall_city%2ffacilities.csv",
        "base/%00",
        "loose.txt",
        "notes/secret.txt",
    ],
)
def test_no_other_file_is_read(page, results, path):
    (results / "base" / ".hidden").write_text("x")
    (results / "loose.txt").write_text("x")
    (results / "notes").mkdir()
    (results / "notes" / "secret.txt").write_text("x")  # in no result
    (results / "base" / "link").symlink_to("/etc/passwd")
    refused(page.get(f"/files/{path}"), 404)
    refused(page.get("/files/base/link"), 404)
    assert "link" not in {
        one["path"] for one in page.get("/api/result/files", params={"id": "base"}).json()["files"]
    }


@pytest.mark.parametrize("name", HOSTILE)
def test_no_other_folder_is_a_result(page, results, name):
    before = sorted(results.parent.rglob("*"))
    for path in ("/api/result", "/api/result/files", "/api/result/day"):
        refused(page.get(path, params={"id": name}), 404)
    refused(page.post("/api/result/report", json={"id": name}), 404)
    refused(page.request("DELETE", "/api/result", json={"id": name}), 404)
    assert sorted(results.parent.rglob("*")) == before


def test_a_result_is_removed_whole(page, results, services):
    (results / "published").mkdir()
    shutil.copytree(results / "base", results / "published" / "study")
    made = page.post("/api/results/compare", json={"results": ["base", "other"]}).json()["id"]
    refused(page.request("DELETE", "/api/result", json={"id": "published/study"}), 403)
    refused(page.request("DELETE", "/api/result", json={"id": f"{made}/runs/small_city"}), 403)
    services.results.busy = lambda folder: folder.name == "base"
    refused(page.request("DELETE", "/api/result", json={"id": "base"}), 409)
    assert page.request("DELETE", "/api/result", json={"id": "other"}).status_code == 200
    assert sorted(path.name for path in results.iterdir()) == sorted(["base", made, "published"])
    refused(page.request("DELETE", "/api/result", json={"id": "other"}), 404)


def test_what_jobs_of_a_killed_server_kept_is_swept(places):
    made = Results(places)
    out = made.new("city-simulate")
    gone = hidden_folder(out, "kept")
    dead = gone.with_name(re.sub(r"kept-\d+-", "kept-99999999-", gone.name))
    gone.rename(dead)
    own, other = hidden_folder(out, "kept"), dead.with_name(dead.name.replace(out.name, "my_run"))
    other.mkdir()
    made.sweep()
    assert not dead.exists()
    assert own.exists()  # of a process that lives
    assert other.exists()  # of a command that a user typed, who may go on from it


def test_a_day_needs_a_case_log(page, results):
    refused(page.get("/api/result/day", params={"id": "base"}), 422)
    refused(page.get("/api/result/day", params={"id": "base", "date": "tomorrow"}), 422)


def test_a_jobs_result_is_held_against_the_reported_figures(page, results, services, monkeypatch):
    held = []
    monkeypatch.setattr("calibration.reported.write", held.append)
    page.get("/api/result", params={"id": "base"})
    services.results.made("base")
    assert held == [results / "base"]

    def broken(folder):
        raise OSError("disk full")

    monkeypatch.setattr("calibration.reported.write", broken)
    services.results.made("base")  # a fault there withholds nothing
    assert page.get("/api/result", params={"id": "base"}).status_code == 200
