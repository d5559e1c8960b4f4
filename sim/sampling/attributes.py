"""What a case is: its item, its channel, the grade at which it enters, whether another city is competent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import Channel, Tier
from sim.network.contract import Compiled, Demand
from sim.sampling.keys import RunKey, uniforms
from sim.sampling.needs import Needs
from sim.sampling.purposes import Purpose

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def draw_items(compiled: Compiled, needs: Needs, u: Floats) -> Ints:
    """Item of each case, [N]: given, or by weight among the items of its service, in the order of their ids.

    Raises:
        ValueError: if a service in demand has no item with a positive weight.
    """
    catalogue, labels = compiled.network.catalogue, compiled.labels
    item = needs.item.copy()
    rows = np.flatnonzero(item < 0)
    rows = rows[np.argsort(needs.service[rows], kind="stable")]
    for part in np.split(rows, np.flatnonzero(np.diff(needs.service[rows])) + 1):
        if not len(part):
            continue
        service = int(needs.service[part[0]])
        own = np.flatnonzero((catalogue.item_service == service) & (catalogue.item_weight > 0))
        if not len(own):
            raise ValueError(f"service {labels.service[service]} has no item with a positive weight")
        own = np.array(sorted(own.tolist(), key=labels.item.__getitem__), dtype=np.int64)
        share = np.cumsum(catalogue.item_weight[own])
        rank = np.searchsorted(share / share[-1], u[part], side="right")
        item[part] = own[np.minimum(rank, len(own) - 1)]
    return item


def draw_channels(demand: Demand, needs: Needs, u: Floats) -> Ints:
    """Channel of each case, [N]: given, or by the shares of its service.

    Home visits and appointments take the lower end of the unit interval, online the upper end, walk-in
    what is left between: a larger online or appointment share is taken from walk-ins and moves no other case.
    """
    share = demand.channel_share[needs.service]
    home = share[:, Channel.HOME_VISIT]
    channel = np.full(len(u), int(Channel.WALK_IN), dtype=np.int64)
    channel[u >= 1.0 - share[:, Channel.ONLINE]] = Channel.ONLINE
    channel[u < home + share[:, Channel.APPOINTMENT]] = Channel.APPOINTMENT
    channel[u < home] = Channel.HOME_VISIT
    return np.where(needs.channel >= 0, needs.channel, channel)


def draw_route(demand: Demand, key: RunKey, needs: Needs) -> tuple[Ints, Bools]:
    """Tier at which grading lets each case enter, and whether another city is competent for it; [N] each."""
    u, v = uniforms(key, needs.key, 0, Purpose.ROUTE)
    above = np.cumsum(demand.grade_share[needs.service][:, ::-1], axis=1)  # city, + district, + sub-centre
    grade = np.full(len(u), int(Tier.STATION), dtype=np.int64)
    for column, tier in ((2, Tier.SUBCENTRE), (1, Tier.DISTRICT), (0, Tier.CITY)):
        grade[u < above[:, column]] = tier
    return grade, v < demand.cross_city_share[needs.service]
