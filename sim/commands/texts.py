"""What the commands say, in Chinese and English."""

from __future__ import annotations

import os
from enum import StrEnum

from sim.commands.texts_frontier import FRONTIER
from sim.commands.texts_page import PAGE
from sim.commands.texts_siting import SITING
from sim.commands.texts_staffing import STAFFING


class Lang(StrEnum):
    """A language of what people read."""

    zh = "zh"
    en = "en"


def system_language() -> Lang:
    """Return the language of the machine: Chinese if its locale is Chinese, English otherwise."""
    locale = next(
        (value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), ""
    )
    return Lang.zh if locale.startswith("zh") else Lang.en


TEXTS: dict[str, tuple[str, str]] = {
    # key: (Chinese, English)
    **FRONTIER,
    **PAGE,
    **SITING,
    **STAFFING,
    "problems": ("{name}：{n} 处错误", "{name}: {n} problem(s)"),
    "warnings": ("{name}：{n} 处提醒", "{name}: {n} warning(s)"),
    "valid": ("{name}：没有错误", "{name}: no problems"),
    "contains": (
        "共 {facilities}（其中 {stations}），{zones}，{services}，{staff}",
        "{facilities} ({stations}), {zones}, {services}, {staff}",
    ),
    "file": ("文件", "file"),
    "row": ("行", "row"),
    "field": ("字段", "field"),
    "value": ("值", "value"),
    "problem": ("问题", "problem"),
    "mend": ("改法", "mend"),
    "replication": (
        "{run}：第 {number}/{total} 次重复，{cases:,} 件（含预热与追踪期），{seconds:.1f} 秒",
        "{run}: replication {number}/{total}, {cases:,} cases (with warm-up and follow-up), {seconds:.1f} s",
    ),
    "bottlenecks_done": (
        "瓶颈：逐组试加一人，{number}/{total} 次模拟",
        "bottlenecks: one more person in each group, {number} of {total} replications",
    ),
    "running": ("{run} 第 {number}/{total} 次重复", "{run}, replication {number}/{total}"),
    "kpi": ("指标", "KPI"),
    "unit": ("单位", "unit"),
    "in_unit": ("{name}（{unit}）", "{name} ({unit})"),
    "mean": ("均值", "mean"),
    "interval": ("95% 置信区间", "95 % interval"),
    "spread": ("5% 至 95%", "5 to 95 %"),
    "simultaneous": ("联合区间", "simultaneous interval"),
    "p_holm": ("p 值（Holm）", "p (Holm)"),
    "variance_reduction": ("方差减少", "variance reduction"),
    "pairing": (
        "公共随机数使方差减少 {share}（{n} 项有波动的首要差值的中位数）：不配对则需要 {times} 倍的重复次数",
        "Common random numbers take away {share} of the variance (median of the {n} headline"
        " differences that vary): an unpaired comparison would need {times} times the replications",
    ),
    "pairing_at_draws": (
        "公共的随机数与参数使方差减少 {share}（{n} 项有波动的首要差值的中位数）："
        "不配对则需要 {times} 倍的重复次数",
        "Common random numbers and parameters take away {share} of the variance (median of the {n} headline"
        " differences that vary): an unpaired comparison would need {times} times the replications",
    ),
    "family": (
        "联合区间（{method}）以 95% 的把握同时成立，涵盖首要指标的全部 {size} 个差值；p 值在同一族内校正",
        "simultaneous intervals ({method}) hold together at 95 %, for all {size} differences of the headline"
        " KPIs; p-values are adjusted in the same family",
    ),
    "base": ("基准", "base"),
    "difference": ("差值", "difference"),
    "run_title": (
        "{name}：{days} 天（预热 {warm_up} 天），{replications} 次重复，种子 {seed}",
        "{name}: {days} days (warm-up {warm_up}), {replications} replication(s), seed {seed}",
    ),
    "comparison_title": ("{other} 相对于 {base}", "{other} against {base}"),
    "kind_transaction": ("办件", "transactions"),
    "kind_problem": ("问题", "problems"),
    "of_transaction": ("其中：办件", "of which transactions"),
    "of_problem": ("其中：问题", "of which problems"),
    "more_doubts": ("另有 {n} 处提醒，见 manifest.json", "{n} more in manifest.json"),
    "points": ("百分点", "percentage points"),
    "reading": ("读取 {path}", "reading {path}"),
    "engine_speed": ("引擎 {name}：每秒 {speed} 件", "engine {name}: {speed} cases a second"),
    "draws_used": (
        "参数：使用后验抽样值 {draws} 组中的 {used} 组；“5% 至 95%”为各次重复的范围，同时包含参数的不确定性与"
        "随机性；置信区间为均值的精度",
        "parameters: {used} of the posterior's {draws} draws; 5 to 95 % is where replications lie, by what is"
        " unknown of the parameters and by chance; the interval is that of their mean",
    ),
    "draws_selected": (
        "参数：使用后验抽样值 {draws} 组中的 {used} 组；各情景在同一次重复中用同一组",
        "parameters: {used} of the posterior's {draws} draws, the same for all scenarios in each replication",
    ),
    "one_replication": ("只有一次重复，没有置信区间", "one replication only, hence no intervals"),
    "preparing": (
        "首次运行：正在准备程序，约半分钟（机器繁忙时更久），只此一次",
        "first run: preparing the program, half a minute (longer on a busy machine), only this once",
    ),
    "drawing": ("{run}：图表 {number}/{total}", "{run}: charts {number}/{total}"),
    "the_comparison": ("比较", "comparison"),
    "doubt": ("提醒：{words}", "warning: {words}"),
    "written": ("结果：{path}", "results: {path}"),
    "report_written": ("报告：{path}", "report: {path}"),
    "interrupted": ("已中断；没有留下不完整的结果", "interrupted; no partial result was left"),
    "interrupted_kept": (
        "已中断；没有留下不完整的结果；同一命令加 --resume 可从已完成的重复继续",
        "interrupted; no partial result was left; with --resume the same command goes on from the"
        " replications that are done",
    ),
    "interrupted_best": (
        "已中断；目前最优的方案已写入结果文件夹，并标明未完成；同一命令加 --resume 可从已完成的重复继续",
        "interrupted; the best so far is in the folder of the results, marked as such; with --resume the same"
        " command goes on from the replications that are done",
    ),
    "resumed": (
        "{run}：{n} 次重复已完成，不再重做",
        "{run}: {n} replication(s) are done already",
    ),
    "warm_up_chosen": (
        "预热期：{days} 天（MSER-5：{cut} 天；政企面对面间隔：{interval} 天）",
        "warm-up: {days} days (MSER-5: {cut} days; interval of the leaders' sessions: {interval} days)",
    ),
    "precision_met": (
        "精度：前 {met} 次重复已达到，其后 {ahead} 次仍保持",
        "precision: met after {met} replications, and kept over {ahead} more",
    ),
    "selecting": ("择优：已完成 {n} 次重复", "selecting: {n} replications done"),
    "select_scenario": ("情景", "scenario"),
    "select_replications": ("重复次数", "replications"),
    "select_mean": ("均值", "mean"),
    "select_sd": ("标准差", "sd"),
    "select_eliminated": ("淘汰于", "eliminated at"),
    "select_chosen": ("选中", "selected"),
    "select_guarantee": (
        "选中 {name}（共 {n} 次重复）：若最优者比其余各情景至少好 {zone}，则以不低于 {confidence} 的概率"
        "选中它（前提：各次重复独立且服从正态）。若有情景与最优者相差不到 {zone}，则没有已证明的概率。",
        "Selected: {name} ({n} replications in all). If the best is better than every other by {zone} or"
        " more, it is selected with probability {confidence} or more, given independent normal replications."
        " If others are closer to the best than {zone}, no probability is proved.",
    ),
    "select_asymptotic": (
        "选中 {name}（共 {n} 次重复）：无差异区间 {zone}、置信度 {confidence}；"
        "KN++ 的保证仅在区间趋于零时成立。",
        "Selected: {name} ({n} replications in all), with zone {zone} and confidence {confidence}; the"
        " promise of KN++ holds only in the limit, as the zone goes to zero.",
    ),
    "select_undecided": (
        "未能选定：达到上限时仍有多个情景未分出；{name} 仅为目前均值最优者（共 {n} 次重复），没有保证。",
        "Not decided: several scenarios were left at the most replications; {name} only has the best mean"
        " so far ({n} replications in all), with no guarantee.",
    ),
    "select_estimate": (
        "选中 {name}（共 {n} 次重复）：估计选对的概率为 {chance}（APCS-B 近似；只是估计，不是保证）。",
        "Selected: {name} ({n} replications in all). Estimated probability of correct selection: {chance}"
        " (APCS-B; an estimate, not a guarantee).",
    ),
    "points_done": ("设计点 {number}/{total}", "points {number}/{total}"),
    "sens_parameter": ("参数", "parameter"),
    "sens_range": ("范围", "range"),
    "sens_at_low": ("取下限", "at low"),
    "sens_at_base": ("现状", "at base"),
    "sens_at_high": ("取上限", "at high"),
    "sens_mu_star": ("平均影响 μ*", "mu*"),
    "sens_first": ("一阶指数", "first"),
    "sens_total": ("总指数", "total"),
    "cal_stage_baseline": ("现状运行", "the scenario as it is"),
    "cal_stage_wave": ("第 {n} 轮设计点", "points of wave {n}"),
    "cal_stage_emulators": ("拟合代理模型", "emulators"),
    "cal_stage_first": ("初步后验", "a first posterior"),
    "cal_stage_mixes": ("按各自需求率仿真", "simulations with rates of their own"),
    "cal_stage_posterior": ("后验抽样", "sampling the posterior"),
    "cal_stage_left_out": ("逐项留一", "leaving figures out"),
    "cal_stage_draws": ("在后验抽样处仿真", "simulations at posterior draws"),
    "cal_stage_centre": ("在后验中心仿真", "simulations at the centre"),
    "cal_stage": ("{stage}：第 {number} 项，共 {total} 项", "{stage}: {number} of {total}"),
    "cal_title": (
        "{name}：按{source}的 {n} 项数字校准",
        "{name}: calibrated to {n} figures of {source}",
    ),
    "cal_refused": ("不采用 {id}（{quote}）：{reason}", "refused {id} ({quote}): {reason}"),
    "cal_inconsistent": ("数字之间不一致：{words}", "inconsistent: {words}"),
    "cal_figure": ("数字", "figure"),
    "cal_reported": ("所报", "reported"),
    "cal_before": ("校准前", "before"),
    "cal_after": ("校准后", "after"),
    "cal_predicted": ("95% 预测区间", "95 % predicted"),
    "cal_p": ("p 值", "p"),
    "cal_loo": ("由其余数字预测（95%）", "from the others (95 %)"),
    "cal_detect": ("可察觉的误差倍数", "error that would show"),
    "cal_misfit": (
        "偏差：计数与节约 {before:.2f} 倍 → {after:.2f} 倍；满意率 {p0:.2f} → {p1:.2f} 个百分点",
        "misfit: counts and savings off by a factor of {before:.2f} -> {after:.2f}; satisfaction by {p0:.2f}"
        " -> {p1:.2f} points",
    ),
    "cal_inside": (
        "{n} 项中 {inside} 项在 95% 后验预测区间内",
        "{inside} of {n} figures lie inside their 95 % posterior predictive intervals",
    ),
    "cal_mixing": (
        "抽样：R-hat 最大 {hat:.3f}，有效样本最少 {ess:.0f}",
        "sampling: largest R-hat {hat:.3f}, smallest effective sample {ess:.0f}",
    ),
    "cal_parameter": ("参数", "parameter"),
    "cal_prior": ("先验（90%）", "before (90 %)"),
    "cal_posterior": ("后验（90%）", "after (90 %)"),
    "cal_narrowing": ("收窄", "narrowed by"),
    "cal_unknown": (
        "这些数字不能说明（与先验一样宽）：{names}",
        "what the figures cannot tell (as wide as before): {names}",
    ),
    "cal_directions": (
        "{n} 个参数方向中有 {known} 个被收窄一成以上（combinations.csv）",
        "{known} of {n} directions of the parameters were narrowed by a tenth or more (combinations.csv)",
    ),
    "cal_combined": ("  合起来所余标准差 {sd:.2f}：{words}", "  known together, sd {sd:.2f}: {words}"),
    "cal_at_least": (
        "“余”“多”仅作下限时参数的移动（先验标准差）：{words}",
        "read as plain lower bounds, figures with 'more than' move (in prior sd): {words}",
    ),
    "cal_ask": ("最值得再要的数字", "figures most worth asking for"),
    "cal_ask_mean": ("未知参数平均收窄", "open parameters, mean"),
    "cal_ask_most": ("收窄最多的参数", "narrows most"),
    "cal_one_rate": (
        "两地满意率出自同一比率的概率 p = {p:.4f}",
        "the two reported satisfactions come from one rate with p = {p:.4f}",
    ),
    "cal_confounding": ("满意率：设或不设报告效应", "satisfaction, with and without reporting effects"),
    "cal_with": ("设报告效应（90%）", "with (90 %)"),
    "cal_without": ("不设（90%）", "without (90 %)"),
    "cal_correlation": ("与报告效应相关", "correlation"),
    "cal_fact": ("外部事实", "facts from elsewhere"),
    "cal_fact_range": ("事实", "fact"),
    "same_bytes": (
        "kpis.csv 与 {path} 逐字节相同",
        "kpis.csv is the same, byte for byte, as that of {path}",
    ),
    "other_bytes": (
        "kpis.csv 与 {path} 不同：{why}",
        "kpis.csv differs from that of {path}: {why}",
    ),
    "bottlenecks_owed": (
        "瓶颈查找失败；结果本身完整，将照常保存",
        "the search for bottlenecks failed; the results are whole and are kept",
    ),
    "report_owed": (
        "报告未能写出；结果本身完整，将照常保存：修正后可用 run.py report 重新写出报告",
        "the report could not be written; the results are whole and are kept: run.py report writes it later",
    ),
    "internal": (
        "程序内部错误：{fault}；详情见 {log}",
        "internal error: {fault}; details in {log}",
    ),
}


COUNTED: dict[str, tuple[str, str, str]] = {
    # key: (Chinese with its measure word, English singular, English plural)
    "facilities": ("个设施", "facility", "facilities"),
    "stations": ("个驿站", "station", "stations"),
    "zones": ("个需求点", "demand point", "demand points"),
    "services": ("个服务类别", "service class", "service classes"),
    "staff": ("个人员组", "staff group", "staff groups"),
}


def counted(lang: Lang, key: str, n: int) -> str:
    """Return a number and what it counts, in the singular where English wants it."""
    zh, one, many = COUNTED[key]
    return f"{n:,} {zh if lang is Lang.zh else one if n == 1 else many}"


Words = dict[str, str]  # a text by language, zh and en


def text(lang: Lang, key: str, **values: object) -> str:
    """Return a text in a language, its `{fields}` filled in."""
    return TEXTS[key][lang is Lang.en].format(**values)


def both(key: str, **values: object) -> Words:
    """Return a text in both languages, its `{fields}` filled in."""
    return {lang.value: text(lang, key, **values) for lang in Lang}
