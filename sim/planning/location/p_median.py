"""The p-median: least demand-weighted minutes to the nearest of p new sites and those that are open already.

S. L. Hakimi, "Optimum locations of switching centers and the absolute centers and medians of a graph",
Operations Research 12 (1964); C. S. ReVelle, R. W. Swain, "Central facilities location", Geographical
Analysis 2 (1970): x_zs <= y_s for every pair. Capacitated: that formulation, with the rows of `assignment`.

Without capacities the same bound is reached by fewer columns, one per point and different distance: S.
Elloumi, "A tighter formulation of the p-median problem", Journal of Combinatorial Optimization 19 (2010); S.
Garcia, M. Labbe, A. Marin, "Solving large p-median problems with a radius formulation", INFORMS Journal on
Computing 23 (2011). With D_1 < ... < D_K the different minutes from point z to the sites that may serve it,
and u_k = 1 where no open site lies within D_k:

    minutes_z = D_1 + sum over k < K of (D_{k+1} - D_k) u_k
    u_k >= u_{k-1} - sum of y_s over the sites at D_k,   u_0 = 1,   u_K = 0
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from sim.planning.location.ask import Ask
from sim.planning.location.assignment import add_assignment, covered_by, minutes_of
from sim.planning.location.formulation import Affine, Formulation, objective
from sim.planning.location.instance import Floats, Instance, Ints
from sim.planning.location.open_sites import add_open_sites
from sim.planning.location.program import Program


def build(instance: Instance, ask: Ask, forbidden: Iterable[Collection[int]]) -> Formulation:
    """Write the program."""
    program = Program()
    sites = add_open_sites(program, instance, ask, forbidden)
    flow = None
    if ask.capacitated:
        allowed = np.isfinite(instance.minutes)
        flow = add_assignment(program, instance, sites, allowed, True, ask.single)
        covered, minutes = covered_by(flow, instance), minutes_of(flow, instance)
    else:
        covered, minutes = _radii(program, instance, ask, sites)
    cost, constant = objective(program, instance.demand / instance.scale(), minutes)
    return Formulation(program, sites, cost, constant, instance.scale(), covered, minutes, flow)


def _radii(program: Program, instance: Instance, ask: Ask, sites: Ints) -> tuple[Affine, Affine]:
    """Add the columns u and their rows; return the covered share and the minutes of each point."""
    points = len(instance.demand)
    constant, reached = np.zeros(points), np.zeros(points)
    in_minutes: list[tuple[Ints, Ints, Floats]] = []
    in_reach: list[tuple[int, int]] = []
    for zone in range(points):
        far = instance.minutes[zone]
        levels = _levels(instance, ask, zone)
        u = program.add_columns(len(levels) - 1)
        _add_chain(program, u, [sites[far == one] for one in levels])
        constant[zone] = levels[0]
        in_minutes.append((np.full(len(u), zone), u, np.diff(levels)))
        within = int(np.searchsorted(levels, instance.reach, side="right"))  # levels that count as covered
        reached[zone] = float(within > 0)
        if 0 < within < len(levels):
            in_reach.append((zone, int(u[within - 1])))
    zones, columns, values = (np.concatenate(part) for part in zip(*in_minutes, strict=True))
    at = np.array(in_reach, np.int64).reshape(-1, 2)
    covered = Affine(reached, at[:, 0], at[:, 1], np.full(len(at), -1.0))
    return covered, Affine(constant, zones, columns, values)


def _levels(instance: Instance, ask: Ask, zone: int) -> Floats:
    """Return the different minutes that the nearest open site of a point can be at, ascending.

    An open site bounds them; so do p new ones: the nearest of p is at most the (n - p + 1)-th of n away.
    """
    far = instance.minutes[zone]
    levels = np.unique(far[np.isfinite(far)])
    most = np.inf
    if instance.existing.any():
        most = float(far[instance.existing].min())
    if ask.exactly and ask.p:
        new = np.sort(far[instance.candidates])
        most = min(most, float(new[len(new) - ask.p]))
    return np.asarray(levels[levels <= most])


def _add_chain(program: Program, u: Ints, at: list[Ints]) -> None:
    """Add u_k - u_{k-1} + sum of y over the sites at D_k >= 0 for every k, with u_0 = 1 and u_K = 0."""
    rows: list[Ints] = []
    columns: list[Ints] = []
    values: list[Floats] = []
    for k, here in enumerate(at):
        own = u[k : k + 1]
        before = u[k - 1 : k] if k else u[:0]
        columns.append(np.concatenate([own, before, here]))
        values.append(np.concatenate([np.ones(len(own)), -np.ones(len(before)), np.ones(len(here))]))
        rows.append(np.full(len(columns[-1]), k))
    lower = np.zeros(len(at))
    lower[0] = 1.0
    program.add_rows(len(at), np.concatenate(rows), np.concatenate(columns), np.concatenate(values), lower)
