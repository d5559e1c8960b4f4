"""Every column, series and code of the files a run writes: unit and meaning, for docs/outputs.md."""

from __future__ import annotations

from typing import NamedTuple


class Meaning(NamedTuple):
    """What a column, a series or a code says; the unit is empty where there is none."""

    unit: str
    en: str
    zh: str


_SCENARIO = Meaning("", "id of the scenario", "情景的 id")
_REPLICATION = Meaning("", "number of the replication, from 1", "重复序号，从 1 起")
_KPI = Meaning("", "id of the KPI, as in [kpis.md](kpis.md)", "指标 id，见 [kpis.md](kpis.md)")
_UNIT = Meaning("", "unit of the value", "数值的单位")
_LEVEL = Meaning("", "what the key is of", "键所属的层级")
_KEY = Meaning("", "one of that level; see *Levels and keys*", "该层级中的一个，见“层级与键”")
_IDENTITY = {"kpi": _KPI, "unit": _UNIT, "level": _LEVEL, "key": _KEY}
_OF_KPI = "of the KPI"
_BOUNDS = "95 % t interval over replications; empty with fewer than two"
_SPREAD = "how one may turn out, not how well the mean is known"
_SPREAD_ZH = "表示单次结果的范围，而非均值的精度"
_BOUNDS_ZH = "按重复计算的 95 % t 置信区间；不足两次时为空"

