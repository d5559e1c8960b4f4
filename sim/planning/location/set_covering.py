"""Set covering: the fewest or the cheapest new sites that cover all demand, or a share of it.

    minimise   sum over new sites of y_s, or of cost_s y_s
    subject to w_z <= sum of y_s over the sites s that cover z
               w_z = 1 for every z, or sum demand_z w_z >= share x all demand

C. Toregas, R. Swain, C. ReVelle, L. Bergman, "The location of emergency service facilities", Operations
Research 19 (1971). w may be fractional: where y is whole, the greatest w is too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from sim.planning.location.ask import Ask
from sim.planning.location.assignment import add_assignment, covered_by
from sim.planning.location.formulation import Affine, Flow, Formulation, add_total
from sim.planning.location.instance import Instance, Ints
from sim.planning.location.open_sites import add_open_sites
from sim.planning.location.program import Program

ROUNDING = 1e-9  # a share that is met but for rounding is met


def build(instance: Instance, ask: Ask, forbidden: Iterable[Collection[int]]) -> Formulation:
    """Write the program; capacitated: what is covered is assigned within capacity."""
    program = Program()
    sites = add_open_sites(program, instance, ask, forbidden)
    everything = ask.share >= 1
    covered, flow = add_cover(program, instance, ask, sites, everything)
    if not everything:
        add_total(program, instance, covered, np.arange(len(instance.demand)), ask.share - ROUNDING)
    cost = np.zeros(program.columns)
    new = instance.candidates
    unit = 1.0 if ask.minimise == "sites" else cost_unit(instance)
    cost[sites[new]] = 1.0 if ask.minimise == "sites" else instance.cost[new] / unit
    return Formulation(program, sites, cost, 0.0, unit, covered, flow=flow)


def cost_unit(instance: Instance) -> float:
    """Return the unit that costs are minimised in: the mean cost of a candidate, 1 where all are free."""
    return float(instance.cost[instance.candidates].mean()) or 1.0


def add_cover(
    program: Program, instance: Instance, ask: Ask, sites: Ints, everything: bool
) -> tuple[Affine, Flow | None]:
    """Add the covered share of each demand point; ``everything``: it is 1 for all of them."""
    if ask.capacitated:
        flow = add_assignment(program, instance, sites, instance.near, everything, ask.single)
        return covered_by(flow, instance), flow
    points = len(instance.demand)
    column = program.add_columns(points, lower=float(everything))
    zone, site = np.nonzero(instance.near)
    program.add_rows(
        points,
        np.concatenate([np.arange(points), zone]),
        np.concatenate([column, sites[site]]),
        np.concatenate([np.ones(points), -np.ones(len(zone))]),
        upper=0.0,
    )
    return Affine(np.zeros(points), np.arange(points), column, np.ones(points)), None
