"""New sites that add nothing: where fewer sites than p do as well, they are left closed."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from sim.planning.location.instance import Bools, Instance


def without_idle(
    instance: Instance,
    is_open: Bools,
    as_good: Callable[[Bools], bool],
    forbidden: Collection[frozenset[int]],
) -> Bools:
    """Return [S] which sites stay open: the dearest idle one is closed first, of equals the last.

    Args:
        instance: demand points and sites.
        is_open: [S] what the solver opened.
        as_good: tells whether everybody is served as well by other open sites.
        forbidden: sets of new sites that must not come out.
    """
    new = np.flatnonzero(is_open & ~instance.existing).tolist()
    for site in sorted(new, key=lambda one: (instance.cost[one], one), reverse=True):
        fewer = is_open.copy()
        fewer[site] = False
        left = frozenset(np.flatnonzero(fewer & ~instance.existing).tolist())
        if left not in forbidden and as_good(fewer):
            is_open = fewer
    return is_open
