"""Targets for KPIs: ``targets.csv``."""

from __future__ import annotations

from sim.scenario.schema.base import Id, Row, field, source


class Target(Row):
    """A bound that a KPI should keep."""

    kpi: Id = field("KPI", "指标", unit="id")
    level: str = field("Level the KPI is taken at", "指标层级", unit="text", min_length=1, default="network")
    key: str = field("Which of that level; blank: all", "该层级中的对象；空为全部", unit="text", default="")
    at_least: float | None = field("Lower bound", "下限", unit="the KPI's unit", default=None)
    at_most: float | None = field("Upper bound", "上限", unit="the KPI's unit", default=None)
    source: str = source()
