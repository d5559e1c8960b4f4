"""Checks of road classes and of trips that are given, and what deserves attention in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.scenario.checks.rows import open_facilities, rows
from sim.scenario.draft import Draft, Place
from sim.scenario.problems import Problem, capped, problem
from sim.scenario.schema.facility import Facility
from sim.scenario.schema.road import Road
from sim.scenario.schema.trip import Trip
from sim.scenario.schema.zone import Zone

SLOWEST, FASTEST = 2.0, 150.0  # km/h that a trip of LONG km may take
LONG = 1.0


def check_roads(draft: Draft) -> Iterator[Problem]:
    """The bounds rise from row to row, and the last row alone has none."""
    given = list(rows(draft, Road))
    before = 0.0
    for number, (road, place) in enumerate(given, start=1):
        last = number == len(given)
        if road.up_to_km is None:
            if not last:
                yield problem("roads_open_end", *place, "up_to_km", road.id)
            continue
        bound = f"{road.up_to_km:g}"
        if road.up_to_km <= before:
            yield problem("roads_not_rising", *place, "up_to_km", bound, before=f"{before:g}")
        elif last:
            yield problem("roads_without_end", *place, "up_to_km", bound)
        before = max(before, road.up_to_km)


def check_origins(draft: Draft) -> Iterator[Problem]:
    """A trip starts at one place, and leads to another."""
    both = draft.values("zones", "id") & draft.values("facilities", "id")
    for trip, place in rows(draft, Trip):
        if trip.origin in both:
            yield problem("two_origins", *place, "origin", trip.origin)
        elif trip.origin == trip.facility:
            yield problem("trip_to_itself", *place, "origin", trip.origin)


def warn_missing(draft: Draft) -> Iterator[Problem]:
    """Pairs of demand point and facility that a matrix leaves to the formula."""
    zones = {zone.id: None for zone, _ in rows(draft, Zone)}
    given: dict[str, set[str]] = defaultdict(set)
    first: dict[str, Place] = {}
    for trip, place in rows(draft, Trip):
        if trip.origin in zones:
            given[trip.facility].add(trip.origin)
            first.setdefault(trip.facility, place)
    yield from capped(
        problem(
            "trips_missing", *first[facility], "facility", facility,
            given=len(origins), all=len(zones), first=next(zone for zone in zones if zone not in origins),
        )
        for facility, origins in given.items()
        if len(origins) < len(zones)
    )  # fmt: skip
    usable = open_facilities(draft)
    others = [each.id for each, _ in rows(draft, Facility) if each.id in usable and each.id not in given]
    if given and others:
        words = {"given": len(usable) - len(others), "all": len(usable), "others": ", ".join(others)}
        yield problem("trips_to_some", draft.files["travel"], None, "facility", len(others), **words)


def warn_one_way(draft: Draft) -> Iterator[Problem]:
    """Trips between facilities, those of specialists on call, without the way back."""
    places = draft.values("facilities", "id")
    between = {
        (trip.origin, trip.facility): place for trip, place in rows(draft, Trip) if trip.origin in places
    }
    yield from capped(
        problem("trip_one_way", *place, "origin", f"{start} > {end}")
        for (start, end), place in between.items()
        if (end, start) not in between
    )


def warn_speed(draft: Draft) -> Iterator[Problem]:
    """Trips that are slower than walking or faster than roads allow: often metres, or seconds."""
    yield from capped(
        problem("trip_speed", *place, "minutes", "inf" if not trip.minutes else f"{speed:.3g}")
        for trip, place in rows(draft, Trip)
        if trip.km >= LONG and not SLOWEST <= (speed := trip.km / (trip.minutes or 1e-9) * 60) <= FASTEST
    )
