"""What a frontier says in both languages: its picked points, what it promises, what is assumed."""

from __future__ import annotations

import math

from sim.kpi import REGISTRY
from sim.planning.frontier.front import SATISFACTION, TIME
from sim.planning.frontier.judged import Judged, Moves
from sim.planning.frontier.picks import Pick
from sim.planning.requirement import Identity
from sim.scenario import Scenario

Told = dict[str, str]
WAN, MILLION = 1e4, 1e6
SHOWN = 3  # groups named
AS_MUCH = 0.0005  # of today's cost: told as the same
NAMES: dict[Pick, tuple[str, str]] = {
    "today": ("现状", "today"),
    "as_good": ("与现状相当的最便宜方案", "cheapest as good as today"),
    "within_budget": ("现有预算内最好", "best within today's budget"),
    "knee": ("拐点", "knee"),
    "best": ("可达的最好", "best reachable"),
}


def explain(judged: Judged, name: Pick, time_kpi: Identity) -> Told:
    """Explain a picked point: cost, stations, heads, and both measures against today's network."""
    place = judged.picks[name]
    zh, en = NAMES[name]
    if place == judged.today and name != "today":
        return {
            "en": f"{en}: today's network; no point is {_no_other(name)[1]}",
            "zh": f"{zh}：即现状；没有方案{_no_other(name)[0]}",
        }
    parts_en, parts_zh = [_cost(judged, place, "en")], [_cost(judged, place, "zh")]
    if name != "today":
        parts_en += [_stations(judged, place, "en"), _heads(judged.moves(place), "en")]
        parts_zh += [_stations(judged, place, "zh"), _heads(judged.moves(place), "zh")]
    parts_en.append(_measures(judged, place, time_kpi, "en"))
    parts_zh.append(_measures(judged, place, time_kpi, "zh"))
    return {
        "en": f"{en} ({judged.name(place)}): " + "; ".join(one for one in parts_en if one),
        "zh": f"{zh}（{judged.name(place)}）：" + "；".join(one for one in parts_zh if one),
    }


def _no_other(name: Pick) -> tuple[str, str]:
    return {
        "as_good": ("更便宜而确定不差", "cheaper and, beyond chance, no worse"),
        "within_budget": ("不花更多而更好", "better for no more money"),
    }.get(name, ("更好", "better"))


def _cost(judged: Judged, place: int, lang: str) -> str:
    cost, today = judged.costs[place], judged.costs[judged.today]
    apart, share = abs(cost - today), abs(cost - today) / today if today > 0 else 0.0
    if lang == "en":
        told = f"CNY {cost / MILLION:,.1f} million a year"
        if place == judged.today:
            return told
        if share < AS_MUCH:
            return f"{told}, about as much as today"
        way = "less" if cost < today else "more"
        return f"{told}, {apart / MILLION:,.1f} million ({100 * share:.1f} %) {way} than today"
    told = f"每年 {cost / WAN:,.0f} 万元"
    if place == judged.today:
        return told
    if share < AS_MUCH:
        return f"{told}，与现状几乎相同"
    return f"{told}，比现状{'少' if cost < today else '多'} {apart / WAN:,.0f} 万元（{100 * share:.1f} %）"


def _stations(judged: Judged, place: int, lang: str) -> str:
    opened = judged.branches[judged.points[place].branch].alternative.opened
    if lang == "en":
        n = len(opened)
        if not n:
            return "no new station"
        return f"{n} new station{'s' if n > 1 else ''} ({', '.join(one.name_en for one in opened)})"
    return (
        f"新增 {len(opened)} 家驿站（{'、'.join(one.name_zh for one in opened)}）" if opened else "不新增驿站"
    )


def _heads(moves: Moves, lang: str) -> str:
    if not moves.groups and not moves.options:
        return "staff as today" if lang == "en" else "人员同现状"
    at = 1 if lang == "en" else 0
    most = [f"{one[at]} {one[2]:+d}" for one in moves.groups[:SHOWN]]
    options = [f"{one[at]}: {one[2]}" for one in moves.options]
    if lang == "en":
        told = f"{moves.removed} heads fewer and {moves.added} more, in {len(moves.groups)} groups"
        told += f" (most: {', '.join(most)})" if most else ""
        return ", ".join([told, *options])
    told = f"减 {moves.removed} 人、增 {moves.added} 人，涉及 {len(moves.groups)} 组"
    told += f"（最多：{'、'.join(most)}）" if most else ""
    return "，".join([told, *options])


def _measures(judged: Judged, place: int, time_kpi: Identity, lang: str) -> str:
    means = judged.values[place].mean(axis=0)
    time = REGISTRY[time_kpi[0]]
    named = ("satisfaction", time.name_en) if lang == "en" else ("满意概率", time.name_zh)
    unit = time.unit if lang == "en" else time.unit_zh
    parts = [
        f"{named[0]} {100 * means[SATISFACTION]:.3f} %{_gain(judged, place, SATISFACTION, lang)}",
        f"{named[1]} {means[TIME]:.2f} {unit}{_gain(judged, place, TIME, lang)}",
    ]
    return (", " if lang == "en" else "，").join(parts)


def _gain(judged: Judged, place: int, measure: int, lang: str) -> str:
    """Write the change from today's value with its simultaneous interval."""
    if place == judged.today:
        return ""
    mean, low, high = (float(one) for one in judged.gains[place, measure])
    if measure == TIME:  # a gain is a shorter time
        mean, low, high = -mean, -high, -low
    factor, digits = (100.0, 4) if measure == SATISFACTION else (1.0, 3)
    shown = f"{factor * mean:+.{digits}f}"
    if measure == SATISFACTION:
        shown += " points" if lang == "en" else " 个百分点"
    if not math.isfinite(low):
        return f" ({shown})" if lang == "en" else f"（{shown}）"
    ends = [f"{factor * one:+.{digits}f}" for one in (low, high)]
    if lang == "en":
        return f" ({shown}, between {ends[0]} and {ends[1]})"
    return f"（{shown}，区间 {ends[0]} 至 {ends[1]}）"


def assumed(scenario: Scenario, judged: Judged) -> list[Told]:
    """Name the inputs that are assumed, in both languages."""
    found = []
    opened = {one.id: one for branch in judged.branches for one in branch.alternative.opened}
    n = sum("assumed" in one.source for one in opened.values())
    if n:
        found.append({"en": f"places and costs of {n} candidates", "zh": f"{n} 个候选点的位置与费用"})
    if any("assumed" in row.source for row in scenario.staff):
        found.append({"en": "staff: heads and costs", "zh": "人员数量与成本"})
    if any("assumed" in row.source for row in scenario.demand):
        found.append({"en": "demand rates", "zh": "需求率"})
    return found


def guarantee(margin: float, replications: int) -> Told:
    """Say what the intervals promise and what they do not."""
    return {
        "en": "Gains over today's network hold together, over all points and both measures, at 95 %"
        f" (max-t, {replications} replications with common random numbers). 'As good' allows a loss of"
        f" {margin:.3g} times today's dissatisfaction and time. Plans between the points were not looked at,"
        " and nothing proves that no better one exists.",
        "zh": f"各方案两项指标相对现状的变化，其区间以 95 % 置信度同时成立（max-t，{replications} 次重复，"
        f"公共随机数）。“相当”容许损失不超过现状不满意概率与时长的 {margin:.3g} 倍。各点之间的方案未考察，"
        "也未证明不存在更好的方案。",
    }
