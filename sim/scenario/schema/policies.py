"""Policies: the levers of a scenario and their parameters, ``policies.csv`` over these defaults."""

from __future__ import annotations

from typing import Any

from sim.scenario.schema.base import Flag, Id, Row, field, share, source


def _on(doc: str, zh: str) -> Any:
    return field(doc, zh, unit="switch", default=True)


def _time(doc: str, zh: str, *, unit: str, default: float) -> Any:
    return field(doc, zh, unit=unit, ge=0, le=100_000, default=default)


def _ratio(doc: str, zh: str, *, default: float) -> Any:
    return field(doc, zh, unit="ratio", ge=0, le=10, default=default)


def _weight(doc: str, zh: str, *, unit: str, default: float) -> Any:
    return field(doc, zh, unit=unit, ge=-1000, le=1000, default=default)


class Evening(Row):
    """Evening opening 夜市办."""

    on: Flag = _on("Evening hours are held", "开设夜市办")


class Roving(Row):
    """Roving points 流动办."""

    on: Flag = _on("Roving points go out", "开设流动办")


class Team(Row):
    """The 1+1+1+X team."""

    on: Flag = _on("The X groups of the team are there", "1+1+1+X 团队中的 X 在岗")


class Partners(Row):
    """Partner organisations in the stations."""

    on: Flag = _on("Partners' staff are there", "合作机构人员在岗")


class Delegation(Row):
    """Delegation 赋权 of district items to stations."""

    on: Flag = _on("Delegated items are in the catalogues", "赋权事项列入目录")
    authority: float = share(
        "How far a delegated item moves the station's chance to solve towards the district's",
        "赋权使驿站解决概率向区县靠拢的程度",
        default=0.8,
    )


class Coaching(Row):
    """Coaching 下沉辅导 of stations by chief specialists."""

    on: Flag = _on("Coaching takes place", "开展下沉辅导")
    ceiling: float = share(
        "Chance to be solved that coaching tends to", "辅导所能达到的解决概率上限", default=0.95
    )
    rate: float = field(
        "Learning rate: the gap to the ceiling shrinks by exp(-rate) with each visit",
        "学习率：每次辅导使差距按 exp(-rate) 缩小",
        unit="per visit",
        ge=0,
        le=10,
        default=0.25,
    )
    start_level: int = field(
        "Visits already made at the start", "起始时已完成的辅导次数", unit="visits", ge=0, le=1000, default=0
    )


class Training(Row):
    """Training away 上挂 of station staff."""

    on: Flag = _on("Training takes place", "开展上挂培训")
    visits_equivalent: int = field(
        "Coaching visits that one training counts as",
        "一次培训折合的辅导次数",
        unit="visits",
        ge=0,
        le=1000,
        default=1,
    )


class Appointments(Row):
    """Appointments 预约."""

    on: Flag = _on("Appointments are taken; off: these cases walk in", "接受预约；关闭时改为直接到站")
    lead_hours: float = _time(
        "Shortest time from booking to slot", "预约提前量", unit="calendar hours", default=2.0
    )
    slot_minutes: int = field("Length of a slot", "预约时段长度", unit="minutes", ge=5, le=1440, default=30)
    no_show: float = share("Share that does not come", "爽约比例", default=0.08)
    late: float = share("Share that comes late", "迟到比例", default=0.1)
    late_minutes: float = _time(
        "Mean delay of those who come late", "平均迟到时间", unit="minutes", default=15.0
    )


class HomeVisits(Row):
    """Home visits 上门代办."""

    on: Flag = _on("Home visits are made; off: these cases walk in", "提供上门代办；关闭时改为直接到站")


class Visits(Row):
    """Proactive visits that discover problems (the running team 跑团)."""

    on: Flag = _on("Proactive visits are made", "开展主动走访")
    per_enterprise: float = field(
        "Visits an enterprise gets in a year (assumed)",
        "每企业每年走访次数（假设）",
        unit="visits per enterprise per year",
        ge=0,
        le=1000,
        default=0.05,
    )
    discovery: float = field(
        "Problems that a visit discovers",
        "每次走访发现的问题数",
        unit="problems per visit",
        ge=0,
        le=100,
        default=0.196,
    )
    self_report: float = share(
        "Share of undiscovered problems that enterprises report themselves",
        "未被走访发现而由企业自行提出的比例",
        default=0.3,
    )
    self_report_days: float = _time(
        "Mean delay until an enterprise reports a problem itself",
        "企业自行提出问题的平均延迟",
        unit="days",
        default=30.0,
    )
    time_share: float = share(
        "Share of resident station time that visits take", "走访占用驿站常驻人员时间的比例", default=0.05
    )


