"""Stations, sub-centres, centres and departments: the structure that the newsletter reports.

The 94 stations are 74 township stations, 9 park stations of their own, 6 embedded and 4 brand stations and
the Wanda station. Ten township stations stand in a park and carry its tag: 19 park stations in all.
"""

# ruff: noqa: E501 - tables are easier to read with one row a line
from __future__ import annotations

from typing import NamedTuple

from scenarios.sources.hashing import unit
from scenarios.sources.places import COUNTIES, Town, in_south_taihu, moved, town, towns
from scenarios.sources.table import Row

CITY = "hz.centre"
WUXING = "330502"

#: Township stations that are park stations too, with the platform (2+8) they belong to. Assumed.
TOWNSHIP_PARKS = {
    "wx.yangjiabu": "south_taihu",
    "nx.lianshi": "nanxun",
    "nx.jiuguan": "nanxun",
    "dq.leidian": "deqing",
    "dq.xinshi": "deqing",
    "cx.lijiaxiang": "changxing",
    "cx.heping": "changxing_south",
    "cx.meishan": "changxing",
    "aj.tianzihu": "tianzihu",
    "aj.meixi": "anji",
}

#: Sub-centre that takes the value-added and professional cases of Wuxing's stations. Assumed.
CHAIN_TOWNS = {
    "childrenswear": ("zhili", "huanzhu", "hudong"),
    "logistics": ("balidian", "daochang", "yangjiabu"),
    "cosmetics": ("daixi", "miaoxi", "donglin"),
}

#: Large towns outside the parks whose township station hosts a party counter: assumed.
PARTY_TOWNS = ("zhili", "balidian", "daixi", "nanxun", "shuanglin", "wukang", "zhicheng", "sian", "xiaofeng")


class Site(NamedTuple):
    """A facility that is not a township station."""

    id: str
    zh: str
    en: str
    kind: str
    town: str
    tags: tuple[str, ...]
    attraction: float
    source: str


NAMED = "newsletter; place assumed"
COUNTED = "number: newsletter; name and place assumed"

SITES = (
    Site("wx.park.logistics", "吴兴物流装备产业园驿站", "Wuxing logistics equipment park station", "park", "balidian", ("platform.wuxing",), 0.3, NAMED),
    Site("wx.park.childrenswear", "织里童装产业园驿站", "Zhili childrenswear park station", "park", "zhili", ("platform.zhili",), 0.3, NAMED),
    Site("wx.park.cosmetics", "吴兴美妆小镇驿站", "Wuxing cosmetics park station", "park", "daixi", ("platform.wuxing",), 0.3, NAMED),
    Site("wx.park.south_taihu", "南太湖新区产业园驿站", "South Taihu park station", "park", "binhu", ("platform.south_taihu",), 0.3, COUNTED),
    Site("nx.park.economic", "南浔经济开发区驿站", "Nanxun economic zone station", "park", "dongqian", ("platform.nanxun",), 0.3, COUNTED),
    Site("dq.park.icv", "德清智能网联汽车产业园驿站", "Deqing connected vehicle park station", "park", "wuyang", ("platform.moganshan",), 0.3, NAMED),
    Site("dq.park.medical", "德清医疗器械产业园驿站", "Deqing medical device park station", "park", "fuxi", ("platform.moganshan",), 0.3, NAMED),
    Site("cx.park.battery", "长兴动力电池产业园驿站", "Changxing battery park station", "park", "huaxi", ("platform.changxing",), 0.3, COUNTED),
    Site("aj.park.economic", "安吉经济开发区驿站", "Anji economic zone station", "park", "dipu", ("platform.anji",), 0.3, COUNTED),
    Site("wx.brand.ip", "知识产权中心驿站", "IP centre station", "brand", "aishan", (), 3.0, NAMED),
    Site("wx.brand.qingchuang", "青创工场驿站", "Qingchuang workshop station", "brand", "hudong", (), 0.3, NAMED),
    Site("wx.brand.youth", "新青年服务中心驿站", "New-youth service centre station", "brand", "feiying", (), 0.3, NAMED),
    Site("wx.brand.disputes", "吴所不调驿站", "Dispute mediation station", "brand", "huanzhu", (), 0.3, NAMED),
    Site("wx.store.aishan", "爱山商圈便利店驿站", "Aishan convenience station", "embedded", "aishan", ("business_district",), 0.0, COUNTED),
    Site("wx.store.yuehe", "月河写字楼便利店驿站", "Yuehe convenience station", "embedded", "yuehe", ("office_building",), 0.0, COUNTED),
    Site("wx.store.chaoyang", "朝阳商圈便利店驿站", "Chaoyang convenience station", "embedded", "chaoyang", ("business_district",), 0.0, COUNTED),
    Site("wx.store.longquan", "龙泉写字楼便利店驿站", "Longquan convenience station", "embedded", "longquan", ("office_building",), 0.0, COUNTED),
    Site("wx.store.hudong", "湖东创业园便利店驿站", "Hudong convenience station", "embedded", "hudong", ("startup_park",), 0.0, COUNTED),
    Site("wx.store.zhili", "织里创业园便利店驿站", "Zhili convenience station", "embedded", "zhili", ("startup_park",), 0.0, COUNTED),
    Site("wx.wanda", "万达商圈驿站", "Wanda business-district station", "business_district", "huanzhu", ("central_city",), 3.8, NAMED),
    Site("wx.sub.logistics", "物流装备企服分中心", "Logistics equipment sub-centre", "subcentre", "balidian", (), 0.2, NAMED),
    Site("wx.sub.childrenswear", "童装企服分中心", "Childrenswear sub-centre", "subcentre", "zhili", (), 0.2, NAMED),
    Site("wx.sub.cosmetics", "美妆企服分中心", "Cosmetics sub-centre", "subcentre", "daixi", (), 0.2, NAMED),
)  # fmt: skip

