"""Every column of the files that a calibration writes: unit and meaning, for docs/outputs.md."""

from __future__ import annotations

from sim.experiment.columns import Meaning

_NAMES = {
    "name_zh": Meaning("", "name in Chinese", "中文名称"),
    "name_en": Meaning("", "name in English", "英文名称"),
}
_ID = {"id": Meaning("", "id of the figure in the register", "登记表中的 id"), **_NAMES}
_UNIT = {"unit": Meaning("", "unit of the values", "数值的单位")}
_OF = "of the row"


def _interval(prefix: str, en: str, zh: str, level: int = 95) -> dict[str, Meaning]:
    return {
        f"{prefix}low": Meaning(
            _OF, f"{en}: lower end of the {level} % interval", f"{zh}：{level} % 区间下限"
        ),
        f"{prefix}median": Meaning(_OF, f"{en}: median", f"{zh}：中位数"),
        f"{prefix}high": Meaning(
            _OF, f"{en}: upper end of the {level} % interval", f"{zh}：{level} % 区间上限"
        ),
    }


def _p(name: str, en: str, zh: str) -> dict[str, Meaning]:
    return {
        name: Meaning("", f"two-sided p of the reported figure under {en}", f"报道数字在{zh}下的双侧 p 值")
    }


TARGETS = {
    **_ID,
    **_UNIT,
    "model": Meaning("", "count, satisfaction or saving: how it is observed", "观测模型：计数、满意率或节约"),
    "use": Meaning(
        "", "target (calibrated to) or holdout (only predicted)", "target 用于校准，holdout 仅作预测"
    ),
    "reported_low": Meaning(_OF, "lower end of what the figure means", "报道数字所指区间的下限"),
    "reported_high": Meaning(
        _OF,
        "upper end of it; equal to the lower one if exact, empty if there is none",
        "上限；精确时与下限相等，无上限时为空",
    ),
    "before": Meaning(
        _OF,
        "what the scenario gives before calibration, unknown windows at their prior median",
        "校准前情景给出的值，未知时段取先验中位数",
    ),
    "after": Meaning(
        _OF,
        "what the scenario at the centre of the posterior (calibrated.yaml) gives",
        "后验中心（calibrated.yaml）给出的值",
    ),
    **_interval("prior_", "prior prediction", "先验预测"),
    **_p("prior_p", "the prior prediction", "先验预测"),
    **_interval(
        "", "posterior prediction, from simulations at posterior draws", "后验预测（在后验抽样处实际模拟）"
    ),
    **_p("p", "the posterior prediction", "后验预测"),
    "inside": Meaning(
        "true/false", "whether that interval meets the reported one", "该区间是否与报道区间相交"
    ),
    **_interval("loo_", "prediction from all other figures", "仅由其余数字的预测"),
    **_p("loo_p", "that prediction", "该预测"),
    "detect_below": Meaning(
        "factor",
        "a figure in error by this factor or less would be detected (prior p below 0.01); empty: none",
        "误差达到此倍数或更小时可被发现（先验 p 小于 0.01）；空为不能",
    ),
    "detect_above": Meaning("factor", "the same, this factor or a greater one", "同上，此倍数或更大"),
}
PARAMETERS = {
    "name": Meaning("", "id of the parameter", "参数的 id"),
    **_NAMES,
    **_UNIT,
    "role": Meaning(
        "",
        "simulated (an input of the runs), score (of satisfaction), rate, place, window or survey",
        "simulated 模拟输入、score 满意度权重、rate 需求率、place 站点水平、window 时段、survey 调查",
    ),
    "scale": Meaning("", "linear, or log for what is compared by ratio", "线性，或按比值比较者取对数"),
    "assumed": Meaning("true/false", "whether the prior has no source", "先验是否为假设"),
    "source": Meaning("", "where the prior comes from", "先验的来源"),
    "source_zh": Meaning("", "the same in Chinese, where the priors have it", "同上，中文（先验文件写有时）"),
    "prior_q05": Meaning(_OF, "5 % quantile of the prior", "先验 5 % 分位数"),
    "prior_q50": Meaning(_OF, "median of the prior", "先验中位数"),
    "prior_q95": Meaning(_OF, "95 % quantile of the prior", "先验 95 % 分位数"),
    "q05": Meaning(_OF, "5 % quantile of the posterior", "后验 5 % 分位数"),
    "q50": Meaning(_OF, "median of the posterior", "后验中位数"),
    "q95": Meaning(_OF, "95 % quantile of the posterior", "后验 95 % 分位数"),
    "mean": Meaning(_OF, "mean of the posterior", "后验均值"),
    "sd": Meaning(_OF, "standard deviation of the posterior", "后验标准差"),
    "rank_hat": Meaning("", "rank-normalised split R-hat of the chains", "秩归一化的 R-hat"),
    "ess_bulk": Meaning("draws", "effective sample size for the centre", "有效样本量（中部）"),
    "ess_tail": Meaning("draws", "effective sample size for the tails", "有效样本量（尾部）"),
    "narrowing": Meaning(
        "share",
        "1 - standard deviation of posterior / prior, on the parameter's scale; 0: the figures say nothing",
        "1 减去后验与先验标准差之比（按参数的尺度）；0 表示报道数字对其没有说明",
    ),
    "centre": Meaning(_OF, "its value in calibrated.yaml", "calibrated.yaml 中的取值"),
}
CANDIDATES = {
    "id": Meaning("", "id of a figure that is not reported", "尚未报道的数字的 id"),
    **_NAMES,
    "unit": Meaning("", "unit of that figure", "该数字的单位"),
    "reduction": Meaning(
        "share",
        "expected reduction of the standard deviation, mean over the parameters still open",
        "标准差的预期缩小，取尚未确定的参数的平均",
    ),
    "parameter": Meaning("", "id of the parameter that it narrows most", "收窄最多的参数的 id"),
    "parameter_zh": Meaning("", "its name in Chinese", "该参数的中文名称"),
    "parameter_en": Meaning("", "its name in English", "该参数的英文名称"),
    "parameter_reduction": Meaning("share", "expected reduction of that one", "该参数标准差的预期缩小"),
}
DRAWS = {
    "draw": Meaning("", "number of the posterior draw, from 1", "后验抽样的序号，从 1 起"),
    "one column per parameter": Meaning("of the parameter", "its value in this draw", "该抽样中的参数值"),
}
SIMULATED = {
    "draw": Meaning("", "number of the posterior draw", "后验抽样的序号"),
    "target": Meaning("", "id of the figure", "数字的 id"),
    "value": Meaning("of the figure", "what the simulation at that draw gave", "在该抽样处模拟所得"),
}
PLAUSIBILITY = {
    "id": Meaning("", "id of an external fact, not calibrated to", "外部事实的 id，不参与校准"),
    **_NAMES,
    **_UNIT,
    "fact_low": Meaning(_OF, "lower end of what is reported elsewhere", "他处所见的下限"),
    "fact_high": Meaning(_OF, "upper end of it", "他处所见的上限"),
    "before": Meaning(_OF, "what the scenario gives before calibration", "校准前情景给出的值"),
    **_interval("", "posterior prediction", "后验预测"),
    "source": Meaning("", "where the fact comes from", "事实的来源"),
    "source_zh": Meaning("", "the same in Chinese, where the facts have it", "同上，中文（事实文件写有时）"),
}
CONFOUNDING = {
    **_NAMES,
    "quantity": Meaning("", "what is estimated", "所估计的量"),
    **_interval("with_reporting_", "with a reporting effect for each county", "各区县设报告偏差时"),
    **_interval("without_reporting_", "without one", "不设报告偏差时"),
    "correlation": Meaning(
        "",
        "over the posterior, of the quantity with the reporting effect",
        "后验中该量与报告效应的相关系数",
    ),
}
WAVES = {
    "wave": Meaning("", "number of the wave of history matching, from 1", "历史匹配的轮次，从 1 起"),
    "points": Meaning("points", "points simulated in the wave", "该轮模拟的点数"),
    "space_left": Meaning(
        "share", "share of the prior that is still plausible after it", "该轮后先验中仍合理的比例"
    ),
    "implausibility_max": Meaning(
        "standard deviations", "implausibility above which points are cut away", "超过此不合理度的点被排除"
    ),
}
EMULATORS = {
    "stage": Meaning(
        "",
        "wave_<n>; mixes: before departures are added; draws: at posterior draws, after",
        "wave_<n>；mixes：加入偏离之前；draws：加入之后，在后验抽样处",
    ),
    "output": Meaning("", "what is emulated", "所仿真的输出"),
    **_NAMES,
    **_UNIT,
    "noise_sd": Meaning("of the output", "standard deviation of simulation noise", "模拟噪声的标准差"),
    "emulator_sd": Meaning(
        "of the output", "typical standard deviation of the emulator itself", "仿真器自身的典型标准差"
    ),
    "z_mean": Meaning(
        "",
        "mean standardised error at points left out (waves) or simulated anew (draws); near 0",
        "留出点（各轮）或新仿真点（draws）标准化误差的均值，应近 0",
    ),
    "z_sd": Meaning("", "its standard deviation; near 1", "其标准差，应近 1"),
}
COMBINATIONS = {
    "direction": Meaning(
        "", "number of a principal direction of the draws, the best known first", "主方向序号，最确定者在前"
    ),
    "sd": Meaning("", "standard deviation left in that direction; 1 before", "该方向所余标准差；校准前为 1"),
    "parameter": Meaning("", "id of a parameter in it", "其中参数的 id"),
    "parameter_zh": Meaning("", "its name in Chinese", "该参数的中文名称"),
    "parameter_en": Meaning("", "its name in English", "该参数的英文名称"),
    "loading": Meaning("", "its weight in the direction, of length 1", "该参数在单位方向中的系数"),
}
AT_LEAST = {
    "name": Meaning("", "id of the parameter", "参数的 id"),
    **_NAMES,
    **_UNIT,
    **{
        f"{reading}_q{q}": Meaning(_OF, f"{en}: {int(q)} % quantile", f"{zh}：{int(q)} % 分位数")
        for reading, en, zh in (
            ("interval", "'more than' as an interval", "“余”“多”读作区间"),
            ("at_least", "'more than' as a plain lower bound", "“余”“多”仅作下限"),
        )
        for q in ("05", "50", "95")
    },
    "shift": Meaning(
        "standard deviations of the prior",
        "mean of the second reading less that of the first",
        "后一读法的均值减前一读法",
    ),
}
CALIBRATION_FILES = {
    "targets.csv": TARGETS,
    "parameters.csv": PARAMETERS,
    "combinations.csv": COMBINATIONS,
    "at_least.csv": AT_LEAST,
    "candidates.csv": CANDIDATES,
    "draws.csv": DRAWS,
    "simulated.csv": SIMULATED,
    "plausibility.csv": PLAUSIBILITY,
    "confounding.csv": CONFOUNDING,
    "waves.csv": WAVES,
    "emulators.csv": EMULATORS,
}
