"""People of partners: resident 常驻, rotating 轮驻 or on call 随驻. Modes reported, who is where assumed."""

from __future__ import annotations

from scenarios.sources.partners import rows as partner_rows
from scenarios.sources.staff_group import group
from scenarios.sources.table import Row

# partner: base, mode, skills
MODES = {
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


def rows() -> list[Row]:
    """One group a partner."""
    names = {row["id"]: (row["name_zh"], row["name_en"]) for row in partner_rows()}
    return [
        group(
            (f"{partner}.staff", base, f"{names[partner][0]}人员", f"{names[partner][1]}: staff"),
            1 if mode == "resident" else 2,
            skills,
            partner=partner,
            mode=mode,
            enterprise_share=0.8,
            cost_per_year=160_000,
            source="newsletter: modes and partners; place, skills and number assumed",
        )
        for partner, (base, mode, skills) in MODES.items()
    ]
