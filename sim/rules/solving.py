"""Chance that a service solves the case."""

from __future__ import annotations

from sim.network.codes import SLOT_CITY, SLOT_DISTRICT, SLOT_LOCALITY, SLOT_STATION, SLOT_SUBCENTRE, Tier

STATION = int(Tier.STATION)
SUBCENTRE = int(Tier.SUBCENTRE)
DISTRICT = int(Tier.DISTRICT)


def draw_slot(tier: int, station_attempts: int) -> int:
    """Column of the case's draws: a second station-tier service (the township as locality) has its own."""
    if tier == STATION:
        return SLOT_STATION if station_attempts == 0 else SLOT_LOCALITY
    if tier == SUBCENTRE:
        return SLOT_SUBCENTRE
    return SLOT_DISTRICT if tier == DISTRICT else SLOT_CITY


def delegated_chance(station: float, district: float, authority: float) -> float:
    """A delegated item moves the station's chance towards the district's by the authority it brings."""
    return station + authority * max(district - station, 0.0)


def coached_chance(chance: float, ceiling: float, learned: float) -> float:
    """Coaching closes the share ``learned`` of the gap to the ceiling; it never lowers the chance."""
    return chance + learned * max(ceiling - chance, 0.0)