class Online(Row):
    """The online channel 湖企办."""

    multiplier: float = field(
        "Multiplies the share filed online, taken from walk-ins",
        "网上提交比例的倍率，差额来自直接到站的件",
        unit="factor",
        ge=0,
        le=100,
        default=1.0,
    )


class Push(Row):
    """Information push 信息推送 between tiers."""

    on: Flag = _on("Facilities with push hand off through the platform", "具备条件的设施经平台推送上交件")
    hours_with: float = _time(
        "Mean hand-off delay with push", "有推送时平均流转时间", unit="statutory working hours", default=2.0
    )
    hours_without: float = _time(
        "Mean hand-off delay without push",
        "无推送时平均流转时间",
        unit="statutory working hours",
        default=10.0,
    )
    cv: float = _ratio("Coefficient of variation of hand-off delays", "流转时间的变异系数", default=0.7)


class OutOfArea(Row):
    """Out-of-area filing 异地通办."""

    on: Flag = _on("Facilities with it file for other cities and counties", "具备条件的设施开展异地通办")
    trip_hours: float = _time(
        "Mean time a cross-city case loses when it must be filed in person in the other city",
        "跨市件须赴外市办理时的平均耗时",
        unit="statutory working hours",
        default=12.0,
    )
    cv: float = _ratio("Coefficient of variation of that time", "该耗时的变异系数", default=0.5)


class MutualRecognition(Row):
    """Mutual recognition 互认 of reviews between cities."""

    on: Flag = _on("Facilities with it drop reviews another city has made", "具备条件的设施免除外市已作审查")


class Bundles(Row):
    """One-thing bundles 一件事."""

    on: Flag = _on(
        "Reviews of bundles run side by side where joint review is held", "在联办联审设施并行办理一件事审查"
    )


class Backstop(Row):
    """The backstop 三长兜底 by the three chiefs."""

    on: Flag = _on("Chiefs take cases that near their promise", "三长接手临近时限的件")
    share: float = share(
        "Part of the promise after which the chiefs take a case", "触发兜底的承诺时限比例", default=0.6
    )
    handling_minutes: float = field(
        "Mean handling time of the chiefs", "三长平均办理时间", unit="minutes", gt=0, le=100_000, default=90.0
    )
    solve: float = field(
        "Chance that the chiefs solve it", "三长解决概率", unit="share", ge=0, le=1, default=0.9
    )


class SessionPolicy(Row):
    """Leaders' sessions 政企面对面."""

    on: Flag = _on("Sessions are held", "举办政企面对面")
    solve: float = share("Chance that a session solves a problem", "会议解决概率", default=0.7)


class Grading(Row):
    """Classed and graded routing 分类分级."""

    on: Flag = _on(
        "Graded cases enter at their tier; off: all at stations", "按分级进入相应层级；关闭时均从驿站进入"
    )


class Tracking(Row):
    """Tracking of key projects 重点项目跟踪."""

    on: Flag = _on("Projects' needs are known when they arise", "及时掌握重点项目需求")
    delay_days: float = _time(
        "Mean delay until an untracked need is brought forward",
        "未跟踪时需求提出的平均延迟",
        unit="days",
        default=5.0,
    )
    priority: int = field(
        "Priority of a tracked project's cases", "被跟踪项目件的优先级", unit="rank", ge=0, le=9, default=3
    )


class Assessment(Row):
    """Joint assessment 双向考核 of boards with stations."""

    on: Flag = _on("The score allots the next month's coaching", "按考核得分分配下月辅导")


class Survey(Row):
    """Third-party evaluation of satisfaction."""

    on: Flag = _on("Closed cases are surveyed", "开展第三方评价")
    rate: float = share("Share of closed cases that is surveyed", "办结件抽样比例", default=0.3)


class Choice(Row):
    """How a walk-in chooses a facility."""

    radius_km: float = field(
        "Farthest facility considered, by road", "考虑的最远路程", unit="km", gt=0, le=1000, default=15.0
    )
    travel_weight: float = _weight(
        "Utility lost by an hour of travel", "每小时路程的负效用", unit="per hour", default=4.0
    )
    opening_weight: float = _weight(
        "Utility lost by an hour until it opens", "距开门每小时的负效用", unit="per hour", default=0.15
    )
    centre: float = _weight(
        "Utility constant of the district centre", "区县中心的固定效用", unit="utility", default=-0.5
    )
    outside: float = _weight("Utility of not being served", "不办理的效用", unit="utility", default=-6.0)


