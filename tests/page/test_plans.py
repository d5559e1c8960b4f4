"""A plan of a result as a draft of the scenario that it was made for."""

import json
import re
import shutil

import pytest

from tests.page.conftest import ONE_MORE, refused

PLAN = """\
# Staffing for: on_time_share>=0.97
id: small_city_staffed
name_zh: "方案"
name_en: "A plan"
base: "scenario"
changes:
  - {"update": {"table": "staff", "where": {"facility": "s"}, "add": {"head_count": 1}}}
"""


@pytest.fixture
def planned(places):
    folder = places.results / "plan"
    shutil.copytree(places.scenarios / "small_city", folder / "scenario")
    manifest = {"product": "yizhan", "kind": "staffing", "created": "2024-01-01T00:00:00+00:00"}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "recommended.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "plans").mkdir()
    (folder / "plans" / "knee.yaml").write_text(PLAN.replace('"scenario"', '"../scenario"'), encoding="utf-8")
    return folder


def ask(page, path="recommended.yaml"):
    return page.get("/api/result/plan", params={"id": "plan", "path": path})


@pytest.mark.parametrize("path", ["recommended.yaml", "plans/knee.yaml"])
def test_base_changes_and_names_make_a_draft_that_can_be_saved(page, planned, path):
    found = ask(page, path).json()
    assert found == {
        "base": "small_city",
        "changes": [ONE_MORE],
        "names": {"zh": "方案", "en": "A plan"},
        "same": True,
    }
    draft = {name: found[name] for name in ("base", "changes")}
    assert page.post("/api/draft/check", json=draft).json()["problems"] == []
    saved = page.put("/api/what-if", json={**draft, "id": "plan", "names": found["names"]})
    assert saved.json()["id"] == "mine/plan.yaml"


def test_other_days_are_the_same_scenario_and_other_rows_are_not(page, places, planned):
    settings = planned / "scenario" / "scenario.yaml"
    text, found = re.subn(r'"days": \d+', '"days": 99', settings.read_text(encoding="utf-8"))
    assert found == 1
    settings.write_text(text, encoding="utf-8")
    assert ask(page).json()["same"] is True
    staff = places.scenarios / "small_city" / "staff.csv"
    staff.write_text(re.sub(r"(?m),(\d)(?=,)", ",7", staff.read_text(encoding="utf-8")), encoding="utf-8")
    found = ask(page).json()
    assert (found["base"], found["same"]) == ("small_city", False)


def test_a_scenario_that_is_gone_is_named(page, places, planned):
    shutil.rmtree(places.scenarios / "small_city")
    assert "small_city" in refused(ask(page), 422)["error"]["zh"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("none.yaml", 404),
        ("manifest.json", 404),
        ("../plan/recommended.yaml", 404),
        ("scenario/scenario.yaml", 422),  # no plan: it has no base
        ("torn.yaml", 422),
        ("outside.yaml", 404),
    ],
)
def test_nothing_but_plans_is_read(page, planned, path, status):
    (planned / "torn.yaml").write_text("changes: [", encoding="utf-8")
    outside = PLAN.replace('"scenario"', '"../../scenarios/small_city"')
    (planned / "outside.yaml").write_text(outside, encoding="utf-8")
    refused(ask(page, path), status)
