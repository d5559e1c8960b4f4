"""Titles of the summary tables and heads of their columns, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sim.experiment.columns import Meaning
from sim.experiment.folder import CALIBRATION, FRONTIER, RUN, SELECTION, SENSITIVITY, SITING, STAFFING
from sim.experiment.page import ALL_FILES

# One row a replication, a draw or a simulated point: no summary. These become parquet files and no sheets.
RAW = ("kpis", "series", "values", "draws", "simulated", "design", "responses")
_SELECTION = {
    "selection": ("择优结果", "Selection"),
    "trajectory": ("择优过程", "Trajectory"),
}
_PROMISE = {"promise": ("承诺与复核", "Promise")}
_VARIED = {"varied": ("假设变动", "Assumptions varied")}
# Sheets of each kind of folder, by file and in order; those of KPIs are in kpi_sheets.py.
TITLES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    RUN: {
        "bottlenecks": ("瓶颈", "Bottlenecks"),
        "reported": ("报道与模拟", "Reported figures"),
        "precision": ("精度", "Precision"),
        "warm_up": ("预热期", "Warm-up"),
    },
    SELECTION: _SELECTION,
    SITING: {
        **_PROMISE,
        "candidates": ("候选点", "Candidates"),
        "shortlist": ("入选方案", "Shortlist"),
        **_SELECTION,
        **_VARIED,
        "budget": ("家数与覆盖", "Stations and coverage"),
        "towns": ("乡镇覆盖", "Towns"),
        "coverage": ("需求点覆盖", "Demand points"),
        "proposals": ("各模型的解", "Proposals"),
    },
    STAFFING: {
        **_PROMISE,
        "levers": ("可调项", "Levers"),
        "certification": ("认证", "Certification"),
        "binding": ("余量", "Slack"),
        "shortfall": ("无法达到", "Shortfall"),
        "marginal": ("多一人的作用", "One more person"),
        "robustness": ("假设变动", "Assumptions varied"),
        "roster": ("轮驻排班", "Roster"),
        "designs": ("搜索过程", "Search"),
    },
    FRONTIER: {
        **_PROMISE,
        "points": ("仿真过的方案", "Plans"),
        "sweep": ("各档预算", "Budgets"),
        **_VARIED,
    },
    CALIBRATION: {
        "targets": ("校准所用数字", "Reported figures"),
        "parameters": ("参数", "Parameters"),
        "combinations": ("主方向", "Combinations"),
        "candidates": ("再问哪个数字", "What to ask for"),
        "plausibility": ("外部事实", "Plausibility"),
        "confounding": ("混淆", "Confounding"),
        "at_least": ("“余”作下限", "More than as a bound"),
        "waves": ("历史匹配", "History matching"),
        "emulators": ("仿真器", "Emulators"),
    },
    SENSITIVITY: {
        "effects": ("单因素", "One at a time"),
        "morris": ("Morris 筛选", "Morris screening"),
        "sobol": ("Sobol 指数", "Sobol indices"),
        "parameters": ("参数", "Parameters"),
        "noise": ("噪声", "Noise"),
    },
}
# Heads that the meaning of a column does not give in a few characters; the English one is the field's name.
SHORT: Mapping[str, str] = {
    "scenario": "情景 id",
    "kpi": "指标 id",
    "unit": "单位 id",
    "level": "层级 id",
    "key": "键 id",
    "n": "重复次数",
    "mean": "均值",
    "sd": "标准差",
    "low": "95 % 区间下限",
    "high": "95 % 区间上限",
    "ci_low": "95 % 区间下限",
    "ci_high": "95 % 区间上限",
    "q05": "5 % 分位数",
    "q50": "中位数",
    "q95": "95 % 分位数",
    "median": "中位数",
    "base": "基准 id",
    "other": "对照 id",
    "difference": "差值",
    "simultaneous_low": "联合区间下限",
    "simultaneous_high": "联合区间上限",
    "p": "p 值",
    "p_holm": "Holm 校正 p 值",
    "variance_reduction": "方差减少",
    "family": "同族范围",
    "family_size": "族内个数",
    "bound": "目标或界",
    "before": "现状或校准前",
    "after": "之后",
    "promised": "承诺",
    "promised_low": "承诺区间下限",
    "promised_high": "承诺区间上限",
    "found": "复核",
    "found_before": "复核时现状",
    "found_low": "复核区间下限",
    "found_high": "复核区间上限",
    "held": "是否兑现",
    "change": "变化",
    "change_low": "变化区间下限",
    "change_high": "变化区间上限",
    "gain": "改善",
    "gain_low": "改善区间下限",
    "gain_high": "改善区间上限",
    "found_gain": "复核改善",
    "found_gain_low": "复核改善区间下限",
    "found_gain_high": "复核改善区间上限",
    "satisfaction_gain_low": "满意度改善区间下限",
    "satisfaction_gain_high": "满意度改善区间上限",
    "satisfaction_low": "满意区间下限",
    "satisfaction_high": "满意区间上限",
    "p90_gain": "时长缩短",
    "p90_gain_low": "时长缩短区间下限",
    "p90_gain_high": "时长缩短区间上限",
    "p90_low": "时长区间下限",
    "p90_high": "时长区间上限",
    "years_low": "年份比例区间下限",
    "years_high": "年份比例区间上限",
    "today": "现状",
    "name": "名称 id",
    "name_zh": "中文名称",
    "name_en": "英文名称",
    "use": "用途",
    "reported_low": "报道区间下限",
    "reported_high": "报道区间上限",
    "prior_low": "先验预测下限",
    "prior_median": "先验预测中位数",
    "prior_high": "先验预测上限",
    "prior_p": "先验预测 p 值",
    "inside": "与报道区间相交",
    "loo_low": "由其余预测下限",
    "loo_median": "由其余预测中位数",
    "loo_high": "由其余预测上限",
    "loo_p": "由其余预测 p 值",
    "ess_bulk": "有效样本量（中部）",
    "ess_tail": "有效样本量（尾部）",
    "centre": "校准后取值",
    "with_reporting_low": "设报告偏差下限",
    "with_reporting_median": "设报告偏差中位数",
    "with_reporting_high": "设报告偏差上限",
    "without_reporting_low": "不设偏差下限",
    "without_reporting_median": "不设偏差中位数",
    "without_reporting_high": "不设偏差上限",
    "correlation": "与报告效应的相关",
    "interval_q05": "读作区间：5 %",
    "interval_q50": "读作区间：50 %",
    "interval_q95": "读作区间：95 %",
    "at_least_q05": "仅作下限：5 %",
    "at_least_q50": "仅作下限：50 %",
    "at_least_q95": "仅作下限：95 %",
    "gap": "间隙",
    "efficient": "不被超越",
    "dominated": "被何超越",
    "facility": "设施 id",
    "facility_before": "现最近驿站 id",
    "facility_after": "方案下最近驿站 id",
    "group": "人员组 id",
    "county": "区县 id",
    "role": "参数作用",
    "scale": "尺度",
    "source": "出处",
    "stage": "阶段",
    "model": "模型",
    "narrowing": "收窄",
    "detect_below": "可发现的偏低倍数",
    "detect_above": "可发现的偏高倍数",
    "town": "乡镇 id",
    "step": "步序",
    "series": "序列",
    "statistic": "MSER-5 统计量",
    "cut": "是否去掉",
    "verdict": "结论",
    "reason_zh": "原因（中文）",
    "reason_en": "原因（英文）",
    "z_mean": "标准化误差均值",
    "z_sd": "标准化误差标准差",
    "parameter": "参数 id",
    "output": "输出",
}
# Columns of a sensitivity analysis: they are not registered, and some names mean other things elsewhere.
_SENSITIVITY: Mapping[str, str] = {
    "low": "范围低端",
    "high": "范围高端",
    "baseline": "基准值",
    "kept": "留下",
    "at_base": "基准处",
    "at_low": "低值处",
    "at_high": "高值处",
    "at_low_error": "低值处标准误",
    "at_high_error": "高值处标准误",
    "mu": "平均效应",
    "mu_star": "平均绝对效应",
    "mu_star_half_width": "其半宽",
    "sigma": "效应标准差",
    "first": "一阶指数",
    "first_half_width": "一阶半宽",
    "total": "总指数",
    "total_half_width": "总指数半宽",
    "standard_error": "标准误",
    "least": "最小",
    "greatest": "最大",
}
_CLAUSE = re.compile(r"[；，。：（]")


def meanings(file: str, kind: str) -> Mapping[str, Meaning]:
    """Return what the columns of a csv file mean in a folder of `kind`; empty where no page says it."""
    if kind == SENSITIVITY:  # docs/sensitivity.md; files of the same name hold other things elsewhere
        return {}
    named = [name for name in ALL_FILES if name.startswith(f"{file} (") and kind in name]
    return ALL_FILES.get(named[0] if named else file, {})


def head(column: str, meaning: Meaning | None, kind: str = "") -> tuple[str, str]:
    """Name a column in Chinese and English: short words for it, or else the first clause of its meaning."""
    en = column.replace("_", " ")
    if kind == SENSITIVITY and column in _SENSITIVITY:
        return _SENSITIVITY[column], en
    counted = column == "p" and meaning is not None and meaning.unit  # p stations, not a p-value
    if column in SHORT and not counted:
        return SHORT[column], en
    return (_CLAUSE.split(meaning.zh)[0] if meaning else column), en
