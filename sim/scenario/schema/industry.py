"""Industries: ``industries.csv``."""

from __future__ import annotations

from sim.scenario.schema.base import Id, Row, field, name_en, name_zh, source


class Industry(Row):
    """An industry whose enterprises share demand rates."""

    id: Id = field("Identifier; keys random streams", "标识，亦为随机流的键", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    source: str = source()
