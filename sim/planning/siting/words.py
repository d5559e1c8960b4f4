"""What a siting says in both languages: its guarantee, targets that are missed, what is assumed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment.selection import Choice
from sim.kpi import REGISTRY
from sim.planning.requirement import Identity, Requirement
from sim.planning.siting.race import Race, Terms
from sim.planning.siting.setting import Setting
from sim.planning.siting.shortlist import Design, design_of

Floats = NDArray[np.float64]
Told = dict[str, str]


def comments(setting: Setting, one: Design, chosen: Told | None) -> list[str]:
    """Return the lines above a recommendation: what opens, what it costs and covers, how it was chosen.

    Args:
        setting: the location problem.
        one: the design.
        chosen: its guarantee; None after an interruption.
    """
    today, names = design_of(setting, "today", ()), setting.names
    within = f"within {setting.instance.reach:g} minutes"
    lines = [
        f"Proposed by run.py site, design {one.name}: {', '.join(names[site] for site in one.sites)}",
        f"新增驿站：{'、'.join(row.name_zh for row in setting.opened(one.sites))}",
        f"cost {one.cost:,.0f} CNY a year; demand {within}: {100 * today.covered_share:.1f} % today,"
        f" {100 * one.covered_share:.1f} % with it",
    ]
    if chosen is None:
        return [*lines, "INTERRUPTED: the best so far, not selected. 已中断：仅为目前最优，未经择优。"]
    return [*lines, chosen["en"], chosen["zh"]]


def guarantee(choice: Choice | None, terms: Terms) -> Told:
    """Say what the selection promises, and what it does not."""
    definition = REGISTRY[terms.kpi[0]]
    zone = {
        "en": f"{terms.indifference:g} {definition.unit}",
        "zh": f"{terms.indifference:g} {definition.unit_zh}",
    }
    if definition.unit == "share":
        zone = {"en": f"{100 * terms.indifference:g} points", "zh": f"{100 * terms.indifference:g} 个百分点"}
    chance = f"{100 * terms.confidence:g} %"
    name, zh = definition.name_en, definition.name_zh
    if choice is None:
        return {"en": "Nothing was selected.", "zh": "未作择优。"}
    if len(choice.replications) == 1:
        return {
            "en": "The models propose this design only; there was nothing to choose among.",
            "zh": "各模型只给出这一个方案，无可择优。",
        }
    if not choice.decided:
        return {
            "en": f"Not decided within {terms.most} replications each: the best mean so far of {name}, with"
            " no guarantee.",
            "zh": f"每个方案 {terms.most} 次重复之内未分出：仅为{zh}目前均值最优者，没有保证。",
        }
    return {
        "en": f"If one design of the shortlist is better than every other by {zone['en']} of"
        f" {name} or more, it is selected with probability {chance} or more (KN, given independent normal"
        " replications). If others are closer to the best, no probability is proved; and nothing is said of"
        " designs that are not on the shortlist.",
        "zh": f"若短名单中某方案的{zh}比其余各方案至少好 {zone['zh']}，则以不低于 {chance}"
        " 的概率选中它（KN 法，前提：各次重复独立且服从正态）。若有方案与最优者相差更小，则没有已证明的概率；"
        "对短名单之外的方案不作任何说明。",
    }


class Checked(NamedTuple):
    """A selected design with its values on fresh seeds."""

    name: str
    fresh: Floats  # [replications, kpis]
    kpis: Sequence[Identity]


def missed(race: Race, checked: Checked, requirements: Sequence[Requirement]) -> list[Told]:
    """Return the targets of simulated KPIs that a design misses on fresh seeds, with the best reachable."""
    reasons = []
    for one in requirements:
        column = checked.kpis.index(one.identity)
        value = float(checked.fresh[:, column].mean())
        if float(one.margins(np.array([value]))[0]) >= 0:
            continue
        means = {
            plan.name: float(race.values(number)[:, column].mean())
            for number, plan in enumerate(race.designs)
        }
        nearest = (max if one.at_least else min)(means, key=lambda name: means[name])
        reasons.append(
            {
                "en": f"{one.render()} is missed: {checked.name} has {value:.6g}; the best of the"
                f" shortlist is {nearest} with {means[nearest]:.6g}; more stations, or staff (run.py staff),"
                " are needed",
                "zh": f"未达到目标 {one.render()}：{checked.name} 为 {value:.6g}；短名单中最好的是 {nearest}"
                f"（{means[nearest]:.6g}）；需要更多驿站，或调整人员（run.py staff）",
            }
        )
    return reasons


def assumed(setting: Setting) -> list[Told]:
    """Name the inputs of a siting that are assumed, in both languages."""
    found = []
    n = sum("assumed" in row.source for row in setting.candidates)
    if n:
        found.append({"en": f"places and costs of {n} candidates", "zh": f"{n} 个候选点的位置与费用"})
    if "assumed" in setting.scenario.policy_sources.get("travel.speed", "assumed"):
        found.append({"en": "travel speed", "zh": "行车速度"})
    if any("assumed" in row.source for row in setting.scenario.demand):
        found.append({"en": "demand rates", "zh": "需求率"})
    return found
