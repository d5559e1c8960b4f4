"""Every column of the files that a frontier writes: unit and meaning, for docs/outputs.md."""

# ruff: noqa: E501 - rows of Markdown tables
from __future__ import annotations

from sim.experiment.columns import Meaning

SECTION = """\
## Frontier folder 前沿文件夹

`frontier` writes one, by default `results/<scenario id>-frontier-<seed>`; see [frontier.md](frontier.md). A run that was
stopped leaves what it had found, without `promise.csv`.

`frontier` 写入，默认 `results/<情景 id>-frontier-<种子>`；见 [frontier.md](frontier.md)。中断的运行保留已找到的方案，
没有 `promise.csv`。

| file | what it holds | 内容 |
|---|---|---|
| `points.csv` | every plan simulated: cost, satisfaction, time, whether another dominates it, whether it is picked | 每个仿真过的方案：成本、满意度、时长、是否被超越、是否被挑选 |
| `sweep.csv` | the best plan within each budget | 各档预算内最好的方案 |
| `values.csv` | every value that points and recheck rest on | 各方案与复核所依据的全部数值 |
| `promise.csv` | picked points: promised, and found on fresh seeds | 挑选的方案：承诺与新种子复核对照 |
| `varied.csv` | picked points and today's network with assumed inputs otherwise | 假设变动时的挑选方案与现状 |
| `plans/` | picked points as scenarios, base and changes: `run.py simulate <frontier>/plans/knee.yaml` | 挑选的方案，各为可直接运行的情景 |
| `posterior.yaml` | with `--posterior`: the draws that replications ran at | 各次重复所用的参数抽样值 |
| `scenario/` | the scenario as it is today | 现状情景 |
| `manifest.json` | what was asked, siting alternatives, budgets, picked points in words | 前沿清单：要求、选址、预算、挑选方案的说明 |
| `report.html`, `charts/` | the report; frontier, sweep, promise; again by `run.py report <frontier>` | 报告与图表 |
"""
MANIFEST_ROWS = """\
| kpis, new, model, budgets, sweep_replications, recheck, vary, busiest, margin | satisfaction and time; most new stations and what picks them; the ladder, CNY per year; replications of sweeps and on fresh seeds; loss that counts as none (frontier) | 两项指标；新驿站数上限与选址模型；预算各档；试探与复核的重复数；视为相当的损失（前沿） |
| alternatives | ids of the new stations of each siting alternative (frontier) | 各选址方案的新驿站（前沿） |
| picks | point and explanation of each picked plan, in both languages (frontier) | 挑选的方案及其说明（前沿） |
"""
_CNY = "CNY per year"
_POINT = {"point": Meaning("", "name of the plan; P1 is the cheapest", "方案名；P1 最便宜")}
_PICKED = {
    "picked": Meaning("", "names under which it is picked, joined by ;", "挑选的名目，以 ; 分隔"),
    "picked_zh": Meaning("", "the same in Chinese", "中文名目"),
    "picked_en": Meaning("", "the same in English", "英文名目"),
}
_COVERED = {"covered_share": Meaning("share", "demand within reach of a station", "可及需求占比")}
_INDEX = {
    "index": Meaning(
        "",
        "half the dissatisfaction plus half the time, both over today's: today 1, lower is better",
        "不满意概率与时长各占一半，均除以现状；现状为 1，越低越好",
    )
}


def _with_ends(name: str, unit: str, en: str, zh: str, ends: str = "95 %") -> dict[str, Meaning]:
    return {
        name: Meaning(unit, en, zh),
        f"{name}_low": Meaning(unit, f"lower end of its {ends} interval", "区间下限"),
        f"{name}_high": Meaning(unit, "upper end", "区间上限"),
    }


