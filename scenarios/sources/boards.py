"""Boards (板块) of the district centres and the city centre, with one chief specialist a district board.

Talent, finance, legal, science and opening-up follow the newsletter on Wuxing; the rest, the same boards
elsewhere and the numbers of people are assumed (service_facts.csv: a county centre of 16 + 35 specialists).
"""

from __future__ import annotations

from scenarios.sources.facilities import CITY, centre_of
from scenarios.sources.places import County
from scenarios.sources.staff_group import WINDOW, group
from scenarios.sources.table import Row

# id, zh, en, heads, skills
BOARDS = (
    ("service", "综合服务板块", "General service board", 5, (*WINDOW, "party", "homestay")),
    (
        "project",
        "项目板块",
        "Project board",
        4,
        ("siting", "factor", "construction", "environment", "safety"),
    ),
    ("talent", "人才板块", "Talent board", 3, ("talent", "labour")),
    ("finance", "金融板块", "Finance board", 3, ("finance", "policy")),
    ("legal", "法律板块", "Legal board", 3, ("legal", "mediation", "compliance")),
    ("tech", "科创板块", "Science and innovation board", 3, ("tech", "ip", "equipment", "icv")),
    ("open", "开放板块", "Opening-up board", 2, ("customs", "apparel", "brand")),
    ("quality", "质量检测板块", "Quality and testing board", 3, ("testing", "cosmetics", "devices")),
)
WUXING_SCALE = 1.3


def district(county: County) -> list[Row]:
    """Board groups of a district centre."""
    centre = centre_of(county.id)
    scale = WUXING_SCALE if county.prefix == "wx" else 1.0
    table: list[Row] = []
    for board, zh, en, heads, skills in BOARDS:
        name = (f"{centre}.{board}", centre, f"{county.name_zh}{zh}", f"{county.name_en}: {en.lower()}")
        chief = (f"{name[0]}.chief", centre, f"{name[2]}首席专员", f"{name[3]}, chief specialist")
        shared = {"board": board, "source": "newsletter: boards and chief specialists; numbers assumed"}
        table += [
            group(name, round(heads * scale), skills, enterprise_share=0.8, cost_per_year=140_000, **shared),
            group(
                chief,
                1,
                skills,
                role="chief_specialist",
                enterprise_share=0.5,
                cost_per_year=180_000,
                **shared,
            ),
        ]
    return table


def city() -> list[Row]:
    """Board groups of the city centre."""
    return [
        group(
            (f"{CITY}.{board}", CITY, f"市级{zh}", f"City: {en.lower()}"),
            heads,
            skills,
            board=board,
            enterprise_share=0.6,
            cost_per_year=150_000,
        )
        for board, zh, en, heads, skills in BOARDS
    ]
