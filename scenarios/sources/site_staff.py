"""People of park, brand, embedded and business-district stations and of the sub-centres. Assumed."""

from __future__ import annotations

from scenarios.sources.staff_group import LEADER, LIAISON, WINDOW, group
from scenarios.sources.table import Row

CHAIN_SKILLS = {"logistics": "equipment", "childrenswear": "apparel", "cosmetics": "cosmetics"}
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
    "wx.brand.ip": ("ip", "brand", "tech", "legal"),
    "wx.brand.qingchuang": ("finance", "policy", "tech", "talent"),
    "wx.brand.youth": ("talent", "finance", "policy", "tech", "labour"),
    "wx.brand.disputes": ("mediation", "legal", "compliance", "labour"),
}
SHARE = 0.7


def rows(station: str, kind: str) -> list[Row]:
    """Groups of one station or sub-centre."""
    return [
        group((f"{station}.{post}", station, zh, en), heads, skills, hours=hours, enterprise_share=SHARE)
        for post, zh, en, heads, skills, hours in _posts(station, kind)
    ]


def _posts(station: str, kind: str) -> list[tuple[str, str, str, int, tuple[str, ...], str | None]]:
    """Post, names, heads, skills and hours of duty (None: the facility's)."""
    if kind == "park":
        own = PARK_SKILLS.get(station, ())
        return [
            ("window", "园区窗口", "Park window", 1, (*WINDOW, "party"), None),
            (
                "officer",
                "园区专员",
                "Park officer",
                2 if own else 1,
                (*LEADER, *LIAISON, "brand", *own),
                None,
            ),
        ]
    if kind == "brand":
        return [("officer", "品牌站专员", "Brand station officer", 2, BRAND_SKILLS[station], None)]
    if kind == "embedded":
        clerk = (*WINDOW, "policy")
        return [
            ("day", "便利店白班", "Store day shift", 1, clerk, "store_day"),
            ("late", "便利店晚班", "Store late shift", 1, clerk, "store_late"),
        ]
    if kind == "business_district":
        known = (*WINDOW, *LIAISON, *LEADER)
        return [
            ("early", "商圈早班", "Early shift", 3, known, "mall_early"),
            ("late", "商圈晚班", "Late shift", 3, known, "mall_late"),
        ]
    officers = (
        CHAIN_SKILLS[station.split(".")[-1]],
        *LIAISON,
        *LEADER,
        "brand",
        "customs",
        "ip",
        "mediation",
    )
    return [
        ("window", "分中心窗口", "Sub-centre window", 1, (*WINDOW, "construction"), None),
        ("chain", "产业链专员", "Chain officers", 3, officers, None),
    ]
