"""Opening hours: ``hours.csv``, several rows a pattern."""

from __future__ import annotations

from sim.scenario.schema.base import Clock, DayList, Flag, Id, Row, field, flag, source

DAYS_DOC = (
    "Days, joined by ; : working, rest, daily, or mon to sun (that weekday unless a public holiday)",
    "日期，以 ; 分隔：working 工作日、rest 休息日、daily 每天、mon 至 sun（该星期几，法定节假日除外）",
)


class OpeningHours(Row):
    """One stretch of opening of a pattern."""

    pattern: Id = field("Pattern it belongs to", "所属时段方案", unit="id")
    days: DayList = field(*DAYS_DOC, unit="list")
    opens: Clock = field("Opens at", "开始", unit="HH:MM")
    closes: Clock = field("Closes at; 24:00 is midnight", "结束；24:00 为午夜", unit="HH:MM")
    evening: Flag = flag("Held only while the evening lever is on", "仅在夜市办开启时有效", default=False)
    source: str = source()
