"""What the choice of a facility reads: candidate masks by zone, slots and opening hours."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import FacilityKind, Tier
from sim.network.contract import Compiled
from sim.sampling.keys import Streams, name_hash, name_hashes
from sim.sampling.openings import Openings, openings

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

OUTSIDE = "outside"  # the outside option's name in the keys; facility ids are looked up as "facility|id"
_WORD = 0xFFFFFFFF


class Places(NamedTuple):
    """What the choice reads. Column F, one past the facilities, is the outside option."""

    local: Bools  # [Z, F] walk-in candidates of the zone's own county, if they list the item
    remote: Bools  # [Z, F] candidates elsewhere, for services that may be done out of area
    ticket: Bools  # [Z, F] stations of the county that take tickets
    visiting: Bools  # [Z, F] facilities of the county that make home visits
    nearness: Ints  # [Z, F] rank of the facility seen from the zone: travel seconds, then id
    centre: Ints  # [Z] district centre (city centre where there is none), -1
    listed: Bools  # [I, F]
    number: Streams  # [F + 1] keys of the Gumbel draws
    last_slot: Ints  # [F] latest appointment slot, -1 = offers none
    hours: Openings


def places(compiled: Compiled) -> Places:
    """Candidate masks by zone.

    Raises:
        ValueError: if two facility ids share their 32-bit number (rename one).
    """
    network, demand, labels = compiled
    facilities = network.facilities
    opens = np.diff(facilities.open_ptr) > 0
    served = opens & (facilities.tier != Tier.DEPARTMENT)
    own = demand.zone_county[:, None] == facilities.county[None, :]
    near = demand.distance <= demand.policy.radius_km
    fixed = served & (facilities.kind != FacilityKind.ROVING)
    by_id = np.empty(len(labels.facility), dtype=np.int64)
    by_id[sorted(range(len(labels.facility)), key=labels.facility.__getitem__)] = np.arange(len(by_id))
    order = np.lexsort((np.broadcast_to(by_id, demand.travel.shape), demand.travel), axis=1)
    nearness = np.empty_like(order)
    np.put_along_axis(nearness, order, np.arange(order.shape[1])[None, :], axis=1)
    number = np.append(name_hashes(f"facility|{f}" for f in labels.facility), np.uint64(name_hash(OUTSIDE)))
    number &= np.uint64(_WORD)
    if len(np.unique(number)) < len(number):
        raise ValueError("two facility ids share their random stream; rename one of them")
    return Places(
        local=own & near & served,
        remote=~own & near & served & facilities.out_of_area,
        ticket=own & fixed & (facilities.tier == Tier.STATION),
        visiting=own & fixed & demand.home_visits,
        nearness=nearness.astype(np.int64),
        centre=demand.centre[demand.zone_county],
        listed=np.ascontiguousarray(network.catalogue.listed.T),
        number=number,
        last_slot=_last_slot(compiled),
        hours=openings(facilities, network.clock.end),
    )


def _last_slot(compiled: Compiled) -> Ints:
    facilities = compiled.network.facilities
    last = np.full(len(facilities.tier), -1, dtype=np.int64)
    some = (np.diff(facilities.slot_ptr) > 0) & (facilities.slot_capacity > 0)
    last[some] = facilities.slot_start[facilities.slot_ptr[1:][some] - 1]
    return last
