"""Needs over the life of a project: ``life_cycles.csv``."""

from __future__ import annotations

from sim.scenario.schema.base import Id, Row, field, name_en, name_zh, source


class LifeCycleNeed(Row):
    """One need that a project with this life cycle raises."""

    life_cycle: Id = field("Life cycle it belongs to", "所属生命周期", unit="id")
    day: int = field("Days after the project's start", "项目开始后第几天", unit="days", ge=0, le=36_500)
    service: Id = field("Service class that is needed", "所需服务类", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    source: str = source()
