"""What only the browser's charts of plans say; the rest is in `sim.report.planning.texts`."""

from __future__ import annotations

from sim.report.interactive.words import Texts
from sim.report.planning import texts as pictures

TEXTS: dict[str, tuple[str, str]] = {
    "money": ("百万元/年", "CNY million a year"),
    "persons": ("人", "persons"),
    "minutes": ("分钟", "minutes"),
    "target": ("目标", "target"),
    "design": ("方案", "design"),
    "kpi": ("指标", "KPI"),
    "unit": ("单位", "unit"),
    "what": ("内容", "what"),
    "value": ("值", "value"),
    "low": ("区间下限", "interval from"),
    "high": ("区间上限", "interval to"),
    "replications": ("重复次数", "replications"),
    "verdict": ("结论", "verdict"),
    "state": ("结果", "outcome"),
    "cost": ("年成本", "cost"),
    "share": ("占比", "share"),
    "today": ("现状", "today"),
    # map
    "when": ("时间", "when"),
    "when.before": ("建站前", "before"),
    "when.after": ("建站后", "after"),
    "map.note": (
        "驿站面积按以其为最近的需求量；分钟数为需求点到可为其服务的最近驿站，与模拟用同一出行模型。"
        "乡镇为离各镇最近的地块，不是行政界线。",
        "The area of a station grows with the demand that it is nearest to; minutes are those from a demand "
        "point to the nearest station that serves it, by the travel model of the simulation. Towns are the "
        "ground nearest to each, not administrative borders.",
    ),
    "map.place": ("地点", "place"),
    "map.county": ("区县", "county"),
    "map.demand": ("需求（每年件数）", "demand (cases a year)"),
    "map.served": ("以其为最近的需求（每年件数）", "demand nearest to it (cases a year)"),
    "map.travel": ("到最近驿站", "to the nearest station"),
    "map.kind": ("类别", "kind"),
    "map.point": ("需求点 {id}", "demand point {id}"),
    "map.assumed": ("候选点的位置或费用为假设。", "Places or costs of candidates are assumed."),
    "map.within": ("需求点，{reach} 分钟以内", "demand point within {reach} minutes"),
    "map.nearly": ("需求点，{reach}–{most} 分钟", "demand point, {reach} to {most} minutes"),
    "map.far": ("需求点，{most} 分钟以上或无站服务", "demand point, more than {most} minutes or not served"),
    "map.lon": ("经度", "longitude"),
    "map.lat": ("纬度", "latitude"),
    # coverage
    "coverage.towns": ("乡镇（街道）", "township"),
    "coverage.further": ("再建几个站，还能覆盖多少", "What more stations would cover"),
    "coverage.further.finding": (
        "新增 {p} 家时为 {share}；{q} 家时至多 {most}",
        "{share} with {p} new stations; at most {most} with {q}",
    ),
    "coverage.further.note": (
        "选址模型对每个数目给出的最大覆盖；只算路程，不含排队。",
        "The most that location models can cover with each number of stations: travel alone, not queues.",
    ),
    "coverage.within": ("{reach} 分钟内可达的需求", "demand within {reach} minutes"),
    "coverage.here": ("本方案", "this plan"),
    "nothing": ("", ""),
    # promise
    "promise.note": (
        "“承诺”来自推荐所依据的模拟，“兑现”来自此前未用过的随机数；横线为 95 % 区间。"
        "每格各用自己的坐标轴，不从零开始。",
        "Promised: from the simulations that the recommendation rests on; found: from seeds never used "
        "before. Lines: 95 % intervals. Each panel has an axis of its own that does not start at zero.",
    ),
    # marginal values
    "marginal.note": (
        "该组增加一人后指标的变化，同一组随机数配对模拟，横线为 95 % 区间，各看各的。"
        "先按忙碌占比筛选，再对前列者模拟。",
        "The change of the KPI if the group has one person more, simulated in pairs under common random "
        "numbers; lines: 95 % intervals, each seen alone. Groups were screened by busy time, the first of "
        "them simulated.",
    ),
    "marginal.better": ("明确改善", "clearly better"),
    "marginal.worse": ("明确变差", "clearly worse"),
    "marginal.group": ("人员组", "staff group"),
    "marginal.skills": ("技能", "skills"),
    "marginal.effect": ("增一人的变化", "change by one person"),
    # heads
    "heads.place": ("范围", "place"),
    "heads.change": ("人数变化", "change of heads"),
    "heads.part": ("层级", "part"),
    "heads.part.total": ("合计与区县", "in all, and by county"),
    "heads.part.facility": ("设施", "facilities"),
    # roster
    "roster.of_day": ("{day}{half}", "{day} {half}"),
    "roster.who": ("成员", "member"),
    "roster.group": ("小组", "group"),
    "roster.slot": ("半天", "half day"),
    "roster.day": ("星期", "weekday"),
    "roster.facility": ("设施", "facility"),
    "roster.duty": ("时间", "hours of duty"),
    "roster.work": ("预计工作（小时/周）", "expected work (hours a week)"),
    "roster.travel": ("当日路程（分钟）", "travel of the day (minutes)"),
    "roster.off": ("不排班", "no duty"),
    "roster.note": (
        "颜色深浅为该处该半天预计的工时，由模拟估得；空白为不排班。",
        "Colour: expected hours of work in that half day, estimated by simulation; a blank is a half day "
        "without duty.",
    ),
    # search
    "search.number": ("序号", "number"),
    "search.stage": ("阶段", "stage"),
    # years
    "years.requirement": ("目标", "target"),
    "years.phase": ("阶段", "phase"),
    "years.kept": ("达标年数", "years kept"),
    "years.n": ("模拟年数", "years simulated"),
    "years.share": ("达标年份", "years that keep it"),
    "robustness.variant": ("变动", "variant"),
    "robustness.share": ("全部目标同时达标的年份", "years that keep all targets"),
    "robustness.note": (
        "方案不变，只变一项假设。横线：该比例的精确区间；表中为各目标的均值。竖线：要求的概率。",
        "The plan stays, one assumption moves. Lines: exact intervals of the shares; the table holds the "
        "mean of each target. Vertical line: the probability asked.",
    ),
    "robustness.met": ("各目标均值达标", "means of all targets meet their bounds"),
    "robustness.missed": ("有目标的均值未达标", "the mean of a target misses its bound"),
    "years.asked.note": ("竖线：要求的概率。", "Vertical line: the probability asked."),
    # frontier and sweep
    "frontier.satisfaction": ("前沿：成本与满意度", "The frontier: cost and satisfaction"),
    "frontier.p90": ("前沿：成本与时长", "The frontier: cost and time"),
    "frontier.p90.finding": (
        "不被超越的方案：{kpi}从 {worse} 降到 {better} {unit}",
        "{kpi} of plans that are not dominated: from {worse} down to {better} {unit}",
    ),
    "frontier.p90.today": ("；现状 {now} {unit}", "; today {now} {unit}"),
    "sweep.note": (
        "每一点是该预算下的推荐方案；色带：均值的 95 % 区间。坐标轴不从零开始。",
        "Each mark is the plan recommended at that budget; bands: 95 % intervals of the means. Axes do not "
        "start at zero.",
    ),
    "frontier.sites": ("新增驿站", "new stations"),
    "frontier.point": ("方案", "design"),
    "frontier.picked_as": ("挑选为", "picked as"),
    "sweep.panel": ("指标", "measure"),
    # assumptions varied
    "varied.title": ("假设有出入时，方案还有用吗", "Does the design help if an assumption is off?"),
    "varied.finding": (
        "{n} 种变动中有 {clear} 种，“{kpi}”仍明确改善",
        "{kpi}: clearly better in {clear} of {n} variants",
    ),
    "varied.finding_of": (
        "“{kpi}”仍明确改善的变动数（共 {n} 种）：{plans}",
        "{kpi}: clearly better in how many of {n} variants: {plans}",
    ),
    "varied.of_plan": ("{plan} {clear} 种", "{plan}: {clear}"),
    "varied.note": (
        "与同一假设下的现状配对比较；横线：95 % 区间，各看各的。",
        "Against today's network under the same assumption, in pairs; lines: 95 % intervals, each seen "
        "alone.",
    ),
    "varied.change": ("相对现状的变化", "change against today"),
    "varied.gain": ("相对现状的改善", "gain over today"),
    "varied.plan": ("方案", "plan"),
    # shortfall
    "shortfall.title": ("缺口在哪里", "Where most is missing"),
    "shortfall.finding": ("缺口最大的是{name}，占 {share}", "Most is missing at {name}: {share}"),
    "shortfall.note": (
        "在最接近目标的方案下，未达标的办理分布在哪些设施。",
        "Where the work that misses the target is, under the plan that comes nearest to it.",
    ),
    "shortfall.x": ("占全部缺口", "share of what is missing"),
}
both = Texts(TEXTS, pictures.TEXTS)
