"""Every text of charts and report that people read, in Chinese and English, in one table."""

from __future__ import annotations

LANGUAGES = ("zh", "en")

TEXTS: dict[str, tuple[str, str]] = {
    # every chart
    "footnote": (
        "情景：{scenario}；模拟 {days} 天（其中预热 {warm_up} 天不计），重复 {replications} 次，种子 {seed}。"
        "{basis}",
        "Scenario: {scenario}; {days} days simulated (the first {warm_up} are warm-up and not measured), "
        "replications: {replications}, seed {seed}. {basis}",
    ),
    "basis.data": ("依据：数据支撑。", "Basis: data-informed."),
    "basis.prior": (
        "依据：主要取决于先验假设，不是实测。",
        "Basis: prior-driven: it follows mostly from assumptions, not from measurements.",
    ),
    "basis.both": (
        "依据：结构有数据支撑，服务时间与到达率含先验假设。",
        "Basis: structure data-informed; handling times and rates rest on prior assumptions.",
    ),
    "basis.panels": ("依据：见各格下方。", "Basis: stated below each panel."),
    "basis.heads": ("依据：见各格标题。", "Basis: in the heading of each panel."),
    "basis.named": ("依据：", "Basis: "),
    "basis.data.kpis": ("{names}有数据支撑", "data-informed: {names}"),
    "basis.prior.kpis": ("{names}先验主导", "prior-driven: {names}"),
    "empty": ("本次运行没有可绘制的数据。", "This run holds nothing to draw here."),
    "single": (
        "只有 1 次重复，无法给出区间。",
        "One replication only: no interval can be given.",
    ),
    "interval": (
        "横线：各次重复均值的 95 % 置信区间。",
        "Whiskers: 95 % confidence interval of the mean over replications.",
    ),
    "two": (
        "95 % 置信区间；只有 2 次重复，区间仅有 1 个自由度，几乎没有参考价值。",
        "95 % confidence interval; with 2 replications it has one degree of freedom and is hardly usable.",
    ),
    "light": (
        "多数设施负荷很轻（利用率中位数 {share}）：驿站内的等待由先验假设决定，"
        "时间主要花在流转、部门审核、稀缺专员和政企面对面上。",
        "Most facilities are lightly loaded (median utilisation {share}): station waits are "
        "prior-driven; time goes into hand-offs, department reviews, scarce specialists and "
        "leaders' sessions.",
    ),
    "loaded": (
        "利用率中位数 {share}。等待取决于假设的服务时间与到达率，由先验假设决定。",
        "Median utilisation of the facilities: {share}. Waits follow from assumed handling times and "
        "rates: they are "
        "prior-driven.",
    ),
    "kind.transaction": ("办件", "transactions"),
    "kind.problem": ("问题", "problems"),
    "all": ("全网", "whole network"),
    # processing time
    "processing.title": ("办理时长与承诺时限", "Processing time against the promise"),
    "processing.finding": (
        "承诺时限内办结（含未能解决的）：{parts}",
        "Closed within the promise, solved or not: {parts}",
    ),
    "processing.x": (
        "办理时长 ÷ 承诺时限（均按法定工作时间计）",
        "processing time ÷ promised limit (both in statutory working time)",
    ),
    "processing.y": ("占事项的比例（%）", "share of cases (%)"),
    "processing.panel": ("{kind}：每次重复约 {cases} 件", "{kind}: about {cases} cases a replication"),
    "processing.bars": ("每 0.1 一档的比例", "share per step of 0.1"),
    "processing.rest": ("3 倍以上或未办结", "3 times or more, or still open"),
    "processing.curve": ("累计比例", "cumulative share"),
    "processing.band": ("各次重复的最小至最大", "least to greatest over replications"),
    "processing.promise": ("承诺时限", "promise"),
    "processing.within": ("时限内 {share}", "within: {share}"),
    # counties
    "county.title": ("各区县的满意度与按时办结率", "Satisfaction and on-time share by county"),
    "county.finding": (
        "调查满意度最低：{county}（{surveyed}）；按时办结率最低：{late}（{on_time}）",
        "Lowest surveyed satisfaction: {county} ({surveyed}); lowest on-time share: {late} ({on_time})",
    ),
    "county.satisfaction": ("满意度（%）", "satisfied (%)"),
    "county.on_time": ("承诺时限内办结（%）", "closed within the promise (%)"),
    "county.surveyed": ("调查所得（含回收与报告偏差）", "surveyed (with response and reporting bias)"),
    "county.true": ("真实值（模型内）", "true (inside the model)"),
    "county.share": ("按时办结率", "On-time share"),
    "county.target": ("目标", "target"),
    "county.note": (
        "公开报道的满意度都是调查所得，应与“调查所得”比较。横轴不从零开始。",
        "Reported satisfaction is always surveyed: compare it with the surveyed value. Axes do "
        "not start at zero.",
    ),
    # utilisation
    "utilisation.title": ("各设施一周内的忙闲", "Utilisation by facility and hour of the week"),
    "utilisation.finding": (
        "{shown} 个最忙的设施（共 {total} 个有人员在岗），按利用率排序；最忙：{name}（{share}）",
        "The {shown} busiest of {total} staffed facilities, sorted by utilisation; busiest: {name} ({share})",
    ),
    "utilisation.bar": ("利用率：忙时 ÷ 在岗时（%）", "utilisation: busy ÷ present (%)"),
    "utilisation.x": ("星期与钟点（各小时段的起点）", "weekday and clock hour (start of each hour)"),
    "utilisation.total": ("{share}", "{share}"),
    "utilisation.closed": ("无人在岗", "nobody present"),
    "utilisation.overtime": (
        "无人当班时仍在办理（不少于平常一小时的 {share}）",
        "work while nobody is on duty (at least {share} of a usual hour)",
    ),
    "utilisation.note": (
        "名称后为全周利用率；在岗时间为在该设施的排班时间，各次重复合并计算。",
        "After each name: utilisation over the whole week. Presence is rostered time at the "
        "facility. Replications "
        "are pooled.",
    ),
    "utilisation.make_up": (
        "测量期内的调休上班日：{days}；其忙闲计入相应的周六、周日栏。",
        "Make-up workdays on weekends in the measured window: {days}. They fill the columns of Sat and Sun.",
    ),
    "weekdays": ("周一 周二 周三 周四 周五 周六 周日", "Mon Tue Wed Thu Fri Sat Sun"),
    # flow
    "flow.title": ("事项在各级之间的流转", "How cases climb the tiers"),
    "flow.finding": (
        "到达驿站的事项中 {solved} 在驿站解决，{lost} 在驿站流失；每次重复约 {up} 次向上流转",
        "Of the cases that reach a station {solved} are solved there and {lost} are lost there; about {up} "
        "hand-offs upwards a replication",
    ),
    "flow.upper": (
        "向上流转（件；宽度按平方根缩放）",
        "Handed up (cases; widths scale with the square root)",
    ),
    "flow.lower": ("到达各级的事项去向（%）", "What became of the cases that reached each tier (%)"),
    "flow.station": ("驿站", "station"),
    "flow.subcentre": ("分中心", "sub-centre"),
    "flow.district": ("区县中心", "district centre"),
    "flow.city": ("市中心", "city centre"),
    "flow.session": ("政企面对面", "leaders' session"),
    "flow.solved": ("解决", "solved"),
    "flow.up": ("转交他级", "handed on"),
    "flow.unsolved": ("未能解决", "closed unsolved"),
    "flow.lost": ("流失", "lost"),
    "flow.open": ("仍在办理", "still open"),
    "flow.reached": ("{tier}（{count} 件）", "{tier} ({count})"),
    "flow.aside": ("另有 {count} 件转回下级", "sent back down: {count}"),
    "flow.note": (
        "数字为各次重复的平均件数。一件事项可到达多级，每级各计一次。",
        "Counts are means over replications. A case may reach several tiers and counts once at each.",
    ),
    # backlog
    "backlog.title": ("在办事项的变化", "Open cases over time"),
    "backlog.finding": (
        "测量期内日终平均在办：{parts}",
        "Mean open at the day's end in the measured window: {parts}",
    ),
    "backlog.y": ("日终在办（件）", "open at day's end (cases)"),
    "backlog.x": ("日期", "date"),
    "backlog.mean": ("各次重复的平均", "mean over replications"),
    "backlog.band": ("最小至最大", "least to greatest"),
    "backlog.warm_up": ("预热期（不计）", "warm-up (not measured)"),
    "backlog.follow_up": ("追踪期", "follow-up"),
    # sensitivity
    "tornado.title": ("什么左右“{kpi}”", "What drives: {kpi}"),
    "tornado.finding": (
        "现状 {base}；范围内影响最大的是：{name}",
        "At the baseline {base}; the strongest over its range: {name}",
    ),
    "tornado.note": (
        "每条：其余参数取现值，该参数取范围两端（方括号）时的指标值。范围见 parameters.csv，多为假设。",
        "Each bar: the KPI with one parameter at the ends of its range (in brackets), all others as they are."
        " Ranges: parameters.csv; most are assumed.",
    ),
    "tornado.note.sobol": (
        "右：Sobol 指数，即参数在其范围内变动时占指标方差的份额；总指数含交互作用。横线为 95 % 自助区间。"
        "没有圆点的参数经 Morris 筛选后不再变动。",
        "Right: Sobol indices, the share of the KPI's variance over the ranges; the total index holds"
        " interactions too. Lines: 95 % bootstrap intervals. Parameters without a dot were left out by Morris"
        " screening.",
    ),
    "tornado.note.morris": (
        "右：Morris 筛选的 μ*，即参数走完整个范围的平均影响。横线为 95 % 自助区间。",
        "Right: μ* of Morris screening, the mean absolute effect over the whole range. Lines: 95 % bootstrap"
        " intervals.",
    ),
    "tornado.x": ("{kpi}（{unit}）", "{kpi} ({unit})"),
    "tornado.low": ("取下限", "at its low end"),
    "tornado.high": ("取上限", "at its high end"),
    "tornado.first": ("一阶指数", "first-order index"),
    "tornado.total": ("总指数", "total index"),
    "tornado.mu_star": ("平均影响 μ*", "mean effect μ*"),
    "tornado.sobol": ("占方差的份额", "share of the variance"),
    "tornado.morris": ("平均影响（指标单位）", "mean effect (unit of the KPI)"),
    # calibration
    "calibration.draws": (
        "模拟的后验抽样：{n} 组。",
        "Posterior draws simulated: {n}.",
    ),
    "calibration.quick": (
        "快速校准（--quick）：抽样少，区间只作参考。",
        "A quick calibration (--quick): few points and draws, the intervals are rough.",
    ),
    "targets.title": ("报道数字与模拟结果", "Reported figures against the calibrated model"),
    "targets.finding": (
        "{n} 个报道数字中，{predicted} 个落在校准后的 95 % 预测区间内；仅由其余数字预测时为 {left_out} 个",
        "{predicted} of {n} reported figures lie in the calibrated model's 95 % interval, {left_out} in that "
        "from the others alone",
    ),
    "targets.ratio": (
        "与报道数字之比（以其区间中点为 1；对数轴）",
        "ratio to the reported figure (the middle of its interval is 1; log axis)",
    ),
    "targets.satisfaction": (
        "满意率（%；轴在接近 100 % 处拉长）",
        "satisfied (%; the axis is stretched toward 100 %)",
    ),
    "targets.head.reported": ("报道", "reported"),
    "targets.head.before": ("校准前", "before"),
    "targets.head.predicted": ("校准后（中位数，95 %）", "calibrated (median, 95 %)"),
    "targets.head.left_out": ("由其余数字预测", "from the other figures"),
    "targets.key.reported": ("报道的区间", "as reported"),
    "targets.key.before": ("校准前", "before calibration"),
    "targets.key.predicted": ("校准后", "calibrated"),
    "targets.key.missed": ("校准后，报道值在区间外", "calibrated, reported value outside"),
    "targets.key.left_out": ("由其余数字预测", "from the other figures"),
    "targets.outside": ("区间外", "outside"),
    "targets.note": (
        "横线：95 % 预测区间，标记为中位数；“校准后”为后验抽样的实际模拟，"
        "“由其余数字预测”不使用该数字本身。p：双侧。箭头：超出轴的范围。",
        "Lines: 95 % predictive intervals, marks: medians. 'Calibrated': real simulations at posterior "
        "draws; 'from the other figures': without it. p: two-sided. Arrowheads: beyond the axis.",
    ),
    "parameters.title": (
        "报道数字说明了什么：参数的先验与后验",
        "What the figures tell: prior and posterior",
    ),
    "parameters.finding": (
        "{n} 个参数中有 {vague} 个与先验几乎一样宽（收窄不到 10 %）：报道数字几乎没有说明它们",
        "{vague} of {n} parameters stay about as wide as the prior (narrowed by less than 10 %): the figures "
        "hardly speak of them",
    ),
    "parameters.low": ("先验 5 %", "prior 5 %"),
    "parameters.high": ("先验 95 %", "prior 95 %"),
    "parameters.head.prior": ("先验中位数（90 %）", "prior median (90 %)"),
    "parameters.head.posterior": ("后验中位数（90 %）", "posterior median (90 %)"),
    "parameters.head.unit": ("单位", "unit"),
    "parameters.head.narrowing": ("收窄", "narrower by"),
    "parameters.vague": ("约同先验", "about as the prior"),
    "parameters.key.prior": ("先验 90 %", "prior 90 %"),
    "parameters.key.posterior": ("后验 90 %", "posterior 90 %"),
    "parameters.key.vague": ("后验，与先验几乎一样宽", "posterior, about as wide as the prior"),
    "parameters.key.median": ("后验中位数", "posterior median"),
    "parameters.key.prior_median": ("先验中位数", "prior median"),
    "parameters.note": (
        "每行按先验的 5 % 至 95 % 缩放（按比值比较的取对数）。收窄：后验标准差比先验小多少。"
        "* 先验的全部或部分为假设。",
        "Each row is scaled to its prior's 5 to 95 % (by logarithm where ratios count). Narrower by: how "
        "much smaller the standard deviation is than the prior's. * Prior assumed, in whole or in part.",
    ),
    "parameters.chains": (
        "收敛：最大秩 R-hat {rank_hat}，最小有效样本量 {ess}。",
        "Chains: largest rank R-hat {rank_hat}, smallest effective sample size {ess}.",
    ),
    "role.simulated": ("模拟的输入", "simulated inputs"),
    "role.score": ("满意度的权重", "weights of satisfaction"),
    "role.rate": ("需求率", "demand rates"),
    "role.place": ("个别站点", "single places"),
    "role.window": ("未知的统计时段", "unknown windows"),
    "role.survey": ("调查与报告", "survey and reporting"),
    "candidates.title": ("再要哪个数字最有用", "Which further figure would tell most"),
    "candidates.finding": (
        "首先是“{name}”：使尚未确定的参数的标准差平均缩小 {reduction}",
        "First: {name}; it would narrow the parameters still open by {reduction} on average",
    ),
    "candidates.x": ("标准差的预期缩小（%）", "expected reduction of the standard deviation (%)"),
    "candidates.mean": ("尚未确定的参数的平均", "mean of the parameters still open"),
    "candidates.parameter": ("其中收窄最多的参数", "the parameter narrowed most"),
    "candidates.head.mean": ("平均缩小", "mean"),
    "candidates.head.most": ("收窄最多的参数", "parameter narrowed most"),
    "candidates.head.of_it": ("该参数缩小", "by"),
    "candidates.note": (
        "尚未确定：后验与先验几乎一样宽的参数。预期：对该数字可能报成多少（按后验）取平均，"
        "手头并没有这样的数字。",
        "Still open: parameters whose posterior is about as wide as the prior. Expected: on average over "
        "what the posterior says the figure might turn out to be; no such figure is at hand.",
    ),
    # warm-up
    "warm_up.title": (
        "预热期：运行何时不再受空网起步影响",
        "Warm-up: when the run has forgotten its empty start",
    ),
    "warm_up.finding": (
        "前 {days} 天不计入统计；其后曲线应无趋势",
        "The first {days} days are not measured; beyond them there should be no trend",
    ),
    "warm_up.note": (
        "周均值。办理天数按受理周计，只含已办结的件。春节等长假会使曲线起伏，并非预热不足。",
        "Weekly means; processing time by week of acceptance, of closed cases. Long holidays move the curves"
        " too: that is no want of warm-up.",
    ),
    "warm_up.x": ("日期", "date"),
    "warm_up.mean": ("各次重复的周均值", "weekly mean over replications"),
    "warm_up.backlog": ("在办", "open cases"),
    "warm_up.backlog.y": ("件", "cases"),
    "warm_up.processing_days": ("办理时间", "processing time"),
    "warm_up.processing_days.y": ("日历天", "calendar days"),
    # map
    "map.title": ("驿站网络：覆盖与负荷", "The network: coverage and load"),
    "map.finding": (
        "{stations}、{centres}；{share} 的需求点在 15 分钟（约 {radius} 公里直线）以内有设施",
        "{stations} and {centres}; {share} of the demand points have one within 15 minutes (about {radius} "
        "km as the crow flies)",
    ),
    "map.enterprises": (
        "；按企业数计且只算能为其办理的驿站，则为 {share}（即指标值）",
        "; counted by enterprises, and only stations that serve them, it is {share} (the KPI)",
    ),
    "map.stations": ("{n} 个驿站", "{n} stations"),
    "map.stations.one": ("{n} 个驿站", "{n} station"),
    "map.centres": ("{n} 个中心", "{n} centres"),
    "map.centres.one": ("{n} 个中心", "{n} centre"),
    "map.enlarged": ("放大：框内区域", "Enlarged: the framed part"),
    "map.ring": ("15 分钟可达范围", "within 15 minutes"),
    "map.zone": ("需求点", "demand point"),
    "map.load": ("负荷（每周忙时，人·小时）", "load (busy staff-hours a week)"),
    "map.counties": ("区县（需求点的外包络）", "county (hull of its demand points)"),
    "map.kinds": ("设施类型", "kind of facility"),
    "map.scale": ("{km} 公里", "{km} km"),
    "map.note": (
        "行程按直线距离×绕行系数和平均车速估算；设施负荷由先验假设决定。部门不在图上；区县底色不是行政界线。",
        "Travel is estimated from distance, detour factor and mean speed; loads are prior-driven. "
        "Departments are "
        "not drawn; county areas are hulls of points, not administrative borders.",
    ),
    "map.matrix": (
        "可达范围未计入自有路程矩阵（travel.csv）。",
        "The area within reach takes no account of the matrix of trips (travel.csv).",
    ),
    "map.geonames": (
        "坐标：GeoNames（CC BY 4.0），其余为假设位置。",
        "Coordinates: GeoNames (CC BY 4.0), others assumed.",
    ),
    "facility.township": ("乡镇（街道）驿站", "township"),
    "facility.park": ("园区驿站", "park"),
    "facility.business_district": ("商圈驿站", "business district"),
    "facility.embedded": ("嵌入式驿站", "embedded in a store"),
    "facility.brand": ("品牌驿站", "brand"),
    "facility.roving": ("流动点", "roving point"),
    "facility.subcentre": ("产业分中心", "industry sub-centre"),
    "facility.district_centre": ("区县中心", "district centre"),
    "facility.city_centre": ("市中心", "city centre"),
    # comparison
    "comparison.title": ("假设情景与基准之差", "What-ifs: difference from the base"),
    "comparison.finding": (
        "基准：{base}；同一组随机数下配对比较，{n} 次重复",
        "Base: {base}; paired under common random numbers, replications: {n}",
    ),
    "comparison.better": ("明显更好", "clearly better"),
    "comparison.worse": ("明显更差", "clearly worse"),
    "comparison.neutral": ("有明显差异，无优劣之分", "clear difference, neither better nor worse"),
    "comparison.better_alone": ("单看更好", "better if seen alone"),
    "comparison.worse_alone": ("单看更差", "worse if seen alone"),
    "comparison.neutral_alone": ("单看有差异，无优劣之分", "different if seen alone"),
    "comparison.unclear": ("无明显差异", "no clear difference"),
    "comparison.alone": ("没有区间，无法判断", "no interval, cannot be judged"),
    "comparison.zero": ("恰为 0", "0 exactly"),
    "comparison.none": ("无法计算", "not defined"),
    "comparison.base": ("基准 {value}", "base {value}"),
    "comparison.note": (
        "每格一个指标，各用自己的单位；深色竖线为零，即与基准相同。",
        "One panel per KPI, each in its own unit; the dark vertical line is zero: the same as the base.",
    ),
    "comparison.sure": (
        "“明显”：联合区间（细线）不含零；“单看”：只有该指标自身的区间（粗线）不含零，"
        "多项一起看时可能出于偶然。说的都是把握，不是大小。",
        "'Clearly': the simultaneous interval (thin) excludes zero. 'Seen alone': only the KPI's own "
        "interval (thick) does, which may be chance among many. Both speak of sureness, not of size.",
    ),
    "comparison.intervals": (
        "粗线：该指标配对差的 95 % 置信区间；细线：联合区间，"
        "全部首要指标、全部对照的联合区间以 95 % 的把握同时成立。",
        "Thick: 95 % confidence interval of the paired difference. Thin: simultaneous interval; those of all "
        "headline KPIs and pairs hold together at 95 %.",
    ),
    "comparison.grown": (
        "需求与基准不同的情景：件数、小时数和每件成本随需求增减，不判优劣。",
        "Where demand differs from the base, counts, hours and costs per case go with it and are judged "
        "neither better nor worse.",
    ),
    "comparison.strangers": (
        "另一个网络与基准之差不是任何改动的作用，不判优劣。",
        "Differences of another network are not what a change does and are judged neither better nor worse.",
    ),
    "comparison.pair": ("{other} 与 {base} 相比", "{other} against {base}"),
    "comparison.minus": ("减去 {base}", "minus {base}"),
    "comparison.data": ("数据支撑", "data-informed"),
    "comparison.prior": ("先验主导", "prior-driven"),
}


def text(name: str, lang: str, /, **values: object) -> str:
    """Return a text in `lang` (zh or en) with its places filled.

    Raises:
        KeyError: no such text.
        ValueError: no such language.
    """
    line = TEXTS[name][LANGUAGES.index(lang)]
    return line.format(**values) if values else line
