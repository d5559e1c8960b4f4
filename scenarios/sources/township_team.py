"""The township team 1+1+1+X. Reading assumed: leader, window clerk, liaison officer, X of other sections.

Large towns have more than one at the window; how many is assumed from the demand that the town is given.
"""

from __future__ import annotations

from scenarios.sources.hashing import integer
from scenarios.sources.industries import town_counts
from scenarios.sources.places import Town
from scenarios.sources.staff_group import LEADER, LIAISON, WINDOW, group
from scenarios.sources.table import Row
from scenarios.sources.zones import town_factor

X_TEAM = ("construction", "environment", "safety", "mediation", "compliance", "labour", "factor", "brand")
SOURCE = "newsletter: 1+1+1+X; reading, skills and numbers assumed"

#: Skill that the liaison officer has where this many enterprises of the industry are.
OWN_SKILLS = {
    "childrenswear": ("apparel", 40),
    "logistics_equipment": ("equipment", 40),
    "cosmetics": ("cosmetics", 40),
}
HOMESTAY_SHARE = 0.01  # of the town's enterprises from which the liaison officer knows homestays
MANY_HOMESTAYS = 200  # from which a second one does


def rows(town: Town, party: bool) -> list[Row]:
    """The four groups of a township station; ``party``: it hosts a party-service counter."""
    station, counts = town.station, town_counts(town)
    enterprises = sum(counts.values())
    load = enterprises * town_factor(town)
    homestays = counts.get("homestay", 0)
    own = [skill for industry, (skill, least) in OWN_SKILLS.items() if counts.get(industry, 0) >= least]
    own += ["homestay"] * (homestays >= HOMESTAY_SHARE * enterprises) + ["party"] * party
    liaisons = 1 + int(load // 5000) + (homestays >= MANY_HOMESTAYS)
    posts = (
        ("leader", "站长", "leader", 1, LEADER),
        ("window", "窗口", "window", 1 + int(load // 2500), WINDOW),
        ("liaison", "联络员", "liaison", liaisons, (*LIAISON, *own)),
    )
    team = [
        group(
            (f"{station}.{post}", station, f"{town.name_zh}{zh}", f"{town.name_en} {en}"),
            heads,
            skills,
            team="core",
            enterprise_share=0.4,
            source=SOURCE,
        )
        for post, zh, en, heads, skills in posts
    ]
    name = (f"{station}.x", station, f"{town.name_zh}跨科室组", f"{town.name_en} cross-section group")
    heads = integer(1, 3, "x", station) + int(load // 4000)
    return [*team, group(name, heads, X_TEAM, team="x", enterprise_share=0.25, source=SOURCE)]
