"""Which facility lists which item: rows (facility, item).

Totals over the stations follow the newsletter: 573 at the 19 park stations, 52 at Xiaopu, 29 at the 4 brand
and 37 at the 6 embedded stations, 186 at the 3 sub-centres (3 + 17 + 166), more than 2,800 at the 94
stations. A station lists only what the facilities above it list: nothing goes where it cannot be taken.
"""

from __future__ import annotations

from functools import cache

from scenarios.sources.facilities import chain_of
from scenarios.sources.facilities import rows as facility_rows
from scenarios.sources.hashing import apportion, unit
from scenarios.sources.industries import SPECIALITIES
from scenarios.sources.items import CHAINS, GENERAL, delegated, of_class
from scenarios.sources.items import rows as item_rows
from scenarios.sources.services import family_of
from scenarios.sources.table import Row

TOTAL = 2_846  # "more than 2,800": assumed within [2800, 2900)
PARK_TOTAL = 573
XIAOPU_TOTAL = 52
WANDA_TOTAL = 36  # assumed

BUNDLES = ("bundle_open", "bundle_build", "bundle_staff")
#: One-thing items at the sub-centres: 6 + 6 + 5 = 17.
SUBCENTRE_BUNDLES = {"logistics": 6, "childrenswear": 6, "cosmetics": 5}

#: Classes in the order in which stations take up their items.
ORDER = (
    "registration", "tax_guidance", "policy_guidance", "social_security", "policy_claim",
    "licensing", "bundle_open", "bundle_staff", "talent", "compliance", "labour", "factor", "finance",
    "legal", "trademark", "mediation", "siting", "safety", "environment", "construction", "testing", "tech",
    "customs",
    "bundle_build", "brand", "ip_pledge",
)  # fmt: skip

BRAND = {
    "wx.brand.ip": "trademark.1 trademark.2 trademark.3 ip_pledge.1 brand.1 brand.3 legal.1 tech.1",
    "wx.brand.qingchuang": "finance.1 finance.2 policy_claim.1 policy_claim.2 tech.1 tech.2 talent.1",
    "wx.brand.youth": "talent.1 talent.2 finance.1 policy_guidance.1 policy_guidance.2 tech.1 labour.1",
    "wx.brand.disputes": "mediation.1 mediation.2 legal.1 legal.2 legal.3 compliance.1 labour.2",
}
EMBEDDED = [
    "registration.1",
    "tax_guidance.1",
    "social_security.1",
    "licensing.1",
    "policy_guidance.1",
    "policy_claim.1",
]
EMBEDDED_EXTRA = {"wx.store.aishan": "legal.1"}

#: Own class of a park station and how many of its items it lists, the most frequent first.
PARK_OWN = {
    "wx.park.logistics": ("equipment", 7),
    "wx.park.childrenswear": ("apparel", 7),
    "wx.park.cosmetics": ("cosmetics", 7),
    "dq.park.icv": ("icv", 21),
    "dq.park.medical": ("devices", 8),
    "cx.park.battery": ("icv", 4),
    "wx.park.south_taihu": ("icv", 3),
}
HOMESTAY_OTHERS = 3  # items of the homestay life cycle at other stations among homestays: assumed


def _ranked(station: str) -> list[str]:
    """General items in the order in which a station takes them up: by rank in the class, then ORDER."""
    place = {service: number for number, service in enumerate(ORDER)}
    items = [
        (rank + place[service] / len(ORDER) + (0.8 * unit("item", station, item) if rank else 0.0), item)
        for service in ORDER
        for rank, item in enumerate(of_class()[service])
    ]
    return [item for _, item in sorted(items)]


def _own(station: str) -> list[str]:
    """Items of one industry at a station: the park's, the chain's, or homestays'."""
    if station in PARK_OWN:
        service, number = PARK_OWN[station]
        return of_class()[service][:number]
    if station == "cx.xiaopu":
        return of_class()["homestay"]
    chain = chain_of(station)
    if chain is not None:
        return of_class()[CHAINS[chain]][:4]
    if SPECIALITIES.get(station.split(".")[-1], {}).get("homestay", 0.0) >= 10.0:
        return of_class()["homestay"][:HOMESTAY_OTHERS]
    return []


def _sizes() -> dict[str, int]:
    """Length of the catalogue of each township, park and business-district station."""
    rows = {row["id"]: row for row in facility_rows() if row["tier"] == "station"}
    parks = [i for i, row in rows.items() if row["kind"] == "park" or "park" in row["tags"]]
    sizes = dict(zip(parks, apportion(PARK_TOTAL, [1.0] * len(parks)), strict=True))
    sizes |= {"cx.xiaopu": XIAOPU_TOTAL, "wx.wanda": WANDA_TOTAL}
    fixed = sum(sizes.values()) + 29 + 37
    others = [i for i, row in rows.items() if row["kind"] == "township" and i not in sizes]
    weights = [0.85 + 0.3 * unit("catalogue", station) for station in others]
    return sizes | dict(zip(others, apportion(TOTAL - fixed, weights), strict=True))


def _station(station: str, size: int, tags: list[str], basic_above: set[str] | None) -> list[str]:
    """Items of a station: its industry's, party service where it is hosted, then the general ones."""
    own = _own(station) + (of_class()["party"] if "party_centre" in tags else [])
    family = family_of()
    for item in _ranked(station):
        if len(own) == size:
            break
        basic = family[item.split(".")[0]] == "basic"
        if not (basic and basic_above is not None and item not in basic_above):
            own.append(item)
    if len(own) != size:
        raise ValueError(f"{station}: {len(own)} items instead of {size}")
    return own


def _subcentre(chain: str) -> list[str]:
    """All value-added and professional items, the chain's own, and the one-thing items."""
    family = family_of()
    general = [item for service in GENERAL if family[service] != "basic" for item in of_class()[service]]
    bundles = [item for service in BUNDLES for item in of_class()[service]]
    return general + of_class()[CHAINS[chain]] + bundles[: SUBCENTRE_BUNDLES[chain]]


@cache
def lists() -> dict[str, tuple[str, ...]]:
    """Catalogue of every facility that takes cases."""
    facilities = facility_rows()
    everything = [row["id"] for row in item_rows()]
    sizes, table = _sizes(), dict[str, list[str]]()
    for row in facilities:
        station, kind = row["id"], row["kind"]
        if kind == "township":
            table[station] = _station(station, sizes[station], row["tags"], None)
        elif kind in ("park", "business_district"):
            above = set(table.get(row["parent_basic"], everything))
            table[station] = _station(station, sizes[station], row["tags"], above)
        elif kind == "brand":
            table[station] = BRAND[station].split()
        elif kind == "embedded":
            table[station] = EMBEDDED + EMBEDDED_EXTRA.get(station, "").split()
        elif kind == "subcentre":
            table[station] = _subcentre(station.split(".")[-1])
        elif kind in ("district_centre", "city_centre"):
            table[station] = everything
    return {station: tuple(items) for station, items in table.items()}


def rows() -> list[Row]:
    """Rows of catalogues.csv; Wuxing's sub-centres and stations (not its brand ones) hold delegated items."""
    facilities = {row["id"]: row for row in facility_rows()}
    handed_down = delegated()
    hosts = ("township", "park", "business_district", "embedded", "subcentre")
    return [
        {
            "facility": facility,
            "item": item,
            "delegated": facility.startswith("wx.")
            and facilities[facility]["kind"] in hosts
            and item in handed_down,
            "source": "totals: newsletter; lines assumed",
        }
        for facility, items in lists().items()
        for item in items
    ]
