"""Where each case goes first, and when it enters, by channel."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import Channel, FacilityKind
from sim.network.contract import Compiled
from sim.sampling.choice import NO_SLOT, choose, nearest
from sim.sampling.keys import RunKey
from sim.sampling.needs import Needs
from sim.sampling.openings import next_open
from sim.sampling.places import Places, places

Ints = NDArray[np.int64]

UNSERVED = -1


class Routing(NamedTuple):
    """One row per case."""

    channel: Ints  # as carried out: a visit or booking that nobody offers becomes a walk-in
    facility: Ints  # -1 = outside option
    travel: Ints  # seconds one way; 0 online and unserved
    entry: Ints  # seconds


def route(compiled: Compiled, key: RunKey, needs: Needs, item: Ints, channel: Ints, lag: Ints) -> Routing:
    """Route all cases.

    Args:
        compiled: network, demand and labels.
        key: seed and replication.
        needs: what arises, [N].
        item: [N].
        channel: as drawn or given, [N].
        lag: seconds between an opening and the arrival of who waited for it, [N].
    """
    where = places(compiled)
    unserved = np.full(len(item), UNSERVED, dtype=np.int64)
    out = Routing(channel.copy(), unserved, np.zeros_like(unserved), needs.arose.copy())
    _home_visits(where, needs, item, out)
    _bookings(compiled, where, key, needs, item, out)
    _walk_ins(compiled, where, key, needs, item, lag, out)
    _tickets(where, needs, item, out)
    _tracked(compiled, needs, item, out)
    _travel(compiled, needs, out)
    return out


def _home_visits(where: Places, needs: Needs, item: Ints, out: Routing) -> None:
    """The nearest facility of the county that visits; where none does, the enterprise walks in."""
    rows = np.flatnonzero(out.channel == Channel.HOME_VISIT)
    out.facility[rows] = nearest(where, where.visiting, needs.zone[rows], item[rows])
    out.channel[rows[out.facility[rows] < 0]] = Channel.WALK_IN


def _bookings(compiled: Compiled, where: Places, key: RunKey, needs: Needs, item: Ints, out: Routing) -> None:
    """The preferred facility among those that offer a slot; where none does, the enterprise walks in."""
    rows = np.flatnonzero(out.channel == Channel.APPOINTMENT)
    won = choose(compiled, where, key, needs.rows(rows), item[rows], booking=True)
    out.channel[rows[won == NO_SLOT]] = Channel.WALK_IN
    out.facility[rows] = np.where(won == NO_SLOT, UNSERVED, won)


def _walk_ins(
    compiled: Compiled, where: Places, key: RunKey, needs: Needs, item: Ints, lag: Ints, out: Routing
) -> None:
    """The preferred facility; it joins on arrival, or a lag after the next opening."""
    rows = np.flatnonzero(out.channel == Channel.WALK_IN)
    out.facility[rows] = choose(compiled, where, key, needs.rows(rows), item[rows], booking=False)
    rows = rows[out.facility[rows] >= 0]
    facility = out.facility[rows]
    arrival = needs.arose[rows] + compiled.demand.travel[needs.zone[rows], facility]
    out.entry[rows] = arrive(where, facility, arrival, lag[rows])
    roving = compiled.network.facilities.kind[facility] == FacilityKind.ROVING
    out.channel[rows[roving]] = Channel.ROVING


def _tickets(where: Places, needs: Needs, item: Ints, out: Routing) -> None:
    """The nearest station of the county that lists the item, else the district centre."""
    rows = np.flatnonzero(out.channel == Channel.ONLINE)
    station = nearest(where, where.ticket, needs.zone[rows], item[rows])
    out.facility[rows] = np.where(station >= 0, station, where.centre[needs.zone[rows]])


def _tracked(compiled: Compiled, needs: Needs, item: Ints, out: Routing) -> None:
    """A tracked need is filed by the station, else the sub-centre, that tracks it and lists the item."""
    listed = compiled.network.catalogue.listed
    for tracker in (needs.subcentre, needs.station):
        rows = np.flatnonzero(tracker >= 0)
        rows = rows[listed[tracker[rows], item[rows]]]
        out.facility[rows], out.channel[rows] = tracker[rows], Channel.ONLINE
        out.entry[rows] = needs.arose[rows]


def _travel(compiled: Compiled, needs: Needs, out: Routing) -> None:
    rows = np.flatnonzero((out.facility >= 0) & (out.channel != Channel.ONLINE))
    out.travel[rows] = compiled.demand.travel[needs.zone[rows], out.facility[rows]]


def arrive(where: Places, facility: Ints, arrival: Ints, lag: Ints) -> Ints:
    """When a walk-in joins: on arrival if open, else a lag after the next opening, still within that opening.

    The facilities are chosen ones, so each opens at or after the arrival.
    """
    row = next_open(where.hours, facility, arrival)
    opens, closes = where.hours.start[row], where.hours.end[row]
    return np.where(arrival >= opens, arrival, opens + np.minimum(lag, closes - opens - 1))
