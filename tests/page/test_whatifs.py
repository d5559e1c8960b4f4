import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from sim.page.whatifs import write_yaml
from sim.scenario import load
from sim.scenario.problems import Problem
from sim.scenario.read_yaml import read_mapping
from tests.page.conftest import ONE_MORE, refused

NASTY = "<img src=x onerror=alert(1)>"


def plan(version=None, **more):
    return {
        "id": "my_plan",
        "names": {"zh": "我的方案", "en": "My plan"},
        "base": "small_city",
        "changes": [ONE_MORE],
        "version": version,
        **more,
    }


def test_a_draft_is_saved_as_a_file_that_the_command_line_reads(page, places):
    saved = page.put("/api/what-if", json=plan(names={"zh": NASTY, "en": "a: b # c"})).json()
    assert saved["id"] == "mine/my_plan.yaml"
    scenario = load(places.mine / "my_plan.yaml")
    assert (scenario.settings.name_zh, scenario.settings.name_en) == (NASTY, "a: b # c")
    before = {one.id: one.head_count for one in load(places.scenarios / "small_city").staff}
    assert {one.id: one.head_count - before[one.id] for one in scenario.staff if one.facility == "s"} == {
        one.id: 1 for one in scenario.staff if one.facility == "s"
    }
    listed = {one["id"]: one for one in page.get("/api/scenarios").json()["scenarios"]}
    assert listed["mine/my_plan.yaml"]["mine"] is True
    assert listed["mine/my_plan.yaml"]["version"] == saved["version"]
    assert listed["mine/my_plan.yaml"]["base"] == "small_city"
    on_top = plan(id="on_top", base="mine/my_plan.yaml")
    assert page.put("/api/what-if", json=on_top).status_code == 200
    assert sorted(path.name for path in places.mine.iterdir()) == [".lock", "my_plan.yaml", "on_top.yaml"]


def test_the_second_of_two_savers_sees_a_conflict(page):
    first = page.put("/api/what-if", json=plan()).json()["version"]
    body = refused(page.put("/api/what-if", json=plan()), 409)  # somebody else begins the same
    assert body["current"]["version"] == first
    second = page.put("/api/what-if", json=plan(first, changes=[])).json()["version"]
    body = refused(page.put("/api/what-if", json=plan(first)), 409)
    assert body["current"]["changes"] == []
    assert body["current"]["version"] == second
    gone = {"id": "mine/my_plan.yaml", "version": first}
    refused(page.request("DELETE", "/api/what-if", json=gone), 409)
    assert page.request("DELETE", "/api/what-if", json={**gone, "version": second}).status_code == 200
    assert refused(page.put("/api/what-if", json=plan(second)), 409)["current"] is None


def test_no_edit_is_lost_when_many_save_at_once(page, services):
    page.put("/api/what-if", json=plan(changes=[]))

    def add(number: int) -> int:
        """Append one change, as often as it takes; returns how often it was refused."""
        own = {"set": {"settings.description_en": f"edit {number}"}}
        seen = page.get("/api/scenario", params={"id": "mine/my_plan.yaml"}).json()
        for refusals in range(1000):
            answer = page.put("/api/what-if", json=plan(seen["version"], changes=[*seen["changes"], own]))
            if answer.status_code == 200:
                return refusals
            seen = refused(answer, 409)["current"]
        raise AssertionError("never saved")

    with ThreadPoolExecutor(20) as users:
        refusals = list(users.map(add, range(20)))
    changes = page.get("/api/scenario", params={"id": "mine/my_plan.yaml"}).json()["changes"]
    assert sorted(json.dumps(one) for one in changes) == sorted(
        json.dumps({"set": {"settings.description_en": f"edit {number}"}}) for number in range(20)
    )
    assert sum(refusals) > 0, "nobody met anybody, so nothing was tested"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"id": "../x"}, 422),
        ({"id": "a/b"}, 422),
        ({"id": "A b"}, 422),
        ({"id": ".hidden"}, 422),
        ({"id": ".."}, 422),
        ({"id": "x" * 61}, 422),
        ({"names": {"zh": "", "en": "x"}}, 422),
        ({"names": {"zh": " ", "en": "x"}}, 422),
        ({"names": {"zh": "x"}}, 422),
        ({"base": "nope"}, 404),
        ({"base": "../small_city"}, 404),
        ({"changes": [{"update": {"table": "nope", "set": {"a": 1}}}]}, 422),
        ({"changes": [{"set": {"settings.days": 0}}]}, 422),
        ({"changes": [{"set": {"settings.description_en": "x" * 300_000}}]}, 422),
    ],
)
def test_what_cannot_be_saved_leaves_nothing(page, places, more, status):
    assert page.put("/api/what-if", json=plan(**more)).status_code == status
    assert not places.mine.exists() or not list(places.mine.glob("*.yaml"))


