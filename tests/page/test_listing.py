"""The list of scenarios, whatever lies in their folder and whoever removes some of it meanwhile."""

import pytest

from tests.page.conftest import EVENING, refused


@pytest.mark.parametrize("base", ["x" * 300, '"a\\0b"', "[1]", "''", "/", "~"])
def test_a_base_that_no_file_can_have_hides_no_other_scenario(page, places, base):
    path = places.scenarios / "what_if" / "evening.yaml"
    path.write_text(EVENING.replace("../small_city", base), encoding="utf-8")
    listed = page.get("/api/scenarios").json()["scenarios"]
    assert [(one["id"], one["base"]) for one in listed] == [
        ("small_city", None),
        ("what_if/evening.yaml", None),
    ]
    refused(page.get("/api/scenario", params={"id": "what_if/evening.yaml"}), 422)


def test_a_scenario_that_is_removed_while_others_are_listed_is_left_out(page, places, services, monkeypatch):
    gone = [places.scenarios / "mine" / "gone.yaml", places.scenarios / "mine" / "gone"]
    found = services.scenario_library._paths
    monkeypatch.setattr(services.scenario_library, "_paths", lambda *of: [*gone, *found(*of)])
    listed = page.get("/api/scenarios").json()["scenarios"]
    assert [one["id"] for one in listed] == ["small_city", "what_if/evening.yaml"]
    assert found(places.scenarios / "mine", 1) == []  # a folder that has gone
