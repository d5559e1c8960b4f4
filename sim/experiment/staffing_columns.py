"""Every column of the files that a staffing writes: unit and meaning, for docs/outputs.md."""

# ruff: noqa: E501 - rows of Markdown tables
from __future__ import annotations

from sim.experiment.columns import Meaning

SECTION = """\
## Staffing folder 人员配置文件夹

`staff` writes one, by default `results/<scenario id>-staffing-<seed>`; see [staffing.md](staffing.md). Where targets are out of reach
there is `shortfall.csv`, and neither promise nor recommendation.

`staff` 写入，默认 `results/<情景 id>-staffing-<种子>`；见 [staffing.md](staffing.md)。目标无法达到时写入 `shortfall.csv`，
没有承诺与推荐方案。

| file | what it holds | 内容 |
|---|---|---|
| `levers.csv` | what may be changed: today's and the recommended setting, and what holds it | 可调项：现状、推荐与约束原因 |
| `designs.csv` | every plan that the search simulated, in order | 搜索中仿真过的方案 |
| `binding.csv` | for each target its slack, and how many levers it holds | 各目标的余量及其约束的可调项数 |
| `certification.csv` | the share of years that keep all targets, and each, by phase | 各阶段达标年份的比例 |
| `values.csv` | every value that certification and check rest on | 认证与复核所依据的全部数值 |
| `promise.csv` | what was promised of the plan, beside what fresh seeds show | 承诺与新种子复核对照 |
| `marginal.csv` | what one more head of each of the busiest groups does | 最忙各组多一人的作用 |
| `robustness.csv` | the plan with assumed inputs otherwise | 假设变动时的方案表现 |
| `roster.csv` | the week of rotating specialists under the plan | 方案下轮驻专员的一周 |
| `shortfall.csv` | targets out of reach: best reachable value, and where most is missing | 无法达到的目标、最好可达值与缺口所在 |
| `recommended.yaml` | the plan as a scenario: base and changes | 推荐方案：基础情景与改动，可直接运行 |
| `scenario/`, `posterior.yaml`, `manifest.json`, `report.html`, `charts/` | as in other folders | 同其他文件夹 |
"""
MANIFEST_ROWS = """\
| sense, probability, confidence, search_replications, busiest, caution, levers, covers | what is promised and asked (staffing) | 保证与要求（人员配置） |
| cost, cost_today, cost_bound, proven, today_kept, overloaded, plans, attempts, certified, promise | what came out: costs in CNY a year, a lower bound, whether the least cost is proven, whether today keeps the targets; groups of the plan that are busy longer than present; plans simulated, attempts to certify, and what is promised, in both languages (staffing) | 结果：年成本、下界、是否证明最低、现状是否达标、超负荷的组、方案数、认证次数与保证（人员配置） |
| steps_simulated, steps_screened, steps_untried | single steps down from the plan: simulated and failing, ruled out by their effect, not tried (staffing) | 单步减少：经仿真不达标、按影响排除、未试（人员配置） |
| monotone | comparable pairs of plans, those where more staff was clearly worse or turned the criterion, where that changed a verdict, and the worst (staffing) | 单调性检验（人员配置） |
"""
_IDENTITY = {
    "kpi": Meaning("", "id of the KPI, as in [kpis.md](kpis.md)", "指标 id，见 [kpis.md](kpis.md)"),
    "level": Meaning("", "what the key is of", "键所属的层级"),
    "key": Meaning("", "one of that level", "该层级中的一个"),
}
_CNY = "CNY per year"
_KPI = "of the KPI"
_FACILITY = {
    "facility": Meaning("", "id of the facility", "设施 id"),
    "facility_zh": Meaning("", "its name in Chinese", "设施中文名"),
    "facility_en": Meaning("", "its name in English", "设施英文名"),
}
LEVERS = {
    "lever": Meaning("", "id of the group, or name of the choice", "人员组 id 或选择名"),
    "kind": Meaning("", "head: heads of a group; choice: options", "head 人数，choice 选项"),
    "group": Meaning("", "id of the group; empty for a choice", "人员组 id"),
    **_FACILITY,
    "name_zh": Meaning("", "name in Chinese", "中文名称"),
    "name_en": Meaning("", "name in English", "英文名称"),
    "skills": Meaning("", "skills, joined by ;", "技能，以 ; 分隔"),
    "least": Meaning("heads", "least that the rules allow", "规则下限"),
    "most": Meaning("heads", "most", "规则上限"),
    "today": Meaning("heads", "today; of a choice: number of the option, from 0", "现状；选择为选项序号"),
    "recommended": Meaning("heads", "recommended; of a choice as before", "推荐"),
    "option_today": Meaning("", "of a choice: today's option", "现有选项"),
    "option_recommended": Meaning("", "the recommended one", "推荐选项"),
    "option_zh": Meaning("", "its name in Chinese", "推荐选项中文名"),
    "option_en": Meaning("", "its name in English", "推荐选项英文名"),
    "cost_per_head": Meaning(_CNY, "of a head, on average over the levels", "每人成本"),
    "cost_change": Meaning(_CNY, "recommended less today", "推荐减现状"),
    "held_by": Meaning(
        "",
        "why it is not a step lower: a target, presence, skill, load, bound (of the rules or a roster); empty: nothing saved, or not looked into",
        "不能再减的原因：目标、presence 在岗、skill 技能、load 工作量、bound 规则或排班下限；空为无可节省或未查",
    ),
}
DESIGNS = {
    "design": Meaning("", "in the order of simulation, from 1", "仿真次序"),
    "stage": Meaning(
        "", "what asked for it: top, today, least, halved, sweep, proposed, cut, raised, step", "由何而来"
    ),
    "cost": Meaning(_CNY, "of the whole network's staff", "全网人员成本"),
    "feasible": Meaning("true/false", "keeps criterion and covers", "满足判据与约束"),
    "best_cost": Meaning(_CNY, "least cost of a feasible plan so far", "至此最低成本"),
    "requirement": Meaning("", "target with the least slack", "余量最小的目标"),
    "slack": Meaning(_KPI, "that slack, reserve taken off; empty: endless", "其余量（已扣除预留）"),
}
VALUES = {
    "phase": Meaning("", "certification_<attempt>, recheck, or the same of today's plan", "阶段"),
    "replication": Meaning("", "number within the phase", "阶段内序号"),
    **_IDENTITY,
    "value": Meaning(_KPI, "value in this replication", "本次重复的值"),
}
CERTIFICATION = {
    "phase": Meaning("", "certification_<attempt>, recheck, or today", "阶段"),
    "requirement": Meaning("", "a target, or all together", "目标，或 all 全部同时"),
    "n": Meaning("years", "simulated", "模拟年数"),
    "kept": Meaning("years", "that keep it", "达标年数"),
    "share": Meaning("share", "of years", "比例"),
    "low": Meaning("share", "lower end of its exact 95 % interval", "精确 95 % 区间下限"),
    "high": Meaning("share", "upper end", "精确 95 % 区间上限"),
    "certified": Meaning("true/false", "whether the attempt certified its plan", "是否通过认证"),
}
BINDING = {
    "constraint": Meaning("", "a target; presence, skill, load, bound", "目标，或在岗、技能、工作量、界限"),
    **_IDENTITY,
    "bound": Meaning(_KPI, "of the target", "目标值"),
    "mean": Meaning(_KPI, "of the plan, in the search", "搜索中的均值"),
    "spread": Meaning(_KPI, "standard deviation from year to year", "年际标准差"),
    "slack": Meaning(_KPI, "margin less the reserve for bad years", "扣除预留后的余量"),
    "levers": Meaning("levers", "that it keeps from a step down", "受其约束的可调项"),
}
MARGINAL = {
    "group": Meaning("", "group that gets one more head", "多一人的组"),
    "group_zh": Meaning("", "its name in Chinese", "组中文名"),
    "group_en": Meaning("", "its name in English", "组英文名"),
    **_FACILITY,
    "skills": Meaning("", "its skills, joined by ;", "技能"),
    **_IDENTITY,
    "unit": Meaning("", "unit of the effect", "单位"),
    "effect": Meaning(_KPI, "KPI with one more less without, paired mean", "多一人减原方案（配对均值）"),
    "low": Meaning(_KPI, "lower end of its 95 % interval", "95 % 区间下限"),
    "high": Meaning(_KPI, "upper end", "95 % 区间上限"),
    "n": Meaning("replications", "pairs", "配对数"),
    "cost": Meaning(_CNY, "of that head", "该人成本"),
    "value_per_100k": Meaning(
        _KPI, "gain for CNY 100,000 a year; empty: it costs nothing", "每 10 万元的改善"
    ),
    "busy_share": Meaning("share", "busy time over presence, without it", "原忙碌占比"),
    "clear": Meaning("true/false", "the interval does not hold 0", "区间不含 0"),
}
ROBUSTNESS = {
    "variant": Meaning("", "input and factor", "变动的输入与倍率"),
    "variant_zh": Meaning("", "in words, Chinese", "中文说明"),
    "variant_en": Meaning("", "in words, English", "英文说明"),
    **_IDENTITY,
    "unit": Meaning("", "unit of the mean", "单位"),
    "bound": Meaning(_KPI, "target, if there is one", "目标（若有）"),
    "mean": Meaning(_KPI, "of the recommended plan", "推荐方案均值"),
    "low": Meaning(_KPI, "lower end of its 95 % interval", "95 % 区间下限"),
    "high": Meaning(_KPI, "upper end", "95 % 区间上限"),
    "n": Meaning("replications", "on fresh seeds", "新种子重复数"),
    "years_kept": Meaning("share", "of years that keep all targets", "全部达标年份比例"),
    "years_low": Meaning("share", "lower end of its exact 95 % interval", "精确区间下限"),
    "years_high": Meaning("share", "upper end", "精确区间上限"),
    "today": Meaning(_KPI, "today's network, so assumed", "该假设下的现状均值"),
    "years_today": Meaning(
        "share", "of years in which today's network keeps all targets, so assumed", "该假设下现状达标年份比例"
    ),
}
ROSTER = {
    "group": Meaning("", "rotating group", "轮驻组"),
    "group_zh": Meaning("", "its name in Chinese", "组中文名"),
    "group_en": Meaning("", "its name in English", "组英文名"),
    "member": Meaning("", "which person of the group, from 0", "组内第几人"),
    "weekday": Meaning("", "1 Monday to 7 Sunday", "星期，1 至 7"),
    "half": Meaning("", "am or pm", "上午或下午"),
    **_FACILITY,
    "skills": Meaning("", "skills wanted there, joined by ;", "所需技能"),
    "opens": Meaning("HH:MM", "begins", "开始"),
    "closes": Meaning("HH:MM", "ends", "结束"),
    "travel_minutes": Meaning("minutes", "way there, and back after the day's last visit", "路程"),
    "work_hours": Meaning("hours", "expected work that it covers", "预期覆盖的工作量"),
}
SHORTFALL = {
    "requirement": Meaning("", "target out of reach", "无法达到的目标"),
    **_IDENTITY,
    "bound": Meaning(_KPI, "of the target", "目标值"),
    "reachable": Meaning(_KPI, "mean at the plan that comes nearest", "最接近方案的均值"),
    "spread": Meaning(_KPI, "standard deviation from year to year", "年际标准差"),
    "facility": Meaning("", "where much is missing", "缺口所在设施"),
    "missing_share": Meaning("share", "of what is missing in all", "占全部缺口的比例"),
}
STAFFING_FILES = {
    "levers.csv": LEVERS,
    "designs.csv": DESIGNS,
    "binding.csv": BINDING,
    "certification.csv": CERTIFICATION,
    "values.csv (staffing)": VALUES,
    "marginal.csv": MARGINAL,
    "robustness.csv": ROBUSTNESS,
    "roster.csv": ROSTER,
    "shortfall.csv": SHORTFALL,
}
