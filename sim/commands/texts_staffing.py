"""What `run.py staff` says, in Chinese and English."""

from __future__ import annotations

STAFFING: dict[str, tuple[str, str]] = {
    # key: (Chinese, English)
    "staff_stage_search": ("搜索：已仿真 {n} 个方案", "search: {n} plans simulated"),
    "staff_stage_certification": ("认证：第 {n} 次", "certification: attempt {n}"),
    "staff_stage_recheck": ("新种子复核", "check on fresh seeds"),
    "staff_stage_vary": ("变动假设：{n}/{total}", "assumptions varied: {n} of {total}"),
    "staff_stage_marginal": ("多一人：{n}/{total}", "one more head: {n} of {total}"),
    "staff_best": ("，目前最低成本 {cost}", ", least cost so far {cost}"),
    "staff_title": (
        "{name}：{levers} 个可调项，{covers} 条在岗与技能约束，仿真 {plans} 个方案",
        "{name}: {levers} levers, {covers} covers of presence and skill, {plans} plans simulated",
    ),
    "staff_cost": (
        "人员成本每年 {cost}，现为 {today}（{change}）",
        "staff cost {cost} a year, today {today} ({change})",
    ),
    "staff_money": ("{value:,.0f} 万元", "CNY {value:,.2f} million"),
    "staff_bound": (
        "只要增员不使目标变差，任何方案不低于 {bound}",
        "no plan costs less than {bound}, as far as more staff never makes a target worse",
    ),
    "staff_proven": (
        "已证明为所搜索范围内的最低成本（按搜索所用的重复）",
        "proven to be the least cost of all plans (by the replications of the search)",
    ),
    "staff_steps": (
        "任何单步减少都不再达标：{simulated} 步经仿真，{screened} 步按单步影响排除，{untried} 步未试",
        "no single step down keeps the targets: {simulated} simulated, {screened} ruled out by their effect,"
        " {untried} not tried",
    ),
    "staff_target": ("目标", "target"),
    "staff_today": ("现状", "today"),
    "staff_promised": ("认证均值", "certified mean"),
    "staff_found": ("复核均值", "found mean"),
    "staff_years": ("达标年份", "years kept"),
    "staff_years_today": ("现状达标", "today's network"),
    "staff_years_found": ("复核达标", "kept in check"),
    "staff_holds": ("约束的可调项", "levers held"),
    "staff_all": ("全部同时", "all together"),
    "staff_changes": (
        "{fewer} 个组减员（{less} 人），{more} 个组增员（{plus} 人）",
        "{fewer} groups with fewer heads ({less}), {more} with more ({plus})",
    ),
    "staff_held": (
        "其余不能再减的可调项：在岗 {presence}，技能覆盖 {skill}，工作量 {load}，规则或排班下限 {bound}",
        "others: {presence} levers held by presence, {skill} by skills, {load} by load, {bound} by bounds",
    ),
    "staff_choice": ("选定 {name}：{option}", "chosen: {name}: {option}"),
    "staff_marginal": (
        "多一人的价值（配对差值，{n} 次重复；最忙的 {groups} 个组）",
        "what one more head buys (paired differences, {n} replications; the {groups} busiest groups)",
    ),
    "staff_group": ("人员组", "group"),
    "staff_busy": ("忙碌", "busy"),
    "staff_nothing_clear": (
        "没有一处多一人的作用超出偶然",
        "no single head more does anything clear of chance",
    ),
    "staff_varied": (
        "假设变动时全部目标同时达标的年份",
        "years that keep all targets if assumptions are otherwise",
    ),
    "staff_variant": ("假设", "assumption"),
    "staff_overloaded": (
        "忙碌时间超过在岗时间的组：{groups}",
        "groups busy longer than they are present: {groups}",
    ),
    "staff_rests": (
        "该方案依赖于所假设的企业时间比例；{caution} 可按打折后的比例配置",
        "the plan rests on the assumed enterprise shares; {caution} plans with less of them",
    ),
    "staff_monotone": (
        "单调性检验：{pairs} 对可比方案中 {n} 次增员反而明显变差，其中 {flips} 次改变了是否达标",
        "monotonicity: of {pairs} comparable pairs, more staff was clearly worse {n} times, and changed"
        " whether targets are kept {flips} times",
    ),
    "staff_unreached": ("无法达到目标：{words}", "targets not reached: {words}"),
    "staff_recommended": (
        "推荐方案（可运行、可修改的情景）：{path}",
        "recommendation, a scenario to run and edit: {path}",
    ),
}
