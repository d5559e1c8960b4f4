"""The texts of planning's charts, in Chinese and English."""

from __future__ import annotations

from sim.report.texts import LANGUAGES

TEXTS: dict[str, tuple[str, str]] = {
    # every chart
    "footnote": (
        "情景：{scenario}；每次重复模拟 {days} 天（其中预热 {warm_up} 天不计），种子 {seed}。{basis}",
        "Scenario: {scenario}; a replication simulates {days} days (the first {warm_up} are warm-up and not "
        "measured), seed {seed}. {basis}",
    ),
    "assumed": ("假设的输入：{names}。", "Assumed inputs: {names}."),
    "interrupted": (
        "搜索被中断：这是中断时的最好结果。",
        "The search was interrupted: this is the best it had found.",
    ),
    "more": ("，另有 {n} 项", " and {n} more"),
    "comma": ("、", ", "),
    "semicolon": ("；", "; "),
    "colon": ("：", ": "),
    "separator": (" · ", " · "),
    "axis": ("{name}（{unit}）", "{name} ({unit})"),
    "span": ("{low} … {high}", "{low} … {high}"),
    "runs": ("n = {n}", "n = {n}"),
    "points": (" 个百分点", " points"),
    "money.unit": ("万元/年", "CNY million a year"),
    # map
    "map.title": ("新站建在哪里：建站前后的出行时间", "Where the new stations go: travel before and after"),
    "map.finding": (
        "新增 {n} 个驿站：{reach} 分钟内可达的需求从 {before} 增至 {after}",
        "New stations: {n}. Demand within {reach} minutes: {before} before, {after} after",
    ),
    "map.before": (
        "建站前：{reach} 分钟内 {share}，平均 {minutes} 分钟",
        "Before: {share} within {reach} minutes, mean {minutes} minutes",
    ),
    "map.after": (
        "建站后：{reach} 分钟内 {share}，平均 {minutes} 分钟",
        "After: {share} within {reach} minutes, mean {minutes} minutes",
    ),
    "map.class.0": ("10 分钟以内", "10 minutes or less"),
    "map.class.1": ("10–15 分钟", "10 to 15"),
    "map.class.2": ("15–20 分钟", "15 to 20"),
    "map.class.3": ("20 分钟以上或无站服务", "more than 20, or not served"),
    "map.station": ("现有驿站与中心", "existing station or centre"),
    "map.chosen": ("新增驿站", "new station"),
    "map.candidate": ("未选中的候选点", "candidate, not chosen"),
    "map.moved": ("改由新站服务", "now served by a new station"),
    "map.note": (
        "圆点为需求点，面积按需求量；分钟数为到可为其服务的最近驿站，与模拟用同一出行模型。"
        "区县底色为需求点的外包络，不是行政界线。",
        "Dots are demand points, their area grows with demand; minutes are those to the nearest station that "
        "serves them, by the travel model of the simulation. County areas are hulls of points, not "
        "administrative borders.",
    ),
    "map.assumed": ("* 该候选点的位置或费用为假设。", "* Place or cost of this candidate is assumed."),
    # coverage
    "coverage.title": ("覆盖增加了多少", "Coverage gained"),
    "coverage.finding": (
        "{reach} 分钟内可达的需求从 {before} 增至 {after}；图中有 {n} 个乡镇（街道）受益",
        "Demand within {reach} minutes: {before} before, {after} after; townships shown that gain: {n}",
    ),
    "coverage.network": ("全网", "Whole network"),
    "coverage.before": ("建站前", "before"),
    "coverage.after": ("建站后", "after"),
    "coverage.share": ("{reach} 分钟内可达的需求（%）", "demand within {reach} minutes (%)"),
    "coverage.head.before": ("前", "before"),
    "coverage.head.after": ("后", "after"),
    "coverage.head.gain": ("增（百分点）", "gain (points)"),
    "coverage.curve": ("再建几个站", "With more stations"),
    "coverage.p": ("新增驿站数", "new stations"),
    "coverage.note": (
        "按变化大小列出至多 {most} 个乡镇（街道），不变者从略。覆盖只算路程，不含排队。",
        "At most {most} townships, those that change most; those without a change are left out. Coverage "
        "counts travel alone, not queues.",
    ),
    # selection
    "selection.title": ("入围方案的模拟与择优", "The shortlist, simulated and selected from"),
    "selection.finding": (
        "{n} 个方案中选定 {best}：{kpi} {value}（共模拟 {runs} 次）",
        "Selected of {n} designs: {best}. {kpi}: {value} (replications in all: {runs})",
    ),
    "selection.undecided": (
        "{n} 个方案中尚未选出最优；均值最好的是 {best}：{kpi} {value}（共模拟 {runs} 次）",
        "None of {n} designs is selected; {best} has the best mean. {kpi}: {value} (replications: {runs})",
    ),
    "selection.guarantee": (
        "若最优方案比其余各方案至少好 {zone}，则以不低于 {confidence} 的概率选中它"
        "（KN 法，要求各次重复独立且近似正态）；差距更小时不作断言。",
        "If the best design is better than every other by {zone} or more, it is selected with probability "
        "{confidence} or more (KN; independent normal replications); where others are closer, nothing is "
        "proved.",
    ),
    "selection.cut": (
        "次数用尽仍未选定：没有保证。",
        "Nothing was decided before the replications ran out: there is no guarantee.",
    ),
    "selection.note": (
        "横线：每个方案均值的 95 % 区间，各看各的；方案之间用同一组随机数配对比较，"
        "因此区间重叠也可能分得出高下。",
        "Lines: 95 % interval of each design's mean, seen alone. Designs were compared in pairs under common "
        "random numbers, which tells them apart even where the lines overlap.",
    ),
    "selection.selected": ("选定", "selected"),
    "selection.best": ("目前最好", "best so far"),
    "selection.stayed": ("仍在比较", "still in"),
    "selection.left": ("第 {at} 次后淘汰", "out at {at}"),
    "selection.head.replications": ("重复", "replications"),
    "selection.head.mean": ("均值", "mean"),
    "selection.head.interval": ("95 % 区间", "95 % interval"),
    "selection.head.state": ("结果", "outcome"),
    "selection.key.selected": ("选定", "selected"),
    "selection.key.best": ("目前均值最好", "best mean so far"),
    "selection.key.stayed": ("未淘汰", "not eliminated"),
    "selection.key.left": ("淘汰", "eliminated"),
    # promise
    "promise.title": ("承诺与兑现", "What was promised, and what came out"),
    "promise.finding": (
        "用全新随机数复核：{n} 项目标中 {held} 项达到",
        "Checked again on fresh seeds: targets met {held} of {n}",
    ),
    "promise.unbounded": (
        "用全新随机数复核 {n} 项指标：{held} 项与承诺一致",
        "Checked again on fresh seeds: {held} of {n} KPIs came out as promised",
    ),
    "promise.note": (
        "“承诺”来自推荐所依据的模拟，“兑现”来自此前未用过的随机数；横线为区间，n 为重复次数。"
        "每行各用自己的坐标轴，不从零开始。",
        "Promised: from the simulations that the recommendation rests on; found: from seeds never used "
        "before. "
        "Lines: intervals; n: replications. Each row has an axis of its own that does not start at zero.",
    ),
    "promise.side": ("阴影一侧达不到目标。", "The shaded side misses the target."),
    "promise.alike.note": (
        "没有目标的指标：“一致”指两次均值之差不超过偶然所致（95 %）。",
        "Without a target, 'as promised' means that both means differ by no more than chance would (95 %).",
    ),
    "promise.head.bound": ("目标", "target"),
    "promise.head.promised": ("承诺", "promised"),
    "promise.head.today": ("现状", "today"),
    "promise.head.found": ("兑现", "found"),
    "promise.head.held": ("结论", "verdict"),
    "promise.held": ("达到", "met"),
    "promise.missed": ("未达到", "missed"),
    "promise.alike": ("一致", "as promised"),
    "promise.apart": ("不一致", "differs"),
    "promise.key.promised": ("承诺", "promised"),
    "promise.key.found": ("兑现", "found on fresh seeds"),
    "promise.key.missed": ("兑现，未达到或不一致", "found: target missed, or not as promised"),
    "promise.key.today": ("现状", "today"),
    "promise.key.bound": ("目标", "target"),
    # marginal values
    "marginal.title": ("再添一人值多少", "What one more person would buy"),
    "marginal.finding": (
        "{kpi}：所列 {of} 组中 {n} 组效果明确，其中增一人收效最大的是“{name}”（{effect}）",
        "{kpi}: the effect is clear in {n} of the {of} groups shown; of these, one more person does most in "
        "{name} ({effect})",
    ),
    "marginal.nothing": (
        "{kpi}：所列 {of} 组中，没有一组增一人能明确改善",
        "{kpi}: of the {of} groups shown, in none does one more person clearly improve it",
    ),
    "marginal.higher": ("该指标越高越好。", "This KPI is better higher."),
    "marginal.lower": ("该指标越低越好。", "This KPI is better lower."),
    "marginal.none": ("", ""),
    "marginal.note": (
        "每行：该组增加一人后全指标的变化，同一组随机数配对模拟；有色格为其所会的技能，颜色深浅按变化的平方根。斜线：区间含零，分不清有无作用。"
        "先按忙碌占比筛选，再对前列者模拟。",
        "Each row: the change of the KPI if the group has one person more, simulated in pairs under common "
        "random numbers; coloured cells are the group's skills, deeper by the square root of the change. "
        "Hatched: the interval holds zero. Groups were screened by busy time, the first of them simulated.",
    ),
    "marginal.head.effect": ("变化（{unit}）", "change ({unit})"),
    "marginal.head.interval": ("区间", "interval"),
    "marginal.head.worth": ("每 10 万元改善", "gain per CNY 100,000"),
    "marginal.head.busy": ("忙碌占比", "busy"),
    "marginal.bar": ("增一人的变化（{unit}）", "change by one person ({unit})"),
    "marginal.unclear": ("区间含零", "interval holds zero"),
    # heads
    "heads.title": ("人员增减：推荐方案与现状", "Heads: the recommended design against today"),
    "heads.finding": (
        "减 {saved} 人，增 {added} 人：从 {today} 人到 {now} 人，年人员成本变化 {cost}",
        "Saved: {saved}, added: {added}; from {today} to {now} heads; yearly staff cost changes by {cost}",
    ),
    "heads.total": ("合计", "Total"),
    "heads.saved": ("减少", "saved"),
    "heads.added": ("增加", "added"),
    "heads.x": ("人数", "persons"),
    "heads.head.today": ("现状", "today"),
    "heads.head.now": ("推荐", "recommended"),
    "heads.head.cost": ("成本变化（万元/年）", "cost (CNY million a year)"),
    "heads.choice": ("{name}：{was} → {now}", "{name}: {was} → {now}"),
    "option.resident": ("常驻", "resident"),
    "option.rotating": ("轮驻", "rotating"),
    "option.on_call": ("随驻", "on call"),
    "option.as_today": ("照旧", "as today"),
    "option.planned": ("重新排定", "planned anew"),
    "heads.choices": ("另有改变：{list}。", "Changed besides: {list}."),
    "heads.note": (
        "同一设施的增与减不相抵。按变化大小列出至多 {most} 个设施；不变者从略。成本按人数与每人年成本计。",
        "Persons saved and added at one facility are not netted. At most {most} facilities, those that "
        "change most; those without a change are left out. Cost: heads times yearly cost per head.",
    ),
    # roster
    "roster.title": ("轮驻专员的一周", "The week of the rotating specialists"),
    "roster.finding": (
        "{members} 人、每周 {halves} 个半天、{places} 个设施；每周路途共 {travel} 小时",
        "Members: {members}; half days a week: {halves}; facilities: {places}; hours of travel a week, in "
        "all: {travel}",
    ),
    "roster.note": (
        "颜色只用于区分设施；空白为不排班。工作量为该处该技能预计的每周工时，由模拟估得。",
        "Colours only tell facilities apart; a blank is a half day without duty. Work: expected weekly hours "
        "for these skills at that place, estimated by simulation.",
    ),
    "roster.more": ("另有 {n} 人见 roster.csv。", "Members not shown: {n}; see roster.csv."),
    "roster.member": ("成员 {n}", "member {n}"),
    "roster.am": ("上午", "am"),
    "roster.pm": ("下午", "pm"),
    "roster.head.work": ("工作（小时）", "work (h)"),
    "roster.head.travel": ("路途（分钟）", "travel (min)"),
    # years that keep the targets
    "years.title": ("一年达标的机会有多大", "How likely a year keeps the targets"),
    "years.all": ("全部目标同时达标", "All targets together"),
    "years.told.certified": (
        "认证：{n} 年中 {kept} 年全部达标（精确下限 {low}）",
        "Certified: all targets kept in {kept} of {n} years (exact lower bound {low})",
    ),
    "years.told.recheck": ("复核：{n} 年中 {kept} 年", "fresh seeds: {kept} of {n}"),
    "years.told.today": ("现状：{n} 年中 {kept} 年", "today: {kept} of {n}"),
    "years.certified": ("认证", "certified"),
    "years.recheck": ("全新随机数复核", "fresh seeds"),
    "years.today": ("现状", "today"),
    "years.asked": ("要求的概率", "probability asked"),
    "years.of": ("{kept}/{n}", "{kept} of {n}"),
    "years.x": ("达标的年份（%）", "years that keep it (%)"),
    "years.note": (
        "一次重复的统计天数算作一年。横线：该比例的精确区间（Clopper-Pearson）。"
        "达标的概率与对推荐方案的置信度是两件事。",
        "The measured days of a replication count as a year. Lines: exact intervals of the shares (Clopper"
        " and Pearson). The "
        "probability of a year and the confidence in the plan are two things.",
    ),
    # robustness
    "robustness.title": ("假设有出入时，方案还达标吗", "Does the plan hold if an assumption is off?"),
    "robustness.finding": (
        "{n} 种变动中有 {missed} 种至少一项目标的均值不达标",
        "Of {n} variants, the mean of at least one target misses its bound in {missed}",
    ),
    "robustness.kept": (
        "{n} 种变动下，各目标的均值都达标",
        "In all {n} variants the mean of every target keeps its bound",
    ),
    "robustness.as_planned": ("按假设（全新随机数）", "As assumed (fresh seeds)"),
    "robustness.varied": ("假设变动", "assumption varied"),
    "robustness.x": ("全部目标同时达标的年份（%）", "years that keep all targets (%)"),
    "robustness.note": (
        "方案不变，只变一项假设。横线：该比例的精确区间；右侧为各目标的均值，× 表示未达到。",
        "The plan stays, one assumption moves. Lines: exact intervals of the shares. Beside: the mean of "
        "each target; × where it misses its bound.",
    ),
    # search
    "search.title": ("搜索过程：模拟过的方案及其成本", "The search: designs simulated, and what they cost"),
    "search.finding": (
        "模拟了 {n} 个方案，其中 {kept} 个达到全部目标；最低年成本从 {first}降到 {last}",
        "Designs simulated: {n}; meeting all targets: {kept}. Best yearly cost: from {first} to {last}",
    ),
    "search.nothing": (
        "模拟了 {n} 个方案，没有一个达到全部目标",
        "Designs simulated: {n}; none meets all targets",
    ),
    "search.kept": ("达到全部目标", "meets all targets"),
    "search.missed": ("未达到", "misses a target"),
    "search.best": ("达标方案中至今最低", "best so far that meets them"),
    "search.x": ("方案（按模拟顺序）", "design (in the order simulated)"),
    "search.y": ("成本", "cost"),
    "search.stage.top": ("上限", "most staff"),
    "search.stage.least": ("下限", "least staff"),
    "search.stage.start": ("起点", "start"),
    "search.stage.today": ("现状", "today"),
    "search.stage.sweep": ("逐项试探", "one lever at a time"),
    "search.stage.proposed": ("整体提议", "proposed"),
    "search.stage.halved": ("折半", "halved"),
    "search.stage.raised": ("加强割平面", "cuts raised"),
    "search.stage.cut": ("割平面", "cuts"),
    "search.stage.step": ("逐项下调", "single steps down"),
    "search.note": (
        "达标与否按搜索时的模拟次数判断；推荐方案另用全新随机数复核。纵轴不从零开始。",
        "Whether targets are met is judged on the search's own replications; the recommendation is checked "
        "again on fresh seeds. The cost axis does not start at zero.",
    ),
    # frontier
    "frontier.title": ("前沿：成本与服务", "The frontier: cost against service"),
    "frontier.finding": (
        "{n} 个方案中 {efficient} 个不被其他方案超越：年成本 {costs}，满意度 {worse} 至 {better}",
        "Not dominated: {efficient} of {n} designs, at {costs} a year; satisfaction {worse} to {better}",
    ),
    "frontier.today_is": ("；现状 {cost}、{value}", "; today {cost} and {value}"),
    "frontier.x": ("成本", "cost"),
    "frontier.efficient": ("不被超越", "not dominated"),
    "frontier.dominated": ("被超越", "dominated"),
    "frontier.noise": ("被超越，但在误差之内", "dominated, within noise"),
    "frontier.picked": ("挑选的方案", "picked"),
    "frontier.today": ("现状", "today"),
    "frontier.note": (
        "不被超越：没有别的方案成本不高、两项服务不差而至少一项更好。"
        "竖线：均值的区间；区间重叠的方案未必有别。坐标轴不从零开始。",
        "Not dominated: no other design costs no more, serves no worse in both and better in one. Vertical "
        "lines: intervals of the means; designs whose intervals overlap need not differ. Axes do not start "
        "at zero.",
    ),
    "frontier.one": ("{point}（{cost}，{value}）", "{point} ({cost}, {value})"),
    "frontier.beyond": ("轴外：{list}。", "Beyond the axes: {list}."),
    # sweep
    "sweep.title": ("预算每增一档，换来什么", "What a greater budget buys"),
    "sweep.finding": (
        "每年预算 {budgets}",
        "Budgets of {budgets} a year",
    ),
    "sweep.reached": (
        "：{reach} 分钟内可达的需求从 {worse} 到 {better}",
        ": demand within {reach} minutes from {worse} to {better}",
    ),
    "sweep.same": (
        "：{reach} 分钟内可达的需求都是 {worse}",
        ": demand within {reach} minutes is always {worse}",
    ),
    "sweep.covered": ("{reach} 分钟内可达的需求", "Demand within {reach} minutes"),
    "sweep.x": ("预算", "budget"),
    "sweep.note": (
        "每一点是该预算下的推荐方案；竖线：均值的区间；+n：新增驿站数。坐标轴不从零开始。",
        "Each mark is the design recommended at that budget. Vertical lines: intervals of the means; +n: new "
        "stations. Axes do not start at zero.",
    ),
}


def text(name: str, lang: str, /, **values: object) -> str:
    """Return a text in `lang` (zh or en) with its places filled.

    Raises:
        KeyError: no such text.
        ValueError: no such language.
    """
    line = TEXTS[name][LANGUAGES.index(lang)]
    return line.format(**values) if values else line