DEPARTMENTS = {
    "dept.testing": ("产品检测检验中心", "Product testing centre"),
    "dept.customs": ("湖州海关", "Huzhou Customs"),
}

#: Park station and the sub-centre of its chain.
CHAIN_OF_PARK = {
    "wx.park.logistics": "logistics",
    "wx.park.childrenswear": "childrenswear",
    "wx.park.cosmetics": "cosmetics",
}


def centre_of(county: str) -> str:
    """Id of the district centre of a county."""
    return next(f"{row.prefix}.centre" for row in COUNTIES if row.id == county)


def chain_of(station: str) -> str | None:
    """Industry chain of a Wuxing station, if it reports to a sub-centre."""
    for chain, slugs in CHAIN_TOWNS.items():
        if station in {f"wx.{slug}" for slug in slugs}:
            return chain
    return CHAIN_OF_PARK.get(station)


def _row(identity: str, zh: str, en: str, **fields: object) -> Row:
    row: Row = {
        "id": identity,
        "name_zh": zh,
        "name_en": en,
        "tier": "station",
        "kind": None,
        "tags": (),
        "county": None,
        "town": None,
        "lat": None,
        "lon": None,
        "hours": "station",
        "parent_basic": None,
        "parent_value_added": None,
        "parent_professional": None,
        "chiefs": None,
        "paired_board": None,
        "slot_capacity": 2,
        "home_visits": False,
        "push": False,
        "mutual_recognition": False,
        "joint_review": False,
        "out_of_area": False,
        "queue_capacity": None,
        "attraction": 0.0,
        "open": True,
        "source": "assumed",
    }
    return row | fields


def _parents(basic: str | None, others: str | None) -> Row:
    return {"parent_basic": basic, "parent_value_added": others, "parent_professional": others}


def _levers(identity: str, county: str, tier: str) -> Row:
    """Which levers a facility has: Wuxing pushes, Deqing has the chiefs, Lianshi its three ways."""
    wuxing, lianshi, centre = county == WUXING, identity == "nx.lianshi", tier in ("district", "city")
    return {
        "push": wuxing or centre,
        "joint_review": wuxing or lianshi or centre,
        "mutual_recognition": lianshi,
        "out_of_area": lianshi or centre,
        "chiefs": "dq.centre" if county == "330521" else None,
    }


def _board(identity: str) -> str:
    """Board group of Wuxing's centre that a station is paired with: by chain, else hashed."""
    chain = chain_of(identity)
    if chain is not None:
        return {
            "childrenswear": "wx.centre.open",
            "logistics": "wx.centre.tech",
            "cosmetics": "wx.centre.quality",
        }[chain]
    boards = ("talent", "finance", "legal", "tech", "project", "open", "quality")
    return f"wx.centre.{boards[int(unit('board', identity) * len(boards))]}"


