"""Maximal covering within capacities, by cuts: sites are chosen without assignments, which cuts stand for.

Which demand open sites can serve is a maximum flow from points to sites, so by the theorem of maximum flow
and minimum cut (L. R. Ford, D. R. Fulkerson, "Maximal flow through a network", Canadian Journal of
Mathematics 8, 1956) it is at most, for every set A of points,

    served <= sum over z not in A of demand_z w_z + sum over s of min(capacity_s, demand of A near s) y_s

with w_z = 1 where an open site covers z. The program of y, w and `served` starts with A empty and A full.
Its sites are valued by the assignment program with y fixed; where that falls short, the minimum cut is added
(the decomposition of J. F. Benders, "Partitioning procedures for solving mixed-variables programming
problems", Numerische Mathematik 4, 1962). A few cuts do where the whole assignment program, with its many
equal assignments, takes minutes; both have the same optima.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from time import perf_counter

import numpy as np

from sim.planning.location.ask import MAXIMAL_COVERING, Ask
from sim.planning.location.formulation import Flow, Formulation
from sim.planning.location.instance import Bools, Floats, Instance, Ints
from sim.planning.location.open_sites import add_open_sites
from sim.planning.location.program import INFEASIBLE, OPTIMAL, TIME_LIMIT, Program, Solved
from sim.planning.location.set_covering import add_cover

CLOSE = 1e-6  # the solver's tolerance: what a share may be off, and a bound


def applies(ask: Ask) -> bool:
    """Whether a model can be solved so: divisible demand, and no limits for townships."""
    plain = ask.floor is None and not ask.worst_first and not ask.single
    return ask.model == MAXIMAL_COVERING and ask.capacitated and plain


def minimise_by_cuts(
    formulation: Formulation, instance: Instance, ask: Ask, forbidden: Iterable[Collection[int]]
) -> Solved:
    """Solve the program of a formulation of this model; as `Program.minimise`, columns of that program."""
    began = perf_counter()
    master = _Master(instance, ask, forbidden)
    best: Solved | None = None
    bound, status = -np.inf, TIME_LIMIT
    seen: set[bytes] = set()
    while (left := ask.time_limit - (perf_counter() - began)) > 0:
        found = master.program.minimise(master.cost, left)
        if found.status == INFEASIBLE:
            return found
        bound = max(bound, found.bound)
        if found.x is None:
            break
        is_open = np.round(found.x[master.sites])
        valued = formulation.program.minimise(
            formulation.cost, ask.time_limit, fixed=(formulation.sites, is_open)
        )
        if valued.x is not None and (best is None or valued.objective < best.objective):
            best = valued
        if best is not None and best.objective - bound <= CLOSE * master.total:
            status = OPTIMAL
            break
        if valued.x is None or formulation.flow is None or found.status != OPTIMAL:
            break
        if is_open.tobytes() in seen:  # its cut did not bind, but for rounding: leave it to the whole program
            return formulation.program.minimise(formulation.cost, left)
        seen.add(is_open.tobytes())
        master.add_cut(unserved_side(instance, formulation.flow, is_open > 0, valued.x))
    seconds = perf_counter() - began
    if best is None:
        return Solved(TIME_LIMIT, None, np.nan, bound, seconds)
    return Solved(status, best.x, best.objective, bound, seconds)


def unserved_side(instance: Instance, flow: Flow, is_open: Bools, x: Floats) -> Bools:
    """Return [Z] the set A of the minimum cut: what is not wholly served, and all that competes with it.

    From a point that lacks service to the open sites near it, which are full, and from these to the points
    that they serve, until nothing is added.
    """
    share = np.zeros(instance.minutes.shape)
    share[flow.zone, flow.site] = x[flow.column]
    share[:, ~is_open] = 0.0
    side = share.sum(axis=1) < 1 - CLOSE
    while True:
        full = is_open & instance.near[side].any(axis=0)
        wider = side | (share[:, full] > CLOSE).any(axis=1)
        if np.array_equal(wider, side):
            return np.asarray(side)
        side = wider


class _Master:
    """The program of open sites, covered points and the demand served; in units of all demand."""

    def __init__(self, instance: Instance, ask: Ask, forbidden: Iterable[Collection[int]]) -> None:
        self._instance = instance
        self.total = float(instance.demand.sum() / instance.scale())
        self.program = Program()
        self.sites = add_open_sites(self.program, instance, ask, forbidden)
        covered, _ = add_cover(self.program, instance, ask._replace(capacitated=False), self.sites, False)
        self._covered: Ints = covered.column
        (self._served,) = self.program.add_columns(1).tolist()
        self.cost: Floats = np.zeros(self.program.columns)
        self.cost[self._served] = -self.total
        for everything in (False, True):
            self.add_cut(np.full(len(instance.demand), everything))

    def add_cut(self, side: Bools) -> None:
        """Add the inequality of a set A [Z]."""
        one = self._instance
        share = one.demand / (one.demand.sum() or 1.0)
        capacity = one.capacity / (one.demand.sum() or 1.0)
        most = np.minimum(capacity, (share * side) @ one.near)
        self.program.add_row(
            np.concatenate([[self._served], self._covered[~side], self.sites]),
            np.concatenate([[1.0], -share[~side], -most]),
            upper=0.0,
        )
