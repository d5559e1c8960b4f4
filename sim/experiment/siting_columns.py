"""Every column of the files that a siting writes: unit and meaning, for docs/outputs.md."""

# ruff: noqa: E501 - rows of Markdown tables
from __future__ import annotations

from sim.experiment.columns import Meaning

SECTION = """\
## Siting folder 选址文件夹

`site` writes one, by default `results/<scenario id>-siting-<seed>`; see [siting.md](siting.md). Where a target cannot be
reached by the location models, nothing is simulated: files of selection and promise, and the recommendation, are left out.

`site` 写入，默认 `results/<情景 id>-siting-<种子>`；见 [siting.md](siting.md)。选址模型无法达到目标时不做仿真，
择优与承诺各表及推荐方案从缺。

| file | what it holds | 内容 |
|---|---|---|
| `candidates.csv` | the candidate sites: cost, demand within reach, which are chosen | 候选点：费用、可及需求、是否选中 |
| `shortlist.csv` | the distinct designs that location models propose, and what each covers | 各模型给出的不同方案及其覆盖 |
| `proposals.csv` | every proposal: model, rank, objective, bound, whether it is proven | 每个模型解：名次、目标值、界、是否证明 |
| `budget.csv` | the best covering with 0, 1, 2, ... new stations | 新增 0、1、2……家时的最大覆盖 |
| `coverage.csv` | every demand point: minutes to the nearest station before and after | 各需求点到最近驿站的分钟数，前与后 |
| `towns.csv` | the covered share of every town, before and after | 各乡镇覆盖率，前与后 |
| `selection.csv`, `trajectory.csv` | the designs under simulation: which is selected, and step by step | 方案择优：结果与逐步过程 |
| `values.csv` | every value that selection and recheck rest on | 择优与复核所依据的全部数值 |
| `promise.csv` | what was promised of the design, beside what fresh seeds show | 承诺与新种子复核对照 |
| `varied.csv` | what the design changes with assumed inputs otherwise | 假设变动时方案带来的变化 |
| `recommended.yaml` | the design as a scenario: base and changes | 推荐方案：基础情景与改动，可直接运行 |
| `posterior.yaml` | with `--posterior`: the draws that replications ran at | 各次重复所用的参数抽样值 |
| `scenario/` | the scenario as it is today | 现状情景 |
| `manifest.json` | what was asked, guarantee, reasons where a target is missed | 选址清单：要求、保证、未达目标的原因 |
| `report.html`, `charts/` | the report; map, coverage, selection, promise; again by `run.py report <siting>` | 报告与图表 |
"""
MANIFEST_ROWS = """\
| new, budget, covered, town_covered, models, best_of_each, weight, reach, recheck, targets | what was asked (siting) | 选址的要求（选址） |
| candidates, demand_points, towns, points_per_town, own_travel | candidates; demand points in all, and least and most per town; whether travel to candidates was given (siting) | 候选点数；需求点数及每乡镇最少与最多；是否自带行程（选址） |
| stations, guarantee | ids of the new stations; what the selection promises, in both languages (siting) | 新增驿站；择优的保证（选址） |
| feasible, reasons | whether the targets are reached; if not, why, in both languages (siting) | 目标能否达到及原因（选址） |
| interrupted | it holds the best so far of a run that was stopped (siting) | 中断时保留的最优（选址） |
| assumed | inputs that are assumed, in both languages (siting) | 假设的输入（选址） |
"""
_CNY = "CNY per year"
_SHARE = "share"
_SOLUTION = {"solution": Meaning("", "name of the design: S1, S2, ...", "方案名")}
_PLACE = {
    "town": Meaning("", "code of the town", "乡镇代码"),
    "town_zh": Meaning("", "its name in Chinese", "乡镇中文名"),
    "town_en": Meaning("", "its name in English", "乡镇英文名"),
    "county": Meaning("", "county it lies in", "所在区县"),
}
_COVERS = {
    "covered_share": Meaning(_SHARE, "demand within reach of a station", "可及需求占比"),
    "mean_minutes": Meaning("minutes", "to the nearest station, weighted by demand", "到最近驿站的加权平均"),
    "worst_town_share": Meaning(_SHARE, "least covered share of a town", "覆盖率最低的乡镇"),
}
_COST = {"cost": Meaning(_CNY, "of the new stations: place and staff", "新增驿站的场地与人员成本")}
_IDENTITY = {
    "kpi": Meaning("", "id of the KPI, as in [kpis.md](kpis.md)", "指标 id，见 [kpis.md](kpis.md)"),
    "level": Meaning("", "what the key is of", "键所属的层级"),
    "key": Meaning("", "one of that level", "该层级中的一个"),
}
CANDIDATES = {
    "id": Meaning("", "id of the station, if it is opened", "若开设，该驿站的 id"),
    "name_zh": Meaning("", "name in Chinese", "中文名称"),
    "name_en": Meaning("", "name in English", "英文名称"),
    "kind": Meaning("", "kind of the station", "驿站类型"),
    "county": Meaning("", "county it lies in", "所在区县"),
    "town": Meaning("", "code of the town; empty if not given", "乡镇代码；未给出时为空"),
    "lat": Meaning("degrees", "latitude, WGS84", "纬度"),
    "lon": Meaning("degrees", "longitude, WGS84", "经度"),
    "template": Meaning("", "station that it copies", "所照搬的驿站"),
    "source": Meaning("", "where the row comes from", "出处"),
    "capacity": Meaning(
        "cases per year", "in capacitated models; empty: no limit", "容量模型中的上限；空为不限"
    ),
    "cost_per_year": Meaning(_CNY, "place, and the staff that it copies", "场地与照搬人员的成本"),
    "reach_demand": Meaning("of the weight", "demand within reach of it", "其可及的需求"),
    "selected": Meaning("true/false", "whether the design opens it", "是否选中"),
}
SHORTLIST = {
    **_SOLUTION,
    "models": Meaning("", "models that propose it, joined by ;", "给出该方案的模型，以 ; 分隔"),
    "ranks": Meaning("", "its rank in each of them, in the same order", "在各模型中的名次，次序同上"),
    "sites": Meaning("", "candidates that it opens, joined by ;", "开设的候选点，以 ; 分隔"),
    "stations": Meaning("stations", "how many", "家数"),
    **_COST,
    **_COVERS,
    "proven": Meaning("true/false", "every proposal of it is proven (gap 0)", "各模型解均已证明（间隙 0）"),
}
PROPOSALS = {
    "model": Meaning("", "location model", "选址模型"),
    "rank": Meaning("", "1: the best, 2: the best but for that one, ...", "名次"),
    **_SOLUTION,
    "objective": Meaning(
        "of the model",
        "demand covered; demand x minutes (p-median); CNY per year (set covering)",
        "覆盖需求；需求×分钟（p-中位）；年成本（集合覆盖）",
    ),
    "bound": Meaning("of the model", "no solution of this rank is better", "该名次的解不可能更好"),
    "gap": Meaning(_SHARE, "between both; 0: proven", "二者之差；0 为已证明"),
    "proven": Meaning("true/false", "whether it is proven", "是否已证明"),
}
BUDGET = {
    "p": Meaning("stations", "new stations", "新增家数"),
    **_COVERS,
    **_COST,
}
COVERAGE = {
    "zone": Meaning("", "id of the demand point", "需求点 id"),
    **_PLACE,
    "lat": Meaning("degrees", "latitude, WGS84", "纬度"),
    "lon": Meaning("degrees", "longitude, WGS84", "经度"),
    "demand": Meaning(
        "of the weight", "its weight: on-site cases a year, or enterprises", "权重：年现场件数或企业数"
    ),
    "minutes_before": Meaning("minutes", "to the nearest station that serves it, today", "现到最近可用驿站"),
    "minutes_after": Meaning("minutes", "the same with the design", "采用方案后"),
    "facility_before": Meaning("", "that station", "该驿站"),
    "facility_after": Meaning("", "that station", "该驿站"),
}
TOWNS = {
    **_PLACE,
    "demand": Meaning("of the weight", "of its demand points", "其需求点之和"),
    "share_before": Meaning(_SHARE, "covered today", "现覆盖率"),
    "share_after": Meaning(_SHARE, "covered with the design", "采用方案后覆盖率"),
}
SELECTION = {
    **_SOLUTION,
    "replications": Meaning("replications", "made of it", "重复次数"),
    "mean": Meaning("of the KPI", "mean of the KPI that decides", "择优指标的均值"),
    "sd": Meaning("of the KPI", "standard deviation over replications", "标准差"),
    "eliminated_at": Meaning(
        "replications", "when it was eliminated; empty: it was not", "淘汰时的重复数；未淘汰为空"
    ),
    "selected": Meaning("true/false", "whether it is selected", "是否选中"),
}
TRAJECTORY = {
    "step": Meaning("", "step of the procedure, from 1", "步"),
    **_SOLUTION,
    "replications": Meaning("replications", "so far", "至此的重复数"),
    "mean": Meaning("of the KPI", "so far", "至此的均值"),
    "contends": Meaning("true/false", "whether it is still in", "是否仍在竞争"),
}
VALUES = {
    "solution": Meaning("", "name of the design, or today", "方案名，或 today（现状）"),
    "stage": Meaning("", "selection, or recheck (fresh seeds)", "selection 择优，recheck 新种子复核"),
    "replication": Meaning(
        "", "number within the stage; equal numbers share their chances", "阶段内序号；同号共用随机数"
    ),
    **_IDENTITY,
    "value": Meaning("of the KPI", "value in this replication", "本次重复的值"),
}
PROMISE = {
    **_IDENTITY,
    "unit": Meaning("", "unit of the values", "数值的单位"),
    "bound": Meaning("of the KPI", "target, if there is one", "目标（若有）"),
    "before": Meaning(
        "of the KPI", "today's network, with the chances of the selection", "现状（择优所用随机数）"
    ),
    "promised": Meaning("of the KPI", "mean of the design in the selection", "方案在择优中的均值"),
    "promised_low": Meaning("of the KPI", "lower end of its 95 % interval", "95 % 区间下限"),
    "promised_high": Meaning("of the KPI", "upper end", "95 % 区间上限"),
    "n": Meaning("replications", "that the promise rests on", "承诺所依据的重复数"),
    "found_before": Meaning("of the KPI", "today's network on fresh seeds", "现状（新种子）"),
    "found": Meaning("of the KPI", "mean of the design on fresh seeds", "方案在新种子下的均值"),
    "found_low": Meaning("of the KPI", "lower end of its 95 % interval", "95 % 区间下限"),
    "found_high": Meaning("of the KPI", "upper end", "95 % 区间上限"),
    "found_n": Meaning("replications", "on fresh seeds", "新种子重复数"),
    "held": Meaning(
        "true/false",
        "the mean found keeps the bound; without one: both means differ no more than chance allows (Welch, 95 %)",
        "有目标：复核均值达到；无目标：两均值之差在偶然范围内（Welch，95 %）",
    ),
    "change": Meaning("of the KPI", "design less today on fresh seeds, paired", "新种子下方案减现状（配对）"),
    "change_low": Meaning("of the KPI", "lower end of its 95 % interval", "95 % 区间下限"),
    "change_high": Meaning("of the KPI", "upper end", "95 % 区间上限"),
}
VARIED = {
    "variant": Meaning("", "input and factor", "变动的输入与倍率"),
    "variant_zh": Meaning("", "in words, Chinese", "中文说明"),
    "variant_en": Meaning("", "in words, English", "英文说明"),
    **_IDENTITY,
    "unit": Meaning("", "unit of the values", "数值的单位"),
    "before": Meaning("of the KPI", "today's network, so assumed", "该假设下的现状"),
    "after": Meaning("of the KPI", "the design, so assumed", "该假设下的方案"),
    "change": Meaning("of the KPI", "design less today, paired", "方案减现状（配对）"),
    "change_low": Meaning("of the KPI", "lower end of its 95 % interval", "95 % 区间下限"),
    "change_high": Meaning("of the KPI", "upper end", "95 % 区间上限"),
    "n": Meaning("replications", "on fresh seeds", "新种子重复数"),
}
SITING_FILES = {
    "candidates.csv (siting)": CANDIDATES,
    "shortlist.csv": SHORTLIST,
    "proposals.csv": PROPOSALS,
    "budget.csv": BUDGET,
    "coverage.csv": COVERAGE,
    "towns.csv": TOWNS,
    "selection.csv (siting)": SELECTION,
    "trajectory.csv (siting)": TRAJECTORY,
    "values.csv (siting)": VALUES,
    "promise.csv (siting, staffing)": PROMISE,
    "varied.csv (siting)": VARIED,
}
