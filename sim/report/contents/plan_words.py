"""The words of the reports of plans: siting, staffing, frontier, in Chinese and English."""

from __future__ import annotations

from sim.report.interactive.words import Texts

WORDS: dict[str, tuple[str, str]] = {
    name: (zh, en)
    for name, zh, en in (
        ("siting", "选址：{scenario}", "Where to put new stations: {scenario}"),
        ("staffing", "人员配置：{scenario}", "Whom to put in the stations: {scenario}"),
        ("frontier", "成本与服务的前沿：{scenario}", "What money buys: {scenario}"),
        (
            "facts",
            "自 {start} 起，每次重复模拟 {days} 天（其中预热 {warm_up} 天不计）；种子 {seed}",
            "From {start}; a replication simulates {days} days (the first {warm_up} are warm-up and not "
            "measured); seed {seed}",
        ),
        (
            "interrupted",
            "搜索被中断：以下是中断时的最好结果，未经择优。",
            "The search was interrupted: what follows is the best it had found; nothing was selected.",
        ),
        # siting: the answer
        (
            "site.build",
            "建议采用方案 {name}，新增 {n} 家驿站：{stations}。",
            "Open {n} new stations, design {name}: {stations}.",
        ),
        (
            "site.undecided",
            "{n} 个入围方案中尚未选出最优；目前均值最好的是 {name}：{stations}。",
            "None of the {n} shortlisted designs is selected yet; {name} has the best mean so far: "
            "{stations}.",
        ),
        ("site.unreached", "目标无法达到：{reasons}", "The targets are out of reach: {reasons}"),
        (
            "site.idle.unclear",
            "按{kpi}衡量，没有候选点值得开设：入围方案中最好的 {name}（{stations}）与现状没有可辨的差别。",
            "By {kpi}, no candidate is worth opening: the best design, {name} ({stations}), cannot be told "
            "from today's network.",
        ),
        (
            "site.idle.small",
            "按{kpi}衡量，没有候选点值得开设：入围方案中最好的 {name}（{stations}）"
            "的改善小于有意义的差距（{zone}）。",
            "By {kpi}, no candidate is worth opening: the best design, {name} ({stations}), gains less than "
            "what matters ({zone}).",
        ),
        (
            "site.idle.fragile",
            "按{kpi}衡量，没有候选点值得开设：入围方案中最好的 {name}（{stations}）"
            "的改善在假设稍有不同时就看不出来。",
            "By {kpi}, no candidate is worth opening: what the best design, {name} ({stations}), gains "
            "cannot be seen once an assumption differs.",
        ),
        (
            "site.gain",
            "用全新随机数复核，{kpi}从 {before} 变为 {after}（{change}，95 % 区间 {interval}）。",
            "On fresh seeds: {kpi} from {before} to {after} ({change}, 95 % interval {interval}).",
        ),
        (
            "site.robust",
            "逐一变动 {n} 种假设，其中 {clear} 种下方案明显更好。",
            "With assumptions varied in {n} ways, it is clearly better in {clear}.",
        ),
        (
            "site.robust.none",
            "逐一变动 {n} 种假设，没有一种下方案明显更好。",
            "With assumptions varied in {n} ways, it is clearly better in none.",
        ),
        (
            "site.within.design",
            "{reach} 分钟车程内的需求从 {share} 增至 {more}。",
            "Demand within a drive of {reach} minutes grows from {share} to {more}.",
        ),
        (
            "site.within.design.same",
            "{reach} 分钟车程内的需求仍为 {share}。",
            "Demand within a drive of {reach} minutes stays at {share}.",
        ),
        (
            "site.within.models",
            "{reach} 分钟车程内的需求从 {share} 增至 {more}（选址模型，未作仿真）。",
            "Demand within a drive of {reach} minutes grows from {share} to {more} (by the location "
            "model; not simulated).",
        ),
        (
            "site.within.models.same",
            "{reach} 分钟车程内的需求仍为 {share}（选址模型，未作仿真）。",
            "Demand within a drive of {reach} minutes stays at {share} (by the location model; not "
            "simulated).",
        ),
        (
            "site.within.best",
            "所试方案中最多可使 {reach} 分钟车程内的需求从 {share} 增至 {more}。",
            "The best design raises demand within a drive of {reach} minutes from {share} to {more}.",
        ),
        (
            "site.within.best.same",
            "所试方案都不能增加 {reach} 分钟车程内的需求：仍为 {share}。",
            "No design raises demand within a drive of {reach} minutes: it stays at {share}.",
        ),
        (
            "site.cost",
            "每年成本增加约 {cost}（人员与场地，费用为假设）。{sure}",
            "It costs about {cost} a year (staff and places; costs are assumed). {sure}",
        ),
        (
            "site.sure",
            "该方案在 {n} 个入围方案中经仿真择优选出（把握不低于 {confidence}，差距小于 {zone}的不作区分），"
            "复核的 {kpis} 项指标中 {held} 项与承诺一致；结果主要取决于先验假设。",
            "It was selected by simulation among {n} designs (with probability {confidence} or more, "
            "differences below {zone} "
            "not told apart), and {held} of {kpis} KPIs came out as promised on fresh seeds; results are "
            "prior-driven.",
        ),
        (
            "site.unsure",
            "没有选定的保证；结果主要取决于先验假设。",
            "There is no guarantee of the choice; results are prior-driven.",
        ),
        (
            "site.planned",
            "未作仿真复核；费用与需求主要取决于先验假设。",
            "Nothing was simulated; costs and demand are prior-driven.",
        ),
        # staffing: the answer
        (
            "staff.keep",
            "推荐方案以 {now} 人（现状 {today} 人：减 {saved}，增 {added}）达到全部目标。",
            "The plan keeps all targets with {now} heads ({today} today: {saved} saved, {added} added).",
        ),
        (
            "staff.choices",
            "另有 {n} 项方式、时段或排班改变。",
            "Modes, hours or rosters that change besides: {n}.",
        ),
        (
            "staff.closest",
            "搜索未能认证达标的方案；下面是成本最低的候选，以 {now} 人代替现状 {today} 人。",
            "No plan could be certified; the cheapest candidate has {now} heads against {today} today.",
        ),
        (
            "staff.alone",
            "仅靠人员调整无法达到：{targets}。",
            "Out of reach of staff alone: {targets}.",
        ),
        ("staff.unreached", "目标无法达到：{reasons}", "The targets are out of reach: {reasons}"),
        (
            "staff.gain",
            "认证所用的 {n} 个模拟年中 {kept} 个全部达标（95 % 区间 {interval}）；"
            "全新随机数复核为 {found_n} 个中 {found} 个（{found_interval}）；现状为 {today_n} 个中 "
            "{today} 个。",
            "All targets are kept in {kept} of the {n} simulated years of its certification (95 % interval "
            "{interval}), in {found} of {found_n} on fresh seeds ({found_interval}), and in {today} of "
            "{today_n} as things "
            "stand today.",
        ),
        (
            "staff.cost",
            "年人员成本 {cost}，现状 {now}（{change}）{proven}{sure}",
            "Staff cost {cost} a year, against {now} today ({change}){proven} {sure}",
        ),
        ("staff.proven", "，已证明在规则之内最低。", "; proven the least within the rules."),
        ("staff.bound", "，下界 {bound}。", "; no plan within the rules costs less than {bound}."),
        ("staff.least", "，未证明最低。", "; not proven the least."),
        (
            "staff.sure",
            "置信度 {confidence}：一年全部达标的概率不低于 {probability}；"
            "只模拟企业办事，人员可用于企业的时间与成本为假设，结果由先验主导。",
            "Confidence {confidence} that a year keeps all targets with probability {probability} or "
            "more; only "
            "enterprises' cases are simulated, staff time left for them and costs are assumed: prior-driven.",
        ),
        (
            "staff.sure_mean",
            "目标针对多年均值，置信度 {confidence}；只模拟企业办事，人员可用于企业的时间与成本为假设，"
            "结果由先验主导。",
            "Targets hold for means over years with confidence {confidence}; only enterprises' cases are "
            "simulated, staff time "
            "left for them and costs are assumed: prior-driven.",
        ),
        (
            "staff.rests",
            "该方案取决于人员可用于企业的时间：若只有假设的 0.8 倍，仅 {share} 的年份达标；求稳妥请用 "
            "{caution} 重新搜索。",
            "The plan rests on the time that staff have for enterprises: with 0.8 of what is assumed "
            "only {share} of years keep the targets; to be on the safe side, search again with {caution}.",
        ),
        (
            "staff.cautious",
            "已按假设的企业时间的 {share} 倍谨慎规划。",
            "It is planned as if staff had only {share} of the assumed time for enterprises.",
        ),
        (
            "staff.uncertified",
            "没有达标的保证；结果由先验主导。",
            "Nothing is promised of the targets; results are prior-driven.",
        ),
        ("staff.reachable", "最接近目标的方案可达：{list}。", "The plan that comes nearest reaches: {list}."),
        (
            "staff.as_today",
            "现状成本为每年 {now}；没有推荐方案，见下文缺口所在。结果由先验主导。",
            "Today costs {now} a year; nothing is recommended, see below where most is missing. Results "
            "are prior-driven.",
        ),
        (
            "staff.overloaded",
            "方案中忙碌时间超过在岗时间的组：{names}。",
            "Groups of the plan that are busy longer than present: {names}.",
        ),
        # frontier: the answer
        ("front.none", "没有方案落在预算之内。", "No plan lies within the budgets."),
        ("front.pick", "{words}。", "{words}."),
        ("front.gain", "用全新随机数复核，相对现状：{list}。", "On fresh seeds, against today: {list}."),
        ("front.one", "{kpi} {gain}（95 % 区间 {interval}）", "{kpi} {gain} (95 % interval {interval})"),
        ("front.equal", "与现状相同", "the same as today"),
        (
            "front.cost",
            "{n} 个方案中 {efficient} 个不被超越，年成本 {range}；上述方案每年 {cost}，现状 {now}。"
            "未证明不存在更好的方案；成本为假设，结果由先验主导。",
            "{efficient} of {n} plans are not dominated, at {range} a year; this plan costs {cost}, today "
            "{now}. Nothing proves "
            "that no better plan exists; costs are assumed, results prior-driven.",
        ),
        # sections
        ("part.map", "站点", "Sites"),
        ("part.coverage", "覆盖", "Coverage"),
        ("part.designs", "各方案", "The designs"),
        ("part.promise", "复核", "Checked on fresh seeds"),
        ("part.robust", "稳健性", "Robustness"),
        ("part.assumed", "假设与保证", "Assumptions and guarantee"),
        ("part.years", "达标的把握", "How surely targets are kept"),
        ("part.heads", "人员增减", "Heads"),
        ("part.roster", "排班", "Rosters"),
        ("part.binding", "起作用的约束", "What binds"),
        ("part.marginal", "边际价值", "Marginal values"),
        ("part.search", "搜索", "Search"),
        ("part.shortfall", "未达标之处", "What is missing"),
        ("part.frontier", "成本与服务", "Cost and service"),
        ("part.picks", "挑选的方案", "Plans picked"),
        ("part.sweep", "预算分档", "Budget by budget"),
        # tables
        ("station", "新驿站", "new station"),
        ("county", "区县", "county"),
        ("capacity", "费用/年", "cost a year"),
        ("demand", "{reach} 分钟内的需求（件/年）", "demand within {reach} minutes (cases a year)"),
        ("source", "来源", "source"),
        ("design", "方案", "design"),
        ("models", "提出它的模型（名次）", "proposed by (rank)"),
        ("cost", "年成本", "cost a year"),
        ("covered", "{reach} 分钟内可达", "within {reach} minutes"),
        ("minutes", "平均路程（分钟）", "mean travel (minutes)"),
        ("worst", "最差乡镇", "worst town"),
        ("proven", "模型解", "model solution"),
        ("proven.yes", "已证明最优", "proven optimal"),
        ("proven.no", "未证明", "not proven"),
        ("model.maximal_covering", "最大覆盖（{rank}）", "maximal covering ({rank})"),
        ("model.p_median", "p-中位（{rank}）", "p-median ({rank})"),
        ("model.capacitated_covering", "带容量覆盖（{rank}）", "capacitated covering ({rank})"),
        ("model.equitable_covering", "公平覆盖（{rank}）", "equitable covering ({rank})"),
        ("model.set_covering", "集合覆盖（{rank}）", "set covering ({rank})"),
        ("today", "现状", "today"),
        ("more_designs", "全部入围方案", "All shortlisted designs"),
        ("kpi", "指标", "KPI"),
        ("basis", "依据", "basis"),
        ("target", "目标", "target"),
        ("promised", "承诺", "promised"),
        ("found", "兑现（新随机数）", "found on fresh seeds"),
        ("verdict", "结论", "verdict"),
        ("promise_table", "各指标：现状、承诺与兑现", "Every KPI: today, promised, found"),
        ("lever", "可调项", "lever"),
        ("facility", "设施", "facility"),
        ("recommended", "推荐", "recommended"),
        ("change", "成本变化", "change of cost"),
        ("held_by", "不能再减的原因", "why not a step less"),
        ("levers_changed", "有改变的可调项（{n} 项）", "Levers that change ({n})"),
        ("constraint", "约束", "constraint"),
        ("mean", "方案的均值", "mean of the plan"),
        ("slack", "扣除预留后的余量", "slack, reserve taken off"),
        ("held", "受其约束的可调项", "levers it holds"),
        ("held.presence", "最低在岗", "minimum presence"),
        ("held.skill", "技能覆盖", "skill cover"),
        ("held.load", "工作量", "load"),
        ("held.bound", "规则或排班的下限", "bounds of the rules or a roster"),
        ("stage", "阶段", "stage"),
        ("kept", "全部目标", "all targets"),
        ("kept.yes", "达到", "met"),
        ("kept.no", "未达到", "missed"),
        ("designs_all", "模拟过的全部方案（{n} 个）", "All designs simulated ({n})"),
        ("reachable", "最好可达", "best reachable"),
        ("spread", "年际标准差", "spread from year to year"),
        ("point", "方案", "plan"),
        ("new", "新驿站", "new stations"),
        ("heads", "人数", "heads"),
        ("state", "状态", "standing"),
        ("picked", "挑选为", "picked as"),
        ("points_all", "全部方案（{n} 个）", "All plans ({n})"),
        ("plan", "推荐方案（认证）", "plan, as certified"),
        ("plan.recheck", "推荐方案（新随机数）", "plan, on fresh seeds"),
        ("today.recheck", "现状（新随机数）", "today, on fresh seeds"),
        ("assumed_inputs", "假设的输入：{names}。", "Assumed inputs: {names}."),
        (
            "prior",
            "各指标主要取决于先验假设（需求率、办理时间、成本），不是实测。",
            "All KPIs here are prior-driven: they follow mostly from assumptions (rates, handling times, "
            "costs), "
            "not from measurements.",
        ),
        ("recommended.yaml", "推荐方案，可直接运行的情景", "the recommendation as a scenario, ready to run"),
        ("plans", "挑选的方案，各为可直接运行的情景", "picked plans as scenarios, ready to run"),
        ("promise.csv", "承诺与兑现", "promised and found"),
        ("values.csv", "每次重复的数值", "values of every replication"),
        (
            "manifest.json",
            "规划清单：要求、保证、运行环境",
            "the manifest: what was asked, promised and run on",
        ),
        ("scenario", "现状情景", "the scenario as it is today"),
    )
}
words = Texts(WORDS)
