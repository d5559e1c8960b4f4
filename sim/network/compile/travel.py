"""Travel: great-circle distance, stretched to the road, at one speed, with a fixed part for getting going."""

from __future__ import annotations

import numpy as np

from sim.network.compile.intervals import HOUR, MINUTE
from sim.network.contract import Floats, Ints
from sim.scenario.scenario import Scenario

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


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


def seconds_on_road(road_km: Floats, speed_km_h: float, fixed_minutes: float) -> Ints:
    """Return whole seconds door to door: distance on the road at this speed, plus the fixed part."""
    return np.rint(road_km / speed_km_h * HOUR + fixed_minutes * MINUTE).astype(np.int64)


def zones_to_facilities(scenario: Scenario) -> Floats:
    """Return km on the road ``[Z, F]``: the great circle times the detour index."""
    zones = [(row.lat, row.lon) for row in scenario.zones]
    return _on_road(scenario, zones, _places(scenario))


def travel_between(scenario: Scenario, base: Ints) -> Ints:
    """Return whole seconds ``[G, F]`` from each group's base to each facility; 0 to the base itself."""
    places = _places(scenario)
    policy = scenario.policies.travel
    seconds = seconds_on_road(_on_road(scenario, places, places), policy.speed, policy.fixed_minutes)
    np.fill_diagonal(seconds, 0)
    return np.ascontiguousarray(seconds[base])


def _places(scenario: Scenario) -> list[tuple[float, float]]:
    return [(row.lat, row.lon) for row in scenario.facilities]


def _on_road(
    scenario: Scenario, origins: list[tuple[float, float]], targets: list[tuple[float, float]]
) -> Floats:
    one = np.array(origins, dtype=np.float64).reshape(-1, 2)
    other = np.array(targets, dtype=np.float64).reshape(-1, 2)
    direct = haversine(one[:, 0], one[:, 1], other[:, 0], other[:, 1])
    return np.asarray(direct * scenario.policies.travel.detour)
