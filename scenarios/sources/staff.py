"""Staff groups. Readings assumed: the township team 1+1+1+X is a leader, a window clerk, a liaison officer and X
people of other sections; the three chiefs (三长) are three heads at Deqing's centre. Enterprise shares and costs
are assumed: the figures cannot identify them.
"""

from __future__ import annotations

from scenarios.sources.facilities import CITY, SITES, centre_of
from scenarios.sources.hashing import integer
from scenarios.sources.industries import town_counts
from scenarios.sources.places import COUNTIES, Town, towns
from scenarios.sources.services import skills
from scenarios.sources.table import Row
from scenarios.sources.zones import town_factor

WINDOW = ("registration", "licensing", "tax", "social_security")
LEADER = ("labour", "factor", "siting", "compliance")
LIAISON = ("policy", "talent", "finance", "tech")
X_TEAM = ("construction", "environment", "safety", "mediation", "compliance", "labour", "factor", "brand")

#: Boards (板块) of a district centre: id, zh, en, skills. Wuxing's names follow the newsletter, others the same: assumed.
BOARDS = (
    ("service", "综合服务板块", "General service board", (*WINDOW, "party", "homestay")),
    ("project", "项目板块", "Project board", ("siting", "factor", "construction", "environment", "safety")),
    ("talent", "人才板块", "Talent board", ("talent", "labour")),
    ("finance", "金融板块", "Finance board", ("finance", "policy")),
    ("legal", "法律板块", "Legal board", ("legal", "mediation", "compliance")),
    ("tech", "科创板块", "Science and innovation board", ("tech", "ip", "equipment", "icv")),
    ("open", "开放板块", "Opening-up board", ("customs", "apparel", "brand")),
    ("quality", "质量检测板块", "Quality and testing board", ("testing", "cosmetics", "devices")),
)  # fmt: skip
BOARD_HEADS = {"service": 5, "project": 4, "talent": 3, "finance": 3, "legal": 3, "tech": 3, "open": 2, "quality": 3}

HOMESTAY_TOWNS = 10  # enterprises of the homestay industry per thousand from which a town's liaison knows it

SUBCENTRE_CHAINS = {"logistics": "equipment", "childrenswear": "apparel", "cosmetics": "cosmetics"}
PARK_SKILLS = {
    "wx.park.logistics": ("equipment",),
    "wx.park.childrenswear": ("apparel",),
    "wx.park.cosmetics": ("cosmetics",),
    "wx.park.south_taihu": ("icv",),
    "dq.park.icv": ("icv",),
    "dq.park.medical": ("devices",),
    "cx.park.battery": ("icv",),
}
BRAND_SKILLS = {
    "wx.brand.ip": ("ip", "brand", "tech"),
    "wx.brand.qingchuang": ("finance", "policy", "tech", "talent"),
    "wx.brand.youth": ("talent", "finance", "policy", "tech", "labour"),
    "wx.brand.disputes": ("mediation", "legal", "compliance", "labour"),
}
#: Where the law firms and agencies of Wuxing sit (常驻), tour (轮驻) or wait to be called (随驻). Assumed.
PARTNER_MODES = {
    "wx.law1": ("wx.sub.childrenswear", "resident", ("legal",)),
    "wx.law2": ("wx.centre", "rotating", ("legal", "mediation")),
    "wx.law3": ("wx.centre", "rotating", ("legal", "ip")),
    "wx.law4": ("wx.centre", "on_call", ("legal", "mediation")),
    "wx.law5": ("wx.centre", "on_call", ("legal", "ip")),
    "wx.talent1": ("wx.brand.youth", "resident", ("talent", "labour")),
    "wx.talent2": ("wx.centre", "rotating", ("talent", "labour")),
    "wx.talent3": ("wx.centre", "on_call", ("talent", "labour")),
    "wx.testing": ("wx.centre", "rotating", ("testing",)),
    "aj.federation": ("aj.centre", "on_call", ("legal", "mediation")),
    "aj.chambers": ("aj.centre", "rotating", ("mediation", "compliance")),
    "nx.law": ("nx.centre", "on_call", ("legal",)),
    "dq.law": ("dq.centre", "on_call", ("legal",)),
    "cx.law": ("cx.centre", "on_call", ("legal",)),
}


def _group(identity: str, facility: str, zh: str, en: str, heads: int, known: tuple[str, ...], **fields: object) -> Row:
    row: Row = {
        "id": identity,
        "facility": facility,
        "name_zh": zh,
        "name_en": en,
        "partner": None,
        "board": None,
        "role": "member",
        "team": None,
        "head_count": heads,
        "skills": tuple(dict.fromkeys(known)),
        "enterprise_share": 0.5,
        "mode": "resident",
        "hours": None,
        "serves": (),
        "cost_per_year": 120_000,
        "source": "assumed",
    }
    return row | fields


