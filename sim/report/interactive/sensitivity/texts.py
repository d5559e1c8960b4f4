"""What only the browser's charts of sensitivity studies say; the rest is in `sim.report.texts`."""

from __future__ import annotations

from sim.report import texts as common
from sim.report.interactive.words import Texts

TEXTS: dict[str, tuple[str, str]] = {
    "title": ("什么左右各项指标", "What drives each KPI"),
    "finding": ("{kpi}：{finding}", "{kpi}. {finding}"),
    "kpi": ("指标", "KPI"),
    "parameter": ("参数（范围）", "parameter (range)"),
    "end": ("取值", "value taken"),
    "change": ("指标的变化", "change of the KPI"),
    "reached": ("指标值", "the KPI"),
    "base": ("现状", "baseline"),
    "unit": ("单位", "unit"),
    "note": (
        "每条：其余参数取现值，该参数取范围一端（括号内）时指标的变化。范围多为假设。",
        "Each bar: the change of the KPI with one parameter at an end of its range (in brackets), all others "
        "as they are. Most ranges are assumed.",
    ),
    "indices": ("方差由谁而来：Sobol 指数", "Where the variance comes from: Sobol indices"),
    "indices.note": (
        "参数在其范围内变动时占指标方差的份额；总指数含交互作用。横线为 95 % 自助区间，"
        "只画 0 至 100 % 之内的部分。未列出者经 Morris 筛选后不再变动。",
        "The share of the KPI's variance over the ranges; the total index holds interactions too. Lines: 95 "
        "% bootstrap intervals, cut to 0 … 100 %. Parameters that are not listed were left out by Morris "
        "screening.",
    ),
    "indices.finding": (
        "{kpi}：方差主要来自{name}（总指数 {share}）",
        "{kpi}: most of the variance comes from {name} (total index {share})",
    ),
    "screening": ("筛选：哪些参数有影响", "Screening: which parameters matter at all"),
    "screening.note": (
        "μ*：参数走完整个范围的平均影响（绝对值），在其余参数随机取值处。横线为 95 % 自助区间，不低于 0。",
        "μ*: the mean absolute effect of a parameter over its whole range, where the others are at random. "
        "Lines: 95 % bootstrap intervals, cut at 0.",
    ),
    "screening.finding": (
        "{kpi}：平均影响最大的是{name}",
        "{kpi}: the greatest mean effect is that of {name}",
    ),
    "index": ("指数", "index"),
    "low": ("区间下限", "interval from"),
    "high": ("区间上限", "interval to"),
}
both = Texts(TEXTS, common.TEXTS)