def test_too_many_changes_for_a_yaml_file_are_refused(page, places):
    long = {"set": {"settings.description_en": "x" * 1900}}
    refused(page.put("/api/what-if", json=plan(changes=[long] * 150)), 413)
    assert not list(places.scenarios.rglob("my_plan*"))


def test_a_what_if_is_not_its_own_base(page):
    version = page.put("/api/what-if", json=plan()).json()["version"]
    refused(page.put("/api/what-if", json=plan(version, base="mine/my_plan.yaml")), 422)
    page.put("/api/what-if", json=plan(id="second", base="mine/my_plan.yaml"))
    refused(page.put("/api/what-if", json=plan(version, base="mine/second.yaml")), 422)
    body = page.request("DELETE", "/api/what-if", json={"id": "mine/my_plan.yaml", "version": version})
    assert "mine/second.yaml" in refused(body, 409)["error"]["en"]


def test_a_base_that_another_removes_or_turns_round_meanwhile_is_no_base(page, places, services, monkeypatch):
    second = page.put("/api/what-if", json=plan(id="second")).json()["version"]
    drafted = services.drafts.make

    def meanwhile(asked):
        made = drafted(asked)
        monkeypatch.setattr(services.drafts, "make", drafted)
        page.request("DELETE", "/api/what-if", json={"id": "mine/second.yaml", "version": second})
        return made

    monkeypatch.setattr(services.drafts, "make", meanwhile)
    refused(page.put("/api/what-if", json=plan(base="mine/second.yaml")), 422)
    assert not (places.mine / "my_plan.yaml").exists()
    version = page.put("/api/what-if", json=plan()).json()["version"]
    second = page.put("/api/what-if", json=plan(id="second")).json()["version"]

    def turned(asked):
        made = drafted(asked)
        monkeypatch.setattr(services.drafts, "make", drafted)
        on_first = plan(second, id="second", base="mine/my_plan.yaml")
        assert page.put("/api/what-if", json=on_first).status_code == 200
        return made

    monkeypatch.setattr(services.drafts, "make", turned)
    refused(page.put("/api/what-if", json=plan(version, base="mine/second.yaml")), 422)
    assert load(places.mine / "second.yaml")


def test_only_ones_own_scenarios_are_removed(page, places):
    version = page.get("/api/scenario", params={"id": "what_if/evening.yaml"}).json()["version"]
    for name in ("what_if/evening.yaml", "small_city"):
        refused(page.request("DELETE", "/api/what-if", json={"id": name, "version": version}), 403)
    assert (places.scenarios / "what_if" / "evening.yaml").exists()


TEXTS = [
    "",
    "plain words",
    "中文，说明。",
    "yes",
    "NO",
    "null",
    "~",
    "1e5",
    "1_000",
    "0x1f",
    "09:00",
    "12:30:45",
    "2024-01-01",
    "- x",
    "a: b",
    "a #b",
    "{a",
    "[",
    "&a",
    "*a",
    "!x",
    "%",
    "@",
    "`",
    "'",
    '"',
    "\\",
    "line\nbreak",
    "tab\t",
    " lead",
    "trail ",
    "../huzhou",
    "=1+1",
    "\U0001f600",
    "a\u2028b",
    "on",
    ".5",
    "-1",
    "330502",
    "true story",
    "nan",
    "é",
]


def test_what_is_written_reads_back_the_same(tmp_path):
    values = {
        "id": "x",
        "changes": [
            {
                "update": {
                    "table": "t",
                    "where": {text or "k": text},
                    "set": {"a": text, "b": [text, 1, 1.5, True, None]},
                }
            }
            for text in TEXTS
        ],
    }
    path, problems = tmp_path / "x.yaml", list[Problem]()
    path.write_bytes(write_yaml(values).encode("utf-8"))
    read = read_mapping(path, "x.yaml", problems)
    assert problems == []
    assert read is not None
    assert read[0] == values
    lines = path.read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("- {update") for line in lines) == len(TEXTS)  # one change a line