def _township(town: Town, party: bool) -> list[Row]:
    station, counts = town.station, town_counts(town)
    enterprises = sum(counts.values())
    own = [s for s, i in (("apparel", "childrenswear"), ("equipment", "logistics_equipment"), ("cosmetics", "cosmetics")) if counts.get(i, 0) >= 40]
    if counts.get("homestay", 0) >= HOMESTAY_TOWNS * enterprises / 1000:
        own.append("homestay")
    load = enterprises * town_factor(town)
    window = 1 + int(load // 2500)
    liaison_heads = 1 + int(load // 5000) + (counts.get("homestay", 0) >= 200)
    x_heads = integer(1, 3, "x", station) + int(load // 4000)
    team = {"source": "newsletter: 1+1+1+X; reading, skills and numbers assumed", "team": "core"}
    share = {"enterprise_share": 0.4}
    liaison = (*LIAISON, *own, *(("party",) if party else ()))
    return [
        _group(f"{station}.leader", station, f"{town.name_zh}站长", f"{town.name_en} leader", 1, LEADER, **team, **share),
        _group(f"{station}.window", station, f"{town.name_zh}窗口", f"{town.name_en} window", window, WINDOW, **team, **share),
        _group(f"{station}.liaison", station, f"{town.name_zh}联络员", f"{town.name_en} liaison", liaison_heads, liaison, **team, **share),
        _group(f"{station}.x", station, f"{town.name_zh}跨科室组", f"{town.name_en} cross-section group", x_heads, X_TEAM, **team | {"team": "x"}, enterprise_share=0.25),
    ]  # fmt: skip


def _site(station: str, kind: str) -> list[Row]:
    share = {"enterprise_share": 0.7}
    if kind == "park":
        own = PARK_SKILLS.get(station, ())
        return [
            _group(f"{station}.window", station, "园区窗口", "Park window", 1, (*WINDOW, "party"), **share),
            _group(f"{station}.officer", station, "园区专员", "Park officer", 2 if own else 1, (*LEADER, *LIAISON, "brand", *own), **share),
        ]
    if kind == "brand":
        return [_group(f"{station}.officer", station, "品牌站专员", "Brand station officer", 2, BRAND_SKILLS[station], **share)]
    if kind == "embedded":
        known = (*WINDOW, "policy")
        return [
            _group(f"{station}.day", station, "便利店白班", "Store day shift", 1, known, hours="store_day", **share),
            _group(f"{station}.late", station, "便利店晚班", "Store late shift", 1, known, hours="store_late", **share),
        ]
    if kind == "business_district":
        known = (*WINDOW, *LIAISON, *LEADER)
        return [
            _group(f"{station}.early", station, "商圈早班", "Early shift", 3, known, hours="mall_early", **share),
            _group(f"{station}.late", station, "商圈晚班", "Late shift", 3, known, hours="mall_late", **share),
        ]
    chain = SUBCENTRE_CHAINS[station.split(".")[-1]]
    general = (*LIAISON, *LEADER, "brand", "customs", "ip", "mediation")
    return [
        _group(f"{station}.window", station, "分中心窗口", "Sub-centre window", 1, (*WINDOW, "construction"), **share),
        _group(f"{station}.chain", station, "产业链专员", "Chain officers", 3, (chain, *general), **share),
    ]


def _centre(prefix: str, county: str) -> list[Row]:
    centre = centre_of(county)
    scale = 1.3 if prefix == "wx" else 1.0
    table: list[Row] = []
    for board, zh, en, known in BOARDS:
        heads = round(BOARD_HEADS[board] * scale)
        shared = {"board": board, "enterprise_share": 0.8}
        group = f"{centre}.{board}"
        table.append(_group(group, centre, zh, en, heads, known, cost_per_year=140_000, **shared))
        table.append(
            _group(f"{group}.chief", centre, f"{zh}首席专员", f"{en}, chief specialist", 1, known, role="chief_specialist", cost_per_year=180_000, **shared | {"enterprise_share": 0.5})
        )  # fmt: skip
    return table


def _city() -> list[Row]:
    return [
        _group(f"{CITY}.{board}", CITY, f"市级{zh}", f"City {en[0].lower()}{en[1:]}", BOARD_HEADS[board], known, board=board, enterprise_share=0.6, cost_per_year=150_000)
        for board, zh, en, known in BOARDS
    ]  # fmt: skip


def _others() -> list[Row]:
    table = [
        _group(f"{partner}.staff", facility, "合作机构人员", "Partner staff", 1 if mode == "resident" else 2, known, partner=partner, mode=mode, enterprise_share=0.8, cost_per_year=160_000, source="newsletter: modes and partners; place and number assumed")
        for partner, (facility, mode, known) in PARTNER_MODES.items()
    ]  # fmt: skip
    table.append(
        _group("dq.chiefs", "dq.centre", "德清三长", "Deqing's three chiefs", 3, ("chief",), role="chief", enterprise_share=0.5, cost_per_year=200_000, source="newsletter: three-chiefs backstop; reading assumed")
    )  # fmt: skip
    table.append(_group("dept.testing.lab", "dept.testing", "检测实验室", "Laboratory", 14, ("laboratory",), enterprise_share=0.8))
    table.append(_group("dept.customs.desk", "dept.customs", "通关协调岗", "Customs desk", 4, ("customs_desk",)))
    return table


def rows(hosts: dict[str, Row]) -> list[Row]:
    """Rows of staff.csv for the facilities given (rows of facilities.csv by id)."""
    table: list[Row] = []
    for town in towns():
        if town.station in hosts:
            table += _township(town, "party_centre" in hosts[town.station]["tags"])
    for site in SITES:
        if site.id in hosts:
            table += _site(site.id, site.kind)
    for county in COUNTIES:
        if centre_of(county.id) in hosts:
            table += _centre(county.prefix, county.id)
    table += _city() + _others()
    kept = [row for row in table if row["facility"] in hosts]
    missing = set(skills()) - {skill for row in kept for skill in row["skills"]}
    if missing:
        raise ValueError(f"nobody has {sorted(missing)}")
    return kept
