"""Service classes: ``services.csv``."""

from __future__ import annotations

from typing import Any, Literal

from sim.scenario.schema.base import Flag, Id, Row, field, flag, name_en, name_zh, share, source

CHANNEL_SHARES = ("share_walk_in", "share_appointment", "share_online", "share_home_visit")
GRADE_SHARES = ("grade_subcentre", "grade_district", "grade_city")


def _handling(where: str, place: str) -> Any:
    return field(f"Mean handling time at {where}", f"{place}平均办理时间", unit="minutes", gt=0, le=100_000)


class Service(Row):
    """A service class: what is asked for, by whom it is handled and how long that takes."""

    id: Id = field("Identifier; keys random streams", "标识，亦为随机流的键", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    family: Literal["basic", "value_added", "professional"] = field(
        "Basic, value-added or professional: decides the parent it is handed to",
        "基础、增值或专业服务，决定上交的上级",
        unit="choice",
    )
    kind: Literal["transaction", "problem"] = field(
        "Transaction (counter work) or problem (a ticket that may climb the tiers)",
        "件（窗口办理）或问题（可逐级上交的工单）",
        unit="choice",
    )
    skill: Id = field("Skill that handles it", "所需技能", unit="id")
    priority: int = field("Lower goes first", "优先级，小者先办", unit="rank", ge=0, le=9, default=5)
    handling_station: float = _handling("a station", "驿站")
    handling_subcentre: float = _handling("a sub-centre", "分中心")
    handling_district: float = _handling("the district centre", "区县中心")
    handling_city: float = _handling("the city centre", "市中心")
    handling_cv: float = field(
        "Coefficient of variation of the handling time (used by lognormal and uniform)",
        "办理时间的变异系数（用于 lognormal 与 uniform）",
        unit="ratio",
        ge=0,
        le=10,
        default=0.8,
    )
    handling_distribution: Literal["lognormal", "exponential", "constant", "uniform"] = field(
        "Distribution of the handling time", "办理时间的分布", unit="choice", default="lognormal"
    )
    solve_station: float = share("Chance that a station solves it", "驿站解决概率")
    solve_subcentre: float = share("Chance that a sub-centre solves it", "分中心解决概率")
    solve_district: float = share("Chance that the district centre solves it", "区县中心解决概率")
    solve_city: float = share("Chance that the city centre solves it", "市中心解决概率")
    promise_hours: float = field(
        "Promised limit, on the statutory clock",
        "承诺时限（法定工作时间）",
        unit="statutory working hours",
        gt=0,
        le=10_000,
    )
    review_tier: Literal["station", "subcentre", "district", "city"] = field(
        "Its reviews run once, at the first facility of this tier or above",
        "部门审核在该层级及以上的首个设施进行一次",
        unit="choice",
        default="district",
    )
    bundle: Flag = flag(
        "A one-thing bundle: its reviews run side by side", "一件事：各项审查并行", default=False
    )
    out_of_area: Flag = flag("May be done outside the own county", "可异地通办", default=False)
    cross_city_share: float = share(
        "Share of cases whose competent authority is another city", "主管机关在外市的比例", default=0.0
    )
    share_walk_in: float = share("Share of cases that walk in", "上门到站的比例", default=1.0)
    share_appointment: float = share("Share of cases with an appointment", "预约的比例", default=0.0)
    share_online: float = share("Share of cases filed online", "网上提交的比例", default=0.0)
    share_home_visit: float = share("Share of cases served by a home visit", "上门代办的比例", default=0.0)
    grade_subcentre: float = share(
        "Share graded to enter at the sub-centre", "分级后直接进入分中心的比例", default=0.0
    )
    grade_district: float = share(
        "Share graded to enter at the district centre", "分级后直接进入区县中心的比例", default=0.0
    )
    grade_city: float = share(
        "Share graded to enter at the city centre", "分级后直接进入市中心的比例", default=0.0
    )
    visit_share: float = share(
        "Share of the problems discovered by proactive visits that are of this class; all problem classes "
        "together make 1, or all are 0",
        "走访发现的问题中属于本类的比例；各问题类合计为 1，或全部为 0",
        default=0.0,
    )
    source: str = source()
