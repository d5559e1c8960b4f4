"""Maximal covering: most demand within reach of p new sites, or of what a budget buys.

    maximise   sum demand_z w_z
    subject to w_z <= sum of y_s over the sites s that cover z,   sum of y_s <= p

R. Church, C. ReVelle, "The maximal covering location problem", Papers of the Regional Science Association 32
(1974). w may be fractional: where y is whole, the greatest w is too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sim.planning.location.ask import Ask
from sim.planning.location.formulation import Formulation, objective
from sim.planning.location.instance import Instance
from sim.planning.location.open_sites import add_open_sites
from sim.planning.location.program import Program
from sim.planning.location.set_covering import add_cover


def build(instance: Instance, ask: Ask, forbidden: Iterable[Collection[int]]) -> Formulation:
    """Write the program; capacitated: what is covered is assigned within capacity."""
    program = Program()
    sites = add_open_sites(program, instance, ask, forbidden)
    covered, flow = add_cover(program, instance, ask, sites, everything=False)
    cost, constant = objective(program, instance.demand / instance.scale(), covered, -1.0)
    return Formulation(program, sites, cost, constant, -instance.scale(), covered, flow=flow)
