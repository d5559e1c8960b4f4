"""Demand rates: ``demand.csv``."""

from __future__ import annotations

from sim.scenario.schema.base import Id, Row, field, source


class DemandRate(Row):
    """Cases of one class that one enterprise of one industry raises in a year."""

    industry: Id = field("Industry", "产业", unit="id")
    service: Id = field("Service class", "服务类", unit="id")
    rate: float = field(
        "Cases per enterprise and year",
        "每企业每年件数",
        unit="cases per enterprise per year",
        ge=0,
        le=10_000_000,
    )
    source: str = source()
