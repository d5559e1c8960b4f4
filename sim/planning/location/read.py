"""What a program's columns say, computed anew from the sites that are open."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

import numpy as np

from sim.planning.location.ask import MAXIMAL_COVERING, P_MEDIAN, Ask
from sim.planning.location.equity import township_means
from sim.planning.location.formulation import Flow, Formulation
from sim.planning.location.idle import without_idle
from sim.planning.location.instance import Bools, Floats, Instance, Ints

WHOLE = 1e-6  # what the solver may be off a whole share


class Reading(NamedTuple):
    """The sites of a solution, who serves whom, and what that is worth (as `Solution` describes them)."""

    sites: tuple[int, ...]
    assignment: Ints
    served: Floats
    objective: float
    worst: float


def read(
    formulation: Formulation,
    instance: Instance,
    ask: Ask,
    x: Floats,
    forbidden: Collection[frozenset[int]] = (),
) -> Reading:
    """Read the columns [columns] of a program; ``forbidden``: sets of new sites that must not come out."""
    is_open = x[formulation.sites] > 0.5
    if not ask.exactly:
        is_open = without_idle(instance, is_open, _as_good(formulation, instance, ask, x, is_open), forbidden)
    if formulation.flow is None:
        assignment, served, minutes = nearest(instance, is_open)
    else:
        assignment, served, minutes = _assigned(instance, formulation.flow, is_open, x, ask)
    sites = tuple(np.flatnonzero(is_open & ~instance.existing).tolist())
    if ask.model == P_MEDIAN:
        value = float(instance.demand @ minutes)
    elif ask.model == MAXIMAL_COVERING:
        value = float(instance.demand @ served)
    else:
        value = float(len(sites)) if ask.minimise == "sites" else float(instance.cost[list(sites)].sum())
    worst = float(township_means(instance, served).min(initial=1.0))
    return Reading(sites, assignment, served, value, worst)


def _as_good(
    formulation: Formulation, instance: Instance, ask: Ask, x: Floats, is_open: Bools
) -> Callable[[Bools], bool]:
    """Return what tells whether fewer sites serve everybody as well as those that are open.

    As well is the same covered share of every point, and of a p-median the same minutes; within capacities:
    nobody is assigned to what is closed.
    """
    flow = formulation.flow
    if flow is not None:
        busy = np.unique(flow.site[x[flow.column] > WHOLE])
        return lambda fewer: bool(fewer[busy].all())
    _, served, minutes = nearest(instance, is_open)

    def as_good(fewer: Bools) -> bool:
        _, still_served, now = nearest(instance, fewer)
        same = np.array_equal(still_served, served)
        return same and (ask.model != P_MEDIAN or np.array_equal(now, minutes))

    return as_good


def nearest(instance: Instance, is_open: Bools) -> tuple[Ints, Floats, Floats]:
    """Return the nearest open site [Z] (-1: none may serve; the first of equals), served [Z], minutes [Z]."""
    if not is_open.any():
        zones = len(instance.demand)
        return np.full(zones, -1), np.zeros(zones), np.full(zones, np.inf)
    far = np.where(is_open[None, :], instance.minutes, np.inf)
    site = far.argmin(axis=1)
    minutes = far[np.arange(len(far)), site]
    covered = np.isfinite(minutes) & (minutes <= instance.reach)
    return np.where(np.isfinite(minutes), site, -1), covered.astype(float), minutes


def _assigned(
    instance: Instance, flow: Flow, is_open: Bools, x: Floats, ask: Ask
) -> tuple[Ints, Floats, Floats]:
    """Return who serves most of each point, the share served within reach, and the mean minutes."""
    shares = np.zeros(instance.minutes.shape)
    shares[flow.zone, flow.site] = np.clip(x[flow.column], 0.0, 1.0) * is_open[flow.site]
    shares[shares < WHOLE] = 0.0
    if ask.single:
        shares = np.round(shares)
    total = shares.sum(axis=1, keepdims=True)
    near_whole = (total > 0) & ((total > 1) | (total > 1 - WHOLE))
    shares = np.where(near_whole, shares / np.where(total > 0, total, 1.0), shares)
    most = shares.max(axis=1)
    among = np.where(shares >= most[:, None] - WHOLE, instance.minutes, np.inf)
    assignment = np.where(most > 0, among.argmin(axis=1), -1)
    served = np.where(instance.near, shares, 0.0).sum(axis=1)
    minutes = (shares * np.where(shares > 0, instance.minutes, 0.0)).sum(axis=1)
    return assignment, np.minimum(served, 1.0), minutes
