"""Sites as changes: what a new station copies of its template, and what it does not."""

from sim.planning.siting.changes import changes_of, copied_groups, cost_of
from sim.planning.siting.own_travel import OwnTravel
from sim.scenario import change
from sim.scenario.schema.trip import Trip
from tests.planning.siting.line import candidate, line


def test_a_new_station_copies_its_template():
    base = line()
    one = candidate("n", 10, kind="park", town="near")
    new = change(base, changes_of(base, [one]))
    made = next(row for row in new.facilities if row.id == "n")
    template = next(row for row in base.facilities if row.id == "s")
    same = set(type(made).model_fields) - {
        "id",
        "name_zh",
        "name_en",
        "kind",
        "tags",
        "town",
        "lat",
        "lon",
        "source",
    }
    assert {name: getattr(made, name) for name in same} == {name: getattr(template, name) for name in same}
    assert (made.kind, made.tags, made.town, made.source) == ("park", (), "near", "assumed")
    assert [row.item for row in new.catalogues if row.facility == "n"] == ["file"]
    groups = {row.id: row.head_count for row in new.staff if row.facility == "n"}
    assert groups == {"n.team": 2, "n.x": 1}


def test_only_residents_of_the_team_are_copied_and_paid():
    base = line()
    assert [row.id for row in copied_groups(base, "s")] == ["s.team", "s.x"]
    assert cost_of(base, candidate("n", 10)) == (10_000, 91_000)
    assert cost_of(base, candidate("n", 10)).total == 101_000


def test_own_travel_goes_along():
    base = line()
    own = OwnTravel(
        (Trip(origin="z0", facility="n", km=3, minutes=5), Trip(origin="z0", facility="o", km=1, minutes=1))
    )
    new = change(base, changes_of(base, [candidate("n", 10)], own))
    assert [(row.origin, row.facility, row.minutes) for row in new.travel] == [("z0", "n", 5)]
