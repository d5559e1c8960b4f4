"""Settings of a scenario: ``scenario.yaml``."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sim.scenario.schema.base import Clock, Day, Id, Row, field, name_en, name_zh, parse_clock

STATUTORY_HOURS = (
    (parse_clock("09:00"), parse_clock("12:00")),
    (parse_clock("13:30"), parse_clock("17:00")),
)


class Settings(Row):
    """Name, horizon, calendar and seed of a scenario."""

    id: Id = field("Identifier, part of folder names", "情景标识，用于文件夹名", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    description_zh: str = field("What it shows, in Chinese", "中文说明", unit="text", default="")
    description_en: str = field("What it shows, in English", "英文说明", unit="text", default="")
    start: Day = field("First day", "起始日", unit="date", default=date(2024, 1, 1))
    days: int = field(
        "Horizon from the first day, warm-up included",
        "模拟天数（含预热期）",
        unit="days",
        ge=1,
        le=3650,
        default=364,
    )
    warm_up_days: int = field(
        "Days at the start that are not measured; fewer than the horizon",
        "预热天数，不计入统计，须小于模拟天数",
        unit="days",
        ge=0,
        le=3649,
        default=28,
    )
    follow_up_days: int = field(
        "Days after the horizon in which measured cases are followed to their end, at most one more horizon",
        "期末后继续跟踪未办结件的天数，不超过模拟天数",
        unit="days",
        ge=0,
        le=3650,
        default=90,
    )
    replications: int = field(
        "Independent replications", "独立重复次数", unit="count", ge=1, le=10_000, default=1
    )
    seed: int = field("Seed of all chance", "随机种子", unit="count", ge=0, le=2**32 - 1, default=20240101)
    calendar: Literal["china", "none"] = field(
        "china: public holidays and make-up workdays; none: every day is a working day",
        "china：法定节假日与调休；none：每天都是工作日",
        unit="choice",
        default="china",
    )
    working_hours: tuple[tuple[Clock, Clock], ...] = field(
        "Statutory working time of a working day, in order",
        "法定工作时段，按时间先后",
        unit="HH:MM pairs",
        default=STATUTORY_HOURS,
        min_length=1,
        max_length=8,
    )
    calibration: str = field(
        "What its numbers were calibrated to; empty: they are as put together",
        "数值校准所依据的内容；空为未校准",
        unit="text",
        default="",
    )
    city_zh: str = field("City, in Chinese", "城市中文名", unit="text", default="湖州市")
    city_en: str = field("City, in English", "城市英文名", unit="text", default="Huzhou")
