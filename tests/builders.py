"""Builders of small scenarios in memory: row helpers with defaults, and the base network of the gallery.

A row helper returns a dict, so that a test names only what it is about.
"""

from __future__ import annotations

import math
from typing import Any

from sim.scenario.scenario import Scenario

Table = dict[str, Any]

LAT, LON = 30.0, 120.0
EARTH_RADIUS_KM = 6371.0088
HOURS_PER_DAY = 8  # of work, in every scenario of the gallery but those that say otherwise

ALL_DAY = {"pattern": "day", "days": "daily", "opens": "09:00", "closes": "17:00"}
ROUND_THE_CLOCK = {"pattern": "always", "days": "daily", "opens": "00:00", "closes": "24:00"}

QUIET: dict[str, Table] = {
    **{
        policy: {"on": False}
        for policy in (
            "coaching", "training", "visits", "backstop", "sessions", "grading", "assessment", "survey",
            "patience",
        )
    },
    "push": {"hours_with": 1, "hours_without": 4, "cv": 0},
    "out_of_area": {"trip_hours": 8, "cv": 0},
    "appointments": {"no_show": 0, "late": 0, "lead_hours": 1},
    "returns": {"lag_minutes": 0},
    "backstop": {"on": False, "share": 0.5, "handling_minutes": 30, "solve": 1},
    "sessions": {"on": False, "solve": 1},
    "patience": {"on": False, "balk_per_waiting": 0},
    "travel": {"detour": 1, "speed": 30, "fixed_minutes": 0},
}  # fmt: skip


def north(km: float) -> float:
    """Return the latitude ``km`` north of the station: 10 km are 20 minutes of travel in the gallery."""
    return LAT + math.degrees(km / EARTH_RADIUS_KM)


def named(name: str, **fields: Any) -> Table:
    return {"id": name, "name_zh": name, "name_en": name, **fields}


def zone(name: str, *, km: float = 0, **fields: Any) -> Table:
    town = {"town": "town", "town_zh": "镇", "town_en": "Town"}
    return named(name, **{"county": "c", **town, "lat": north(km), "lon": LON, **fields})


def service(name: str, *, minutes: float = 30, solve: float | tuple[float, ...] = 1, **fields: Any) -> Table:
    """A class of ``minutes`` of work anywhere, solved with chance ``solve`` (by tier, or anywhere)."""
    chances = solve if isinstance(solve, tuple) else (solve,) * 4
    places = ("station", "subcentre", "district", "city")
    return named(
        name,
        **{
            "family": "basic", "kind": "transaction", "skill": "counter", "promise_hours": 16,
            "review_tier": "station", "handling_cv": 0, "handling_distribution": "constant",
            **{f"handling_{place}": minutes for place in places},
            **{f"solve_{place}": chance for place, chance in zip(places, chances, strict=True)},
            **fields,
        },
    )  # fmt: skip


def facility(
    name: str, *, tier: str = "station", km: float = 0, parent: str | None = None, **fields: Any
) -> Table:
    kinds = {
        "station": "township", "subcentre": "subcentre", "district": "district_centre",
        "city": "city_centre", "department": "department",
    }  # fmt: skip
    parents = {f"parent_{family}": parent for family in ("basic", "value_added", "professional")}
    place = {"tier": tier, "kind": kinds[tier], "county": "c", "lat": north(km), "lon": LON, "hours": "day"}
    return named(name, **{**place, **parents, **fields})


def staff(name: str, facility: str, **fields: Any) -> Table:
    return named(name, **{"facility": facility, "head_count": 1, "skills": "counter", **fields})


def roster(name: str, staff: str, *, days: str = "daily", opens: str, closes: str, **fields: Any) -> Table:
    return {"id": name, "staff": staff, "days": days, "opens": opens, "closes": closes, **fields}


def review(service: str, order: int, hours: float, **fields: Any) -> Table:
    return {"service": service, "order": order, "hours": hours, "department": "bureau", "cv": 0, **fields}


def need(life_cycle: str, day: int, service: str) -> Table:
    return {"life_cycle": life_cycle, "day": day, "service": service, "name_zh": service, "name_en": service}


def minimal(
    *,
    settings: Table | None = None,
    policies: dict[str, Table] | None = None,
    add: dict[str, list[Table]] | None = None,
    **tables: list[Table],
) -> Scenario:
    """One station ``s`` with one resident ``s.team`` and one transaction class ``file`` of 30 minutes.

    Args:
        settings: overrides, field by field.
        policies: overrides, parameter by parameter; everything else stays as in ``QUIET``.
        add: rows put behind a table's own.
        **tables: rows that replace a whole table. Without items and catalogues, each service gets one item of
            its name, and every facility but departments lists every item.
    """
    content: dict[str, list[Table]] = {
        "counties": [named("c")],
        "zones": [zone("z")],
        "industries": [named("i")],
        "enterprises": [{"zone": "z", "industry": "i", "enterprises": 100}],
        "services": [service("file")],
        "hours": [ALL_DAY],
        "facilities": [facility("s")],
        "staff": [staff("s.team", "s")],
    }
    content |= tables
    for table, rows in (add or {}).items():
        content[table] = [*content.get(table, []), *rows]
    if "items" not in content:
        content["items"] = [named(row["id"], service=row["id"]) for row in content["services"]]
    if "catalogues" not in content:
        listing = [row["id"] for row in content["facilities"] if row["tier"] != "department"]
        content["catalogues"] = [
            {"facility": at, "item": item["id"]} for at in listing for item in content["items"]
        ]
    chosen = {name: dict(values) for name, values in QUIET.items()}
    for name, values in (policies or {}).items():
        chosen[name] = {**chosen.get(name, {}), **values}
    base: Table = {
        **named("gallery"), "start": "2024-01-01", "days": 2, "warm_up_days": 0, "follow_up_days": 2,
        "calendar": "none", "working_hours": [["09:00", "17:00"]],
    }  # fmt: skip
    return Scenario.model_validate({"settings": {**base, **(settings or {})}, "policies": chosen, **content})


def changed(scenario: Scenario, **policies: Table) -> Scenario:
    """Return the scenario with some policy parameters set anew: ``changed(x, push={"on": False})``."""
    content = scenario.model_dump(mode="json")
    for name, values in policies.items():
        content["policies"][name] |= values
    return Scenario.model_validate(content)


def with_demand(scenario: Scenario, cases_per_day: float) -> Scenario:
    """Return the scenario with random demand: every class alike, spread over the enterprises there are."""
    content = scenario.model_dump(mode="json")
    enterprises = sum(row.enterprises for row in scenario.enterprises)
    rate = cases_per_day * 365 / enterprises / len(scenario.services)
    content["demand"] = [
        {"industry": industry.id, "service": row.id, "rate": rate}
        for industry in scenario.industries
        for row in scenario.services
    ]
    return Scenario.model_validate(content)
