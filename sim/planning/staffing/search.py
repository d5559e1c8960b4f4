"""The search: propose the cheapest plan that is not ruled out, simulate it, learn, and propose again.

It begins between the least staff that covers allow (with square-root staffing where the load is above some
three erlang) and the cheaper of today's and the greatest staff that keeps the requirements. Sweeps tell what
single moves do, the master puts moves together, and the simulation of what it proposes corrects it. Then the
search tries to prove that nothing cheaper keeps the requirements, or, where there are too many plans for
that, that no single step down does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.planning.staffing.levers import Plan, Space, at_most, moved
from sim.planning.staffing.master import Guide, Proposal, cheapest
from sim.planning.staffing.plans import Plans, Simulated
from sim.planning.staffing.sweep import Effects, Move, sweep

Floats = NDArray[np.float64]
ERLANGS = 3.0  # from which the square-root rule is of use
BETA = 1.0  # its safety: heads = load + BETA sqrt(load)
SWEEPS = 8  # sweeps of one search at most
CORRECTIONS = 4  # proposals between two sweeps
SMALL = 4_000  # plans up to which nothing cheaper is proven to keep the requirements
MOST_STEPS = 60  # single steps down simulated at most around one plan
OPTIONS = 24  # combinations of options tried together with most heads
CENT = 1e-6  # of the cost: what counts as equal


class Steps(NamedTuple):
    """Single steps down from the best that would save money, and why they are not taken."""

    held: Mapping[Move, int] = MappingProxyType({})  # the requirement that the step breaks
    simulated: int = 0
    screened: int = 0  # ruled out by their effect only
    untried: int = 0  # beyond the limit
    sweeps: int = 0


class Search(NamedTuple):
    """What a search came to."""

    best: Simulated | None  # None: no plan that was simulated keeps the requirements
    bound: float  # no plan costs less, as far as the requirements are monotone
    proven: bool  # the best is the cheapest of all plans, or (with None) no plan keeps them
    steps: Steps  # why no lever is a step lower
    sweeps: int


def square_root_bounds(space: Space, loads: Mapping[str, float]) -> dict[int, tuple[int, int]]:
    """Return the least level to begin with of groups whose load is above some three erlang.

    heads = R + BETA sqrt(R) (S. Halfin, W. Whitt, "Heavy-traffic limits for queues with many exponential
    servers", Operations Research 29, 1981): of no use below, where a pool is its least presence.

    Args:
        space: of plans.
        loads: offered load in erlang by lever, of the time that it is present for enterprises.
    """
    found = {}
    for number, lever in enumerate(space.levers):
        load = loads.get(lever.name, 0.0)
        if lever.ordered and load > ERLANGS:
            heads = math.ceil(load + BETA * math.sqrt(load))
            level = next((i for i, one in enumerate(lever.levels) if one.heads >= heads), -1)
            found[number] = (level if level >= 0 else len(lever.levels) - 1, len(lever.levels) - 1)
    return found


def search(plans: Plans, start: Plan) -> Search:
    """Find the cheapest plan that keeps the requirements, as far as the plans' limit allows.

    Args:
        plans: that simulates.
        start: the least staff to begin with.

    Raises:
        InputError: a plan makes no valid scenario.
    """
    space = plans.space
    top = plans.at(space.top, "top")
    plans.at(space.today, "today")
    least = plans.at(start, "least")
    if not top.kept and plans.best is None:
        kept, certain = _any_option_keeps(plans)
        if not kept and (certain or _size(space) > SMALL):
            return Search(None, math.inf, certain, Steps(), 0)
    sweeps = 0
    if plans.best is not None and not (least.kept and _least(space) == least.plan):
        _halve(plans, plans.best, start)
        sweeps = _improve(plans)
    bound, proven = prove(plans) if _size(space) <= SMALL else (_bound(plans), False)
    steps = step_down(plans)
    if not proven:
        bound = _bound(plans)
        best = plans.best
        proven = best is not None and bound >= best.cost * (1 - CENT) and not _ruled_out(plans, best.plan)
    return Search(plans.best, bound, proven, steps, sweeps + steps.sweeps)


def failed(plans: Plans) -> list[Plan]:
    """Return the plans whose cuts hold, and that lie below no other such plan."""
    space = plans.space
    fails = [one.plan for one in plans.listed if plans.cuts(one)]
    return [
        one for one in fails if not any(one != other and at_most(one, other, space.levers) for other in fails)
    ]


def near(plans: Plans) -> list[Plan]:
    """Return the plans that fail by so little that no cut follows: they alone are left out."""
    return [one.plan for one in plans.listed if not one.kept and not plans.cuts(one)]


def _size(space: Space) -> int:
    return math.prod(len(one.levels) for one in space.levers)


def _least(space: Space) -> Plan | None:
    found = cheapest(space, [])
    return found.plan if found else None


def _bound(plans: Plans) -> float:
    """Return a lower bound of the network's cost by covers and cuts alone."""
    found = cheapest(plans.space, failed(plans), without=near(plans))
    return math.inf if found is None else found.bound + _fixed(plans) - plans.space.over


def _fixed(plans: Plans) -> float:
    """Return the cost of what no lever changes."""
    one = plans.listed[0]
    return one.cost - plans.space.cost(one.plan)


def _any_option_keeps(plans: Plans) -> tuple[bool, bool]:
    """Tell whether most heads everywhere keep the requirements with any options; else if that is certain.

    Options of several choices are tried together as far as there are few of them; else one at a time. It is
    certain if all were tried, and none fails by so little that less staff may do better.
    """
    space = plans.space
    others = [
        moved(space.top, number, level)
        for number, lever in enumerate(space.levers)
        if not lever.ordered
        for level in range(len(lever.levels))
        if level != lever.today
    ]
    each = [
        [top] if lever.ordered else range(len(lever.levels))
        for lever, top in zip(space.levers, space.top, strict=True)
    ]
    few = math.prod(len(one) for one in each) <= OPTIONS
    tried = plans.all(list(product(*each)) if few else others, "top")
    return any(one.kept for one in tried), few and all(plans.cuts(one) for one in tried)


def _halve(plans: Plans, at: Simulated, least: Plan) -> None:
    """Halve the way from a plan that keeps the requirements to the least plan, again and again."""
    while not plans.full:
        middle = tuple(
            (high + low + 1) // 2 if lever.ordered else high
            for high, low, lever in zip(at.plan, least, plans.space.levers, strict=True)
        )
        if middle == at.plan:
            return
        found = plans.at(middle, "halved")
        if found.kept and plans.space.covered(middle):
            at = found
        else:
            least = middle


def _improve(plans: Plans) -> int:
    """Sweep around the best and follow the master's proposals until a sweep brings nothing; count sweeps."""
    sweeps = 0
    while sweeps < SWEEPS and not plans.full and plans.best is not None:
        best = plans.best
        effects = sweep(plans, best, (-1, -2) if sweeps == 0 else (-1, 1))
        sweeps += 1
        at = best
        for _ in range(CORRECTIONS):
            proposal = None if plans.full else _proposed(plans, at, effects)
            if proposal is None or plans.known(proposal.plan) is not None:
                break
            at = plans.at(proposal.plan, "proposed")
        if plans.best is best:
            break
    return sweeps


def _proposed(plans: Plans, at: Simulated, effects: Effects) -> Proposal | None:
    known = dict(effects)
    for number, level in enumerate(at.plan):
        known.setdefault((number, level), np.zeros(len(at.spread)))
    sums = at.sums - plans.criterion.reserve * at.spread
    weights = np.maximum(np.maximum(at.spread, np.abs(at.sums) / 100), 1e-9)
    guide = Guide(at.plan, sums, known, weights)
    return cheapest(plans.space, failed(plans), guide, without=near(plans))


def prove(plans: Plans) -> tuple[float, bool]:
    """Go on until covers and cuts alone leave nothing cheaper than the best.

    Each plan that fails is first raised, lever by lever, as far as it still fails: the higher it is, the
    more its cut rules out. Where an option may cost less than the master takes it to, plans that are known
    to keep the requirements are left out, and what the master says is lowered by what it may be wrong.

    Returns:
        The lower bound of the network's cost, and whether it reaches the best.
    """
    known: list[Plan] = []
    while not plans.full:
        proposal = cheapest(plans.space, failed(plans), without=[*known, *near(plans)])
        bound = proposal.bound + _fixed(plans) - plans.space.over if proposal else math.inf
        if plans.best is not None and bound >= plans.best.cost * (1 - CENT):
            return plans.best.cost, not _ruled_out(plans, plans.best.plan)
        if proposal is None:
            return math.inf, True
        one = plans.at(proposal.plan, "cut")
        if one.kept:
            known.append(one.plan)
        elif plans.cuts(one):
            _raised(plans, one)
    return _bound(plans), False


def _ruled_out(plans: Plans, plan: Plan) -> bool:
    """Tell whether a cut rules a plan out: one with more staff fails though it does not."""
    return any(at_most(plan, other, plans.space.levers) for other in failed(plans))


def _raised(plans: Plans, one: Simulated) -> Simulated:
    """Return a plan whose cut holds with no fewer heads anywhere, raised as far as that goes."""
    at = one
    for number, lever in enumerate(plans.space.levers):
        for level in range(len(lever.levels) - 1, at.plan[number], -1) if lever.ordered else ():
            if plans.full:
                return at
            higher = plans.at(moved(at.plan, number, level), "raised")
            if plans.cuts(higher):
                at = higher
                break
    return at


def step_down(plans: Plans, most: int = MOST_STEPS) -> Steps:
    """Take single steps down from the best while any keeps the requirements; then say what holds each lever.

    A step is screened out where its effect says that it fails by more than half of the reserve; the others
    are simulated, those that save most first, at most ``most`` of them.
    """
    space, sweeps = plans.space, 0
    while plans.best is not None and not plans.full:
        best = plans.best
        effects = sweep(plans, best, (-1,))
        sweeps += 1
        reserve = plans.criterion.reserve * best.spread
        beyond = {
            move: (best.sums - reserve + effects[move]) / np.maximum(best.spread, 1e-9)
            for move in effects
            if move[1] != best.plan[move[0]] and _saving(space, best.plan, *move) > 0
        }
        fails = {
            move: short
            for move, short in beyond.items()
            if (short < -0.5 * plans.criterion.reserve - 1e-9).any()
        }
        tried = sorted(
            (move for move in beyond if move not in fails),
            key=lambda move: (-_saving(space, best.plan, *move), move),
        )
        held = {move: int(np.argmin(short)) for move, short in fails.items()}
        simulated = 0
        for move in tried[:most]:
            one = plans.at(moved(best.plan, *move), "step")
            if one.kept or plans.full:
                break
            simulated += 1
            held[move] = int(np.argmin(one.slacks / np.maximum(one.values.std(axis=0), 1e-12)))
        if plans.best is best:
            return Steps(held, simulated, len(fails), len(tried) - simulated, sweeps)
    return Steps(sweeps=sweeps)


def _saving(space: Space, plan: Plan, number: int, level: int) -> float:
    levels = space.levers[number].levels
    return levels[plan[number]].cost - levels[level].cost
