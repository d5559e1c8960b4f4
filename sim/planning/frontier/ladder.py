"""The ladder: budgets, and for each the plan with the best guide within it, as a MILP.

    maximise   sum over levers and levels of (weights . gains - tie x cost) x
    subject to one level of each lever; every cover; cost within the budget

It is the master problem of staffing (:mod:`sim.planning.staffing.master`) turned round: there the cheapest
plan that is good enough, here the best that is cheap enough; one program for each budget and each weighting
traces the efficient plans of the guide that lie on its convex hull between two measures (weighting method: L.
A. Zadeh, "Optimality and non-scalar-valued performance criteria", IEEE Transactions on Automatic Control 8,
1963), and the budgets make it an epsilon-constraint method in the cost (Y. Y. Haimes, L. S. Lasdon, D. A.
Wismer, IEEE Transactions on Systems, Man, and Cybernetics 1, 1971).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.planning.location.program import Program
from sim.planning.staffing.levers import Plan, Space

Floats = NDArray[np.float64]
TIE = 1e-4  # of the guide's whole range, for the cost of all that may be spent: equal plans go to the cheaper
UNIT = 1e4  # CNY, of costs beside heads in one program
SCALE = 1e4  # of the objective
SECONDS = 60.0


def budgets(low: float, high: float, n: int, today: float) -> list[float]:
    """Return n budgets, ascending: today's cost if it lies between, the others at equal distances."""
    inside = low < today < high
    found = {low, high, *np.linspace(low, high, max(n - inside, 1)).tolist()}
    return sorted({float(one) for one in found} | ({today} if inside else set()))


def scales(gains: Sequence[Floats]) -> Floats:
    """Return the range of each measure's guide [measures]: the sum over levers of best less worst."""
    return np.asarray(
        np.sum([np.nanmax(one, axis=0) - np.nanmin(one, axis=0) for one in gains], axis=0), np.float64
    )


def best_within(
    space: Space, gains: Sequence[Floats], weights: Sequence[float], budget: float, seconds: float = SECONDS
) -> Plan | None:
    """Return the plan of the best weighted guide within a budget, or None if none holds the covers.

    Args:
        space: of plans.
        gains: [levers][levels, measures]; levels with NaN are left out.
        weights: [measures] of each measure's gain, in parts of its whole range.
        budget: CNY a year for the space's levers.
        seconds: time limit of the solver.
    """
    known = [
        (number, level)
        for number, lever in enumerate(space.levers)
        for level in range(len(lever.levels))
        if not np.isnan(gains[number][level]).any()
    ]
    ranges = scales(gains)
    each = np.divide(weights, ranges, out=np.zeros(len(ranges)), where=ranges > 0)
    cost = np.array([space.levers[number].levels[level].cost for number, level in known])
    worth = np.array([float(gains[number][level] @ each) for number, level in known])
    program = Program()
    column = program.add_columns(len(known), integer=True)
    owner = np.array([number for number, _ in known])
    program.add_rows(len(space.levers), owner, column, 1.0, 1.0, 1.0)
    for cover in space.covers:
        there = [place for place, (number, _) in enumerate(known) if number in cover.levers]
        heads = [space.levers[known[place][0]].levels[known[place][1]].heads for place in there]
        program.add_row(there, heads, lower=cover.least)
    program.add_row(column, cost / UNIT, upper=budget / UNIT * (1 + 1e-9))
    total = max(float(np.abs(cost).sum()), 1.0)
    # scaled up, for the solver takes 1e-6 for no gap
    solved = program.minimise(SCALE * (TIE * cost / total - worth), seconds)
    if solved.x is None:
        return None
    chosen = dict(known[place] for place in np.flatnonzero(solved.x > 0.5))
    return tuple(chosen[number] for number in range(len(space.levers)))
