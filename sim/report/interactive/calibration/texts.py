"""What only the browser's charts of calibrations say; the rest is in `sim.report.texts`."""

from __future__ import annotations

from sim.report import texts as common
from sim.report.interactive.words import Texts

TEXTS: dict[str, tuple[str, str]] = {
    "nothing": ("", ""),
    "unit": ("单位", "unit"),
    "assumed": ("先验", "prior"),
    "assumed.yes": ("假设", "assumed"),
    "assumed.no": ("有来源", "has a source"),
    "source": ("来源", "source"),
    # targets
    "targets.figure": ("报道的数字", "reported figure"),
    "targets.mark": ("内容", "what"),
    "targets.value": ("值", "value"),
    "targets.median": ("值（预测为中位数）", "value (of predictions the median)"),
    "targets.low": ("区间下限", "interval from"),
    "targets.high": ("区间上限", "interval to"),
    "targets.p": ("双侧 p", "two-sided p"),
    "targets.inside": ("是否含报道值", "holds the figure"),
    "targets.yes": ("含", "yes"),
    "targets.no": ("不含", "no"),
    "targets.holds": ("校准后，含报道值", "calibrated, holds it"),
    "targets.misses": ("预测区间不含报道值", "predicted, misses it"),
    "targets.note": (
        "横线：95 % 预测区间，标记为中位数；报道值的横线为其文字所指的范围。"
        "“校准后”为后验抽样的实际模拟，“由其余数字预测”不使用该数字本身。每格各用自己的坐标轴。",
        "Lines: 95 % predictive intervals, marks: medians; the line of a reported figure is what its words "
        "allow. 'Calibrated': real simulations at posterior draws; 'from the other figures': without it. "
        "Each panel has an axis of its own.",
    ),
    # parameters
    "parameters.name": ("参数", "parameter"),
    "parameters.role": ("类别", "group"),
    "parameters.which": ("分布", "distribution"),
    "parameters.at": ("位置（先验 5 % 为 0，95 % 为 1）", "position (prior 5 % is 0, 95 % is 1)"),
    "parameters.at_low": ("5 % 位置", "5 % position"),
    "parameters.at_high": ("95 % 位置", "95 % position"),
    "parameters.median": ("中位数", "median"),
    "parameters.q05": ("5 %", "5 %"),
    "parameters.q95": ("95 %", "95 %"),
    "parameters.narrowing": ("收窄", "narrower by"),
    "parameters.prior": ("先验 90 %", "prior 90 %"),
    "parameters.posterior": ("后验 90 %", "posterior 90 %"),
    # facts that were not calibrated to
    "facts.title": ("未参与校准的外部事实", "External facts that were not calibrated to"),
    "facts.finding": (
        "{n} 项中有 {inside} 项与校准后的 95 % 预测区间相交",
        "{inside} of {n} meet the 95 % predictive interval of the calibrated model",
    ),
    "facts.note": (
        "这些数字来自别处，没有用于校准：区间不相交说明模型在该处不可信。",
        "These figures come from elsewhere and were not used: where the intervals do not meet, the model "
        "is not to be trusted.",
    ),
    "facts.fact": ("别处所见", "seen elsewhere"),
    "facts.meets": ("校准后，与别处所见相交", "calibrated, meets it"),
    "facts.apart": ("校准后，与别处所见不相交", "calibrated, does not meet it"),
    "facts.name": ("事实", "fact"),
    # candidates
    "candidates.x": (
        "标准差的预期缩小，尚未确定的参数的平均",
        "expected reduction of the standard deviation, mean of the parameters still open",
    ),
    "candidates.name": ("可再索取的数字", "figure to ask for"),
}
both = Texts(TEXTS, common.TEXTS)
