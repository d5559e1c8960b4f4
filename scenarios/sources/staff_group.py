"""One row of staff.csv, and the skills that posts have in common."""

from __future__ import annotations

from scenarios.sources.table import Row

WINDOW = ("registration", "licensing", "tax", "social_security")
LEADER = ("labour", "factor", "siting", "compliance")
LIAISON = ("policy", "talent", "finance", "tech")


def group(name: tuple[str, str, str, str], heads: int, skills: tuple[str, ...], **fields: object) -> Row:
    """A staff group; ``name`` is its id, facility, Chinese and English name. Shares and costs are assumed."""
    identity, facility, zh, en = name
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
        "skills": tuple(dict.fromkeys(skills)),
        "enterprise_share": 0.5,
        "mode": "resident",
        "hours": None,
        "serves": (),
        "cost_per_year": 120_000,
        "source": "assumed",
    }
    return row | fields
