"""What the choice of a facility reads: candidates by zone, the nearest by zone and item, opening hours."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import FacilityKind, Tier
from sim.network.contract import Compiled
from sim.sampling.keys import name_hash, name_hashes
from sim.sampling.openings import Openings, openings

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Rows = NDArray[np.int32]

OUTSIDE = "outside"  # the outside option's name in the keys; facility ids are looked up as "facility|id"
_WORD = 0xFFFFFFFF

OWN, ABROAD, CENTRE = range(3)  # who considers a candidate: see `Places.rule`


class Places(NamedTuple):
    """What the choice reads."""

    first: Ints  # [Z + 1] candidates of zone z are the rows first[z]:first[z + 1]
    facility: Rows  # [C]
    rule: Ints  # [C] OWN if it lists the item, ABROAD the same for a class done out of area, CENTRE always
    attraction: Floats  # [C] with the utility of the zone's own centre
    listed: Bools  # [I, F]
    out_of_area: Bools  # [S] may the class be done out of area
    ticket: Rows  # [Z, I] nearest station that takes tickets of the item, else the centre, -1
    visiting: Rows  # [Z, I] nearest facility that makes home visits for the item, -1
    travel: Rows  # [Z, F] seconds one way
    taste: Ints  # [F] index of the draw of a case's taste, 32 bits of the facility's name
    outside_taste: int  # the same of the outside option
    last_slot: Ints  # [F] latest appointment slot, -1 = offers none
    lead: int  # seconds between booking and slot, at least
    roving: Bools  # [F]
    travel_weight: float  # per hour
    opening_weight: float  # per hour
    outside_utility: float
    hours: Openings


def places(compiled: Compiled) -> Places:
    """Candidates, nearest facilities and hours of a scenario.

    Raises:
        ValueError: if two facility ids share their 32-bit number (rename one).
    """
    network, demand, labels = compiled
    policy, facilities = demand.policy, network.facilities
    first, facility, rule, attraction = _candidates(compiled)
    number = np.append(name_hashes(f"facility|{f}" for f in labels.facility), name_hash(OUTSIDE)) & _WORD
    if len(np.unique(number)) < len(number):
        raise ValueError("two facility ids share their random stream; rename one of them")
    ticket, visiting = _nearest(compiled)
    return Places(
        first=first,
        facility=facility,
        rule=rule,
        attraction=attraction,
        listed=np.array(network.catalogue.listed.T, dtype=np.bool_, order="C"),
        out_of_area=np.array(demand.service_out_of_area, dtype=np.bool_),
        ticket=ticket,
        visiting=visiting,
        travel=np.array(demand.travel, dtype=np.int32, order="C"),
        taste=number[:-1].copy(),
        outside_taste=int(number[-1]),
        last_slot=_last_slot(compiled),
        lead=int(network.rules.appointment_lead),
        roving=facilities.kind == FacilityKind.ROVING,
        travel_weight=float(policy.travel_weight),
        opening_weight=float(policy.opening_weight),
        outside_utility=float(policy.outside_utility),
        hours=openings(facilities, network.clock.end),
    )


def _served(compiled: Compiled) -> tuple[Bools, Bools]:
    """Facilities that ever open to enterprises, [F]; facilities of the zone's own county, [Z, F]."""
    facilities = compiled.network.facilities
    served = (np.diff(facilities.open_ptr) > 0) & (facilities.tier != Tier.DEPARTMENT)
    return served, compiled.demand.zone_county[:, None] == facilities.county[None, :]


def _candidates(compiled: Compiled) -> tuple[Ints, Rows, Ints, Floats]:
    """What a walk-in may consider: near ones of its county, near ones elsewhere, and always the centre."""
    demand, policy = compiled.demand, compiled.demand.policy
    served, own = _served(compiled)
    near = (demand.distance <= policy.radius_km) & served
    rule = np.where(near & own, OWN, -1)
    rule[near & ~own & compiled.network.facilities.out_of_area] = ABROAD
    centre = demand.centre[demand.zone_county]
    known = np.flatnonzero(centre >= 0)
    rule[known, centre[known]] = CENTRE
    zone, facility = np.nonzero(rule >= 0)
    attraction = policy.attraction[facility] + policy.centre_utility * (facility == centre[zone])
    first = np.searchsorted(zone, np.arange(len(rule) + 1)).astype(np.int64)
    return first, facility.astype(np.int32), rule[zone, facility].astype(np.int64), attraction


def _nearest(compiled: Compiled) -> tuple[Rows, Rows]:
    """Where tickets and home visits of each zone and item go, [Z, I]: by travel, then by id; -1 = nowhere."""
    demand, facilities, labels = compiled.demand, compiled.network.facilities, compiled.labels
    served, own = _served(compiled)
    fixed = served & (facilities.kind != FacilityKind.ROVING)
    by_id = np.empty(len(labels.facility), dtype=np.int64)
    by_id[sorted(range(len(labels.facility)), key=labels.facility.__getitem__)] = np.arange(len(by_id))
    order = np.lexsort((np.broadcast_to(by_id, demand.travel.shape), demand.travel), axis=1)
    listed = compiled.network.catalogue.listed.T
    ticket = np.empty((len(order), len(listed)), dtype=np.int32)
    visiting = np.empty_like(ticket)
    centre = demand.centre[demand.zone_county]
    for z, ranked in enumerate(order):
        stations = own[z] & fixed & (facilities.tier == Tier.STATION)
        ticket[z] = _first_listing(listed, ranked[stations[ranked]], int(centre[z]))
        visitors = own[z] & fixed & demand.home_visits
        visiting[z] = _first_listing(listed, ranked[visitors[ranked]], -1)
    return ticket, visiting


def _first_listing(listed: Bools, ranked: Ints, otherwise: int) -> Ints:
    """First of the ranked facilities that lists each item, [I]."""
    if not len(ranked):
        return np.full(len(listed), otherwise)
    takes = listed[:, ranked]
    return np.where(takes.any(axis=1), ranked[takes.argmax(axis=1)], otherwise)


def _last_slot(compiled: Compiled) -> Ints:
    facilities = compiled.network.facilities
    last = np.full(len(facilities.tier), -1, dtype=np.int64)
    some = (np.diff(facilities.slot_ptr) > 0) & (facilities.slot_capacity > 0)
    last[some] = facilities.slot_start[facilities.slot_ptr[1:][some] - 1]
    return last
