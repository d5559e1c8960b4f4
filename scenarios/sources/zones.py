"""Demand points: five in each township-level unit, one at its seat and four around it."""

from __future__ import annotations

from scenarios.sources.hashing import lognormal, unit
from scenarios.sources.places import SOUTH_TAIHU, Town, moved, towns
from scenarios.sources.table import Row

POINTS_PER_TOWN = 5
REACH_KM = {"subdistrict": 1.2, "town": 3.5, "township": 4.0}


def point_ids(town: Town, points: int) -> list[str]:
    """Ids of the unit's demand points."""
    return [f"{town.station}.{number}" for number in range(1, points + 1)]


def place(town: Town, number: int) -> tuple[float, float]:
    """Coordinates of demand point ``number``: the first near the seat, the others spread around it."""
    name = f"{town.station}.{number}"
    if number == 1:
        return moved(town.lat, town.lon, 0.3, unit("turn", name))
    km = REACH_KM[town.form] * (0.4 + 0.6 * unit("reach", name))
    turn = (number - 2 + 0.6 * (unit("turn", name) - 0.5)) / 4
    return moved(town.lat, town.lon, km, turn % 1.0)


def factor(town: Town, number: int) -> float:
    """Demand per enterprise relative to the average: heavy-tailed over towns, mean about 1. Assumed."""
    spread = lognormal(0.55, "town demand", town.station) * lognormal(0.25, "point demand", town.station, number)
    return round(spread / 1.2, 3)


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


def in_south_taihu(town: Town) -> bool:
    """Whether the unit belongs to the South Taihu New Area (assumed)."""
    return town.county == "330502" and town.slug in SOUTH_TAIHU
