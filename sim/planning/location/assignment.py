"""Demand assigned to open sites within their capacities."""

from __future__ import annotations

import numpy as np

from sim.planning.location.formulation import Affine, Flow
from sim.planning.location.instance import Bools, Instance, Ints
from sim.planning.location.program import Program


def add_assignment(
    program: Program, instance: Instance, sites: Ints, allowed: Bools, whole: bool, single: bool
) -> Flow:
    """Add x_zs, the share of point z's demand that site s serves, for every pair that is allowed.

        sum_s x_zs = 1 (``whole``) or <= 1
        x_zs <= min(1, capacity_s / demand_z) y_s    tight: their linear relaxation is far nearer than that of
                                                     the capacity rows alone
        sum_z demand_z x_zs <= capacity_s y_s        where the capacity is finite
        sum_s capacity_s y_s >= all demand           (``whole``) implied by the rows above for whole numbers

    as in R. Sridharan, "The capacitated plant location problem", European Journal of Operational Research 87
    (1995). ``single``: x is 0 or 1; else demand may be divided, as the cases of a neighbourhood may.
    """
    weight, capacity = instance.demand / instance.scale(), instance.capacity / instance.scale()
    if single:
        allowed = allowed & (weight[:, None] <= capacity[None, :])
    zone, site = np.nonzero(allowed)
    pairs = len(zone)
    column = program.add_columns(pairs, integer=single)
    every = np.arange(pairs)
    program.add_rows(len(weight), zone, column, 1.0, 1.0 if whole else -np.inf, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        most = np.where(weight[zone] > 0, np.minimum(1.0, capacity[site] / weight[zone]), 1.0)
    program.add_rows(
        pairs,
        np.concatenate([every, every]),
        np.concatenate([column, sites[site]]),
        np.concatenate([np.ones(pairs), -most]),
        upper=0.0,
    )
    limited = np.isfinite(capacity)
    place = np.cumsum(limited) - 1
    kept = limited[site]
    held = np.flatnonzero(limited)
    program.add_rows(
        len(held),
        np.concatenate([place[site[kept]], place[held]]),
        np.concatenate([column[kept], sites[held]]),
        np.concatenate([weight[zone[kept]], -capacity[held]]),
        upper=0.0,
    )
    if whole and limited.all():
        program.add_row(sites, capacity, lower=float(weight.sum()))
    return Flow(zone, site, column)


def covered_by(flow: Flow, instance: Instance) -> Affine:
    """Return the share of each demand point that is served within reach."""
    kept = instance.near[flow.zone, flow.site]
    zone = flow.zone[kept]
    return Affine(np.zeros(len(instance.demand)), zone, flow.column[kept], np.ones(len(zone)))


def minutes_of(flow: Flow, instance: Instance) -> Affine:
    """Return the minutes of each demand point, weighted by who serves which share of it."""
    values = instance.minutes[flow.zone, flow.site]
    return Affine(np.zeros(len(instance.demand)), flow.zone, flow.column, values)