_MEASURES = {
    **_with_ends("satisfaction", "share", "probability to be satisfied, mean", "平均满意概率"),
    **_with_ends("p90", "of the KPI", "processing time, the KPI of --time-kpi", "办理时长（--time-kpi）"),
}
_TOGETHER = "simultaneous 95 %"
POINTS = {
    **_POINT,
    "new_stations": Meaning("stations", "that it opens", "新增驿站数"),
    "sites": Meaning("", "which, joined by ;", "新增哪些，以 ; 分隔"),
    "aim": Meaning(
        "",
        "what proposed it: today, sites (new stations, staff as today), or the measure looked at: both, satisfaction, time",
        "由何而来：today 现状，sites 只增驿站，或所看的指标：both 两项、satisfaction 满意度、time 时长",
    ),
    "budget": Meaning(_CNY, "within which it was proposed; empty: without one", "所属预算；空为无"),
    "cost": Meaning(_CNY, "staff, and places of new stations", "人员与新驿站场地"),
    "place_cost": Meaning(_CNY, "of it: places of new stations", "其中新驿站场地"),
    "heads_added": Meaning("heads", "beyond today's, those of new stations among them", "比现状增加的人数（含新驿站）"),
    "heads_removed": Meaning("heads", "below today's", "比现状减少的人数"),
    **_COVERED,
    **_MEASURES,
    **_with_ends("satisfaction_gain", "share", "gain over today's network", "比现状的改善", _TOGETHER),
    **_with_ends("p90_gain", "of the KPI", "the same; positive: shorter", "同上；正为缩短", _TOGETHER),
    **_INDEX,
    "efficient": Meaning("true/false", "no other costs no more, serves no worse and is better in one", "不被超越"),
    "dominated": Meaning(
        "",
        "empty: efficient; noise: paired differences leave it open; clear: they do not; undefined: a measure has no finite value",
        "空为不被超越；noise 仅在误差内；clear 确定被超越；undefined 指标无有限值",
    ),
    **_PICKED,
    "today": Meaning("true/false", "whether it is today's network", "是否现状"),
    "n": Meaning("replications", "made of it", "重复次数"),
}  # fmt: skip
SWEEP = {
    "budget": Meaning(_CNY, "not to be exceeded", "预算"),
    **_POINT,
    "new_stations": POINTS["new_stations"],
    "cost": POINTS["cost"],
    **_MEASURES,
    **_INDEX,
    **_COVERED,
}
VALUES = {
    **_POINT,
    "stage": Meaning("", "points, or recheck (fresh seeds)", "points 方案比较，recheck 新种子复核"),
    "replication": Meaning(
        "", "number within the stage; equal numbers share their chances", "阶段内序号；同号共用随机数"
    ),
    "satisfaction": Meaning("share", "value in this replication", "本次重复的值"),
    "p90": Meaning("of the KPI", "value in this replication", "本次重复的值"),
}
PROMISE = {
    **_POINT,
    **_PICKED,
    "kpi": Meaning("", "KPI", "指标"),
    "level": Meaning("", "part of the network", "层级"),
    "key": Meaning("", "which part", "键"),
    "unit": Meaning("", "unit of the values", "数值的单位"),
    "bound": Meaning("of the KPI", "empty: there is none", "空"),
    "before": Meaning(
        "of the KPI", "today's network, with the points' chances", "现状（方案比较所用随机数）"
    ),
    **_with_ends("promised", "of the KPI", "mean of the plan among the points", "方案比较中的均值"),
    "n": Meaning("replications", "that the promise rests on", "承诺所依据的重复数"),
    "found_before": Meaning("of the KPI", "today's network on fresh seeds", "现状（新种子）"),
    **_with_ends("found", "of the KPI", "mean of the plan on fresh seeds", "新种子下的均值"),
    "found_n": Meaning("replications", "on fresh seeds", "新种子重复数"),
    "held": Meaning(
        "true/false",
        "both means differ no more than chance allows (Welch, 95 %)",
        "两均值之差在偶然范围内（Welch，95 %）",
    ),
    **_with_ends("gain", "of the KPI", "promised gain over today's network, paired", "承诺的改善（配对）"),
    **_with_ends("found_gain", "of the KPI", "gain found on fresh seeds, paired", "复核的改善（配对）"),
}
VARIED = {
    "variant": Meaning("", "what is otherwise than assumed", "所变动的假设"),
    "variant_zh": Meaning("", "the same in Chinese", "中文"),
    "variant_en": Meaning("", "the same in English", "英文"),
    **_POINT,
    **_PICKED,
    **{name: PROMISE[name] for name in ("kpi", "level", "key", "unit")},
    "mean": Meaning("of the KPI", "mean on fresh seeds", "新种子下的均值"),
    "low": Meaning("of the KPI", "lower end of its 95 % interval", "区间下限"),
    "high": Meaning("of the KPI", "upper end", "区间上限"),
    **_with_ends(
        "gain",
        "of the KPI",
        "gain over today's network under the same assumption, paired",
        "比同一假设下现状的改善",
    ),
    "n": Meaning("replications", "made of it", "重复次数"),
}
FRONTIER_FILES = {
    "points.csv": POINTS,
    "sweep.csv": SWEEP,
    "values.csv (frontier)": VALUES,
    "promise.csv (frontier)": PROMISE,
    "varied.csv": VARIED,
}
