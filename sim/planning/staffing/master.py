"""The master problem: the cheapest plan that what is known so far does not rule out, as a MILP.

Three kinds of rows. *Covers* always hold. *Cuts* are exact for requirements that more staff never worsens: if
a plan fails, so does every plan with nowhere more staff, so some lever must be above it. *Effects* are a
guide: requirements as sums of what single moves were seen to do.

Cuts of this kind take the place of the subgradient cuts of J. Atlason, M. A. Epelman, S. G. Henderson ("Call
center staffing with simulation and cutting plane methods", Annals of Operations Research 127, 2004), which
need service levels concave in the heads; these need them monotone only. (Combinatorial Benders cuts: G.
Codato, M. Fischetti, Operations Research 54, 2006.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from sim.planning.staffing.levers import Plan, Space
from sim.planning.staffing.sweep import Effects

Floats = NDArray[np.float64]
PENALTY = 1e3  # of a requirement that no known move mends, in costs of all levers: mended as far as may be


class Guide(NamedTuple):
    """Requirements as sums of effects, seen from a plan."""

    plan: Plan
    sums: Floats  # [requirements] contributions at the plan, those kept back as reserve taken off
    effects: Effects  # of moves away from the plan it was swept around
    weights: Floats  # [requirements] scale of each sum, above 0


class Proposal(NamedTuple):
    """A plan that the master proposes."""

    plan: Plan
    cost: float
    bound: float  # no plan that is left costs less; equal to the cost when it is proven
    short: Floats  # [requirements] by how much the guide says that requirements are missed


def cheapest(
    space: Space,
    cuts: Sequence[Plan],
    guide: Guide | None = None,
    bounds: Mapping[int, tuple[int, int]] | None = None,
    seconds: float = 60.0,
    without: Sequence[Plan] = (),
) -> Proposal | None:
    """Return the cheapest plan, or None if covers and cuts leave none.

    Args:
        space: of plans.
        cuts: plans that fail: others must have more staff somewhere, or another option.
        guide: requirements as sums of effects; levels without a known effect are left out. None: only covers
            and cuts count, and the proposal's bound is a proven lower bound of the cost.
        bounds: least and greatest level of some levers.
        seconds: time limit of the solver.
        without: plans that are left out, and they alone (no-good rows).
    """
    allowed = _allowed(space, guide, bounds or {})
    columns = {move: place for place, move in enumerate(allowed)}
    extra = len(guide.sums) if guide else 0
    size = len(columns) + extra
    rows: list[tuple[dict[int, float], float, float]] = []
    for number in range(len(space.levers)):
        rows.append(({place: 1.0 for (lever, _), place in columns.items() if lever == number}, 1.0, 1.0))
    for cover in space.covers:
        heads = {
            place: float(space.levers[lever].levels[level].heads)
            for (lever, level), place in columns.items()
            if lever in cover.levers
        }
        rows.append((heads, float(cover.least), np.inf))
    for cut in cuts:
        above = {place: 1.0 for (lever, level), place in columns.items() if _above(space, lever, level, cut)}
        if not above:
            return None
        rows.append((above, 1.0, np.inf))
    for known in without:
        same = {columns[move]: 1.0 for move in enumerate(known) if move in columns}
        rows.append((same, -np.inf, len(space.levers) - 1.0))
    costs = np.array([space.levers[lever].levels[level].cost for lever, level in columns])
    objective = np.concatenate([costs, np.zeros(extra)])
    if guide:
        rows += _guided(guide, columns, len(columns))
        objective[len(columns) :] = PENALTY * (np.abs(costs).sum() + 1.0)
    solved = _solve(objective, rows, len(columns), size, seconds)
    if solved is None:
        return None
    x, bound = solved
    chosen = {lever: level for (lever, level), place in columns.items() if x[place] > 0.5}
    plan = tuple(chosen[number] for number in range(len(space.levers)))
    short = x[len(columns) :] * guide.weights if guide else np.zeros(0)
    return Proposal(plan, space.cost(plan), bound, short)


def _allowed(
    space: Space, guide: Guide | None, bounds: Mapping[int, tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the levels that the master may choose, in order: of a guided one those whose effect is known."""
    found = []
    for number, lever in enumerate(space.levers):
        low, high = bounds.get(number, (0, len(lever.levels) - 1))
        for level in range(low, high + 1):
            if guide is None or level == guide.plan[number] or (number, level) in guide.effects:
                found.append((number, level))
    return found


def _above(space: Space, lever: int, level: int, cut: Plan) -> bool:
    return level > cut[lever] if space.levers[lever].ordered else level != cut[lever]


def _guided(
    guide: Guide, columns: Mapping[tuple[int, int], int], first: int
) -> list[tuple[dict[int, float], float, float]]:
    """Return one row a requirement: sum + effects beyond the plan's + shortfall >= 0, scaled."""
    rows = []
    for one, (total, weight) in enumerate(zip(guide.sums, guide.weights, strict=True)):
        row: dict[int, float] = {first + one: 1.0}
        for (lever, level), place in columns.items():
            there = guide.effects.get((lever, level))
            here = guide.effects.get((lever, guide.plan[lever]))
            beyond = (0.0 if there is None else float(there[one])) - (
                0.0 if here is None else float(here[one])
            )
            if beyond:
                row[place] = beyond / weight
        rows.append((row, -float(total) / float(weight), np.inf))
    return rows


def _solve(
    objective: Floats,
    rows: Sequence[tuple[dict[int, float], float, float]],
    binaries: int,
    size: int,
    seconds: float,
) -> tuple[Floats, float] | None:
    at = [(number, place, value) for number, (row, _, _) in enumerate(rows) for place, value in row.items()]
    i, j, v = zip(*at, strict=True)
    matrix = sparse.csr_array((v, (i, j)), shape=(len(rows), size))
    limits = LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])
    upper = np.concatenate([np.ones(binaries), np.full(size - binaries, np.inf)])
    integral = np.concatenate([np.ones(binaries), np.zeros(size - binaries)])
    found = milp(
        objective,
        constraints=limits,
        integrality=integral,
        bounds=Bounds(0, upper),
        options={"mip_rel_gap": 0.0, "time_limit": seconds},
    )
    if found.x is None:
        return None
    bound = found.mip_dual_bound if found.mip_dual_bound is not None else -np.inf
    return np.asarray(found.x), float(bound)
