"""Rosters: ``rosters.csv``."""

from __future__ import annotations

from typing import Literal

from sim.scenario.schema.base import Clock, Day, DayList, Id, Row, field, source
from sim.scenario.schema.hours import DAYS_DOC


class RosterEntry(Row):
    """A recurring duty, coaching or training of a staff group."""

    id: Id = field("Identifier", "标识", unit="id")
    staff: Id = field("Staff group", "人员组", unit="id")
    member: int | None = field(
        "Which person of the group, counted from 0; blank: all",
        "组内第几人（从 0 起）；空为全体",
        unit="index",
        ge=0,
        le=9_999,
        default=None,
    )
    activity: Literal["duty", "coaching", "training"] = field(
        "Duty at a facility, coaching a station, or training away",
        "值守、下沉辅导或上挂培训",
        unit="choice",
        default="duty",
    )
    facility: Id | None = field(
        "Where; coaching with a blank goes where the joint assessment sends it",
        "地点；辅导留空则由联动考核分配",
        unit="id",
        default=None,
    )
    days: DayList = field(*DAYS_DOC, unit="list")
    date_from: Day | None = field(
        "First date; blank: from the start", "起始日期；空为自始", unit="date", default=None
    )
    date_to: Day | None = field(
        "Last date; blank: to the end", "截止日期；空为至终", unit="date", default=None
    )
    opens: Clock = field("Begins at", "开始", unit="HH:MM")
    closes: Clock = field("Ends at", "结束", unit="HH:MM")
    service: Id | None = field(
        "Coaching and training: class whose chance to be solved rises",
        "辅导或培训所提升的服务类",
        unit="id",
        default=None,
    )
    source: str = source()