KPIS = {
    "scenario": _SCENARIO,
    "replication": _REPLICATION,
    **_IDENTITY,
    "value": Meaning(_OF_KPI, "value in this replication; inf where it exceeds all bounds", "本次重复的值"),
}
SUMMARY = {
    "scenario": _SCENARIO,
    **_IDENTITY,
    "n": Meaning("replications", "replications that hold a value", "有值的重复次数"),
    "mean": Meaning(_OF_KPI, "mean over these replications", "这些重复的均值"),
    "sd": Meaning(_OF_KPI, "standard deviation; empty with fewer than two", "标准差；不足两次时为空"),
    "ci_low": Meaning(_OF_KPI, f"lower end of the {_BOUNDS}", f"{_BOUNDS_ZH}（下限）"),
    "ci_high": Meaning(_OF_KPI, f"upper end of the {_BOUNDS}", f"{_BOUNDS_ZH}（上限）"),
    "q05": Meaning(
        _OF_KPI, f"5 % of the replications lie below; {_SPREAD}", f"5 % 的重复低于此值；{_SPREAD_ZH}"
    ),
    "q95": Meaning(
        _OF_KPI, f"5 % of the replications lie above; {_SPREAD}", f"5 % 的重复高于此值；{_SPREAD_ZH}"
    ),
}
SERIES = {
    "scenario": _SCENARIO,
    "replication": _REPLICATION,
    "series": Meaning("", "one of the series below", "下列序列之一"),
    "key": Meaning("", "kind, facility id or step, by series", "按序列为件的类型、设施 id 或流转步骤"),
    "x": Meaning("of the series", "place on the axis", "横轴位置"),
    "value": Meaning("of the series", "value at x", "x 处的值"),
}
PRECISION = {
    "replications": Meaning("replications", "replications read so far", "已读取的重复次数"),
    "kpi": _KPI,
    "level": _LEVEL,
    "key": _KEY,
    "width": Meaning("of the KPI, or share", "half-width asked for", "要求的半宽"),
    "relative": Meaning("true/false", "whether the width is a share of the mean", "是否相对均值"),
    "mean": Meaning(_OF_KPI, "mean over these replications", "这些重复的均值"),
    "half_width": Meaning(_OF_KPI, "half-width of the 95 % t interval", "95 % t 区间的半宽"),
    "allowed": Meaning(_OF_KPI, "half-width allowed at this mean", "该均值下允许的半宽"),
    "met": Meaning("true/false", "whether it is narrow enough", "是否足够窄"),
}
WARM_UP = {
    "series": Meaning("", "backlog or processing_days, in pilot runs", "试运行中的在办件数或办理天数"),
    "key": Meaning("", "kind of case", "件的类型"),
    "week": Meaning("weeks", "week of the run, from 0", "周序号，从 0 起"),
    "value": Meaning("cases, or calendar days", "weekly mean over the pilot runs", "各次试运行的周均值"),
    "statistic": Meaning(
        "of the value, squared",
        "MSER-5: squared standard error of the mean without the weeks before; one of five weeks, first half",
        "MSER-5：去掉此前各周后均值标准误的平方；每五周一个，仅前半段",
    ),
    "cut": Meaning("true/false", "whether MSER-5 leaves the week out", "MSER-5 是否去掉该周"),
}
VERIFICATION = {
    "check": Meaning("code", "what is held against what; see cross-check.md", "检验，见 cross-check.md"),
    "level": Meaning("", "pool, group, facility or network", "队列、人员组、设施或全网"),
    "key": Meaning("", "which; a pool is facility/skill", "对象；队列为“设施/技能”"),
    "events": Meaning(
        "cases, services", "what it is about, mean over replications", "涉及的件数或次数，各次均值"
    ),
    "observed": Meaning(
        "seconds, or cases", "as the run has it, mean over replications", "运行所得，各次均值"
    ),
    "expected": Meaning("seconds, or cases", "as it should be, mean over replications", "应有之值，各次均值"),
    "ci_low": Meaning(
        "seconds",
        "observed - expected: lower end, of all checked waits together",
        "差值下限（所有受检等候合计）",
    ),
    "ci_high": Meaning("seconds", "its upper end", "差值上限"),
    "tolerance": Meaning("seconds", "what rounding to whole seconds can do", "取整秒的容差"),
    "verdict": Meaning(
        "code", "ok, flag, informational, or not_checked (one replication)", "通过、异常、参考或未检验"
    ),
    "reason": Meaning("codes", "why a wait is informational only", "等候仅供参考的原因"),
}
COMPARISON = {
    **_IDENTITY,
    "base": Meaning("", "name of the base run under runs/", "基准运行在 runs/ 下的名称"),
    "other": Meaning("", "name of the run compared with it", "对照运行的名称"),
    "mean_base": Meaning(_OF_KPI, "mean of the base", "基准均值"),
    "mean_other": Meaning(_OF_KPI, "mean of the other", "对照均值"),
    "difference": Meaning(_OF_KPI, "mean of other minus base, paired by replication", "逐次配对之差的均值"),
    "sd": Meaning(_OF_KPI, "standard deviation of the paired differences", "配对差的标准差"),
    "ci_low": Meaning(_OF_KPI, f"difference: lower end of the {_BOUNDS}", f"差值：{_BOUNDS_ZH}（下限）"),
    "ci_high": Meaning(_OF_KPI, f"difference: upper end of the {_BOUNDS}", f"差值：{_BOUNDS_ZH}（上限）"),
    "q05": Meaning(_OF_KPI, "5 % of the paired differences lie below", "5 % 的配对差低于此值"),
    "q95": Meaning(_OF_KPI, "5 % of the paired differences lie above", "5 % 的配对差高于此值"),
    "simultaneous_low": Meaning(
        _OF_KPI,
        "lower end of the interval that holds with all of its family at 95 %",
        "联合区间下限：与同族各项同时成立，95 %",
    ),
    "simultaneous_high": Meaning(_OF_KPI, "upper end of that interval", "联合区间上限"),
    "p": Meaning(
        "",
        "two-sided p-value of the paired t test; empty with fewer than two",
        "配对 t 检验的双侧 p 值；不足两次时为空",
    ),
    "p_holm": Meaning("", "p adjusted by Holm within its family", "族内按 Holm 法校正的 p 值"),
    "n": Meaning(
        "replications", "replications in which both hold a finite value", "双方均有有限值的重复次数"
    ),
    "variance_reduction": Meaning(
        "share",
        "1 - var(difference) / (var(base) + var(other)): what common random numbers take away",
        "公共随机数减少的方差比例",
    ),
    "family": Meaning(
        "",
        "adjusted with: `headline`, all headline rows of all pairs; `pairs`, this row over them; empty as p",
        "同族范围：`headline` 为全部首要行与全部对照；`pairs` 为本行的各对照；p 为空时为空",
    ),
    "family_size": Meaning("differences", "how many differences that family holds", "族内差值的个数"),
}
_ROW = {"scenario": _SCENARIO, "replication": _REPLICATION}
_CASE = Meaning(
    "", "identity of the case, the same in every scenario of a comparison", "件的标识，各情景相同"
)
CASES = {
    **_ROW,
    "case": _CASE,
    "zone": Meaning("", "demand point of origin (zones.csv)", "来源需求点（zones.csv）"),
    "county": Meaning("", "county of the demand point (counties.csv)", "需求点所属区县（counties.csv）"),
    "industry": Meaning("", "industry of the enterprise (industries.csv)", "企业所属产业（industries.csv）"),
    "service": Meaning("", "service class (services.csv)", "服务类别（services.csv）"),
    "item": Meaning("", "item of the class (items.csv); empty if it has none", "事项（items.csv），可为空"),
    "kind": Meaning("code", "transaction or problem", "办件或问题"),
    "family": Meaning("code", "family of the service class", "服务类别所属的大类"),
    "channel": Meaning("code", "how the case comes", "到来方式"),
    "origin": Meaning("code", "what raised the case", "件的由来"),
    "facility": Meaning(
        "", "where it goes first; empty: no facility was worth the way", "首站；空为无处可去"
    ),
    "facility_last": Meaning("", "facility that held it last (facilities.csv)", "最后持有该件的设施"),
    "tier_last": Meaning("code", "tier of that facility", "该设施的层级"),
    "outcome": Meaning("code", "what became of the case", "结局"),
    "arose": Meaning("date and time", "the need arose; may lie before the start", "需求产生；可早于开始日"),
    "entry": Meaning(
        "date and time", "first event: at the counter, filed online, or slot booked", "首个事件"
    ),
    "accepted": Meaning(
        "date and time", "first joined a queue: its promise starts to run", "首次入队，承诺起算"
    ),
    "due": Meaning("date and time", "accepted plus the promise in working time", "承诺到期（按工作时间）"),
    "first_start": Meaning("date and time", "first service started", "首次开始办理"),
    "closed": Meaning("date and time", "closed or lost; empty while open", "办结或流失；未结为空"),
    "wait_seconds": Meaning("s", "in queues, nights of a ticket included", "排队时长，含过夜的票号"),
    "site_wait_seconds": Meaning("s", "of these at the counter, in person", "其中本人在窗口的等候"),
    "work_seconds": Meaning("s", "in the hands of staff, pauses left out", "人员办理时长，不含停顿"),
    "handoff_time_seconds": Meaning("s", "on the way from one tier to the next", "层级间流转时长（日历）"),
    "review_time_seconds": Meaning(
        "s", "in reviews, joint ones counted once", "审查时长（日历），联审只计一次"
    ),
    "session_time_seconds": Meaning("s", "waiting for a leaders' session", "等待政企面对面的时长（日历）"),
    "travel_seconds": Meaning(
        "s", "the enterprise's travel, both ways, all trips", "企业往返路程，含全部行程"
    ),
    "attempts": Meaning("services", "services completed", "已完成的办理次数"),
    "handoffs": Meaning("hand-offs", "times it was handed to another facility", "流转次数"),
    "first_contact": Meaning("true/false", "solved by the first service", "首次办理即解决"),
    "backstop": Meaning("true/false", "the three chiefs took it", "由三长兜底"),
    "in_session": Meaning("true/false", "a leaders' session took it", "进入政企面对面"),
    "linked": Meaning(
        "true/false", "cross-city, or a bundle of two reviews or more", "跨市件，或两个以上审查的“一件事”"
    ),
    "measured": Meaning(
        "true/false", "arose in the measured window: KPIs count it", "计量期内产生，计入指标"
    ),
    "on_time": Meaning(
        "true/false",
        "solved by due, as on_time_share counts; empty where not known: lost, or open and not yet due",
        "到期前解决，口径同 on_time_share；流失、未到期而未办结者为空",
    ),
    "satisfied": Meaning("true/false", "truly satisfied, asked or not", "真实满意与否"),
    "surveyed": Meaning("true/false", "answered the survey", "答复了调查"),
    "reported": Meaning(
        "true/false", "satisfied as the survey says; empty if not surveyed", "调查所示满意与否"
    ),
    "tiers": Meaning("", "tiers whose desks held it, in order: `station > subcentre`", "依次经过的层级"),
}
STAGES = {
    **_ROW,
    "case": _CASE,
    "review": Meaning("", "0: the case itself; 1 and up: number of its review", "0 为件本身，1 起为审查序号"),
    "stage": Meaning("code", "what the stage is", "阶段类型"),
    "facility": Meaning("", "where (facilities.csv)", "所在设施（facilities.csv）"),
    "skill": Meaning("", "skill of the queue; empty where there was none", "队列的技能；无队列为空"),
    "group": Meaning("", "staff group that served (staff.csv)", "办理的人员组（staff.csv）"),
    "member": Meaning("", "number of the member in the network, from 0", "人员在全网中的序号，从 0 起"),
    "joined": Meaning("date and time", "joined the queue or the stage began", "入队或阶段开始"),
    "started": Meaning("date and time", "service started; as ended if none was", "开始办理；未办理时同结束"),
    "ended": Meaning("date and time", "stage ended", "阶段结束"),
    "work_seconds": Meaning("s", "busy between started and ended, pauses left out", "实际办理时长，不含停顿"),
    "outcome": Meaning("code", "how the stage ended", "阶段的结果"),
}
FILES = {
    "kpis.csv": KPIS,
    "summary.csv": SUMMARY,
    "series.csv": SERIES,
    "precision.csv": PRECISION,
    "warm_up.csv": WARM_UP,
    "verification.csv": VERIFICATION,
    "comparison.csv": COMPARISON,
    "cases.parquet": CASES,
    "stages.parquet": STAGES,
}
SELECTION_FILES = {
    "selection.csv": {
        "scenario": Meaning("", "name of the scenario under scenarios/", "情景在 scenarios/ 下的名称"),
        "replications": Meaning("count", "replications made of it", "重复次数"),
        "mean": Meaning(_OF_KPI, "their mean", "均值"),
        "sd": Meaning(_OF_KPI, "their standard deviation", "标准差"),
        "eliminated_at": Meaning(
            "count",
            "after how many replications KN eliminated it; empty: not",
            "KN 在第几次重复后淘汰；空为未淘汰",
        ),
        "selected": Meaning("", "true of the one selected", "是否选中"),
    },
    "trajectory.csv": {
        "step": Meaning("", "screening (KN) or allotment (OCBA)", "KN 筛选或 OCBA 分配的步序"),
        "scenario": Meaning("", "name of the scenario", "情景"),
        "replications": Meaning("count", "replications made of it by then", "至此的重复次数"),
        "mean": Meaning(_OF_KPI, "their mean", "其均值"),
        "contends": Meaning("", "whether it is still in after the step", "该步之后是否仍在竞争"),
    },
    "values.csv": {
        "scenario": Meaning("", "name of the scenario", "情景"),
        "replication": Meaning(
            "",
            "number of the replication: with KN the same chances in every scenario",
            "重复编号；KN 各情景共用随机数",
        ),
        "value": Meaning(_OF_KPI, "the KPI", "指标值"),
    },
}


