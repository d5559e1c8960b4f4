"""What a staffing study says in words, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.kpi import REGISTRY
from sim.planning.certify import share_at_least
from sim.planning.staffing.found import Found
from sim.planning.staffing.load import overloaded
from sim.planning.staffing.reasons import Short
from sim.scenario import Scenario

Told = dict[str, str]
MILLION = 1e6
OF_PLACES = ("within_15_minutes_enterprises", "within_15_minutes_cases", "travel_minutes_mean")


def promise(found: Found) -> Told:
    """Return what is promised of the recommended plan, and what that does not say."""
    told = _promise(found)
    if found.caution == 1:
        return told
    return {
        "en": f"{told['en']} All this with the enterprise shares at {found.caution:g} of what is assumed.",
        "zh": f"{told['zh']}以上均按用于企业的时间比例为假设值的 {found.caution:g} 倍计算。",
    }


def _promise(found: Found) -> Told:
    terms = found.terms
    if not found.certified:
        return {
            "en": "Nothing is promised: no plan was certified. The plan named is the best that the search"
            " found.",
            "zh": "不作任何保证：没有方案通过认证；所列方案只是搜索中的最佳。",
        }
    if terms.sense == "mean":
        return {
            "en": f"Promised with confidence {terms.confidence:g}: under this plan the mean over years of"
            " every target's KPI keeps its bound. That says nothing of a single year, in which chance may"
            " miss a target.",
            "zh": f"以 {terms.confidence:g} 的置信度保证：按此方案，各目标指标的多年均值都达标；"
            "单独一年可能因偶然而不达标。",
        }
    settings = found.scenario.settings
    days = settings.days - settings.warm_up_days
    attempt = found.attempts[-1][1]
    kept = int(attempt.kept(found.requirements).all(axis=1).sum())
    low = share_at_least(kept, len(attempt.values), attempt.error)
    return {
        "en": f"Promised with confidence {terms.confidence:g}: a year ({days} measured days) under this plan"
        f" keeps all targets together with probability {terms.probability:g} or more. {kept} of"
        f" {len(attempt.values)} years that the search never saw kept them (exact lower bound {low:.3f}).",
        "zh": f"以 {terms.confidence:g} 的置信度保证：按此方案，一年（统计 {days} 天）中全部目标同时达标的"
        f"概率不低于 {terms.probability:g}。在搜索未用过的 {len(attempt.values)} 个模拟年中有 {kept} 个达标"
        f"（精确下限 {low:.3f}）。",
    }


def assumptions() -> Sequence[Told]:
    """Return what every staffing rests on that no figure of the sources fixes."""
    return (
        {
            "en": "Only enterprises' cases are simulated. Staff also serve citizens; the part of their time"
            " left for enterprises (enterprise_share) is assumed, as are rates and handling times: a plan"
            " with fewer heads is one only if that part stays what it is (robustness.csv varies it).",
            "zh": "只模拟企业办事；人员还要办理群众事项，其用于企业的时间比例（enterprise_share）以及需求率、"
            "办理时间都是假设。减员方案成立的前提是该比例不变（robustness.csv 给出其变动的影响）。",
        },
        {
            "en": "Presence, skill cover and the rules' bounds always hold; costs per head are assumed.",
            "zh": "最低在岗、技能覆盖和规则界限始终满足；每人成本为假设。",
        },
    )


def missed(short: Sequence[Short], scenario: Scenario) -> list[Told]:
    """Return why targets cannot be reached: which, where, and the best reachable value."""
    names = {row.id: row for row in scenario.facilities}
    found = []
    for one in short:
        bound, reachable, spread = one.requirement.bound, f"{one.reachable:.4g}", f"{one.spread:.2g}"
        limit, points = f"{bound:g}", ("", "")
        if REGISTRY[one.requirement.kpi].unit == "share":
            reachable, spread = f"{100 * one.reachable:.4g} %", f"{100 * one.spread:.2g}"
            limit, points = f"{100 * bound:g} %", (" points", " 个百分点")
        places = ", ".join(f"{names[place].name_en} ({100 * share:.0f} %)" for place, share in one.worst)
        places_zh = "、".join(f"{names[place].name_zh}（{100 * share:.0f} %）" for place, share in one.worst)
        of_places = one.requirement.kpi in OF_PLACES
        found.append(
            {
                "en": f"{one.requirement.render()}: out of reach of staff alone. The plan that comes nearest"
                f" reaches {reachable} on average (± {spread}{points[0]} from year to year) against"
                f" {limit}, with a reserve for bad years."
                + (f" Most is missing at {places}." if places else "")
                + (" It hangs on where stations are: run.py site." if of_places else ""),
                "zh": f"{one.requirement.render()}：仅靠人员调整无法达到。最接近的方案均值为"
                f" {reachable}（年际波动 ± {spread}{points[1]}），目标 {limit}，另需为差的年份留余量。"
                + (f"缺口主要在{places_zh}。" if places else "")
                + ("该目标取决于驿站位置：请用 run.py site。" if of_places else ""),
            }
        )
    return found


def uncertified(found: Found) -> Told:
    """Return that no plan was certified, though the search found plans."""
    n = len(found.attempts)
    return {
        "en": f"No plan was certified in {n} attempts: chance differs too much from year to year for this"
        " probability and confidence. Ask for less, or allow more heads.",
        "zh": f"{n} 次认证都未通过：对所要求的概率与置信度而言年际波动过大。请放宽要求或允许更多人员。",
    }


def comments(found: Found) -> list[str]:
    """Return lines for the top of the recommended scenario."""
    said = [promise(found)["en"], promise(found)["zh"]]
    if found.stopped:
        said.insert(0, "INTERRUPTED: the best so far. 已中断：目前最佳。")
    best = found.recommended
    if best:
        today = next(one.cost for one in found.plans.listed if one.plan == found.space.today)
        costs = f"{best.cost / MILLION:.3f} instead of {today / MILLION:.3f} million CNY a year"
        said.append(
            f"Staff cost {costs}. 人员成本每年 {best.cost / 1e4:.1f} 万元，现为 {today / 1e4:.1f} 万元。"
        )
    targets = ", ".join(one.render() for one in found.requirements)
    return [f"Staffing for: {targets}", *said, *(one["en"] for one in assumptions())]


def summary(found: Found) -> dict[str, Any]:
    """Return the manifest's entry of what came out."""
    best, today = found.recommended, found.plans.known(found.space.today)
    search = found.search
    steps = search.steps if search else None
    return {
        "cost": best.cost if best else None,
        "cost_today": today.cost if today else None,
        "cost_bound": search.bound if search and search.bound < float("inf") else None,
        "proven": search.proven if search else False,
        "today_kept": today.kept if today else None,
        "overloaded": [list(one) for one in overloaded(found.scenario, best.busy, best.presence)]
        if best
        else [],
        "plans": len(found.plans.listed),
        "attempts": len(found.attempts),
        "certified": found.certified,
        "steps_simulated": steps.simulated if steps else 0,
        "steps_screened": steps.screened if steps else 0,
        "steps_untried": steps.untried if steps else 0,
        "promise": promise(found),
    }
