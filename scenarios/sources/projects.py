"""Wuxing's 313 key projects and the needs they raise over their lives. All but the number is assumed."""

from __future__ import annotations

from datetime import date, timedelta

from scenarios.sources.facilities import chain_of
from scenarios.sources.hashing import apportion, integer
from scenarios.sources.industries import mix, town_counts
from scenarios.sources.places import Town, towns
from scenarios.sources.table import Row

PROJECTS = 313
FIRST, LAST = date(2023, 7, 1), date(2024, 12, 31)

_NEEDS = {
    "plant": (
        (0, "siting", "选址", "Siting"),
        (35, "registration", "项目公司设立", "Project company set up"),
        (70, "construction", "规划许可", "Planning permit"),
        (110, "environment", "环评", "Environmental approval"),
        (150, "bundle_build", "开工", "Construction starts"),
        (240, "factor", "用电用水", "Power and water"),
        (330, "finance", "设备融资", "Equipment finance"),
        (380, "safety", "安全设施", "Safety facilities"),
        (420, "labour", "招工", "Recruitment"),
        (470, "bundle_build", "投产", "Production starts"),
        (520, "policy_claim", "奖补兑现", "Subsidy paid"),
    ),
    "upgrade": (
        (0, "policy_guidance", "技改政策咨询", "Upgrade policy"),
        (30, "finance", "技改融资", "Upgrade finance"),
        (75, "environment", "排污变更", "Discharge change"),
        (120, "testing", "设备检测", "Equipment tests"),
        (170, "factor", "电力增容", "More power"),
        (220, "labour", "用工", "Recruitment"),
        (280, "policy_claim", "技改补助", "Upgrade subsidy"),
    ),
    "research": (
        (0, "siting", "选址", "Siting"),
        (30, "bundle_open", "企业开办", "Company opened"),
        (60, "talent", "人才引进", "Talent"),
        (110, "tech", "科技项目", "Research project"),
        (160, "trademark", "专利布局", "Patents"),
        (240, "finance", "融资", "Finance"),
        (320, "policy_claim", "政策兑现", "Subsidy paid"),
    ),
    "commerce": (
        (0, "siting", "选址", "Siting"),
        (40, "bundle_open", "企业开办", "Company opened"),
        (90, "licensing", "经营许可", "Licences"),
        (150, "safety", "安全审查", "Safety review"),
        (210, "labour", "招工", "Recruitment"),
        (300, "compliance", "合规诊断", "Compliance"),
    ),
}  # fmt: skip

LIFE_OF = {"trade": "commerce", "homestay": "commerce", "startups": "research", "icv": "research"}


def life_cycle_rows() -> list[Row]:
    """Rows of life_cycles.csv."""
    return [
        {
            "life_cycle": life,
            "day": day,
            "service": service,
            "name_zh": zh,
            "name_en": en,
            "source": "assumed",
        }
        for life, needs in _NEEDS.items()
        for day, service, zh, en in needs
    ]


def _industries(town: Town, number: int) -> list[str]:
    """Industries of a town's projects: in proportion to the root of its enterprises, trade at a fifth."""
    counts = town_counts(town)
    weights = {i: counts[i] ** 0.5 * (0.2 if i == "trade" else 1.0) for i in mix(town) | counts}
    shares = apportion(number, list(weights.values()))
    return [industry for industry, share in zip(weights, shares, strict=True) for _ in range(share)]


def rows(points: int) -> list[Row]:
    """Rows of projects.csv."""
    units = [town for town in towns() if town.county == "330502"]
    counts = apportion(PROJECTS, [sum(town_counts(town).values()) ** 0.5 for town in units])
    table: list[Row] = []
    for town, count in zip(units, counts, strict=True):
        for industry in _industries(town, count):
            name = f"wx.project.{len(table) + 1:03d}"
            life = LIFE_OF.get(industry) or ("plant" if integer(1, 5, "life", name) <= 3 else "upgrade")
            start = FIRST + timedelta(days=integer(0, (LAST - FIRST).days, "start", name))
            chain = chain_of(town.station)
            table.append(
                {
                    "id": name,
                    "name_zh": f"吴兴重点项目{len(table) + 1:03d}",
                    "name_en": f"Wuxing key project {len(table) + 1:03d}",
                    "zone": f"{town.station}.{integer(1, points, 'zone', name)}",
                    "industry": industry,
                    "life_cycle": life,
                    "start": start.isoformat(),
                    "subcentre": f"wx.sub.{chain}" if chain else None,
                    "station": town.station,
                    "source": "number: newsletter; place, industry and date assumed",
                }
            )
    return table
