"""Where a case goes first: the draw behind each channel, for all cases of a channel at once.

Walk-ins and bookings pick the largest utility plus a Gumbel draw keyed by case *and* facility (Gumbel-max
form of the logit model, McFadden 1974): a new station changes nobody's draws for the others, so it moves only
the cases that it wins. Tickets and home visits go to the nearest facility that takes them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.network.contract import Compiled
from sim.rules.choice import utility
from sim.sampling.keys import RunKey, uniforms
from sim.sampling.needs import Needs
from sim.sampling.openings import NEVER, next_open
from sim.sampling.places import Places
from sim.sampling.purposes import Purpose

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CASES_AT_ONCE = 4096
NO_SLOT = -2  # nobody offers a slot


def choose(compiled: Compiled, where: Places, key: RunKey, needs: Needs, item: Ints, booking: bool) -> Ints:
    """Facility of each case: walk-ins, or bookings of an appointment.

    Returns:
        [N] facility, -1 = outside option won, `NO_SLOT` (bookings only).
    """
    batches = [slice(start, start + CASES_AT_ONCE) for start in range(0, len(item), CASES_AT_ONCE)]
    parts = [_choose(compiled, where, key, needs.rows(rows), item[rows], booking) for rows in batches]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _choose(compiled: Compiled, where: Places, key: RunKey, needs: Needs, item: Ints, booking: bool) -> Ints:
    policy, n_facilities = compiled.demand.policy, len(where.last_slot)
    candidate = candidates(compiled, where, needs, item)
    if booking:
        earliest = needs.arose + compiled.network.rules.appointment_lead
        candidate[:, :-1] &= where.last_slot[None, :] >= earliest[:, None]
    case, facility = np.nonzero(candidate)
    outside = facility == n_facilities
    place = np.where(outside, 0, facility)
    travel = compiled.demand.travel[needs.zone[case], place]
    wait = np.zeros(len(case)) if booking else _hours_until_open(where, place, needs.arose[case] + travel)
    attraction = policy.attraction[place] + policy.centre_utility * (place == where.centre[needs.zone[case]])
    value = utility(attraction, travel / 3600.0, wait, policy.travel_weight, policy.opening_weight)
    value[outside] = policy.outside_utility
    taste, _ = uniforms(key, needs.key[case], where.number[facility], Purpose.GUMBEL)
    value -= np.log(-np.log(taste))
    start = np.searchsorted(case, np.arange(len(item)))
    best = np.maximum.reduceat(value, start)
    winner = np.flatnonzero(value == best[case])
    winner = winner[np.append(True, np.diff(case[winner]) > 0)]  # the first, should two be equal
    won: Ints = facility[winner].astype(np.int64)
    won[won == n_facilities] = -1
    if booking:
        won[np.diff(np.append(start, len(case))) == 1] = NO_SLOT
    return won


def candidates(compiled: Compiled, where: Places, needs: Needs, item: Ints) -> Bools:
    """Which facilities a walk-in considers, [N, F + 1]; the outside option, last, always is."""
    out = np.ones((len(item), len(where.last_slot) + 1), dtype=np.bool_)
    mask = where.local[needs.zone]
    abroad = np.flatnonzero(compiled.demand.service_out_of_area[needs.service])
    mask[abroad] |= where.remote[needs.zone[abroad]]
    mask &= where.listed[item]
    centre = where.centre[needs.zone]
    known = np.flatnonzero(centre >= 0)
    mask[known, centre[known]] = True
    out[:, :-1] = mask
    return out


def _hours_until_open(where: Places, facility: Ints, arrival: Ints) -> Floats:
    """Hours a walk-in would stand before the door; infinite if it does not open again."""
    opens = where.hours.start[next_open(where.hours, facility, arrival)]
    wait: Floats = np.maximum(opens - arrival, 0) / 3600.0
    wait[opens >= NEVER] = np.inf
    return wait


def nearest(where: Places, allowed: Bools, zone: Ints, item: Ints) -> Ints:
    """Nearest facility that is allowed for the zone and lists the item, [N]; -1 = none."""
    groups, inverse = np.unique(zone * len(where.listed) + item, return_inverse=True)
    places_of, items = groups // len(where.listed), groups % len(where.listed)
    found = np.full(len(groups), -1, dtype=np.int64)
    for start in range(0, len(groups), CASES_AT_ONCE):
        part = slice(start, start + CASES_AT_ONCE)
        mask = allowed[places_of[part]] & where.listed[items[part]]
        rank = np.where(mask, where.nearness[places_of[part]], NEVER)
        best = rank.argmin(axis=1)
        found[part] = np.where(mask.any(axis=1), best, -1)
    return found[inverse]