class Travel(Row):
    """How distance becomes time."""

    detour: float = field(
        "Road distance over straight line", "路程与直线距离之比", unit="ratio", ge=1, le=10, default=1.324
    )
    speed: float = field("Mean speed, door to door", "平均速度", unit="km/h", gt=0, le=300, default=30.0)
    fixed_minutes: float = _time(
        "Fixed part of every trip", "每次出行的固定时间", unit="minutes", default=3.0
    )


class Patience(Row):
    """Leaving and turning away of people on site."""

    on: Flag = _on("People leave when they wait too long", "等待过久者离开")
    mean_minutes: float = field(
        "Mean patience, in open time", "平均耐心（开放时间）", unit="minutes", gt=0, le=100_000, default=60.0
    )
    balk_per_waiting: float = field(
        "Chance to turn away, for each person waiting",
        "每有一人等待时转身离开的概率",
        unit="probability per person",
        ge=0,
        le=1,
        default=0.01,
    )


class Returns(Row):
    """Coming back after closing."""

    lag_minutes: float = _time(
        "Mean lag after opening of a return or first arrival",
        "开门后到达的平均滞后",
        unit="minutes",
        default=15.0,
    )


class AbsentSkill(Row):
    """What is done when the skill is not present."""

    wait_hours: float = _time(
        "Longest wait for the next visit of a rotating specialist",
        "等待下次轮驻的最长时间",
        unit="statutory working hours",
        default=14.0,
    )
    call: Flag = field(
        "Else an on-call specialist is called", "否则召唤随驻专员", unit="switch", default=True
    )


class Satisfaction(Row):
    """The linear score whose logistic is the chance to be satisfied."""

    intercept: float = _weight(
        "Score of a case solved at once", "即时解决件的基础得分", unit="logit", default=5.2
    )
    wait: float = _weight("For each hour of waiting", "每等待一小时", unit="logit per hour", default=-0.4)
    late: float = _weight("If the promise is missed", "逾期", unit="logit", default=-1.5)
    lateness: float = _weight(
        "For each working day late", "每逾期一个工作日", unit="logit per working day", default=-0.05
    )
    handoff: float = _weight("For each hand-off", "每次流转", unit="logit per hand-off", default=-0.15)
    travel: float = _weight("For each hour of travel", "每小时路程", unit="logit per hour", default=-0.3)
    unsolved: float = _weight("If it is not solved", "未解决", unit="logit", default=-4.0)


class Policies(Row):
    """All policies; a field is a policy, its fields are the parameters."""

    evening: Evening = Evening()
    roving: Roving = Roving()
    team: Team = Team()
    partners: Partners = Partners()
    delegation: Delegation = Delegation()
    coaching: Coaching = Coaching()
    training: Training = Training()
    appointments: Appointments = Appointments()
    home_visits: HomeVisits = HomeVisits()
    visits: Visits = Visits()
    online: Online = Online()
    push: Push = Push()
    out_of_area: OutOfArea = OutOfArea()
    mutual_recognition: MutualRecognition = MutualRecognition()
    bundles: Bundles = Bundles()
    backstop: Backstop = Backstop()
    sessions: SessionPolicy = SessionPolicy()
    grading: Grading = Grading()
    tracking: Tracking = Tracking()
    assessment: Assessment = Assessment()
    survey: Survey = Survey()
    choice: Choice = Choice()
    travel: Travel = Travel()
    patience: Patience = Patience()
    returns: Returns = Returns()
    absent_skill: AbsentSkill = AbsentSkill()
    satisfaction: Satisfaction = Satisfaction()


class PolicyRow(Row):
    """A row of policies.csv: one parameter that differs from its default, or whose source is given."""

    policy: Id = field("Policy", "政策", unit="id")
    parameter: Id = field("Parameter of the policy", "参数", unit="id")
    value: str = field("Value", "取值", unit="as the parameter", min_length=1)
    unit: str = field(
        "Unit; must equal the parameter's unit", "单位，须与参数单位一致", unit="text", min_length=1
    )
    source: str = source()
