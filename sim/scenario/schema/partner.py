"""Partner organisations: ``partners.csv``."""

from __future__ import annotations

from typing import Literal

from sim.scenario.schema.base import Id, Row, field, name_en, name_zh, source


class Partner(Row):
    """An organisation whose people work in the network."""

    id: Id = field("Identifier", "标识", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    type: Literal["law", "talent", "testing", "chamber", "association", "other"] = field(
        "What it is", "机构类型", unit="choice"
    )
    source: str = source()
