"""The STRESS-DES checklist of a run, filled in from its scenario and manifest: stress-des.md.

Items: T. Monks, C. S. M. Currie, B. S. Onggo, S. Robinson, M. Kunc, S. J. E. Taylor, "Strengthening the
reporting of empirical simulation studies: introducing the STRESS guidelines", Journal of Simulation 13
(2019).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from sim.kpi import REGISTRY
from sim.scenario import Scenario
from sim.scenario.schema import TABLES

ASSUMED = "assumed"
MOST = 12  # entries of a list that are named
Words = tuple[str, str]  # English, Chinese
TIERS: dict[str, Words] = {
    "station": ("stations", "驿站"),
    "subcentre": ("sub-centres", "分中心"),
    "district": ("district centres", "区县中心"),
    "city": ("city centres", "市中心"),
    "department": ("departments with queues", "设队列的部门"),
}
MODES: dict[str, Words] = {
    "resident": ("resident", "常驻"),
    "rotating": ("rotating", "轮驻"),
    "on_call": ("on call", "随驻"),
}


class Item(NamedTuple):
    """One item of the checklist."""

    number: str
    en: str
    zh: str
    fill: Callable[[dict[str, Any], Scenario], Words]


def markdown(manifest: dict[str, Any], scenario: Scenario) -> str:
    """Return the whole page, each item in English and Chinese.

    Args:
        manifest: of the run, as it will be written.
        scenario: as it was run.
    """
    parts = [
        f"# STRESS-DES: {scenario.settings.name_en} {scenario.settings.name_zh}\n",
        "Filled in from scenario and manifest; what only people know is marked *to be added*. Checklist:"
        " Monks and"
        " others, Journal of Simulation 13 (2019).\n",
        "由情景与运行清单自动填写；只有人知道的内容标为“待补充”。清单出自 Monks 等（2019）。\n",
    ]
    section = ""
    for item in ITEMS:
        if item.number[0] != section:
            section = item.number[0]
            en, zh = SECTIONS[section]
            parts.append(f"## {section} {en} {zh}\n")
        en, zh = item.fill(manifest, scenario)
        parts.append(f"### {item.number} {item.en} {item.zh}\n\n{en}\n\n{zh}\n")
    return "\n".join(parts)


SECTIONS: dict[str, Words] = {
    "1": ("Objectives", "目标"),
    "2": ("Logic", "逻辑"),
    "3": ("Data", "数据"),
    "4": ("Experimentation", "实验"),
    "5": ("Implementation", "实现"),
    "6": ("Code access", "代码获取"),
}


# 1 Objectives


def _purpose(manifest: dict[str, Any], scenario: Scenario) -> Words:
    settings = scenario.settings
    en = (
        f"{settings.description_en or settings.name_en} The model estimates how a network of enterprise"
        f" service"
        f" stations in {settings.city_en} serves its cases: waiting, processing times, promises kept,"
        f" satisfaction and"
        " load. *To be added*: who decides what with it."
    )
    zh = (
        f"{settings.description_zh or settings.name_zh}模型估计{settings.city_zh}企服驿站网络的服务情况：等"
        f"候、"
        "办理时间、按时率、满意度与负荷。*待补充*：由谁据此作何决定。"
    )
    return en, zh


def _outputs(manifest: dict[str, Any], scenario: Scenario) -> Words:
    targets = [one.kpi for one in scenario.targets if one.kpi in REGISTRY]
    named = list(dict.fromkeys(targets))
    informed = sum(one.basis == "data_informed" for one in REGISTRY.values())
    en = (
        f"{len(REGISTRY)} KPIs, each with unit and formula in docs/kpis.md; {informed} are data-informed,"
        f" the others"
        f" prior-driven. Targets: {_listed((REGISTRY[one].name_en for one in named), 'en') or 'none'}."
    )
    zh = (
        f"{len(REGISTRY)} 个指标，单位与公式见 docs/kpis.md；其中 {informed} 个有数据依据，其余取决于先验。"
        f"目标：{_listed((REGISTRY[one].name_zh for one in named), 'zh') or '无'}。"
    )
    return en, zh


def _aims(manifest: dict[str, Any], scenario: Scenario) -> Words:
    return (
        "One scenario is run as it stands; differences between scenarios are made by `compare` under common"
        " random"
        " numbers, the drivers of a KPI by `sensitivity`. *To be added*: the question of this study.",
        "按情景现状运行一次；情景间的差异由 `compare` 以公共随机数比较，影响因素由 `sensitivity` 分析。*待补"
        "充*：本次研究的问题。",
    )


# 2 Logic


def _overview(manifest: dict[str, Any], scenario: Scenario) -> Words:
    tiers: Counter[str] = Counter(one.tier for one in scenario.facilities if one.open)
    path = "demand points → channel → station → sub-centre → district → city → reviews → session"
    path_zh = "需求点 → 渠道 → 驿站 → 分中心 → 区县中心 → 市中心 → 部门审查 → 政企面对面"
    en, zh = _counted(tiers, TIERS)
    return (
        f"A case's way: {path}. Open facilities by tier: {en}. Diagram and text: docs/model.md.",
        f"件的去向：{path_zh}。开放设施（按层级）：{zh}。示意图与说明见 docs/model.md。",
    )


def _logic(manifest: dict[str, Any], scenario: Scenario) -> Words:
    return (
        "How a case moves, the three clocks, and the order of events at one second: docs/model.md and"
        " docs/engines.md.",
        "件如何流转、三种时钟及同一秒内事件的次序：见 docs/model.md 与 docs/engines.md。",
    )


def _scenario_logic(manifest: dict[str, Any], scenario: Scenario) -> Words:
    on, off = _levers(scenario)
    return (
        f"Levers on: {', '.join(on) or 'none'}. Levers off: {', '.join(off) or 'none'}. All values:"
        " scenario/policies.csv.",
        f"启用的机制：{'、'.join(on) or '无'}。关闭的机制：{'、'.join(off) or '无'}。全部取值见"
        f" scenario/policies.csv。",
    )


def _levers(scenario: Scenario) -> tuple[list[str], list[str]]:
    states: dict[bool, list[str]] = {True: [], False: []}
    for name in type(scenario.policies).model_fields:
        policy = getattr(scenario.policies, name)
        if isinstance(policy, BaseModel) and isinstance(on := getattr(policy, "on", None), bool):
            states[on].append(name)
    return states[True], states[False]


def _algorithms(manifest: dict[str, Any], scenario: Scenario) -> Words:
    return (
        "Every decision is a pure function in sim/rules, a file each: choice of facility (multinomial logit),"
        " escalation, rotation, on-call, backstop, satisfaction. Queues: priority, time of joining, id.",
        "每项决策都是 sim/rules 中的一个纯函数：设施选择（多项 Logit）、升级、轮驻、随驻、兜底、满意度等。"
        "排队次序：优先级、入队时间、编号。",
    )


def _entities(manifest: dict[str, Any], scenario: Scenario) -> Words:
    kinds = Counter(one.kind for one in scenario.services)
    enterprises = round(sum(one.enterprises for one in scenario.enterprises))
    projects = len(scenario.projects)
    return (
        f"Cases of {enterprises:,} enterprises: {kinds['transaction']} classes of transactions,"
        f" {kinds['problem']} of"
        f" problems; {len(scenario.items)} items; {projects} key projects; {len(scenario.replay)} replayed"
        f" cases."
        f" {manifest['cases']:,} cases were simulated in all replications.",
        f"{enterprises:,} 家企业的件：{kinds['transaction']} 类办件、{kinds['problem']} 类问题，"
        f"{len(scenario.items)} 个事项，"
        f"{projects} 个重点项目，{len(scenario.replay)} 件回放。各次重复共模拟 {manifest['cases']:,} 件。",
    )


def _activities(manifest: dict[str, Any], scenario: Scenario) -> Words:
    shapes = ", ".join(sorted({str(one.handling_distribution) for one in scenario.services}))
    return (
        f"Handling (distributions: {shapes}), {len(scenario.reviews)} department reviews, hand-offs,"
        f" leaders' sessions,"
        " coaching and training; means and variation by class and tier: scenario/services.csv, reviews.csv.",
        f"办理（分布：{shapes}）、{len(scenario.reviews)} 项部门审查、流转、政企面对面、下沉与上挂；"
        "各类各层级的均值与变异见 scenario/services.csv、reviews.csv。",
    )


def _resources(manifest: dict[str, Any], scenario: Scenario) -> Words:
    tier_of = {one.id: one.tier for one in scenario.facilities}
    by_mode: Counter[str] = Counter()
    by_tier: Counter[str] = Counter()
    for one in scenario.staff:
        by_mode[one.mode] += one.head_count
        by_tier[tier_of[one.facility]] += one.head_count
    (modes_en, modes_zh), (tiers_en, tiers_zh) = _counted(by_mode, MODES), _counted(by_tier, TIERS)
    total, groups, rows = by_mode.total(), len(scenario.staff), len(scenario.rosters)
    return (
        f"{total:,} persons in {groups:,} groups, by presence: {modes_en}; by tier of their base: {tiers_en}."
        f" Presence follows opening hours and {rows:,} roster rows; each group gives a share of its time"
        " (enterprise_share).",
        f"{groups:,} 个人员组共 {total:,} 人，按在岗方式：{modes_zh}；按所在层级：{tiers_zh}。"
        f"在岗随开放时间与 {rows:,} 行排班，各组只投入部分时间（enterprise_share）。",
    )


def _queues(manifest: dict[str, Any], scenario: Scenario) -> Words:
    limited = sum(one.queue_capacity is not None for one in scenario.facilities)
    return (
        "One queue for each facility and skill, by priority, then first come, first served; people on site"
        " may leave"
        f" or turn away, tickets wait. Facilities with limited room: {limited}.",
        f"每个设施每项技能一条队列，先优先级、后先到先服务；现场人员可能离开，线上件一直等候；{limited} 个设"
        f"施容量有限。",
    )


def _entry(manifest: dict[str, Any], scenario: Scenario) -> Words:
    return (
        f"Cases arise at {len(scenario.zones)} demand points and leave solved, closed unsolved, lost"
        f" (patience, balking,"
        " full house, no-show) or unserved; each end is counted.",
        f"件产生于 {len(scenario.zones)} 个需求点；以解决、办结未解决、流失（失去耐心、见队即走、满员、爽约"
        f"）或无处可去结束，均有计数。",
    )


# 3 Data


def _sources(manifest: dict[str, Any], scenario: Scenario) -> Words:
    rows = list(_assumed(scenario))
    named = ", ".join(f"{table} {rows - assumed}/{rows}" for table, rows, assumed in rows if rows > assumed)
    return (
        f"Every row names its source. Rows with a source beyond an assumption, by table: {named or 'none'}.",
        f"每行都注明来源。各表中有来源（非纯假设）的行数：{named or '无'}。",
    )


def _preprocessing(manifest: dict[str, Any], scenario: Scenario) -> Words:
    return (
        "Yearly rates become rates per second by season, weekday and hour (profiles.csv); distances become"
        " travel times"
        " (detour and speed). Shipped scenarios are made by scenarios/sources. *To be added*: what was done"
        " before.",
        "年率按季节、星期、小时（profiles.csv）化为每秒速率；距离按绕行系数与速度化为路程时间。自带情景由"
        " scenarios/sources 生成。"
        "*待补充*：此前的数据处理。",
    )


def _inputs(manifest: dict[str, Any], scenario: Scenario) -> Words:
    rows = {name: len(scenario.table(name)) for name in TABLES}
    told = ", ".join(f"{name} {count:,}" for name, count in rows.items() if count)
    digest = manifest["scenario"]["digest"]
    return (
        f"The scenario as it was run lies in scenario/ (digest {digest}). Rows: {told}. Meaning, unit and"
        f" bounds of"
        " each field: docs/scenario-fields.md.",
        f"实际运行的情景在 scenario/（摘要 {digest}）。行数：{told}。各字段的含义、单位与界限见"
        f" docs/scenario-fields.md。",
    )


def _assumptions(manifest: dict[str, Any], scenario: Scenario) -> Words:
    calibration = scenario.settings.calibration
    told = (f" Calibrated: {calibration}", f"校准：{calibration}") if calibration else ("", "")
    whole = [table for table, rows, assumed in _assumed(scenario) if rows == assumed]
    partly = [
        f"{table} {assumed:,}/{rows:,}" for table, rows, assumed in _assumed(scenario) if 0 < assumed < rows
    ]
    return (
        f"Rows marked `assumed`: all of {', '.join(whole) or 'no table'}; some of"
        f" {', '.join(partly) or 'none'}. Model"
        f" decisions where sources are silent: docs/model.md.{told[0]}",
        f"标为 `assumed` 的行：{'、'.join(whole) or '无'} 全部；{'、'.join(partly) or '无'} 部分。来源未定之"
        f"处的模型取舍见 docs/model.md。{told[1]}",
    )


def _assumed(scenario: Scenario) -> Iterator[tuple[str, int, int]]:
    """Yield each table that has sources: its name, rows, and rows that are assumed."""
    for name in TABLES:
        sources = [str(getattr(row, "source", "")) for row in scenario.table(name)]
        if sources:
            yield name, len(sources), sum(ASSUMED in source.lower() for source in sources)
    if scenario.policy_sources:
        sources = list(scenario.policy_sources.values())
        yield "policies", len(sources), sum(ASSUMED in source.lower() for source in sources)


# 4 Experimentation


def _initialisation(manifest: dict[str, Any], scenario: Scenario) -> Words:
    warm_up = manifest["warm_up_days"]
    chosen = manifest.get("warm_up")
    how_en = "chosen by MSER-5 from pilot runs (warm_up.csv)" if chosen else "as stated"
    how_zh = "由试运行按 MSER-5 选定（warm_up.csv）" if chosen else "按情景给定"
    return (
        f"The run begins empty; the first {warm_up} days are not measured ({how_en}).",
        f"从空网开始；前 {warm_up} 天不计（{how_zh}）。",
    )


def _length(manifest: dict[str, Any], scenario: Scenario) -> Words:
    return (
        f"{manifest['days']} days from {manifest['start']}, warm-up included; cases that arise in the"
        f" measured window are"
        f" followed for {manifest['follow_up_days']} more days.",
        f"自 {manifest['start']} 起 {manifest['days']} 天（含预热）；计量期内产生的件继续跟踪"
        f" {manifest['follow_up_days']} 天。",
    )


def _estimation(manifest: dict[str, Any], scenario: Scenario) -> Words:
    n, precision = manifest["replications"], manifest.get("precision")
    en, zh = f"{n} independent replications; 95 % Student intervals.", f"{n} 次独立重复；95 % t 区间。"
    if n == 1:
        en, zh = "1 replication, hence no intervals.", "1 次重复，没有区间。"
    if precision:
        met = precision["met_at"]
        goals = _listed((goal["kpi"] for goal in precision["goals"]), "en")
        en += f" As many as the precision asked: {goals}; " + (f"met after {met}." if met else "not reached.")
        zh += f"重复次数由精度要求决定（{goals}）：" + (f"{met} 次后达到。" if met else "未达到。")
    if posterior := manifest.get("posterior"):
        used, draws, names = (posterior[key] for key in ("draws_used", "draws", "parameters"))
        en += (
            f" Replication k runs at the k-th draw of {len(names)} calibrated parameters ({used} of {draws}"
            " draws; posterior.yaml), so that intervals hold what is unknown of them as well as chance."
        )
        zh += (
            f"第 k 次重复采用 {len(names)} 个校准参数的第 k 组抽样值"
            f"（{draws} 组中的 {used} 组，posterior.yaml），区间同时包含参数的不确定性。"
        )
    return en, zh


# 5 Implementation


def _software(manifest: dict[str, Any], scenario: Scenario) -> Words:
    packages = ", ".join(f"{name} {version}" for name, version in manifest["packages"].items())
    told = f"Yizhan {manifest['version']}, Python {manifest['python']}, {packages}"
    return (
        f"{told}. Engine: {manifest['engine']}; kernels {manifest['kernels']}.",
        f"{told}。引擎：{manifest['engine']}；编译源码 {manifest['kernels']}。",
    )


def _sampling(manifest: dict[str, Any], scenario: Scenario) -> Words:
    return (
        "All chances of a replication are drawn before the engine starts, from the counter-based generator"
        " Philox, keyed by"
        f" what they are for (seed {manifest['seed']}, replication, demand point, industry, class, layer,"
        f" index, purpose);"
        " scenarios share them.",
        f"每次重复的随机数在引擎启动前由 Philox 计数器发生器按用途生成（种子 {manifest['seed']}），各情景共"
        f"用。",
    )


def _execution(manifest: dict[str, Any], scenario: Scenario) -> Words:
    checked = manifest["engines_checked"]
    en = "Event-driven in whole seconds, with a written order of simultaneous events."
    zh = "以整秒为单位的事件驱动，同一秒事件的次序有明文规定。"
    if checked:
        en += " Both engines ran, and their logs are equal to the bit."
        zh += "两个引擎均已运行，记录逐位相同。"
    command = " ".join(manifest["command"])
    return f"{en} Command: `{command}`." if command else en, zh


def _system(manifest: dict[str, Any], scenario: Scenario) -> Words:
    machine = manifest["machine"]
    total = manifest["timings"]["total"]
    told = f"{machine['system']} {machine['architecture']}, {machine['processor']}, {machine['cores']}"
    return f"{told} processors; {total:,.1f} s in all.", f"{told} 核；共 {total:,.1f} 秒。"


# 6 Code access


def _sharing(manifest: dict[str, Any], scenario: Scenario) -> Words:
    return (
        "The program is under the MIT licence; this run is repeated by `run.py simulate --from"
        " manifest.json`, to the byte."
        " *To be added*: where code and scenario can be had.",
        "程序采用 MIT 许可；`run.py simulate --from manifest.json` 可逐字节重做本次运行。*待补充*：代码与情"
        "景的获取方式。",
    )


ITEMS = (
    Item("1.1", "Purpose of the model", "模型目的", _purpose),
    Item("1.2", "Model outputs", "模型输出", _outputs),
    Item("1.3", "Experimentation aims", "实验目的", _aims),
    Item("2.1", "Base model overview", "模型概览", _overview),
    Item("2.2", "Base model logic", "模型逻辑", _logic),
    Item("2.3", "Scenario logic", "情景逻辑", _scenario_logic),
    Item("2.4", "Algorithms", "算法", _algorithms),
    Item("2.5.1", "Entities", "实体", _entities),
    Item("2.5.2", "Activities", "活动", _activities),
    Item("2.5.3", "Resources", "资源", _resources),
    Item("2.5.4", "Queues", "队列", _queues),
    Item("2.5.5", "Entry and exit points", "进入与离开", _entry),
    Item("3.1", "Data sources", "数据来源", _sources),
    Item("3.2", "Pre-processing", "预处理", _preprocessing),
    Item("3.3", "Input parameters", "输入参数", _inputs),
    Item("3.4", "Assumptions", "假设", _assumptions),
    Item("4.1", "Initialisation", "初始化", _initialisation),
    Item("4.2", "Run length", "运行长度", _length),
    Item("4.3", "Estimation approach", "估计方法", _estimation),
    Item("5.1", "Software or programming language", "软件", _software),
    Item("5.2", "Random sampling", "随机抽样", _sampling),
    Item("5.3", "Model execution", "模型执行", _execution),
    Item("5.4", "System specification", "系统", _system),
    Item("6.1", "Computer model sharing statement", "模型共享声明", _sharing),
)


def _counted(counts: Counter[str], names: dict[str, Words]) -> Words:
    """Say how many there are of each code, in the order of the names."""
    found = [(counts[code], en, zh) for code, (en, zh) in names.items() if counts[code]]
    return (
        ", ".join(f"{count:,} {en}" for count, en, _ in found) or "none",
        "、".join(f"{zh} {count:,}" for count, _, zh in found) or "无",
    )


def _listed(names: Iterable[str], lang: str) -> str:
    """Join names, the first of many."""
    known = list(names)
    more = " ..." if len(known) > MOST else ""
    return ("、" if lang == "zh" else ", ").join(known[:MOST]) + more
