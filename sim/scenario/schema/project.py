"""Key projects: ``projects.csv``."""

from __future__ import annotations

from sim.scenario.schema.base import Day, Id, Row, field, name_en, name_zh, source


class Project(Row):
    """A key project that raises the needs of its life cycle at its demand point."""

    id: Id = field("Identifier; keys random streams", "标识，亦为随机流的键", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    zone: Id = field("Demand point", "需求点", unit="id")
    industry: Id = field("Industry", "产业", unit="id")
    life_cycle: Id = field("Life cycle of life_cycles.csv", "生命周期（life_cycles.csv）", unit="id")
    start: Day = field("Day 0 of its life cycle", "生命周期第 0 天", unit="date")
    subcentre: Id | None = field("Sub-centre that tracks it", "跟踪的分中心", unit="id", default=None)
    station: Id | None = field("Station that tracks it", "跟踪的驿站", unit="id", default=None)
    source: str = source()
