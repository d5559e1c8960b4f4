"""The sentences of the answer, in Chinese and English, with places for names and figures."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.chart_data import Names
from sim.report.data import Caption, Run
from sim.report.interactive.words import inner
from sim.report.lights import FEWEST
from sim.report.measures import Measure
from sim.report.texts import LANGUAGES

WORDS: dict[str, Names] = {
    "targets": {
        "zh": "“{name}”最好：计量的 {days} 天中平均达到 {of} 项目标中的 {met} 项，基准为 {base} 项"
        "（差 {more}，95 % 区间 {low} … {high}）。{gains}。",
        "en": 'Best is "{name}": over the {days} measured days it meets {met} of {of} targets on average, the'
        " base {base} (difference {more}, 95 % interval {low} … {high}). {gains}.",
    },
    "kpi": {
        "zh": "“{name}”{ahead}，计量的 {days} 天中：{gains}。达到目标的数目与基准没有明显差别"
        "（{of} 项中平均 {met} 项，基准 {base} 项）。",
        "en": '"{name}" {ahead} over the {days} measured days: {gains}. In targets met it does not clearly'
        " differ from the base ({met} of {of} on average, the base {base}).",
    },
    "kpi_untargeted": {
        "zh": "“{name}”{ahead}，计量的 {days} 天中：{gains}（情景没有设目标）。",
        "en": '"{name}" {ahead} over the {days} measured days: {gains} (the scenarios set no targets).',
    },
    "ahead": {"zh": "领先", "en": "comes out ahead"},
    "ahead_small": {
        "zh": "领先，改善明显但很小（都不到 1 %）",
        "en": "comes out ahead with gains that are clear, but small (all under 1 %)",
    },
    "grown": {
        "zh": "“{name}”的需求与基准相差 {share}：件数之差不是改善，不作评判，只看比例与时长。",
        "en": 'Demand of "{name}" differs by {share}: counts are no gain and are not judged, only shares and'
        " times are.",
    },
    "strangers": {
        "zh": "不评优劣：这些情景出自不同的网络，其差值不是任何改动的作用。",
        "en": "No scenario is named: these are different networks, whose differences are not what a change"
        " does.",
    },
    "stranger": {
        "zh": "“{name}”是另一个网络，不参加评判。",
        "en": '"{name}" is another network and is not judged.',
    },
    "nothing": {
        "zh": "没有明显的优胜者：没有情景明显领先，保留基准“{base}”（{of} 项目标中平均达到 {met} 项）。",
        "en": 'No clear winner: no scenario is clearly ahead; keep the base, "{base}" (it meets {met} of {of}'
        " targets on average).",
    },
    "nothing_untargeted": {
        "zh": "没有明显的优胜者：没有情景明显领先，保留基准“{base}”（情景没有设目标）。",
        "en": 'No clear winner: no scenario is clearly ahead; keep the base, "{base}" (the scenarios set no'
        " targets).",
    },
    "behind_targets": {
        "zh": "“{name}”落后：达到的目标平均少于基准（{of} 项中差 {fewer}，95 % 区间 {low} … {high}）。",
        "en": '"{name}" falls behind in targets met ({fewer} of {of} on average, 95 % interval {low} …'
        " {high}).",
    },
    "behind": {"zh": "“{name}”落后：{kpi}。", "en": '"{name}" falls behind: {kpi}.'},
    "gains": {"zh": "明显改善：{kpis}", "en": "Clearly better: {kpis}"},
    "no_kpi": {"zh": "首要指标都没有明显改善", "en": "No key figure is clearly better"},
    "difference": {
        "zh": "{kpi} {difference} {unit}{interval}{relative}",
        "en": "{kpi} {difference} {unit}{interval}{relative}",
    },
    "always": {"zh": "（每次相同）", "en": " (the same each time)"},
    "relative": {"zh": "，即 {share}", "en": ", or {share}"},
    "points": {"zh": "个百分点", "en": "percentage points"},
    "more": {"zh": "另有 {n} 项", "en": "{n} more"},
    "between": {"zh": "（95 % 区间 {interval}）", "en": " (95 % interval {interval})"},
    "between_too": {"zh": "（{interval}）", "en": " ({interval})"},  # after one that is named
    "cost_more": {
        "zh": "代价：人员成本每年多 {cost}{interval}（+{share}），"
        "折合计量的 {days} 天为 {over}；单价为假设。",
        "en": "Cost: {cost} a year more in staff{interval}, +{share}, or {over} over the {days} measured"
        " days; costs per head are assumed.",
    },
    "cost_less": {
        "zh": "代价：人员成本每年少 {cost}{interval}（-{share}），"
        "折合计量的 {days} 天为 {over}；单价为假设。",
        "en": "Cost: {cost} a year less in staff{interval}, -{share}, or {over} over the {days} measured"
        " days; costs per head are assumed.",
    },
    "cost_same": {
        "zh": "代价：人员成本不变（每年 {cost}，单价为假设）。",
        "en": "Cost: staff cost stays the same ({cost} a year; costs per head are assumed).",
    },
    "cost_of_base": {
        "zh": "基准的人员成本为每年 {cost}（单价为假设）。",
        "en": "The base costs {cost} a year in staff (costs per head are assumed).",
    },
    "cost_of_run": {
        "zh": "人员成本每年 {cost}（单价为假设）。",
        "en": "Staff cost {cost} a year (costs per head are assumed).",
    },
    "cost_unknown": {"zh": "没有人员成本指标。", "en": "There is no figure of staff cost."},
    "worth_it": {
        "zh": "这一改善是否值这个价，目标没有给出答案。",
        "en": "Whether the gain is worth that, no target tells.",
    },
    "worsens": {"zh": "明显变差：{kpis}。", "en": "Clearly worse: {kpis}."},
    "worsens_nothing": {"zh": "没有首要指标明显变差。", "en": "No key figure is clearly worse."},
    "sure": {
        "zh": "把握：同一组随机数下成对重复 {n} 次；以上为联合区间，指标之间、目标数之间各以 95 % 的把握同时"
        "成立，{doubt}。",
        "en": "How sure: replications in pairs under the same chances: {n}; the intervals are simultaneous"
        " (those of key figures hold together at 95 %, and so do those of targets) and speak of {doubt}.",
    },
    "chances": {"zh": "只含抽样的偶然性", "en": "the simulation's chances only"},
    "draws": {
        "zh": "含抽样的偶然性与校准参数的不确定性",
        "en": "the simulation's chances and of the doubt about calibrated parameters",
    },
    "level_data": {
        "zh": "起决定作用的是{kpis}：其水平有数据支撑，",
        "en": "What decides is {kpis}: the level is data-informed,",
    },
    "level_prior": {
        "zh": "起决定作用的是{kpis}：其水平由先验主导，",
        "en": "What decides is {kpis}: the level is prior-driven,",
    },
    "level_both": {
        "zh": "起决定作用的是{kpis}：其水平部分有数据支撑，部分由先验主导，",
        "en": "What decides is {kpis}: the levels are data-informed in part and prior-driven in part,",
    },
    "effect_assumed": {
        "zh": "而情景之差取决于假设的机制（先验主导，情景未经校准）。",
        "en": "the effect rests on assumed mechanisms (prior-driven; the scenario is not calibrated).",
    },
    "effect_calibrated": {
        "zh": "情景之差取决于已按报道数字校准的机制。",
        "en": "the effect rests on mechanisms that are calibrated to reported figures.",
    },
    "few": {
        "zh": "重复次数少，请增加到 10 次以上再作决定。",
        "en": "These are few replications: run 10 or more before deciding.",
    },
    "reaches": {
        "zh": "“{name}”有 {of} 项目标：{told}。",
        "en": '"{name}" has {of} targets: {told}.',
    },
    "state_met": {"zh": "{n} 项很可能达到", "en": "{n} likely met"},
    "state_unsure": {"zh": "{n} 项尚不能判断", "en": "{n} uncertain"},
    "state_missed": {"zh": "{n} 项很可能达不到", "en": "{n} likely missed"},
    "state_unmeasured": {"zh": "{n} 项未测得", "en": "{n} not measured"},
    "reaches_untargeted": {
        "zh": "“{name}”：{told}；情景没有设目标。",
        "en": '"{name}": {told}; the scenario sets no targets.',
    },
    "no_targets": {"zh": "没有目标可以判断。", "en": "There is no target to judge."},
    "weakest": {
        "zh": "最弱的目标是{target}（{where}）：要求 {bound}，结果 {value}{interval}，{n} 次重复中 {met}"
        " 次达到。",
        "en": "The weakest target is {target} ({where}): asked {bound}, reached {value}{interval}, met"
        " in {met} of {n} replications.",
    },
    "weakest_met": {
        "zh": "每次重复都达到全部目标；余量最小的是{target}（{where}）：要求 {bound}，结果"
        " {value}{interval}。",
        "en": "Every replication meets all targets; the narrowest is {target} ({where}): asked {bound},"
        " reached {value}{interval}.",
    },
    "sure_of_run": {
        "zh": "把握：重复 {n} 次；95 % 区间{doubt}；{rests}。",
        "en": "How sure: replications: {n}; 95 % intervals speak of {doubt}; {rests}.",
    },
    "run_assumed": {
        "zh": "等待与办理时长由先验主导，情景未经校准",
        "en": "waits and processing times are prior-driven, and the scenario is not calibrated",
    },
    "run_calibrated": {
        "zh": "等待与办理时长由先验主导，情景已按报道数字校准",
        "en": "waits and processing times are prior-driven, the scenario is calibrated to reported figures",
    },
    "single": {
        "zh": "把握：只有 1 次重复，没有区间，不能据此决定。",
        "en": "How sure: one replication only, so there are no intervals; do not decide on it.",
    },
}


def said(sentence: str, **parts: object) -> Names:
    """Fill the places in both languages; a part may be a text by language or a caption (its name)."""
    return {
        lang: WORDS[sentence][lang].format(**{name: _in(part, lang) for name, part in parts.items()})
        for lang in LANGUAGES
    }


def _in(part: object, lang: str) -> object:
    if isinstance(part, Caption):
        return inner(part.scenario(lang))
    return part[lang] if isinstance(part, Mapping) else part


def called(what: Measure, lang: str) -> str:
    """A KPI's name within a sentence."""
    name = what.name(lang)
    return name[:1].lower() + name[1:] if lang == "en" else name


def between(interval: Names | str) -> Names:
    """An interval in brackets; empty if there is none."""
    if not interval:
        return {"zh": "", "en": ""}
    return {lang: WORDS["between"][lang].format(interval=_in(interval, lang)) for lang in LANGUAGES}


def doubt(run: Run) -> Names:
    """What the intervals of a run speak of: chances, and at draws of a posterior its parameters too."""
    return WORDS["draws" if run.manifest.get("posterior") else "chances"]


def few(replications: int) -> Names:
    """A sentence where the replications are few; empty else."""
    return WORDS["few"] if replications < FEWEST else {"zh": "", "en": ""}
