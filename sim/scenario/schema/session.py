"""Leaders' sessions: ``sessions.csv``."""

from __future__ import annotations

from sim.scenario.schema.base import Day, Id, Row, field, source


class SessionSeries(Row):
    """A recurring session that takes a batch of the problems no tier could solve."""

    county: Id = field("County whose problems it takes", "所属区县", unit="id")
    first: Day = field("Date of the first session", "首期日期", unit="date")
    every_days: int = field("Days from one session to the next", "间隔天数", unit="days", ge=1, le=36_500)
    batch: int = field(
        "Most problems a session takes", "每期最多受理问题数", unit="count", ge=1, le=1_000_000
    )
    minutes: float = field("Length of a session", "每期时长", unit="minutes", gt=0, le=1440)
    source: str = source()
