"""Demand points: five in each township-level unit, one at its seat and four around it."""

from __future__ import annotations

import math
from functools import cache

from scenarios.sources.hashing import lognormal, unit
from scenarios.sources.industries import POINTS_PER_TOWN, point_ids, town_counts
from scenarios.sources.places import Town, area_km2, moved, towns
from scenarios.sources.table import Row

#: Zhili's firms are family workshops in their majority and ask for less. Assumed.
ZHILI_FACTOR = 0.6
#: Radius of a subdistrict or management area. Assumed; the rest of a county's land is its towns'.
COMPACT_KM = 1.5


@cache
def reach(town: Town) -> float:
    """Radius (km) of the disc of a unit's area: the county's land, shared evenly among towns and townships.

    Areas: county_figures.csv. A flat share is an assumption; it leaves outlying points beyond 15 minutes of
    any station, as in a real county.
    """
    if town.form not in ("town", "township"):
        return COMPACT_KM
    units = [unit_ for unit_ in towns() if unit_.county == town.county]
    spread = sum(unit_.form in ("town", "township") for unit_ in units)
    compact = (len(units) - spread) * math.pi * COMPACT_KM**2
    return math.sqrt((area_km2(town.county) - compact) / spread / math.pi)


def place(town: Town, number: int) -> tuple[float, float]:
    """Coordinates of demand point ``number``: the first near the seat, the others spread around it."""
    name = f"{town.station}.{number}"
    if number == 1:
        return moved(town.lat, town.lon, 0.3, unit("turn", name))
    km = reach(town) * (0.4 + 0.6 * unit("reach", name))
    turn = (number - 2 + 0.6 * (unit("turn", name) - 0.5)) / 4
    return moved(town.lat, town.lon, km, turn % 1.0)


@cache
def town_factor(town: Town) -> float:
    """Demand per enterprise relative to the county's average: heavy-tailed over towns. Assumed."""
    units = [unit_ for unit_ in towns() if unit_.county == town.county]
    weights = [_raw_factor(unit_) * sum(town_counts(unit_).values()) for unit_ in units]
    mean = sum(weights) / sum(sum(town_counts(unit_).values()) for unit_ in units)
    return _raw_factor(town) / mean


def _raw_factor(town: Town) -> float:
    return lognormal(0.4, "town demand", town.station) if town.slug != "zhili" else ZHILI_FACTOR


def factor(town: Town, number: int) -> float:
    """Demand per enterprise at a demand point: the town's, spread by hashing. Assumed."""
    return round(town_factor(town) * lognormal(0.2, "point demand", town.station, number), 3)


def rows(county: str | None = None, points: int = POINTS_PER_TOWN) -> list[Row]:
    """Rows of zones.csv."""
    table: list[Row] = []
    for town in towns():
        if county not in (None, town.county):
            continue
        for number, zone in enumerate(point_ids(town, points), 1):
            lat, lon = place(town, number)
            table.append(
                {
                    "id": zone,
                    "name_zh": f"{town.name_zh}{number}号点",
                    "name_en": f"{town.name_en} point {number}",
                    "county": town.county,
                    "town": town.id,
                    "town_zh": town.name_zh,
                    "town_en": town.name_en,
                    "lat": lat,
                    "lon": lon,
                    "demand_factor": factor(town, number),
                    "source": f"{town.source}; offset and demand factor assumed",
                }
            )
    return table
