"""Facilities: opening, slots, parents around closed ones, backstops."""

from __future__ import annotations

import numpy as np

from sim.network import compile_network
from sim.network.contract import Facilities
from tests import gallery
from tests.builders import ALL_DAY, ROUND_THE_CLOCK, facility, minimal, staff

HOUR, DAY = 3_600, 86_400


def opening(facilities: Facilities, number: int) -> list[tuple[float, float]]:
    rows = slice(facilities.open_ptr[number], facilities.open_ptr[number + 1])
    starts, ends = facilities.open_start[rows] / HOUR, facilities.open_end[rows] / HOUR
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def test_opening_runs_to_the_end_of_the_follow_up() -> None:
    facilities = compile_network(minimal()).network.facilities
    assert opening(facilities, 0) == [(9, 17), (33, 41), (57, 65), (81, 89)]


def test_overlapping_and_touching_rows_are_one_opening() -> None:
    rows = [
        ALL_DAY,
        {**ALL_DAY, "opens": "16:00", "closes": "19:00"},
        {**ALL_DAY, "opens": "19:00", "closes": "20:30"},
    ]
    assert opening(compile_network(minimal(hours=rows)).network.facilities, 0)[0] == (9, 20.5)


def test_round_the_clock_is_one_interval() -> None:
    always = minimal(hours=[ROUND_THE_CLOCK], facilities=[facility("s", hours="always")])
    assert opening(compile_network(always).network.facilities, 0) == [(0, 96)]


def test_evening_rows_need_the_lever() -> None:
    assert opening(compile_network(gallery.evening()).network.facilities, 0)[:2] == [(9, 17), (18, 21)]
    dark = gallery.changed(gallery.evening(), evening={"on": False})
    assert opening(compile_network(dark).network.facilities, 0)[:2] == [(9, 17), (33, 41)]


def test_roving_points_need_the_lever() -> None:
    compiled = compile_network(gallery.roving())
    assert opening(compiled.network.facilities, 1) == [(33, 41)]
    assert compiled.network.catalogue.listed.tolist() == [[True], [True]]
    grounded = compile_network(gallery.changed(gallery.roving(), roving={"on": False}))
    assert opening(grounded.network.facilities, 1) == []
    assert grounded.network.catalogue.listed.tolist() == [[True], [False]]
    assert grounded.network.groups.head_count.tolist() == [1, 0]


def test_a_closed_facility_keeps_its_place_and_does_nothing() -> None:
    base = gallery.three_tiers()
    content = base.model_dump(mode="json")
    content["facilities"][1]["open"] = False
    compiled = compile_network(type(base).model_validate(content))
    network = compiled.network
    assert compiled.labels.facility == ("station", "subcentre", "district", "city")
    assert opening(network.facilities, 1) == []
    assert network.catalogue.listed[:, 0].tolist() == [True, False, True, True]
    assert network.groups.head_count.tolist() == [1, 0, 1, 1]
    assert network.facilities.parent[:, 0].tolist() == [2, 2, 3, -1], (
        "the closed parent is skipped to its own"
    )


def test_parents_by_family() -> None:
    places = [
        {**facility("s"), "parent_basic": "x", "parent_professional": "d"},
        facility("x", tier="subcentre"),
        facility("d", tier="district"),
    ]
    compiled = compile_network(minimal(facilities=places))
    assert compiled.network.facilities.parent.tolist() == [[1, -1, 2], [-1, -1, -1], [-1, -1, -1]]


def test_slots_lie_whole_within_opening_hours() -> None:
    hours = [{**ALL_DAY, "closes": "10:45"}, {**ALL_DAY, "opens": "11:00", "closes": "11:30"}]
    facilities = compile_network(gallery.appointments(hours=hours)).network.facilities
    assert facilities.slot_capacity.tolist() == [1]
    assert (facilities.slot_start[:5] / HOUR).tolist() == [9, 9.5, 10, 11, 33], "10:30 would run past closing"
    assert facilities.slot_ptr.tolist() == [0, 16]


def test_no_slots_without_capacity_or_lever() -> None:
    none = compile_network(gallery.appointments(facilities=[facility("s")])).network.facilities
    assert none.slot_ptr.tolist() == [0, 0]
    off = compile_network(
        gallery.changed(gallery.appointments(), appointments={"on": False})
    ).network.facilities
    assert off.slot_ptr.tolist() == [0, 0]
    assert off.slot_capacity.tolist() == [0]


def test_chiefs_need_the_lever_and_a_chief() -> None:
    on = gallery.backstop_county()
    assert compile_network(on).network.facilities.chiefs.tolist() == [1, 1]
    off = gallery.changed(on, backstop={"on": False})
    assert compile_network(off).network.facilities.chiefs.tolist() == [-1, -1]
    nobody = gallery.backstop_county(staff=[staff("s.team", "s"), staff("d.team", "d")])
    assert compile_network(nobody).network.facilities.chiefs.tolist() == [-1, -1]


def test_a_facility_without_chiefs_is_not_backed_by_the_last_one() -> None:
    places = [facility("s"), facility("d", tier="district")]
    group = [staff("s.team", "s"), staff("d.chiefs", "d", role="chief", skills="chiefs")]
    compiled = compile_network(gallery.backstop_county(facilities=places, staff=group))
    assert compiled.network.facilities.chiefs.tolist() == [-1, -1]


def test_blank_capacity_is_unlimited() -> None:
    facilities = compile_network(
        minimal(facilities=[facility("s", queue_capacity=2), facility("t")])
    ).network.facilities
    np.testing.assert_array_equal(facilities.queue_capacity, [2, -1])
