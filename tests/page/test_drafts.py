import pytest

from sim.page.drafts import changed, states
from sim.page.network import network
from sim.scenario.schema import TABLES
from tests.experiment.cities import base
from tests.page.conftest import ONE_MORE, refused

CLOSE = {"update": {"table": "facilities", "where": {"id": "t"}, "set": {"open": False}}}
MOVE = {"update": {"table": "facilities", "where": {"id": "s"}, "set": {"lat": 30.9}}}
COPY = {
    "copy": {
        "table": "facilities",
        "where": {"id": "s"},
        "set": {"id": "s2", "name_zh": "<b>", "name_en": "<b>"},
    }
}


def draft(*changes, **more):
    return {"base": "small_city", "changes": list(changes), **more}


def found(body):
    return {one["id"]: one["state"] for one in body["facilities"] if one["state"] != "plain"}


def test_the_map_tells_what_a_draft_changes(page):
    plain = page.post("/api/draft/map", json=draft()).json()
    assert found(plain) == {}
    assert plain["bounds"][0] < plain["facilities"][0]["lon"] < plain["bounds"][2]
    assert plain["reach"]["minutes"] == 15
    assert plain["reach"]["km"] == pytest.approx((15 - 3) / 60 * 30 / 1.324, abs=1e-3)
    assert {one["id"] for one in plain["counties"]} == {"c", "b"}
    body = page.post("/api/draft/map", json=draft(ONE_MORE, CLOSE, COPY)).json()
    assert found(body) == {"s": "changed", "t": "closed", "s2": "added"}
    added = next(one for one in body["facilities"] if one["id"] == "s2")
    assert added["names"] == {"zh": "<b>", "en": "<b>"}  # a name is text, whatever it looks like
    heads = {one["id"]: one["heads"] for one in plain["facilities"]}
    more = {one["id"]: one["heads"] for one in body["facilities"]}
    assert more["s"] - heads["s"] == sum(group.facility == "s" for group in base().staff)
    assert found(page.post("/api/draft/map", json=draft(MOVE)).json()) == {"s": "changed"}


def test_a_removed_facility_stays_on_the_map_as_removed():
    made = changed(base(), [{"remove": {"table": "facilities", "where": {"id": "t"}}}])
    shown = network(made, [])["facilities"][-1]
    assert (shown["id"], shown["state"]) == ("t", "removed")
    assert made.problems  # others refer to it


def test_cells_are_the_towns_with_their_enterprises(page):
    cells = page.post("/api/draft/map", json=draft()).json()["cells"]
    assert sum(one["enterprises"] for one in cells) == sum(row.enterprises for row in base().enterprises)
    assert all(ring[0] == ring[-1] for one in cells for ring in one["rings"])


def test_a_table_tells_its_rows_states(page):
    body = page.post("/api/draft/table", json=draft(ONE_MORE, table="staff")).json()
    by_id = dict(zip((row["id"] for row in body["rows"]), body["states"], strict=True))
    groups = {group.id: group.facility for group in base().staff}
    assert by_id == {name: "changed" if at == "s" else "plain" for name, at in groups.items()}
    assert body["total"] == len(groups)
    here = page.post("/api/draft/table", json=draft(table="staff", facility="s")).json()
    assert {row["facility"] for row in here["rows"]} == {"s"}
    one = page.post(
        "/api/draft/table", json=draft(table="staff", search=here["rows"][0]["id"].upper(), limit=1)
    )
    assert [row["id"] for row in one.json()["rows"]] == [here["rows"][0]["id"]]
    last = page.post("/api/draft/table", json=draft(table="staff", offset=len(groups) - 1)).json()
    assert len(last["rows"]) == 1
    refused(page.post("/api/draft/table", json=draft(table="nope")), 404)


def test_rosters_and_hours_of_a_facility(page):
    rosters = page.post("/api/draft/table", json=draft(table="rosters", facility="s")).json()["rows"]
    groups = {group.id for group in base().staff if group.facility == "s"}
    expected = [row.id for row in base().rosters if row.facility == "s" or row.staff in groups]
    assert [row["id"] for row in rosters] == expected
    hours = page.post("/api/draft/table", json=draft(table="hours", facility="s")).json()["rows"]
    (pattern,) = {one.hours for one in base().facilities if one.id == "s"}
    assert {row["pattern"] for row in hours} == {pattern}


