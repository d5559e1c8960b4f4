"""A draft as a map: towns as cells, facilities with their state against the base, how far 15 minutes go."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np

from sim.network.compile.travel import Roads, km_within
from sim.page.drafts import Drafted, states
from sim.page.texts import facility_kind
from sim.scenario.scenario import Scenario
from sim.scenario.schema import TABLES, Row
from sim.scenario.schema.county import County
from sim.scenario.schema.facility import KIND_TIER, Facility
from sim.scenario.schema.policies import Policies
from sim.scenario.schema.road import Road
from sim.scenario.schema.zone import Zone

MINUTES = 15  # that count as near, as in the KPIs of access
MARGIN = 0.03  # degrees around the outermost place
OF_A_FACILITY = ("staff", "catalogues")  # tables whose rows make a facility what it is


def network(made: Drafted, cells: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the page draws of a draft; `cells` are the outlines below it."""
    facilities = _facilities(made)
    roads = [row for row in made.rows("roads") if isinstance(row, Road)]
    counties = [row for row in made.rows("counties") if isinstance(row, County)]
    return {
        "cells": cells,
        "counties": [{"id": one.id, "names": _names(one)} for one in counties],
        "facilities": facilities,
        "kinds": [
            {"id": kind, "names": facility_kind(kind)}
            for kind in KIND_TIER
            if any(one["kind"] == kind for one in facilities)
        ],
        "reach": {"minutes": MINUTES, "km": reach_km(made.draft.policies, roads)},
        "bounds": _bounds([*made.rows("zones"), *made.rows("facilities")]),
    }


def reach_km(policies: Policies, roads: list[Road]) -> float:
    """Return the straight-line km that 15 minutes of travel cover."""
    travel = policies.travel
    ordered = sorted(roads, key=lambda one: math.inf if one.up_to_km is None else one.up_to_km)
    bounds = [math.inf if one.up_to_km is None else one.up_to_km for one in ordered] or [math.inf]
    speeds = [one.speed for one in ordered] or [travel.speed]
    hours = (MINUTES - travel.fixed_minutes) / 60
    return round(km_within(Roads(np.array(bounds), np.array(speeds)), hours) / travel.detour, 3)


def enterprises_by_town(scenario: Scenario) -> dict[str, int]:
    """Return how many enterprises each town has."""
    towns = {zone.id: zone.town for zone in scenario.zones}
    found: dict[str, float] = defaultdict(float)
    for row in scenario.enterprises:
        found[towns.get(row.zone, "")] += row.enterprises
    return {town: round(number) for town, number in found.items()}


def _facilities(made: Drafted) -> list[dict[str, Any]]:
    """Return the draft's facilities in order, and after them those that the draft has removed."""
    rows = [row for row in made.rows("facilities") if isinstance(row, Facility)]
    before = {row.id: row for row in made.base.facilities}
    own = dict(zip((row.id for row in rows), states(TABLES["facilities"], made), strict=True))
    touched = _touched(made)
    heads = _heads(made.rows("staff"))
    found = []
    for row in rows:
        state = own[row.id]
        if row.id in before and before[row.id].open and not row.open:
            state = "closed"
        elif state == "plain" and row.id in touched:
            state = "changed"
        found.append(_shown(row, heads.get(row.id, 0), state))
    gone = [row for row in made.base.facilities if row.id not in own]
    heads = _heads(made.base.staff)
    return found + [_shown(row, heads.get(row.id, 0), "removed") for row in gone]


def _shown(row: Facility, heads: int, state: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "names": _names(row),
        "tier": row.tier,
        "kind": row.kind,
        "county": row.county,
        "town": row.town,
        "lon": row.lon,
        "lat": row.lat,
        "open": row.open,
        "heads": heads,
        "state": state,
    }


def _touched(made: Drafted) -> set[str]:
    """Return the facilities whose staff or catalogue the draft adds to, takes from or changes."""
    found: set[str] = set()
    for name in OF_A_FACILITY:
        rows, before = made.rows(name), made.base.table(name)
        now, then = set(map(id, rows)), set(map(id, before))
        differing = [row for row in rows if id(row) not in then] + [
            row for row in before if id(row) not in now
        ]
        if differing:
            same = set(rows) & set(before)  # written anew, but equal
            found |= {row.facility for row in differing if row not in same}  # type: ignore[attr-defined]
    return found


def _heads(staff: Iterable[Any]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for group in staff:
        found[group.facility] += group.head_count
    return found


def _names(row: Any) -> dict[str, str]:
    return {"zh": row.name_zh, "en": row.name_en}


def _bounds(rows: list[Row]) -> list[float]:
    """Return west, south, east and north around all places."""
    places = [row for row in rows if isinstance(row, Zone | Facility)]
    if not places:
        return [119.0, 30.0, 121.0, 31.5]
    lons, lats = [one.lon for one in places], [one.lat for one in places]
    sides = (min(lons) - MARGIN, min(lats) - MARGIN, max(lons) + MARGIN, max(lats) + MARGIN)
    return [round(side, 4) for side in sides]