def _township(unit_: Town) -> Row:
    identity, centre = unit_.station, centre_of(unit_.county)
    tags: list[str] = []
    if identity in TOWNSHIP_PARKS:
        tags += ["park", f"platform.{TOWNSHIP_PARKS[identity]}", "party_centre"]
    elif unit_.slug in PARTY_TOWNS:
        tags.append("party_centre")
    if in_south_taihu(unit_):
        tags.append("south_taihu")
    chain = chain_of(identity)
    return _row(
        identity,
        f"{unit_.name_zh}驿站",
        f"{unit_.name_en} station",
        kind="township",
        tags=tags,
        county=unit_.county,
        town=unit_.id,
        lat=unit_.lat,
        lon=unit_.lon,
        paired_board=_board(identity) if unit_.county == WUXING else None,
        home_visits=True,
        source=f"newsletter: 74 township stations; {unit_.source}",
        **_parents(centre, f"wx.sub.{chain}" if chain else centre),
        **_levers(identity, unit_.county, "station"),
    )


def _site(site: Site) -> Row:
    local = town(site.town)
    lat, lon = moved(local.lat, local.lon, 0.5 + unit("site", site.id), unit("site turn", site.id))
    subcentre = site.kind == "subcentre"
    tier = "subcentre" if subcentre else "station"
    centre, chain = centre_of(local.county), chain_of(site.id)
    # The locality (属地) is a rung of Wuxing's ladder only; the South Taihu New Area runs its own park.
    locality = (
        local.county == WUXING and not subcentre and not (site.kind == "park" and in_south_taihu(local))
    )
    basic = local.station if locality else centre
    others = centre if subcentre or not chain else f"wx.sub.{chain}"
    tags = list(site.tags)
    if site.kind == "park":
        tags.append("party_centre")
    if in_south_taihu(local):
        tags.append("south_taihu")
    store = site.kind == "embedded"
    if store:
        tags += ["evening"]
    return _row(
        site.id,
        site.zh,
        site.en,
        tier=tier,
        kind=site.kind,
        tags=tags,
        county=local.county,
        town=local.id,
        lat=lat,
        lon=lon,
        hours={"embedded": "store", "business_district": "mall", "subcentre": "office"}.get(
            site.kind, "station"
        ),
        paired_board=_board(site.id) if local.county == WUXING and not subcentre else None,
        slot_capacity=0 if store else 4 if subcentre else 2,
        home_visits=site.kind in ("park", "subcentre"),
        queue_capacity=40 if site.kind == "business_district" else None,
        attraction=site.attraction,
        source=site.source,
        **_parents(basic, others),
        **_levers(site.id, local.county, tier),
    )


def _centres() -> list[Row]:
    table = [
        _row(
            centre_of(county.id),
            f"{county.name_zh}企业综合服务中心",
            f"{county.name_en} enterprise service centre",
            tier="district",
            kind="district_centre",
            county=county.id,
            lat=county.lat,
            lon=county.lon,
            hours="centre",
            slot_capacity=6,
            home_visits=True,
            source="newsletter: district centres; place assumed",
            **_parents(CITY, CITY),
            **_levers(centre_of(county.id), county.id, "district"),
        )
        for county in COUNTIES
    ]
    table.append(
        _row(
            CITY,
            "湖州市企业综合服务中心",
            "Huzhou enterprise service centre",
            tier="city",
            kind="city_centre",
            county=WUXING,
            lat=30.8925,
            lon=120.0880,
            hours="centre",
            slot_capacity=8,
            source="newsletter: city centre; place assumed",
            **_levers(CITY, "", "city"),
        )
    )
    return table


def rows() -> list[Row]:
    """Rows of facilities.csv."""
    table = [_township(unit_) for unit_ in towns()] + [_site(site) for site in SITES] + _centres()
    table += [
        _row(
            identity,
            zh,
            en,
            tier="department",
            kind="department",
            hours="office",
            county=WUXING,
            lat=30.880,
            lon=120.095,
            slot_capacity=0,
            source="newsletter: testing centre and customs; place assumed",
        )
        for identity, (zh, en) in DEPARTMENTS.items()
    ]
    return table
