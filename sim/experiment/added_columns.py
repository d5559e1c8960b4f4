"""Every column of the files that are added to a finished run, for docs/outputs.md: unit and meaning."""

from __future__ import annotations

from sim.experiment.columns import Meaning

_HOURS, _YUAN, _MONTHS, _OF = "statutory working hours", "CNY per year", "months", "of the row"
BOTTLENECKS = {
    "rank": Meaning("", "by the effect on the network's percentile, greatest cut first", "按全网效果排序"),
    "group": Meaning("", "staff group that is given one head more (staff.csv)", "试加一人的人员组"),
    "group_zh": Meaning("", "its name in Chinese", "其中文名"),
    "group_en": Meaning("", "its name in English", "其英文名"),
    "facility": Meaning("", "where it is based (facilities.csv)", "所在设施"),
    "facility_zh": Meaning("", "name of that in Chinese", "设施中文名"),
    "facility_en": Meaning("", "name of that in English", "设施英文名"),
    "skills": Meaning("", "its skills, apart by semicolons", "技能，以分号分隔"),
    "busy_share": Meaning("share", "of its presence that it is busy, today", "现状下在岗时间的忙碌占比"),
    "potential": Meaning(
        _HOURS,
        "by how much the network's percentile would be lower had nobody waited in the group's queues",
        "若其所办队列无人等候，全网 90 分位可降低多少",
    ),
    "waited": Meaning(
        _HOURS,
        "mean wait in the group's queues of a case of the slowest tenth",
        "最慢一成事项在其队列中的平均等候",
    ),
    "kpi": Meaning("", "id of the KPI, as in [kpis.md](kpis.md)", "指标 id，见 [kpis.md](kpis.md)"),
    "level": Meaning("", "what the key is of", "键所属的层级"),
    "key": Meaning("", "all, transaction or problem", "全部、办件或问题"),
    "unit": Meaning("", "unit of the KPI", "指标单位"),
    "mean_base": Meaning(_HOURS, "the KPI today, mean over replications", "现状均值"),
    "effect": Meaning(
        _HOURS, "the KPI with one head more less today's, mean of paired differences", "配对差均值"
    ),
    "low": Meaning(_HOURS, "effect: lower end of its own 95 % t interval", "其自身 95 % 区间下限"),
    "high": Meaning(_HOURS, "upper end of that", "其自身 95 % 区间上限"),
    "simultaneous_low": Meaning(
        _HOURS,
        "effect: lower end of the interval that holds for all tested groups together at 95 % (Bonferroni)",
        "全部受试组联合成立的 95 % 区间下限（Bonferroni）",
    ),
    "simultaneous_high": Meaning(_HOURS, "upper end of that", "联合区间上限"),
    "n": Meaning("replications", "in which both percentiles are finite", "双方 90 分位均为有限值的重复次数"),
    "clear": Meaning("true/false", "whether the simultaneous interval leaves 0 out", "联合区间是否不含 0"),
    "cost": Meaning(_YUAN, "yearly cost of one head (staff.csv; assumed)", "一人的年成本（假设）"),
    "cost_per_hour": Meaning(
        "CNY per year and hour",
        "cost / hours cut, where the cut is clear",
        "每缩短一小时的年成本，仅在明显时给出",
    ),
    "tested": Meaning("groups", "how many groups were given one head more", "受试组数"),
}
REPORTED = {
    "id": Meaning("", "id of the figure in the register", "登记表中的 id"),
    "name_zh": Meaning("", "name in Chinese", "中文名称"),
    "name_en": Meaning("", "name in English", "英文名称"),
    "use": Meaning(
        "",
        "target or holdout (calibration); structure (fixes the network); context; reject (cannot be right)",
        "校准目标或留出、结构、背景、不采用",
    ),
    "unit": Meaning("", "unit of the values; empty: a plain number", "数值的单位；空为个数"),
    "reported": Meaning(
        _OF, "the figure as printed; empty: several numbers by type", "报道数字；空为分类计数"
    ),
    "reported_low": Meaning(
        _OF, "lower end of what it can have been before rounding", "取整前可能范围的下限"
    ),
    "reported_high": Meaning(_OF, "upper end, itself left out; empty: none", "上限（不含）；空为无上限"),
    "simulated": Meaning(
        _OF,
        "what the run gives: of a count without a window, over the median window that calibration assumes",
        "运行给出的值；未给出时段的计数取校准所假设的时段的中位数",
    ),
    "low": Meaning(
        _OF,
        "lower end of what the simulated network would report, 95 %; without a window, over the shortest one",
        "模拟网络所报数字的 95 % 区间下限；未给出时段时为最短时段的计数",
    ),
    "high": Meaning(_OF, "upper end of that", "上限"),
    "months": Meaning(
        _MONTHS,
        "that the simulated mean rate needs to reach a count without a window",
        "按模拟速度达到该数所需月数",
    ),
    "months_low": Meaning(_MONTHS, "the same at the upper end of the rate's 95 % interval", "按速度区间上限"),
    "months_high": Meaning(_MONTHS, "the same at its lower end; inf: never", "按速度区间下限；inf 为永不"),
    "verdict": Meaning("code", "agrees, differs or not_comparable", "相符、不符或不能直接比较"),
    "reason_zh": Meaning(
        "", "how it was compared, or why it cannot be, in Chinese", "比较方式或原因（中文）"
    ),
    "reason_en": Meaning("", "the same in English", "同上（英文）"),
    "calibrated": Meaning(
        "true/false", "whether the scenario is calibrated to these figures", "情景是否已按这些数字校准"
    ),
}
ADDED_FILES = {"bottlenecks.csv": BOTTLENECKS, "reported.csv": REPORTED}
FILE_ROWS = """\
| `bottlenecks.csv` | with `--bottlenecks`, and with `--report` unless `--no-bottlenecks`: what one more person in each of the \
groups that hold the slowest cases back would do; see [bottlenecks.md](bottlenecks.md) | 各组多一人的作用 |
| `reported.csv` | with the report: reported figures beside what the run gives; see [bottlenecks.md](bottlenecks.md#reported-against-simulated-报道与模拟) \
| 报道数字与运行结果对照 |
"""  # noqa: E501 - rows of Markdown tables
