"""What a case is: where it comes from, its item, channel and entry grade, whether it is another city's."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import Channel, Tier
from sim.network.contract import Compiled
from sim.sampling.arrivals import Arrivals
from sim.sampling.columns import cast, empty
from sim.sampling.distributions import table_rank
from sim.sampling.keys import RunKey, block, uniform
from sim.sampling.loops import inner, loop
from sim.sampling.purposes import Purpose
from sim.sampling.sources import Sources

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Narrow = NDArray[np.signedinteger[Any]]
Bools = NDArray[np.bool_]


class Attributes(NamedTuple):
    """Columns of the case table, one row per case."""

    zone: Narrow
    county: Narrow
    industry: Narrow
    service: Narrow
    item: Narrow
    channel: Narrow  # as drawn or given; routing may change it
    origin: Narrow
    grade: Narrow
    cross_city: Bools


class Shares(NamedTuple):
    """Distribution functions to draw from, by service class."""

    county: Narrow  # [Z] of a zone
    item_ptr: Ints  # [S + 1]
    item: Narrow  # items of a class with a positive weight, in the order of their ids
    item_share: Floats  # share of the class's weight up to and with this item
    channel: Floats  # [S, 4]
    grade: Floats  # [S, 3] shares of: city; district and city; sub-centre, district and city
    cross_city: Floats  # [S]


def shares(compiled: Compiled, known: Sources) -> Shares:
    """Distribution functions of a scenario.

    Raises:
        ValueError: if a service in demand has no item with a positive weight.
    """
    catalogue, labels, demand = compiled.network.catalogue, compiled.labels, compiled.demand
    demanded = set(known.service[known.item < 0].tolist())
    items: list[int] = []
    cumulative: list[float] = []
    ptr = [0]
    for service, name in enumerate(labels.service):
        own = np.flatnonzero((catalogue.item_service == service) & (catalogue.item_weight > 0)).tolist()
        if not own and service in demanded:
            raise ValueError(f"service {name} has no item with a positive weight")
        own.sort(key=labels.item.__getitem__)
        total = np.cumsum(catalogue.item_weight[own])
        items += own
        cumulative += (total / total[-1]).tolist() if own else []
        ptr.append(len(items))
    return Shares(
        county=cast("county", demand.zone_county),
        item_ptr=np.array(ptr, dtype=np.int64),
        item=cast("item", np.array(items, dtype=np.int64)),
        item_share=np.array(cumulative, dtype=np.float64),
        channel=np.array(demand.channel_share, dtype=np.float64, order="C"),
        grade=np.ascontiguousarray(np.cumsum(demand.grade_share[:, ::-1], axis=1), dtype=np.float64),
        cross_city=np.array(demand.cross_city_share, dtype=np.float64),
    )


def draw_attributes(run: RunKey, needs: Arrivals, known: Sources, of: Shares) -> Attributes:
    """Attributes of each case: copied from its source, or drawn."""
    out = empty(Attributes, len(needs.key))
    _draw(run, needs, known, of, out)
    return out


@loop
def _draw(run: RunKey, needs: Arrivals, known: Sources, of: Shares, out: Attributes) -> None:
    for i in range(len(needs.key)):
        source = needs.source[i]
        service = known.service[source]
        out.zone[i], out.county[i] = known.zone[source], of.county[known.zone[source]]
        out.industry[i], out.service[i] = known.industry[source], service
        out.origin[i] = known.origin[source]
        item, channel, grade, city = block(run, needs.key[i], 0, Purpose.KIND, 0)
        given = known.item[source]
        out.item[i] = given if given >= 0 else drawn_item(of, service, uniform(item))
        given = known.channel[source]
        out.channel[i] = given if given >= 0 else drawn_channel(of.channel[service], uniform(channel))
        out.grade[i] = drawn_grade(of.grade[service], uniform(grade))
        out.cross_city[i] = uniform(city) < of.cross_city[service]


@inner
def drawn_item(of: Shares, service: int, u: float) -> int:
    """Item by weight among the items of the service, in the order of their ids."""
    first, stop = of.item_ptr[service], of.item_ptr[service + 1]
    rank = table_rank(u, of.item_share[first:stop])
    return int(of.item[min(first + rank, stop - 1)])


@inner
def drawn_channel(share: Floats, u: float) -> int:
    """Channel by the shares of the service, [4].

    Home visits and appointments take the lower end of the unit interval, online the upper end, walk-in
    what is left between: a larger online or appointment share is taken from walk-ins and moves no other case.
    """
    home = share[Channel.HOME_VISIT]
    if u < home:
        return Channel.HOME_VISIT.value
    if u < home + share[Channel.APPOINTMENT]:
        return Channel.APPOINTMENT.value
    if u >= 1.0 - share[Channel.ONLINE]:
        return Channel.ONLINE.value
    return Channel.WALK_IN.value


@inner
def drawn_grade(above: Floats, u: float) -> int:
    """Tier at which grading lets a case enter; ``above`` as in `Shares`, [3]."""
    if u < above[0]:
        return Tier.CITY.value
    if u < above[1]:
        return Tier.DISTRICT.value
    if u < above[2]:
        return Tier.SUBCENTRE.value
    return Tier.STATION.value
