"""Staff groups: ``staff.csv``."""

from __future__ import annotations

from typing import Literal

from sim.scenario.schema.base import Id, IdList, Row, field, name_en, name_zh, source


class StaffGroup(Row):
    """Persons of one place with the same skills and mode of presence."""

    id: Id = field("Identifier", "标识", unit="id")
    facility: Id = field("Facility it is based at", "所在设施", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    partner: Id | None = field("Partner organisation it comes from", "所属合作机构", unit="id", default=None)
    board: Id | None = field(
        "Board it works for, a plain name", "所属板块，任意名称", unit="id", default=None
    )
    role: Literal["member", "chief", "chief_specialist"] = field(
        "Member, one of the chiefs of the backstop, or chief specialist of a board",
        "一般人员、三长之一或板块首席专员",
        unit="choice",
        default="member",
    )
    team: Literal["core", "x"] | None = field(
        "Place in the 1+1+1+X team; x groups are there only while the team lever is on",
        "1+1+1+X 团队中的位置；x 组仅在团队开启时存在",
        unit="choice",
        default=None,
    )
    head_count: int = field("Persons", "人数", unit="count", ge=0, le=10_000)
    skills: IdList = field("Skills, joined by ;", "技能，以 ; 分隔", unit="list", default=())
    enterprise_share: float = field(
        "Part of its time left for enterprises after citizens' work",
        "办理群众事项之后可用于企业的时间比例",
        unit="share",
        gt=0,
        le=1,
        default=1.0,
    )
    mode: Literal["resident", "rotating", "on_call"] = field(
        "Resident, rotating by roster, or on call",
        "常驻、轮驻（按排班）或随驻（待召）",
        unit="choice",
        default="resident",
    )
    hours: Id | None = field(
        "Pattern of duty; blank: the facility's hours",
        "值守时段方案；空为所在设施时段",
        unit="id",
        default=None,
    )
    serves: IdList = field(
        "On call: facilities or counties it can be called to; blank: the own county",
        "随驻可服务的设施或区县；空为本区县",
        unit="list",
        default=(),
    )
    cost_per_year: float = field(
        "Cost of one person for a year",
        "每人每年成本",
        unit="CNY per head per year",
        ge=0,
        le=100_000_000,
        default=0.0,
    )
    source: str = source()
