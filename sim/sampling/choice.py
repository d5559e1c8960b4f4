"""Which facility an enterprise prefers, when it walks in or books.

The largest utility plus a Gumbel draw keyed by case *and* facility (Gumbel-max form of the logit model,
McFadden 1974): a new station changes nobody's draws for the others, so it moves only the cases that it wins.
"""

from __future__ import annotations

import math

from sim.compiled import shared
from sim.rules import choice as rule
from sim.sampling.keys import RunKey, block, fine
from sim.sampling.loops import inner
from sim.sampling.openings import NEVER, next_open
from sim.sampling.places import ABROAD, CENTRE, Places
from sim.sampling.purposes import Purpose

utility = shared(rule.utility)

NOBODY = -1  # the outside option won


@inner
def bookable(zone: int, item: int, service: int, arose: int, where: Places) -> bool:
    """Does any facility that the case considers still offer a slot?"""
    for row in range(where.first[zone], where.first[zone + 1]):
        if considered(where, row, item, service) and has_slot(where, where.facility[row], arose):
            return True
    return False


@inner
def preferred(
    run: RunKey, key: int, zone: int, item: int, service: int, arose: int, booking: bool, where: Places
) -> int:
    """Facility that one case prefers to walk in to, or to book a slot at; `NOBODY` where it stays away."""
    won, best = NOBODY, where.outside_utility + taste(run, key, where.outside_taste)
    for row in range(where.first[zone], where.first[zone + 1]):
        facility = int(where.facility[row])
        if not considered(where, row, item, service):
            continue
        travel = int(where.travel[zone, facility])
        if booking:
            wait = 0.0 if has_slot(where, facility, arose) else math.inf
        else:
            wait = hours_until_open(where, facility, arose + travel)
        if wait == math.inf:
            continue
        value = utility(
            where.attraction[row], travel / 3600.0, wait, where.travel_weight, where.opening_weight
        )
        value += taste(run, key, where.taste[facility])
        if value > best:
            won, best = facility, value
    return won


@inner
def considered(where: Places, row: int, item: int, service: int) -> bool:
    """Is the candidate one for this item?"""
    if where.rule[row] == CENTRE:
        return True
    if where.rule[row] == ABROAD and not where.out_of_area[service]:
        return False
    return bool(where.listed[item, where.facility[row]])


@inner
def has_slot(where: Places, facility: int, arose: int) -> bool:
    """Does the facility offer a slot late enough to be booked?"""
    return bool(where.last_slot[facility] >= arose + where.lead)


@inner
def taste(run: RunKey, key: int, number: int) -> float:
    """Standard Gumbel draw of a case for one alternative."""
    high, low, _, _ = block(run, key, number, Purpose.TASTE, 0)
    return -math.log(-math.log(fine(high, low)))


@inner
def hours_until_open(where: Places, facility: int, arrival: int) -> float:
    """Hours a walk-in would stand before the door; infinite if it does not open again."""
    opens = where.hours.start[next_open(where.hours, facility, arrival)]
    if opens >= NEVER:
        return math.inf
    return max(int(opens) - arrival, 0) / 3600.0
