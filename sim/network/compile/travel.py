"""Travel: great-circle distance stretched to the road, at speeds by road class, or a matrix that is given.

Simulation and siting read trips from here alone. Km = great circle x ``policies.travel.detour``; time = these
km by the classes of roads.csv (or at ``policies.travel.speed``) + ``policies.travel.fixed_minutes``. A row of
travel.csv replaces both for its pair: km on the road, minutes door to door.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sim.network.compile.intervals import HOUR, MINUTE
from sim.network.contract import Floats, Ints
from sim.scenario.scenario import Scenario

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG

Point = tuple[str, float, float]  # id, latitude, longitude
Own = Mapping[tuple[str, str], tuple[float, float]]  # (from, to): km on the road, minutes door to door


class Trips(NamedTuple):
    """One way from every origin to every destination."""

    km: Floats  # [from, to] on the road
    seconds: Ints  # [from, to] door to door, whole seconds


class Roads(NamedTuple):
    """Speeds by length of trip: of the km beyond the class before, up to the bound of this one."""

    up_to_km: Floats  # [classes] rising, inf at the end
    speed: Floats  # [classes] km/h


# What siting and the map of results ask for


def minutes_and_km(
    scenario: Scenario, points: Sequence[Point], own: Own | None = None
) -> tuple[Floats, Floats]:
    """Return minutes and km ``[Z, P]`` from each demand point to places that are no facilities (yet).

    Args:
        scenario: demand points, road classes and the travel policy.
        points: (id, latitude, longitude) of each place.
        own: km and minutes by (demand point, place), which replace the formula for their pairs.
    """
    trips = _trips(scenario, _zones(scenario), points, own or {})
    return trips.seconds / MINUTE, trips.km


def minutes_to_facilities(scenario: Scenario) -> Floats:
    """Return minutes ``[Z, F]`` from each demand point to each facility, as they are simulated."""
    return np.asarray(zones_to_facilities(scenario).seconds / MINUTE)


def km_within(roads: Roads, hours: float) -> float:
    """Return the km on the road that a trip covers in some hours of driving."""
    below = 0.0
    for up_to_km, speed in zip(roads.up_to_km.tolist(), roads.speed.tolist(), strict=True):
        if below + max(hours, 0.0) * speed <= up_to_km:
            return float(below + max(hours, 0.0) * speed)
        hours, below = hours - (up_to_km - below) / speed, up_to_km
    return below


# What is compiled


def zones_to_facilities(scenario: Scenario) -> Trips:
    """Return the trips ``[Z, F]`` from each demand point to each facility."""
    return _trips(scenario, _zones(scenario), _facilities(scenario), _given(scenario))


def facilities_to_facilities(scenario: Scenario) -> Trips:
    """Return the trips ``[F, F]`` between facilities; 0 to itself."""
    places = _facilities(scenario)
    trips = _trips(scenario, places, places, _given(scenario))
    np.fill_diagonal(trips.km, 0)
    np.fill_diagonal(trips.seconds, 0)
    return trips


def calls_of(scenario: Scenario, base: Ints) -> tuple[Ints, Ints]:
    """Return whole seconds ``[G, F]`` from each group's base to each facility, and back.

    The formula is the same both ways: without trips that are given between facilities both are one array.
    """
    seconds = facilities_to_facilities(scenario).seconds
    out = np.ascontiguousarray(seconds[base])
    if np.array_equal(seconds, seconds.T):
        return out, out
    return out, np.ascontiguousarray(seconds.T[base])


# The model


def haversine(lat_from: Floats, lon_from: Floats, lat_to: Floats, lon_to: Floats) -> Floats:
    """Return great-circle distances in km between every origin and every destination: ``[from, to]``.

    ``2 R asin(sqrt(sin²(Δlat/2) + cos lat₁ cos lat₂ sin²(Δlon/2)))``, degrees in.
    """
    lat_a, lon_a = np.radians(lat_from)[:, None], np.radians(lon_from)[:, None]
    lat_b, lon_b = np.radians(lat_to)[None, :], np.radians(lon_to)[None, :]
    chord = (
        np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    )
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0))))


def roads_of(scenario: Scenario) -> Roads:
    """Return the road classes; without roads.csv there is one, of ``policies.travel.speed``."""
    if not scenario.roads:
        return Roads(np.array([np.inf]), np.array([scenario.policies.travel.speed]))
    bounds = [np.inf if row.up_to_km is None else row.up_to_km for row in scenario.roads]
    return Roads(np.array(bounds), np.array([row.speed for row in scenario.roads]))


def hours_on_road(road_km: Floats, roads: Roads) -> Floats:
    """Return hours of driving: the km of a trip within each class, at its speed, added up."""
    hours, below = np.zeros_like(road_km), 0.0
    for up_to_km, speed in zip(roads.up_to_km, roads.speed, strict=True):
        hours += np.clip(road_km - below, 0.0, up_to_km - below) / speed
        below = up_to_km
    return hours


def seconds_on_road(road_km: Floats, roads: Roads, fixed_minutes: float) -> Ints:
    """Return whole seconds door to door: driving by road class, plus the fixed part."""
    return np.rint(hours_on_road(road_km, roads) * HOUR + fixed_minutes * MINUTE).astype(np.int64)


def _trips(scenario: Scenario, origins: Sequence[Point], targets: Sequence[Point], own: Own) -> Trips:
    policy = scenario.policies.travel
    lat_a, lon_a = _degrees(origins)
    lat_b, lon_b = _degrees(targets)
    km = np.asarray(haversine(lat_a, lon_a, lat_b, lon_b) * policy.detour)
    trips = Trips(km, seconds_on_road(km, roads_of(scenario), policy.fixed_minutes))
    row = {name: number for number, (name, _, _) in enumerate(origins)}
    column = {name: number for number, (name, _, _) in enumerate(targets)}
    for (start, end), (road, minutes) in own.items():
        if start in row and end in column:
            trips.km[row[start], column[end]] = road
            trips.seconds[row[start], column[end]] = np.rint(minutes * MINUTE)
    return trips


def _given(scenario: Scenario) -> Own:
    return {(row.origin, row.facility): (row.km, row.minutes) for row in scenario.travel}


def _degrees(points: Sequence[Point]) -> tuple[Floats, Floats]:
    found = np.array([(lat, lon) for _, lat, lon in points], dtype=np.float64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _zones(scenario: Scenario) -> list[Point]:
    return [(row.id, row.lat, row.lon) for row in scenario.zones]


def _facilities(scenario: Scenario) -> list[Point]:
    return [(row.id, row.lat, row.lon) for row in scenario.facilities]
