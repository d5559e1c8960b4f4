"""How many enterprises are where: ``enterprises.csv``."""

from __future__ import annotations

from sim.scenario.schema.base import Id, Row, field, source


class EnterpriseCount(Row):
    """Enterprises of one industry at one demand point."""

    zone: Id = field("Demand point", "需求点", unit="id")
    industry: Id = field("Industry", "产业", unit="id")
    enterprises: float = field("Number of enterprises", "企业数", unit="count", ge=0, le=10_000_000)
    source: str = source()
