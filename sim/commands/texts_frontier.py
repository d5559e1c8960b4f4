"""What `run.py frontier` says, in Chinese and English."""

from __future__ import annotations

FRONTIER: dict[str, tuple[str, str]] = {
    # key: (Chinese, English)
    "front_stage_sweep": ("逐项试探：{n} 次重复", "sweeps: {n} replications"),
    "front_stage_ladder": ("各档预算：{n} 次重复", "ladder of budgets: {n} replications"),
    "front_stage_recheck": ("新种子复核：{n} 次重复", "fresh seeds: {n} replications"),
    "front_stage_vary": ("变动假设：{n} 次重复", "assumptions varied: {n} replications"),
    "front_leads": (
        "；现有成本内目前最好：{name} 家新驿站，{cost}，满意 {satisfaction:.3%}，时长 {time:.2f}",
        "; best so far for today's money: {name} stations, {cost}, satisfied {satisfaction:.3%}, time"
        " {time:.2f}",
    ),
    "front_best_kept": (
        "目前找到的方案已写入结果文件夹（未经复核）",
        "the points found so far are in the folder of the results (not checked on fresh seeds)",
    ),
    "front_title": (
        "{name}：{points} 个方案，{efficient} 个不被超越，{noise} 个仅在误差内被超越",
        "{name}: {points} points, {efficient} not dominated, {noise} dominated only within noise",
    ),
    "front_alternatives": (
        "选址：{n} 种（0 至 {most} 家新驿站）",
        "siting alternatives: {n} (0 to {most} new stations)",
    ),
    "front_points": ("方案（按成本排列）", "points, by cost"),
    "front_point": ("方案", "point"),
    "front_new": ("新驿站", "new"),
    "front_heads": ("人员增减", "heads"),
    "front_cost": ("年成本（万元）", "cost a year (CNY million)"),
    "front_interval": ("95% 区间", "95 %"),
    "front_standing": ("地位", "standing"),
    "front_standing_efficient": ("不被超越", "not dominated"),
    "front_standing_noise": ("误差内被超越", "dominated within noise"),
    "front_standing_clear": ("被超越", "dominated"),
    "front_standing_undefined": ("无有限值", "no finite value"),
    "front_picked": ("挑选", "picked"),
    "front_promise": (
        "挑选的方案：承诺（{n} 次重复）与新种子复核（{m} 次）",
        "picked points: promised ({n} replications) and found on fresh seeds ({m})",
    ),
    "front_promised": ("承诺", "promised"),
    "front_found": ("复核", "found"),
    "front_gain": ("比现状改善", "gain over today"),
    "front_found_gain": ("复核改善", "gain found"),
    "front_held": ("相符", "holds"),
    "front_varied": (
        "假设变动时的挑选方案，改善相对同一假设下的现状（新种子，{n} 次重复）",
        "picked points with assumptions otherwise; gains over today's network under the same assumption"
        " (fresh seeds, {n} replications)",
    ),
    "front_variant": ("假设", "assumption"),
    "front_infeasible": ("无法达到：{words}", "out of reach: {words}"),
    "front_plans": (
        "各挑选方案（可运行、可修改的情景）：{path}",
        "picked plans, scenarios to run and edit: {path}",
    ),
}
