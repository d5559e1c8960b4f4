"""Cases replayed from a file: ``replay.csv``."""

from __future__ import annotations

from typing import Literal

from sim.scenario.schema.base import Id, Moment, Row, field, source


class ReplayCase(Row):
    """A case that arises at a given time."""

    time: Moment = field("When it arises, local time", "发生时间（当地）", unit="date-time")
    zone: Id = field("Demand point", "需求点", unit="id")
    industry: Id = field("Industry", "产业", unit="id")
    service: Id = field("Service class", "服务类", unit="id")
    item: Id | None = field("Item; blank: drawn by weight", "事项；空为按权重抽取", unit="id", default=None)
    channel: Literal["walk_in", "appointment", "online", "home_visit"] = field(
        "Channel", "渠道", unit="choice", default="walk_in"
    )
    source: str = source()
