"""Catalogue items: ``items.csv``."""

from __future__ import annotations

from sim.scenario.schema.base import Id, Row, field, name_en, name_zh, source


class Item(Row):
    """A line that a catalogue may list; it belongs to one service class."""

    id: Id = field("Identifier", "标识", unit="id")
    service: Id = field("Service class it belongs to", "所属服务类", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    weight: float = field(
        "How often it is asked for among the items of its class",
        "在本类事项中的相对需求",
        unit="weight",
        gt=0,
        le=1_000_000,
        default=1.0,
    )
    source: str = source()
