"""When demand arises within a year, a week and a day: ``profiles.csv``."""

from __future__ import annotations

from typing import Literal

from sim.scenario.schema.base import Row, field, source

PROFILE_INDEX = {
    "season": range(1, 13),
    "weekday": range(1, 8),
    "hour_working": range(24),
    "hour_rest": range(24),
}


class ProfileWeight(Row):
    """One weight of a demand profile; only the proportions within a profile matter."""

    profile: Literal["season", "weekday", "hour_working", "hour_rest"] = field(
        "season: by month; weekday: 1 to 5 on working days, 6 and 7 on rest days; hour_*: by hour of the day",
        "season：按月；weekday：1 至 5 为工作日，6、7 为休息日；hour_*：按小时",
        unit="choice",
    )
    index: int = field(
        "Month 1 to 12, weekday 1 (Monday) to 7, or hour 0 to 23; make-up workdays use 1, holidays 7",
        "月 1 至 12，星期 1 至 7，或小时 0 至 23；调休上班日用 1，节假日用 7",
        unit="index",
        ge=0,
        le=23,
    )
    weight: float = field("Relative intensity", "相对强度", unit="weight", ge=0, le=1_000_000)
    source: str = source()
