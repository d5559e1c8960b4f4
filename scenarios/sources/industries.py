"""Industries, where they cluster, and how many enterprises of each a demand point holds."""

from __future__ import annotations

from scenarios.sources.hashing import apportion, lognormal
from scenarios.sources.places import COUNTIES, Town, in_south_taihu, towns
from scenarios.sources.table import Row

INDUSTRIES = {
    "trade": ("商贸与服务业", "Trade and services"),
    "manufacturing": ("一般制造业", "General manufacturing"),
    "startups": ("科技初创企业", "Technology start-ups"),
    "textiles": ("纺织业", "Textiles"),
    "wood_bamboo": ("木竹业", "Wood and bamboo"),
    "homestay": ("民宿与旅游业", "Homestays and tourism"),
    "childrenswear": ("童装业", "Childrenswear"),
    "logistics_equipment": ("物流装备业", "Logistics equipment"),
    "batteries": ("动力电池业", "Traction batteries"),
    "medical_devices": ("医疗器械业", "Medical devices"),
    "icv": ("智能网联汽车业", "Intelligent connected vehicles"),
    "cosmetics": ("美妆业", "Cosmetics"),
}

POINTS_PER_TOWN = 5  # assumed; 1 in scenarios/wuxing
BUSINESS_ENTITIES = 580_000  # county_figures.csv, city, about end of 2025
ENTERPRISE_SHARE = 3_603_400 / 10_340_300  # county_figures.csv, province, end of 2023
ENTERPRISES = round(BUSINESS_ENTITIES * ENTERPRISE_SHARE)
ZHILI_CHILDRENSWEAR = 14_000  # county_figures.csv
ZHILI_OTHER_SHARE = 0.15  # of Wuxing's other enterprises: assumed
SOUTH_TAIHU_SHARE = 0.30  # its share of Wuxing's residents, county_figures.csv

#: Mix of an ordinary town: assumed.
COMMON = {
    "trade": 62.0,
    "manufacturing": 20.0,
    "startups": 5.0,
    "textiles": 3.0,
    "wood_bamboo": 2.0,
    "homestay": 1.0,
}

#: What a town is known for, as weight added to the mix: the clusters are known, the weights assumed.
SPECIALITIES: dict[str, dict[str, float]] = {
    "zhili": {"textiles": 12.0, "logistics_equipment": 2.0},
    "huanzhu": {"childrenswear": 4.0},
    "hudong": {"childrenswear": 3.0, "startups": 6.0},
    "balidian": {"logistics_equipment": 9.0, "childrenswear": 3.0, "startups": 4.0},
    "daochang": {"logistics_equipment": 5.0},
    "yangjiabu": {"logistics_equipment": 5.0, "batteries": 2.0},
    "donglin": {"logistics_equipment": 2.0, "cosmetics": 1.0},
    "daixi": {"cosmetics": 6.0},
    "miaoxi": {"homestay": 9.0, "cosmetics": 2.0},
    "binhu": {"homestay": 6.0, "startups": 6.0},
    "south_taihu": {"startups": 12.0, "icv": 0.5, "medical_devices": 2.0},
    "fenghuang": {"startups": 9.0},
    "nanxun": {"wood_bamboo": 14.0, "homestay": 3.0},
    "dongqian": {"wood_bamboo": 8.0, "logistics_equipment": 2.0},
    "jiuguan": {"wood_bamboo": 6.0, "textiles": 4.0},
    "shuanglin": {"textiles": 8.0, "wood_bamboo": 4.0},
    "lianshi": {"textiles": 6.0, "manufacturing": 10.0},
    "linghu": {"textiles": 4.0},
    "wukang": {"startups": 6.0, "medical_devices": 2.0, "icv": 0.5},
    "wuyang": {"icv": 5.0, "startups": 9.0, "medical_devices": 1.0},
    "fuxi": {"medical_devices": 8.0, "icv": 2.5},
    "leidian": {"manufacturing": 10.0, "medical_devices": 1.5},
    "luoshe": {"wood_bamboo": 12.0},
    "xinshi": {"textiles": 6.0},
    "moganshan": {"homestay": 40.0},
    "zhicheng": {"startups": 4.0},
    "huaxi": {"batteries": 8.0, "icv": 0.6},
    "meishan": {"batteries": 7.0},
    "heping": {"batteries": 3.0, "manufacturing": 8.0},
    "lijiaxiang": {"batteries": 2.0, "manufacturing": 8.0},
    "jiapu": {"textiles": 20.0},
    "sian": {"textiles": 5.0},
    "hongxingqiao": {"textiles": 5.0},
    "xiaopu": {"homestay": 14.0},
    "shuikou": {"homestay": 30.0},
    "dipu": {"wood_bamboo": 10.0, "startups": 4.0},
    "changshuo": {"wood_bamboo": 6.0, "medical_devices": 1.0},
    "xiaofeng": {"wood_bamboo": 12.0},
    "tianzihu": {"wood_bamboo": 6.0, "manufacturing": 8.0, "icv": 0.4},
    "meixi": {"manufacturing": 6.0, "wood_bamboo": 4.0},
    "lingfeng": {"homestay": 12.0},
    "tianhuangping": {"homestay": 25.0, "wood_bamboo": 6.0},
    "shangshu": {"homestay": 12.0, "wood_bamboo": 8.0},
    "shanchuan": {"homestay": 25.0},
    "baofu": {"homestay": 14.0, "wood_bamboo": 6.0},
    "zhangcun": {"homestay": 10.0, "wood_bamboo": 6.0},
    "hanggai": {"wood_bamboo": 10.0},
    "xilong": {"homestay": 6.0},
}

