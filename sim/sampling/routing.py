"""Where each case goes first, and when it enters, by channel.

Walk-ins and bookings go where they prefer; tickets and home visits to the nearest facility that takes them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import Channel
from sim.sampling.arrivals import Arrivals
from sim.sampling.attributes import Attributes
from sim.sampling.choice import NOBODY, bookable, preferred
from sim.sampling.columns import empty
from sim.sampling.keys import RunKey
from sim.sampling.loops import inner, loop
from sim.sampling.openings import Openings, next_open
from sim.sampling.places import Places
from sim.sampling.sources import Sources

Narrow = NDArray[np.signedinteger[Any]]


class Routing(NamedTuple):
    """Columns of the case table, one row per case."""

    facility: Narrow  # -1 = outside option
    travel: Narrow  # seconds one way; 0 online and unserved
    entry: Narrow  # seconds


def route(
    run: RunKey, needs: Arrivals, known: Sources, of: Attributes, return_lag: Narrow, where: Places
) -> Routing:
    """Route all cases.

    Args:
        run: seed and replication.
        needs: what arises, [N].
        known: sources of the needs.
        of: attributes of the cases, [N]; the channel becomes the one that is carried out: a visit or
            booking that nobody offers becomes a walk-in.
        return_lag: seconds between an opening and the arrival of who waited for it, [N].
        where: candidates, nearest facilities and hours.
    """
    out = empty(Routing, len(needs.key))
    _route(run, needs, known, of, return_lag, where, out)
    return out


@loop
def _route(
    run: RunKey,
    needs: Arrivals,
    known: Sources,
    of: Attributes,
    return_lag: Narrow,
    where: Places,
    out: Routing,
) -> None:
    for i in range(len(needs.key)):
        zone, item, service, arose = of.zone[i], of.item[i], of.service[i], int(needs.time[i])
        tracker = tracking(known, needs.source[i], item, where)
        if tracker >= 0:
            channel, facility = Channel.ONLINE.value, tracker
        else:
            channel, facility = first_place(
                run, needs.key[i], of.channel[i], zone, item, service, arose, where
            )
        out.facility[i], out.travel[i], out.entry[i] = facility, 0, arose
        if facility >= 0 and channel != Channel.ONLINE:
            travel = int(where.travel[zone, facility])
            out.travel[i] = travel
            if channel == Channel.WALK_IN:
                out.entry[i] = arrive(where.hours, facility, arose + travel, return_lag[i])
                channel = Channel.ROVING.value if where.roving[facility] else channel
        of.channel[i] = channel


@inner
def tracking(known: Sources, source: int, item: int, where: Places) -> int:
    """Who files a tracked need: the station, else the sub-centre, that tracks it and lists the item; -1."""
    for tracker in (known.station[source], known.subcentre[source]):
        if tracker >= 0 and where.listed[item, tracker]:
            return int(tracker)
    return NOBODY


@inner
def first_place(
    run: RunKey, key: int, channel: int, zone: int, item: int, service: int, arose: int, where: Places
) -> tuple[int, int]:
    """Channel as carried out, and facility, of one case."""
    if channel == Channel.ONLINE:
        return Channel.ONLINE.value, int(where.ticket[zone, item])
    if channel == Channel.HOME_VISIT and where.visiting[zone, item] >= 0:
        return Channel.HOME_VISIT.value, int(where.visiting[zone, item])
    booking = channel == Channel.APPOINTMENT and bookable(zone, item, service, arose, where)
    channel = Channel.APPOINTMENT.value if booking else Channel.WALK_IN.value
    return channel, preferred(run, key, zone, item, service, arose, booking, where)


@inner
def arrive(hours: Openings, facility: int, arrival: int, lag: int) -> int:
    """When a walk-in joins: on arrival if open, else a lag after the next opening, still within that opening.

    The facility is a chosen one, so it opens at or after the arrival.
    """
    row = next_open(hours, facility, arrival)
    if arrival >= hours.start[row]:
        return int(arrival)
    return int(hours.start[row] + min(lag, hours.end[row] - hours.start[row] - 1))
