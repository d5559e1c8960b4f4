"""Targets of coverage that no sites reach: which target, who stays outside, what is the best reachable."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.planning.location import INFEASIBLE, MAXIMAL_COVERING, SET_COVERING, Solution, solve
from sim.planning.siting.setting import Setting
from sim.planning.siting.shortlist import ROUND, Wish, covered, covered_share, town_shares

SHOWN = 8  # demand points that a reason names


class Reason(NamedTuple):
    """Why a target cannot be reached, in both languages, and what comes nearest."""

    en: str
    zh: str
    best: tuple[int, ...]  # the sites that come nearest


def reason(setting: Setting, wish: Wish) -> Reason | None:
    """Return why the wishes cannot be met, or None if they can.

    Raises:
        InputError: a number is out of its bounds.
    """
    covering = wish.ask(MAXIMAL_COVERING)
    cheapest = float(setting.instance.cost[setting.instance.candidates].min())
    if wish.budget is not None and 0 <= wish.budget < cheapest:
        return Reason(
            f"a budget of {wish.budget:,.0f} CNY a year pays for no candidate; the cheapest costs"
            f" {cheapest:,.0f}",
            f"每年 {wish.budget:,.0f} 元的预算不足以开设任何候选点；最便宜的需 {cheapest:,.0f} 元",
            (),
        )
    if wish.town_covered is not None:
        fair = solve(setting.instance, covering._replace(floor=None, worst_first=True))
        if min(town_shares(setting, fair.sites)) < wish.town_covered - ROUND:
            return _towns(setting, wish, fair)
    if wish.covered is not None:
        best = solve(setting.instance, covering)
        if covered_share(setting, best.sites) < wish.covered - ROUND:
            return _network(setting, wish, best)
    return None


def _network(setting: Setting, wish: Wish, found: Solution) -> Reason:
    sites = found.sites
    best, wanted = covered_share(setting, sites), wish.covered or 0.0
    whole = wish._replace(p=None, budget=None).ask(SET_COVERING)
    enough = solve(setting.instance, whole._replace(share=max(0.0, wanted - ROUND)))
    more_en, more_zh = _enough(setting, enough)
    limit_en, limit_zh = _limits(wish)
    names = _uncovered(setting, sites)
    reach = setting.instance.reach
    return Reason(
        f"covered share >= {_percent(wanted)} cannot be reached {limit_en}: at best {_percent(best)} of the"
        f" demand lies within {reach:g} minutes{_proof(found)[0]}; still outside: {names}. {more_en}",
        f"{limit_zh}，无法达到覆盖率 {_percent(wanted)}：至多 {_percent(best)} 的需求在 {reach:g} 分钟内"
        f"{_proof(found)[1]}；仍未覆盖：{names}。{more_zh}",
        sites,
    )


def _towns(setting: Setting, wish: Wish, found: Solution) -> Reason:
    sites = found.sites
    one, wanted = setting.instance, wish.town_covered or 0.0
    inside = np.bincount(one.groups, weights=one.demand * covered(setting, sites))
    whole = np.bincount(one.groups, weights=one.demand)
    shares = np.where(whole > 0, inside / np.where(whole > 0, whole, 1), np.inf)
    worst = int(shares.argmin())
    row = setting.scenario.zones[int(np.flatnonzero(one.groups == worst)[0])]
    limit_en, limit_zh = _limits(wish)
    below = int((shares < wanted - ROUND).sum())
    return Reason(
        f"covered share >= {_percent(wanted)} in every town cannot be reached {limit_en}: at best the worst"
        f" town, {row.town_en} ({row.town}), has {_percent(float(shares[worst]))}{_proof(found)[0]};"
        f" {below} towns stay below",
        f"{limit_zh}，无法使每个乡镇的覆盖率达到 {_percent(wanted)}：最差的 {row.town_zh}（{row.town}）"
        f"至多 {_percent(float(shares[worst]))}{_proof(found)[1]}，仍有 {below} 个乡镇低于目标",
        sites,
    )


def _proof(found: Solution) -> tuple[str, str]:
    """Say so if the best was not proven to be it."""
    return ("", "") if found.proven else (" (not proven within the time limit)", "（时限内未证明）")


def _enough(setting: Setting, found: Solution) -> tuple[str, str]:
    """Say how many new stations would do, or that these candidates never do."""
    if found.status == INFEASIBLE:
        most = covered_share(setting, tuple(int(one) for one in setting.instance.candidates))
        return (
            f"With every candidate open it would be {_percent(most)}: further candidates are needed.",
            f"即使全部候选点开设也只有 {_percent(most)}：需要更多候选点。",
        )
    if not np.isfinite(found.objective):
        return "How many would do was not found within the time limit.", "时限内未求出需要多少家。"
    n, cost = len(found.sites), found.cost
    return (
        f"With {n} new stations ({cost:,.0f} CNY a year) it could be reached.",
        f"新增 {n} 家（每年 {cost:,.0f} 元）可以达到。",
    )


def _limits(wish: Wish) -> tuple[str, str]:
    en, zh = [], []
    if wish.p is not None:
        en.append(f"{wish.p} new station(s)")
        zh.append(f"新增 {wish.p} 家")
    if wish.budget is not None:
        en.append(f"{wish.budget:,.0f} CNY a year")
        zh.append(f"每年 {wish.budget:,.0f} 元")
    return f"with {' and '.join(en)}", f"在{'、'.join(zh)}之内"


def _uncovered(setting: Setting, sites: tuple[int, ...]) -> str:
    """Name the demand points that stay outside, the heaviest first."""
    demand = setting.instance.demand
    outside = np.flatnonzero(~covered(setting, sites) & (demand > 0))
    ranked = outside[np.argsort(-demand[outside], kind="stable")]
    names = [setting.scenario.zones[int(one)].id for one in ranked[:SHOWN]]
    more = len(ranked) - len(names)
    return ", ".join(names) + (f" (+{more})" if more else "")


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %"
