"""The what-ifs that are too long to write by hand: every demand point moved to its town's seat."""

# ruff: noqa: E501 - one change a line
from __future__ import annotations

from scenarios.sources.places import towns

_HEAD = """\
id: points_at_seats
name_zh: 需求点并至乡镇驻地
name_en: Demand points at the town seats
description_zh: 关闭“每乡镇五个需求点”的假设，所有需求点移至乡镇驻地，用以检验该假设的影响。
description_en: >-
  Switches the assumption of five spread demand points a town off by moving all of them to the town's seat, to see
  what the assumption does.
base: ../huzhou
changes:
"""


def files() -> dict[str, str]:
    """Text by path below scenarios/."""
    changes = [
        f"  - update: {{table: zones, where: {{town: '{town.id}'}}, set: {{lat: {town.lat}, lon: {town.lon}}}}}\n"
        for town in towns()
    ]
    return {"what_if/points_at_seats.yaml": _HEAD + "".join(changes)}