class SeriesMeaning(NamedTuple):
    """Keys, axis, value and meaning of one series."""

    key: str
    x: str
    value: str
    en: str
    zh: str


SERIES_NAMES = {
    "processing_ratio": SeriesMeaning(
        "kind",
        "working time / promise, lower edge of bins of 0.05; 3: the rest and open cases",
        "cases",
        "handled cases by processing time over promise",
        "按办理工作时间与承诺之比计的件数",
    ),
    "processing_days": SeriesMeaning(
        "kind",
        "whole calendar days; 60: the rest and open cases",
        "cases",
        "handled cases by calendar days of processing",
        "按办理日历天数计的件数",
    ),
    "backlog": SeriesMeaning(
        "kind", "day of the run, from 0", "cases", "cases open at the end of the day", "日终在办件数"
    ),
    "closed_weeks": SeriesMeaning(
        "kind",
        "week of the run, from 0",
        "cases",
        "cases accepted in the week that were closed, in the warm-up too",
        "该周受理并已办结的件数，含预热期",
    ),
    "processing_weeks": SeriesMeaning(
        "kind",
        "week of the run, from 0",
        "seconds",
        "calendar time from acceptance to closing of these cases, summed",
        "上述各件从受理到办结的日历时间之和",
    ),
    "flow": SeriesMeaning(
        "`from>to`: station, subcentre, district, city, session, solved, unsolved, lost, open",
        "0",
        "cases",
        "measured cases that went from one to the other",
        "由前者到后者的件数",
    ),
    "busy_hours": SeriesMeaning(
        "facility",
        "hour of the week, 0 = Monday 00:00",
        "member-seconds",
        "staff at work in the measured window",
        "计量期内人员办理时间",
    ),
    "presence_hours": SeriesMeaning(
        "facility",
        "hour of the week, 0 = Monday 00:00",
        "member-seconds",
        "staff present in the measured window",
        "计量期内人员在岗时间",
    ),
}