FORM_WEIGHT = {"subdistrict": 1.2, "town": 1.0, "township": 0.4}
#: Share of a town's enterprises at its demand points, before hashing: the seat is the densest. Assumed.
POINT_WEIGHT = (0.36, 0.16, 0.16, 0.16, 0.16)


def point_ids(town: Town, points: int) -> list[str]:
    """Ids of the unit's demand points."""
    return [f"{town.station}.{number}" for number in range(1, points + 1)]


def industry_rows() -> list[Row]:
    """Rows of industries.csv."""
    named = {"childrenswear", "logistics_equipment", "medical_devices", "icv", "cosmetics", "homestay"}
    return [
        {
            "id": industry,
            "name_zh": name_zh,
            "name_en": name_en,
            "source": "newsletter" if industry in named else "assumed",
        }
        for industry, (name_zh, name_en) in INDUSTRIES.items()
    ]


def mix(town: Town) -> dict[str, float]:
    """Weight of each industry in a town, in the order of INDUSTRIES."""
    extra = SPECIALITIES.get(town.slug, {})
    weights = {industry: COMMON.get(industry, 0.0) + extra.get(industry, 0.0) for industry in INDUSTRIES}
    return {industry: weight for industry, weight in weights.items() if weight > 0}


def _county_totals() -> dict[str, int]:
    """Enterprises per county without Zhili's childrenswear: in proportion to the census."""
    counts = apportion(ENTERPRISES - ZHILI_CHILDRENSWEAR, [county.residents for county in COUNTIES])
    return {county.id: count for county, count in zip(COUNTIES, counts, strict=True)}


def _town_totals(county: str) -> dict[str, int]:
    """Enterprises per town of a county without Zhili's childrenswear."""
    units = [town for town in towns() if town.county == county]
    weights = [FORM_WEIGHT[town.form] * lognormal(0.4, "enterprises", town.station) for town in units]
    if county == "330502":
        weights = _wuxing_weights(units, weights)
    counts = apportion(_county_totals()[county], weights)
    return {town.slug: count for town, count in zip(units, counts, strict=True)}


def _wuxing_weights(units: list[Town], weights: list[float]) -> list[float]:
    """Give Zhili and the South Taihu New Area their shares, the others the rest."""
    areas = ["zhili" if t.slug == "zhili" else "south" if in_south_taihu(t) else "rest" for t in units]
    shares = {"zhili": ZHILI_OTHER_SHARE, "south": SOUTH_TAIHU_SHARE}
    shares["rest"] = 1.0 - sum(shares.values())
    sums = {area: sum(w for w, a in zip(weights, areas, strict=True) if a == area) for area in shares}
    return [shares[area] * weight / sums[area] for weight, area in zip(weights, areas, strict=True)]


def town_counts(town: Town) -> dict[str, int]:
    """Enterprises of a town by industry."""
    weights = mix(town)
    counts = dict(
        zip(weights, apportion(_town_totals(town.county)[town.slug], list(weights.values())), strict=True)
    )
    if town.slug == "zhili":
        counts["childrenswear"] = ZHILI_CHILDRENSWEAR
    return counts


def rows(county: str | None = None, points: int = POINTS_PER_TOWN) -> list[Row]:
    """Rows of enterprises.csv."""
    table: list[Row] = []
    for town in towns():
        if county not in (None, town.county):
            continue
        zones = point_ids(town, points)
        for industry, count in town_counts(town).items():
            fact = town.slug == "zhili" and industry == "childrenswear"
            weights = [
                share * lognormal(0.4, "points", zone, industry)
                for zone, share in zip(zones, POINT_WEIGHT[:points], strict=True)
            ]
            table += [
                {
                    "zone": zone,
                    "industry": industry,
                    "enterprises": number,
                    "source": "county_figures.csv: 14000 in Zhili; split over points assumed"
                    if fact
                    else "assumed",
                }
                for zone, number in zip(zones, apportion(count, weights), strict=True)
                if number
            ]
    return table