def test_rows_without_a_key_are_told_apart_by_their_order():
    hours, pattern = TABLES["hours"], base().hours[0].pattern
    late = {"update": {"table": "hours", "where": {"pattern": pattern}, "set": {"closes": "18:00"}}}
    more = {
        "add": {
            "table": "hours",
            "row": {"pattern": pattern, "days": "sun", "opens": "10:00", "closes": "11:00"},
        }
    }
    made = changed(base(), [late, more])
    count = sum(row.pattern == pattern for row in base().hours)
    told = states(hours, made)
    assert told.count("changed") == count
    assert told[-1] == "added"
    assert told.count("plain") == len(base().hours) - count


def test_a_check_names_the_change_that_is_wrong(page):
    wrong = {"update": {"table": "staff", "where": {"id": "nobody"}, "set": {"head_count": 1}}}
    body = page.post("/api/draft/check", json=draft(ONE_MORE, wrong)).json()
    (problem,) = body["problems"]
    assert problem["change"] == 1
    assert set(problem["message"]) == set(problem["mend"]) == {"zh", "en"}
    assert body["warnings"] == []
    assert page.post("/api/draft/check", json=draft(ONE_MORE)).json()["problems"] == []
    bad = {"update": {"table": "staff", "where": {"facility": "s"}, "set": {"hours": "never"}}}
    assert {
        one["change"] for one in page.post("/api/draft/check", json=draft(ONE_MORE, bad)).json()["problems"]
    } == {1}


@pytest.mark.parametrize(
    ("table", "row", "fields"),
    [
        ("hours", {"pattern": "p", "days": "mon", "opens": "09:00", "closes": "12:00", "evening": ""}, set()),
        ("hours", {"pattern": "P Q", "days": "mon", "opens": "9", "closes": "12:00"}, {"pattern", "opens"}),
        ("hours", {"pattern": "p", "days": "mon", "opens": "09:00", "closes": "12:00", "x": 1}, {"x"}),
        ("settings", {"days": 0}, {"days"}),
        ("settings", {"days": 10}, set()),
        ("policies", {"policy": "travel", "parameter": "speed", "value": -1}, {"value"}),
        ("policies", {"policy": "travel", "parameter": "speed", "value": 40}, set()),
        ("policies", {"policy": "travels", "parameter": "speed", "value": 40}, {"policy"}),
    ],
)
def test_a_row_is_checked_by_itself(page, table, row, fields):
    body = page.post("/api/draft/row", json={"table": table, "row": row}).json()
    assert {one["field"] for one in body["problems"]} == fields


def test_a_row_of_no_table_is_refused(page):
    refused(page.post("/api/draft/row", json={"table": "nope", "row": {}}), 404)


@pytest.mark.parametrize(
    "changes",
    [
        [1],
        ["x"],
        [None],
        [[]],
        [{}],
        [{"set": 1}],
        [{"set": {"settings.days": {"a": []}}}],
        [{"add": None}],
        [{"update": {"table": "staff", "where": {"id": {"a": 1}}, "set": {"head_count": [1]}}}],
        [{"update": {"table": "staff", "where": {"id": [[], {}]}, "set": {"head_count": 1}}}],
        [{"update": {"table": ["staff"], "set": {}}}],
        [{"copy": {"table": "staff", "where": {}, "set": {}}}],
        [{"update": {"table": "staff", "add": {"head_count": 1e308}}}],
        [{"update": {"table": "staff", "multiply": {"head_count": 10**400}}}],
        [{"add": {"table": "staff", "rows": [1, "x", {}]}}],
        [{"set": {"policies.travel.speed": "\u0000"}}],
    ],
)
def test_changes_of_any_shape_are_told_and_never_a_fault(page, changes):
    body = page.post("/api/draft/check", json=draft(*changes)).json()
    assert body["problems"]


def test_no_base_no_draft(page):
    refused(page.post("/api/draft/check", json={"base": "nope", "changes": []}), 404)
