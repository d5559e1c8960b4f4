"""Rotation: residents, merged visits and the order of who is called."""

from __future__ import annotations

from sim.network import Compiled, compile_network
from tests import gallery
from tests.builders import facility, minimal, named, roster, staff

HOUR = 3_600


def pool(compiled: Compiled, place: str, skill: str) -> int:
    labels = compiled.labels
    return labels.facility.index(place) * compiled.network.n_skills + labels.skill.index(skill)


def visits(compiled: Compiled, place: str, skill: str) -> list[tuple[float, float]]:
    rotation, number = compiled.network.rotation, pool(compiled, place, skill)
    rows = slice(rotation.visit_ptr[number], rotation.visit_ptr[number + 1])
    starts, ends = rotation.visit_start[rows] / HOUR, rotation.visit_end[rows] / HOUR
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def called(compiled: Compiled, place: str, skill: str) -> list[str]:
    rotation, number = compiled.network.rotation, pool(compiled, place, skill)
    groups = rotation.call_group[rotation.call_ptr[number] : rotation.call_ptr[number + 1]]
    return [compiled.labels.group[group] for group in groups]


def test_residents_by_pool() -> None:
    compiled = compile_network(gallery.resident_law())
    assert compiled.network.rotation.resident.tolist() == [True, True, True, True]
    away = compile_network(gallery.on_call_law())
    assert away.network.rotation.resident.tolist() == [True, False, True, True]


def test_visits_of_members_and_groups_are_merged() -> None:
    rosters = [
        roster("a", "one", member=0, days="mon", opens="09:00", closes="11:00", facility="s"),
        roster("b", "one", member=1, days="mon", opens="10:00", closes="12:00", facility="s"),
        roster("c", "two", days="mon", opens="12:00", closes="13:00", facility="s"),
        roster("d", "two", days="tue", opens="08:00", closes="10:00", facility="s"),
        roster("e", "two", days="tue", opens="14:00", closes="15:00", facility="d"),
    ]
    compiled = compile_network(
        minimal(
            facilities=[facility("s"), facility("d", tier="district")],
            staff=[
                staff("s.team", "s"),
                staff("one", "d", mode="rotating", skills="law", head_count=2),
                staff("two", "d", mode="rotating", skills="law;tax"),
            ],
            rosters=rosters,
        )
    )
    assert visits(compiled, "s", "law") == [(9, 13), (33, 34)]
    assert visits(compiled, "s", "tax") == [(12, 13), (33, 34)]
    assert visits(compiled, "d", "law") == visits(compiled, "d", "tax") == [(38, 39)]
    assert visits(compiled, "s", "counter") == []


def test_the_nearest_is_called_first_then_by_id() -> None:
    compiled = compile_network(
        minimal(
            counties=[named("c"), named("b")],
            facilities=[
                facility("s"),
                facility("near", tier="district", km=5),
                facility("far", tier="district", km=20),
                facility("other", km=1, county="b"),
                facility("town", tier="city", km=1),
            ],
            staff=[
                staff("s.team", "s"),
                *(
                    staff(name, base, mode="on_call", skills="law")
                    for name, base in (("z", "near"), ("a", "near"))
                ),
                staff("distant", "far", mode="on_call", skills="law"),
                staff("neighbour", "other", mode="on_call", skills="law"),
                staff("guest", "other", mode="on_call", skills="law", serves="s"),
                staff("county", "other", mode="on_call", skills="law", serves="c"),
                staff("empty", "near", mode="on_call", skills="law", head_count=0),
            ],
        )
    )
    assert called(compiled, "s", "law") == ["county", "guest", "a", "z", "distant"]
    assert called(compiled, "far", "law") == ["distant", "a", "z", "county"]
    assert called(compiled, "other", "law") == ["neighbour"]
    assert called(compiled, "town", "law") == [], "nobody is called to the city centre"
    assert called(compiled, "s", "counter") == []


def test_travel_of_those_called() -> None:
    travel = compile_network(
        gallery.on_call_law(policies={"travel": {"fixed_minutes": 3}})
    ).network.rotation.travel
    assert travel.tolist() == [[0, 1380], [1380, 0], [1380, 0]], (
        "10 km at 30 km/h and 3 minutes; none at the base"
    )


def test_closed_bases_and_places_are_left_out() -> None:
    places = [facility("s", parent="d"), facility("d", tier="district", km=10, open=False)]
    compiled = compile_network(gallery.on_call_law(facilities=places))
    assert called(compiled, "s", "law") == []
    assert compiled.network.rotation.resident.tolist() == [True, False, False, False]
