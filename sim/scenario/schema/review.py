"""Department reviews of service classes: ``reviews.csv``."""

from __future__ import annotations

from sim.scenario.schema.base import Flag, Id, Row, field, flag, source


class Review(Row):
    """One review that a class needs before it can be solved."""

    service: Id = field("Service class", "服务类", unit="id")
    order: int = field("Place in the order of reviews", "审查顺序", unit="rank", ge=1, le=4)
    department: Id = field(
        "Department facility, or a plain name where no queue is modelled",
        "部门设施标识；不设队列时可为任意名称",
        unit="id",
    )
    hours: float = field(
        "Mean length: working time of the delay, or work of the department's staff where a skill is given",
        "平均时长：延迟的工作时间；给出技能时为部门人员的办理时间",
        unit="statutory working hours",
        gt=0,
        le=10_000,
    )
    cv: float = field("Coefficient of variation", "变异系数", unit="ratio", ge=0, le=10, default=0.5)
    skill: Id | None = field(
        "Blank: a pure delay; else the review queues for this skill at the department",
        "空：纯延迟；否则在该部门排队等此技能",
        unit="id",
        default=None,
    )
    recognisable: Flag = flag(
        "Dropped where mutual recognition holds and another city has made it",
        "互认时外市已作者可免",
        default=False,
    )
    source: str = source()
