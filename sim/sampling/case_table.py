"""The case table: all randomness of one replication, drawn before an engine starts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.network.contract import CaseTable, Compiled
from sim.sampling.attributes import draw_attributes
from sim.sampling.behaviour import draw_behaviour
from sim.sampling.efforts import draw_efforts
from sim.sampling.keys import run_key
from sim.sampling.needs import draw_needs
from sim.sampling.order import sorted_rows
from sim.sampling.preparation import prepared
from sim.sampling.routing import Routing, route


def draw_case_table(compiled: Compiled, seed: int, replication: int) -> CaseTable:
    """Draw one replication. Compiled loops do the work, without the interpreter's lock.

    Args:
        compiled: network, demand and labels.
        seed: 0 .. 2**32 - 1.
        replication: number of the replication, 0 .. 2**32 - 1.

    Returns:
        One row per case that arises before the end, sorted by (arose, key). Times are whole seconds.

    Raises:
        ValueError: if seed or replication is out of range, or a service in demand has no item.
    """
    run = run_key(seed, replication)
    known = prepared(compiled)
    needs = draw_needs(run, known.sources, known.profile, compiled.demand.policy)
    attributes = draw_attributes(run, needs, known.sources, known.shares)
    behaviour = draw_behaviour(run, needs, known.habits)
    routing = route(run, needs, known.sources, attributes, behaviour.return_lag, known.places)
    efforts = draw_efforts(run, needs, attributes.service, attributes.cross_city, known.means)
    return CaseTable(
        key=needs.key.view(np.uint64),
        arose=needs.time,
        **attributes._asdict(),
        **routing._asdict(),
        **efforts._asdict(),
        **behaviour._asdict(),
        entry_order=_entry_order(routing, len(known.places.taste), known.profile.end),
    )


def _entry_order(routing: Routing, facilities: int, end: int) -> NDArray[np.int32]:
    """Cases by (entry, facility, id), [N]; -1, the outside option, first."""
    rows = np.arange(len(routing.entry), dtype=np.int32)
    rows = sorted_rows(np.add(routing.facility, 1, dtype=np.int32), rows, facilities)
    return sorted_rows(routing.entry, rows, int(routing.entry.max(initial=0)))
