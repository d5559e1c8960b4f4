import shutil
from pathlib import Path

from sim.page.confine import Places
from sim.page.scenarios import Library
from tests.page.conftest import EVENING, refused

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
NASTY = "<img src=x onerror=alert(1)>"


def test_scenarios_are_listed_by_their_heads(page, places):
    (places.scenarios / "notes.yaml").write_text("heads: []\n")  # no scenario
    (places.scenarios / ".hidden").mkdir()
    shutil.copy(places.scenarios / "what_if" / "evening.yaml", places.scenarios / ".hidden")
    listed = page.get("/api/scenarios").json()["scenarios"]
    assert [(one["id"], one["kind"], one["base"], one["mine"]) for one in listed] == [
        ("small_city", "folder", None, False),
        ("what_if/evening.yaml", "what_if", "small_city", False),
    ]
    assert listed[1]["names"] == {"zh": "夜间", "en": "Evening"}


def test_a_scenario_is_listed_with_the_files_for_searches_in_it(page, places):
    assert page.get("/api/scenarios").json()["scenarios"][0]["files"] == {"candidates": [], "levers": []}
    folder = places.scenarios / "planning"
    folder.mkdir()
    for name in ("small_city_candidates.csv", "small_city_levers.yaml", "small_candidates.csv"):
        (folder / name).write_text("id\n")
    city, evening = page.get("/api/scenarios").json()["scenarios"]
    assert city["files"] == {
        "candidates": ["planning/small_city_candidates.csv"],
        "levers": ["planning/small_city_levers.yaml"],
    }
    assert evening["files"] == {"candidates": [], "levers": []}


def test_a_network_is_made_up_where_no_facility_has_a_source(page, places):
    path = places.scenarios / "small_city" / "facilities.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    for sources, made_up in ((("assumed: a", "assumed"), True), (("assumed", "newsletter"), False)):
        told = [f"{row.rsplit(',', 1)[0]},{sources[n % 2]}" for n, row in enumerate(rows[1:])]
        path.write_text("\n".join([rows[0], *told]) + "\n", encoding="utf-8")
        city, evening = page.get("/api/scenarios").json()["scenarios"]
        assert (city["made_up"], evening["made_up"]) == (made_up, False)


def test_the_shipped_networks_that_are_made_up():
    library = Library(Places(SHIPPED, SHIPPED))
    networks = [one for one in library.heads() if one["kind"] == "folder" and not one["mine"]]
    assert {one["id"]: one["made_up"] for one in networks} == {
        "huzhou": False,
        "province": True,
        "theory": True,
        "wuxing": False,
    }


def test_a_scenario_tells_what_it_holds(page):
    folder = page.get("/api/scenario", params={"id": "small_city"}).json()
    assert folder["base"] == "small_city"
    assert folder["changes"] == []
    assert folder["settings"]["days"] == 8
    assert folder["policies"]["backstop"]["on"] is True
    assert {"name": "zones", "names": {"zh": "需求点", "en": "Demand points"}, "rows": 3} in folder["tables"]
    what_if = page.get("/api/scenario", params={"id": "what_if/evening.yaml"}).json()
    assert what_if["base"] == "small_city"
    assert what_if["changes"] == [
        {"update": {"table": "staff", "where": {"facility": "s"}, "add": {"head_count": 1}}}
    ]


def test_a_broken_what_if_is_listed_and_can_be_mended(page, places):
    path = places.scenarios / "what_if" / "evening.yaml"
    path.write_text(
        EVENING.replace("facility: s", "facility: nowhere").replace("夜间", NASTY), encoding="utf-8"
    )
    assert page.get("/api/scenarios").json()["scenarios"][1]["names"]["zh"] == NASTY
    body = refused(page.get("/api/scenario", params={"id": "what_if/evening.yaml"}), 422)
    assert body["problems"][0]["file"] == "evening.yaml"
    assert body["current"]["base"] == "small_city"
    assert len(body["current"]["changes"]) == 1
    path.write_text("base: [", encoding="utf-8")
    assert page.get("/api/scenarios").json()["scenarios"][1]["names"]["en"] == "evening"
    refused(page.get("/api/scenario", params={"id": "what_if/evening.yaml"}), 422)


def test_a_base_outside_the_folder_is_not_read(page, places):
    shutil.copytree(places.scenarios / "small_city", places.scenarios.parent / "elsewhere")
    path = places.scenarios / "what_if" / "evening.yaml"
    for base in (
        "../../elsewhere",
        "../../elsewhere/scenario.yaml",
        str(places.scenarios.parent / "elsewhere"),
    ):
        path.write_text(EVENING.replace("../small_city", base), encoding="utf-8")
        body = refused(page.get("/api/scenario", params={"id": "what_if/evening.yaml"}), 422)
        assert "base" in body["error"]["en"]


def test_a_circle_of_bases_is_told(page, places):
    path = places.scenarios / "what_if" / "evening.yaml"
    path.write_text(EVENING.replace("../small_city", "evening.yaml"), encoding="utf-8")
    refused(page.get("/api/scenario", params={"id": "what_if/evening.yaml"}), 422)


def test_what_is_no_scenario_is_not_found(page, places):
    (places.scenarios / "loose.yaml").write_text("a: 1\n")
    for name in (
        "nope",
        "../scenarios/small_city",
        "small_city/facilities.csv",
        "loose.yaml",
        "what_if",
        "%2e%2e",
    ):
        refused(page.get("/api/scenario", params={"id": name}), 404)
    refused(page.get("/api/scenario"), 422)


def test_a_scenario_is_read_anew_only_when_a_file_of_it_or_its_base_changes(places):
    library = Library(places)
    first = library.load("what_if/evening.yaml")
    assert library.load("what_if/evening.yaml") is first
    facilities = places.scenarios / "small_city" / "facilities.csv"
    facilities.write_bytes(facilities.read_bytes() + b"\r\n")
    assert library.load("what_if/evening.yaml") is not first
