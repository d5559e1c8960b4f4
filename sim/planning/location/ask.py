"""What is asked of a location model: which, how many sites, what they may cost, and for whom."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.planning.location.faults import Fault, raise_if_any
from sim.planning.location.instance import Instance

SET_COVERING, MAXIMAL_COVERING, P_MEDIAN = MODELS = ("set_covering", "maximal_covering", "p_median")
MINIMISE = ("sites", "cost")


class Ask(NamedTuple):
    """What is asked.

    Attributes:
        model: one of MODELS.
        p: new sites at most (``exactly``: as many); None: as many as pay. Existing sites do not count. Sites
            that add nothing are left out where fewer will do.
        exactly: open p new sites, not fewer.
        budget: what the new sites may cost in all.
        capacitated: demand is assigned to open sites within their capacities.
        single: a demand point is served by one site (capacitated only); else its demand may be divided.
        share: set covering: share of all demand to be covered; 1: every demand point, whatever its weight.
        minimise: set covering: the number of new sites, or their cost.
        floor: the covered share of every township is this or more.
        ceiling: p-median: the mean minutes of every township are this or fewer.
        worst_first: the covered share of the worst township comes first, the model's own objective second.
        time_limit: seconds for one solution.
    """

    model: str
    p: int | None = None
    exactly: bool = False
    budget: float | None = None
    capacitated: bool = False
    single: bool = False
    share: float = 1.0
    minimise: str = "sites"
    floor: float | None = None
    ceiling: float | None = None
    worst_first: bool = False
    time_limit: float = 60.0


def check(ask: Ask, instance: Instance) -> None:
    """Make sure that the model can be asked this of a (checked) instance.

    Raises:
        InputError: an unknown model, a number out of its bounds, or an option that the model does not have;
            one message tells all.
    """
    if ask.model not in MODELS:
        known = ", ".join(MODELS)
        raise_if_any(
            [
                (
                    f"there is no model {ask.model!r}; choose from {known}",
                    f"没有模型 {ask.model!r}；可选：{known}",
                )
            ]
        )
    raise_if_any([*_numbers(ask, len(instance.candidates)), *_options(ask)])


def _numbers(ask: Ask, candidates: int) -> list[Fault]:
    faults: list[Fault] = []
    if ask.p is not None and ask.p < 0:
        faults.append((f"the number of sites must not be negative: {ask.p}", f"站点数不得为负：{ask.p}"))
    if ask.exactly and ask.p is not None and ask.p > candidates:
        faults.append(
            (
                f"{ask.p} new sites are asked for, and there are {candidates} candidates",
                f"要求新增 {ask.p} 个站点，而候选点只有 {candidates} 个",
            )
        )
    if ask.budget is not None and not (np.isfinite(ask.budget) and ask.budget >= 0):
        faults.append(
            (
                f"the budget must be finite and not negative: {ask.budget}",
                f"预算须为非负数：{ask.budget}",
            )
        )
    shares = {"share": (ask.share, "覆盖比例"), "floor": (ask.floor, "乡镇覆盖下限")}
    for name, (value, zh) in shares.items():
        if value is not None and not 0 <= value <= 1:
            faults.append((f"the {name} must lie between 0 and 1: {value}", f"{zh}须在 0 与 1 之间：{value}"))
    if ask.ceiling is not None and not ask.ceiling >= 0:
        faults.append(
            (
                f"the ceiling must not be negative: {ask.ceiling}",
                f"分钟上限不得为负：{ask.ceiling}",
            )
        )
    if not ask.time_limit > 0:
        faults.append((f"the time limit is not above 0: {ask.time_limit}", f"时限须大于 0：{ask.time_limit}"))
    return faults


def _options(ask: Ask) -> list[Fault]:
    faults: list[Fault] = []
    if ask.model != SET_COVERING and ask.p is None and ask.budget is None:
        faults.append(
            (f"{ask.model} needs a number of sites or a budget", f"{ask.model} 需要给出站点数或预算")
        )
    if ask.exactly and ask.p is None:
        faults.append(("exactly needs a number of sites", "exactly 需要给出站点数"))
    if ask.minimise not in MINIMISE:
        faults.append(
            (f"minimise is one of {', '.join(MINIMISE)}", f"minimise 须为 {'、'.join(MINIMISE)} 之一")
        )
    if ask.model != SET_COVERING and (ask.share != 1 or ask.minimise != "sites"):
        faults.append(
            ("share and minimise are options of set covering", "share 与 minimise 只用于集合覆盖模型")
        )
    if ask.model != P_MEDIAN and ask.ceiling is not None:
        faults.append(("a ceiling of minutes is an option of the p-median", "分钟上限只用于 p-中位模型"))
    if ask.model == SET_COVERING and ask.worst_first:
        faults.append(("set covering has no worst township first", "集合覆盖模型没有“最差乡镇优先”"))
    if ask.single and not ask.capacitated:
        faults.append(("single assignment is an option of capacitated models", "单一指派只用于有容量的模型"))
    return faults
