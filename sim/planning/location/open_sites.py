"""Which sites are open: number, budget, and sets of sites that are excluded by no-good cuts."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from sim.planning.location.ask import Ask
from sim.planning.location.instance import Instance, Ints
from sim.planning.location.program import Program


def add_open_sites(
    program: Program, instance: Instance, ask: Ask, forbidden: Iterable[Collection[int]]
) -> Ints:
    """Add a column for each site, 1 where it is open, with all that the number and the money ask of them.

    A set N of new sites is excluded by a no-good cut: sum over N of (1 - y) + sum over the other candidates
    of y >= 1, which cuts off that set and no other (E. Balas, R. Jeroslow, "Canonical cuts on the unit
    hypercube", SIAM Journal on Applied Mathematics 23, 1972).

    Returns:
        [S] the columns.
    """
    sites = program.add_columns(len(instance.existing), instance.existing.astype(float), integer=True)
    new = instance.candidates
    if ask.p is not None:
        program.add_row(sites[new], 1.0, ask.p if ask.exactly else -np.inf, ask.p)
    if ask.budget is not None:
        unit = float(instance.cost[new].max()) or 1.0
        program.add_row(sites[new], instance.cost[new] / unit, upper=ask.budget / unit)
    for one in forbidden:
        inside = np.isin(new, list(one))
        program.add_row(sites[new], np.where(inside, -1.0, 1.0), lower=1.0 - inside.sum())
    return sites
