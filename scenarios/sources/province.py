"""Tables of scenarios/province: eleven made-up cities, each composed of counties of scenarios/huzhou.

It describes no real province: it is for measuring time and memory, and for what a network of several cities
does. A city is a list of Huzhou's counties, some of them twice, some left out, under ids, names and places of
its own. Wuxing is in each, since the city centre stands there. Classes, items, rates per enterprise and hours
are Huzhou's; the two departments with queues serve the whole province.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from scenarios.sources.table import Row

Tables = dict[str, list[Row]]

WX, NX, DQ, CX, AJ = "330502", "330503", "330521", "330522", "330523"
RATE = 3.5  # cases per enterprise against Huzhou's, as in huzhou_busy
MORE_CORE, MORE_MALL = 1, 4  # heads added to a post of a township station and to a shift at Wanda, likewise
DEPARTMENTS = 16  # heads of a provincial department against Huzhou's
SOURCE = "assumed: made up from huzhou's tables"
ALIKE = ("industries", "profiles", "services", "reviews", "items", "hours", "life_cycles", "policies")
PARENTS = ("parent_basic", "parent_value_added", "parent_professional")


class City(NamedTuple):
    """Counties of Huzhou that it is composed of, and its demand per enterprise against the mean."""

    counties: tuple[str, ...]
    factor: float


CITIES = (
    City((WX, WX, NX, DQ, CX, AJ, AJ), 1.08),
    City((WX, NX, DQ, CX, CX, AJ, AJ), 1.06),
    City((WX, NX, DQ, DQ, CX, AJ), 1.04),
    City((WX, NX, DQ, CX, AJ), 1.0),
    City((WX, NX, DQ, CX, AJ), 0.98),
    City((WX, NX, CX, AJ, AJ), 0.96),
    City((WX, DQ, CX, AJ), 1.0),
    City((WX, DQ, DQ, CX), 0.94),
    City((WX, NX, CX, AJ), 0.92),
    City((WX, NX, DQ, AJ), 0.9),
    City((WX, NX, DQ), 0.88),
)
# Huzhou spans 0.75 degrees of latitude and 1.1 of longitude: a cell holds a city and, above it, its counties
# that come twice. The cells lie side by side inland, three to a column.
CELL_LAT, CELL_LON, SOUTH, WEST, IN_COLUMN = 1.8, 1.3, -4.4, -9.0, 3
TWICE_LAT = 0.85

_KINDS = {
    "township": ("乡镇驿站", "township station"),
    "park": ("园区驿站", "park station"),
    "embedded": ("便利店驿站", "store station"),
    "brand": ("品牌驿站", "brand station"),
    "business_district": ("商圈驿站", "business-district station"),
    "subcentre": ("分中心", "sub-centre"),
    "district_centre": ("区县中心", "district centre"),
    "city_centre": ("市中心", "city centre"),
    "department": ("全省共用部门", "department of the whole province"),
}


class Place(NamedTuple):
    """A county of the province: its id and names, where it comes from, and how far it is shifted."""

    id: str
    zh: str
    en: str
    county: str
    first: bool  # the city's first county, where its centre stands
    capital: bool  # the county of the province's departments
    factor: float
    lat: float
    lon: float


def places() -> list[Place]:
    """All counties of all cities, in order."""
    found = []
    for number, city in enumerate(CITIES):
        seen: Counter[str] = Counter()
        column, row = divmod(number, IN_COLUMN)
        for at, county in enumerate(city.counties):
            letter = chr(ord("a") + at)
            found.append(
                Place(
                    f"c{number + 1:02}{letter}",
                    f"{number + 1:02}市{letter.upper()}县",
                    f"City {number + 1:02}, county {letter.upper()}",
                    county,
                    at == 0,
                    number == at == 0,
                    city.factor,
                    round(SOUTH + row * CELL_LAT + seen[county] * TWICE_LAT, 5),
                    round(WEST + column * CELL_LON, 5),
                )
            )
            seen[county] += 1
    return found


def tables(huzhou: Tables) -> Tables:
    """All tables of the province.

    Args:
        huzhou: tables of scenarios/huzhou; they are not changed.
    """
    made: Tables = {name: huzhou[name] for name in ALIKE}
    made["demand"] = [row | {"rate": round(row["rate"] * RATE, 6)} for row in huzhou["demand"]]
    top = ""
    for place in places():
        county = _County(huzhou, place, top)
        top = county.top
        for name, rows in county.tables().items():
            made.setdefault(name, []).extend(rows)
    made["targets"] = [row for row in huzhou["targets"] if row["level"] != "county"]
    return made


class _County:
    """One county's rows under new ids: which row of Huzhou becomes which, and how its fields change."""

    def __init__(self, huzhou: Tables, place: Place, top: str) -> None:
        """Choose the rows of the county and number them; `top` is the id of the city's centre so far."""
        self.huzhou, self.place = huzhou, place
        self.facilities = [row for row in huzhou["facilities"] if self._here(row)]
        self.zones = [row for row in huzhou["zones"] if row["county"] == place.county]
        at, points = ({row["id"] for row in rows} for rows in (self.facilities, self.zones))
        self.staff = [row for row in huzhou["staff"] if row["facility"] in at]
        groups = {row["id"] for row in self.staff}
        firms = {row["partner"] for row in self.staff}
        self.rosters = [row for row in huzhou["rosters"] if row["staff"] in groups]
        self.projects = [row for row in huzhou["projects"] if row["zone"] in points]
        self.partners = [row for row in huzhou["partners"] if row["id"] in firms]
        departments = {row["id"] for row in self.facilities if row["tier"] == "department"}
        self.site = {
            one: one if one in departments else new for one, new in self._numbered("f", self.facilities)
        }
        self.top = next((self.site[row["id"]] for row in self.facilities if row["tier"] == "city"), top)
        self.point, self.group, self.firm = (
            dict(self._numbered(letter, rows))
            for letter, rows in (("z", self.zones), ("g", self.staff), ("p", self.partners))
        )

    def _here(self, row: Row) -> bool:
        kept = {"city": self.place.first, "department": self.place.capital}
        return bool(row["county"] == self.place.county and kept.get(row["tier"], True))

    def _numbered(self, letter: str, rows: list[Row]) -> list[tuple[str, str]]:
        return [(row["id"], f"{self.place.id}.{letter}{at}") for at, row in enumerate(rows, 1)]

    def _named(self, at: int, zh: str, en: str) -> Row:
        place = self.place
        return {"name_zh": f"{place.zh}{zh}{at}", "name_en": f"{place.en}, {en} {at}"}

    def _shifted(self, row: Row) -> Row:
        return {
            "lat": round(row["lat"] + self.place.lat, 4),
            "lon": round(row["lon"] + self.place.lon, 4),
            "source": SOURCE,
        }

    def tables(self) -> Tables:
        """Rows of all tables that belong to places."""
        makers: dict[str, tuple[list[Row], Callable[[int, Row], Row]]] = {
            "zones": (self.zones, self._zone),
            "facilities": (self.facilities, self._facility),
            "staff": (self.staff, self._group),
            "rosters": (self.rosters, self._roster),
            "projects": (self.projects, self._project),
            "partners": (self.partners, self._partner),
        }
        made = {
            name: [row | make(at, row) for at, row in enumerate(rows, 1)]
            for name, (rows, make) in makers.items()
        }
        return made | self._lists()

    def _lists(self) -> Tables:
        place, huzhou = self.place, self.huzhou
        county = {"id": place.id, "name_zh": place.zh, "name_en": place.en, "source": SOURCE}
        return {
            "counties": [row | county for row in huzhou["counties"] if row["id"] == place.county],
            "enterprises": [
                row | {"zone": self.point[row["zone"]], "source": SOURCE}
                for row in huzhou["enterprises"]
                if row["zone"] in self.point
            ],
            "catalogues": [
                row | {"facility": self.site[row["facility"]], "source": SOURCE}
                for row in huzhou["catalogues"]
                if row["facility"] in self.site
            ],
            "sessions": [
                row | {"county": place.id, "source": SOURCE}
                for row in huzhou["sessions"]
                if row["county"] == place.county
            ],
        }

    def _zone(self, at: int, row: Row) -> Row:
        town = f"{self.place.id}.t{row['town'][-3:]}"
        names = {"town_zh": town, "town_en": town}
        factor = {"demand_factor": round(row["demand_factor"] * self.place.factor, 4)}
        ids = {"id": self.point[row["id"]], "county": self.place.id, "town": town}
        return ids | names | factor | self._named(at, "需求点", "point") | self._shifted(row)

    def _facility(self, at: int, row: Row) -> Row:
        names = self._named(at, *_KINDS[row["kind"]])
        tags = [tag for tag in row["tags"] or () if tag in ("park", "party_centre", "evening")]
        town = f"{self.place.id}.t{row['town'][-3:]}" if row["town"] else None
        ids = {"id": self.site[row["id"]], "county": self.place.id, "town": town, "tags": tags}
        parents = {parent: self._site_or_top(row[parent]) for parent in PARENTS}
        others = {"chiefs": self._site_or_top(row["chiefs"])}
        others["paired_board"] = self.group.get(row["paired_board"])
        return ids | names | parents | others | self._shifted(row)

    def _site_or_top(self, facility: str | None) -> str | None:
        return self.site.get(facility, self.top) if facility else None

    def _group(self, at: int, row: Row) -> Row:
        heads = row["head_count"]
        heads += MORE_CORE * (row["team"] == "core") + MORE_MALL * (row["facility"] == "wx.wanda")
        if row["facility"].startswith("dept."):
            heads *= DEPARTMENTS
        ids = {"id": self.group[row["id"]], "facility": self.site[row["facility"]]}
        ids["partner"] = self.firm.get(row["partner"])
        return ids | {"head_count": heads, "source": SOURCE} | self._named(at, "人员组", "staff group")

    def _roster(self, at: int, row: Row) -> Row:
        ids = {"id": f"{self.place.id}.r{at}", "staff": self.group[row["staff"]]}
        return ids | {"facility": self.site.get(row["facility"]), "source": SOURCE}

    def _project(self, at: int, row: Row) -> Row:
        ids = {"id": f"{self.place.id}.k{at}", "zone": self.point[row["zone"]]}
        ids |= {name: self.site.get(row[name]) for name in ("subcentre", "station")}
        return ids | self._named(at, "重点项目", "key project") | {"source": SOURCE}

    def _partner(self, at: int, row: Row) -> Row:
        return {"id": self.firm[row["id"]], "source": SOURCE} | self._named(at, "合作机构", "partner")
