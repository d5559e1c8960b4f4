"""The words of the report of a calibration, in Chinese and English."""

from __future__ import annotations

from sim.report.interactive.words import Texts

WORDS: dict[str, tuple[str, str]] = {
    name: (zh, en)
    for name, zh, en in (
        ("title", "校准：{scenario}", "Calibration: {scenario}"),
        (
            "facts",
            "依据“{source}”的 {n} 项数字；每次模拟 {days} 天（其中预热 {warm_up} 天不计）；后验抽样模拟 "
            "{draws} 组；种子 {seed}",
            "To {n} figures of '{source}'; {days} days a simulation (the first {warm_up} are warm-up and "
            "not measured);"
            " {draws} posterior draws simulated; seed {seed}",
        ),
        (
            "fits",
            "校准后的模型在 {n} 项所报数字中有 {inside} 项落在 95 % 预测区间内；计数与节约的偏差从 "
            "{before} 倍降到 {after} 倍，"
            "满意率的偏差从 {p0} 变为 {p1} 个百分点。",
            "The calibrated model holds {inside} of {n} reported figures inside its 95 % predictive "
            "intervals; counts and"
            " savings were off by a factor of {before} and are now by {after}, satisfaction by {p0} and "
            "now {p1} points.",
        ),
        (
            "learns",
            "{n} 个参数中有 {narrowed} 个被收窄一成以上，最多的是“{name}”（收窄 {share}，现为 {span}）；"
            "其余 {vague} 个与先验几乎一样宽，所报数字没有说明它们。",
            "{narrowed} of {n} parameters are narrowed by a tenth or more, most of all '{name}' (by "
            "{share}, now {span});"
            " {vague} stay about as wide as their priors: the figures do not speak of them.",
        ),
        (
            "learns_nothing",
            "{n} 个参数中没有一个被收窄一成以上：所报数字几乎没有说明它们。",
            "None of {n} parameters is narrowed by a tenth: the figures hardly speak of them.",
        ),
        (
            "sure",
            "仅由其余数字预测时 {n} 项中有 {held} 项相符；最应再索取的数字是“{ask}”；"
            "{assumed} 个先验的全部或部分为假设，所有结果仍取决于它们。",
            "Predicted from the other figures alone, {held} of {n} agree; the figure most worth asking "
            "for is '{ask}'."
            " {assumed} priors are assumed in whole or in part, and all results still depend on them.",
        ),
        (
            "quick",
            "这是快速粗算（--quick），区间只作参考。",
            "This is a quick look (--quick): intervals are rough.",
        ),
        ("part.fits", "报道与模型", "Reported and calibrated"),
        ("part.register", "数字登记表的检查", "Checks of the register"),
        ("part.parameters", "参数", "Parameters"),
        ("part.candidates", "下一步要什么数字", "What to ask for"),
        ("part.confounding", "分不开的量", "What cannot be told apart"),
        ("part.facts", "旁证", "Facts from elsewhere"),
        ("part.checks", "计算的检查", "Checks of the computation"),
        ("part.assumed", "假设", "Assumptions"),
        ("figure", "数字", "figure"),
        ("use", "用途", "used as"),
        ("use.target", "校准", "target"),
        ("use.holdout", "仅作预测", "only predicted"),
        ("reported", "报道", "reported"),
        ("before", "校准前", "before"),
        ("after", "校准情景", "calibrated scenario"),
        ("predicted", "95 % 预测", "95 % predicted"),
        ("left_out", "由其余数字预测", "from the others"),
        ("detect", "可发现的误差倍数", "error that would show"),
        ("figures_all", "全部数字", "All figures"),
        ("refused", "不采用“{quote}”：{reason}", "Not used: '{quote}'. {reason}"),
        (
            "register_fine",
            "登记表中没有不采用或不一致的数字。",
            "No figure of the register is refused or inconsistent.",
        ),
        (
            "one_rate",
            "各区县所报满意率出自同一比率这一假设：{p}。",
            "That the satisfaction rates which counties report come from one rate: {p}.",
        ),
        ("parameter", "参数", "parameter"),
        ("prior", "先验中位数（90 %）", "prior median (90 %)"),
        ("posterior", "后验中位数（90 %）", "posterior median (90 %)"),
        ("centre", "校准情景取值", "in the calibrated scenario"),
        ("narrowing", "收窄", "narrower by"),
        ("source", "先验的来源", "source of the prior"),
        ("parameters_all", "全部参数（{n} 个）", "All parameters ({n})"),
        ("direction", "主方向", "direction"),
        ("left", "所余标准差（先验为 1）", "deviation left (prior: 1)"),
        ("combination", "参数的组合", "combination of parameters"),
        ("combinations_all", "最确定的参数组合（{n} 个）", "Combinations known best ({n})"),
        ("shift", "移动（先验标准差）", "shift (deviations of the prior)"),
        (
            "at_least_all",
            "“余”“多”只作下限时会移动的参数（{n} 个）",
            "Parameters that move if 'more than' is a plain lower bound ({n})",
        ),
        ("quantity", "量", "quantity"),
        ("with", "各区县设报告偏差", "with a reporting effect"),
        ("without", "不设报告偏差", "without one"),
        ("correlation", "与报告效应的相关", "correlation with it"),
        (
            "confounding_note",
            "“兜底”与“报告偏差”都能解释高满意率：区间互相依赖，所报数字分不开它们。",
            "Backstop and reporting effects both explain high satisfaction: their intervals depend on each "
            "other, and the"
            " reported figures cannot tell them apart.",
        ),
        ("wave", "轮次", "wave"),
        ("points", "模拟点数", "points"),
        ("space", "仍合理的先验份额", "share of the prior left"),
        ("waves_all", "历史匹配的各轮", "Waves of history matching"),
        ("stage", "阶段", "stage"),
        ("stage.wave", "第 {n} 轮的留出点", "wave {n}, points left out"),
        ("stage.mixes", "后验抽样，修正前", "posterior draws, before mending"),
        ("stage.draws", "后验抽样，修正后", "posterior draws, after mending"),
        ("output", "所预测的数字", "figure emulated"),
        ("z_mean", "标准化误差均值（应近 0）", "mean error, standardised (near 0)"),
        ("z_sd", "其标准差（应近 1）", "its deviation (near 1)"),
        ("emulators_all", "各代理模型的检验（{n} 个）", "How the emulators did ({n})"),
        (
            "chains",
            "链的接受率 {share}；有 {known} 个方向被收窄一成以上。",
            "Proposals taken by the chains: {share}; directions narrowed by a tenth or more: {known}.",
        ),
        (
            "prior_driven",
            "各指标主要取决于先验；校准只收窄所报数字说明得了的部分。带 * 的先验全部或部分为假设。",
            "KPIs remain prior-driven: a calibration narrows only what the figures speak of. Priors marked "
            "* are assumed"
            " in whole or in part.",
        ),
        ("assumed_priors", "假设的先验：{names}。", "Assumed priors: {names}."),
        (
            "calibrated.yaml",
            "后验中心处的情景，可直接运行",
            "the scenario at the posterior's centre, ready to run",
        ),
        ("posterior.yaml", "供 --posterior 使用的抽样", "draws for --posterior"),
        ("targets.csv", "各数字：报道、校准前、预测", "every figure: as reported, before, predicted"),
        ("parameters.csv", "各参数的先验与后验", "prior and posterior of every parameter"),
        ("simulated.csv", "在后验抽样处模拟所得", "what simulations at posterior draws gave"),
        ("draws.csv", "后验抽样", "the posterior draws"),
        ("scenario", "所校准的情景", "the scenario that was calibrated"),
        ("manifest.json", "校准清单", "the manifest"),
    )
}
words = Texts(WORDS)
