"""Facilities: ``facilities.csv``."""

from __future__ import annotations

from typing import Any, Literal

from sim.scenario.schema.base import Flag, Id, IdList, Row, field, flag, name_en, name_zh, source
from sim.scenario.schema.zone import latitude, longitude

TIERS = ("station", "subcentre", "district", "city", "department")
KIND_TIER = {
    "township": "station",
    "park": "station",
    "business_district": "station",
    "embedded": "station",
    "brand": "station",
    "roving": "station",
    "subcentre": "subcentre",
    "district_centre": "district",
    "city_centre": "city",
    "department": "department",
}
PARENTS = ("parent_basic", "parent_value_added", "parent_professional")


def _parent(family: str, zh: str) -> Any:
    return field(
        f"Where unsolved {family} cases are handed; blank: nowhere",
        f"未解决的{zh}服务上交至；空：不上交",
        unit="id",
        default=None,
    )


class Facility(Row):
    """A station, sub-centre, centre or department."""

    id: Id = field("Identifier; keys random streams", "标识，亦为随机流的键", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    tier: Literal["station", "subcentre", "district", "city", "department"] = field(
        "Tier", "层级", unit="choice"
    )
    kind: Literal[
        "township",
        "park",
        "business_district",
        "embedded",
        "brand",
        "roving",
        "subcentre",
        "district_centre",
        "city_centre",
        "department",
    ] = field("Kind; fits the tier", "类型，须与层级相符", unit="choice")
    tags: IdList = field(
        "Further kinds it also counts as, joined by ;", "兼有的类型，以 ; 分隔", unit="list", default=()
    )
    county: Id = field("County it lies in", "所在区县", unit="id")
    town: Id | None = field("Code of the town it lies in", "所在乡镇（街道）代码", unit="id", default=None)
    lat: float = latitude()
    lon: float = longitude()
    hours: Id = field("Opening hours, a pattern of hours.csv", "开放时段方案（hours.csv）", unit="id")
    parent_basic: Id | None = _parent("basic", "基础")
    parent_value_added: Id | None = _parent("value-added", "增值")
    parent_professional: Id | None = _parent("professional", "专业")
    chiefs: Id | None = field(
        "Facility whose group of chiefs is the backstop of cases here; blank: none",
        "提供三长兜底的设施；空：无",
        unit="id",
        default=None,
    )
    paired_board: Id | None = field(
        "Staff group of the board it is paired with in the joint assessment",
        "联动考核中结对的板块（人员组标识）",
        unit="id",
        default=None,
    )
    slot_capacity: int = field(
        "Appointments per slot; 0: none are taken",
        "每个预约时段可约数；0 为不接受预约",
        unit="count",
        ge=0,
        le=1000,
        default=0,
    )
    home_visits: Flag = flag("Staff go out to enterprises", "提供上门代办", default=False)
    push: Flag = flag(
        "Hand-offs from here are pushed through the platform", "上交件经平台推送", default=False
    )
    mutual_recognition: Flag = flag(
        "Reviews made by another city are recognised", "承认外市已作审查（互认）", default=False
    )
    joint_review: Flag = flag("Bundles are reviewed side by side here", "联办联审", default=False)
    out_of_area: Flag = flag("Files for other cities and counties", "可异地通办", default=False)
    queue_capacity: int | None = field(
        "Most people on site, waiting or in service (tickets fill no room); blank: no limit",
        "现场排队与办理人数上限（线上件不计）；空为不限",
        unit="count",
        ge=1,
        le=1_000_000,
        default=None,
    )
    attraction: float = field(
        "Added to its utility when a walk-in chooses",
        "选站效用的固定项",
        unit="utility",
        ge=-100,
        le=100,
        default=0.0,
    )
    open: Flag = flag("False: closed for the whole run", "false 为整个模拟期关闭", default=True)
    source: str = source()
