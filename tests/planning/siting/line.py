"""A line of demand points along one road north: 2 minutes a kilometre, 7.5 km in a quarter of an hour.

km      0        10        20      22                       40 (county b)
zones   z0       z1        z2      z3                       y
station s                                                   t
"""

from __future__ import annotations

from typing import Any

from sim.planning.siting.candidates import Candidate, Listed
from sim.planning.siting.setting import Setting, setting
from sim.scenario import Scenario
from tests.builders import LON, Table, facility, minimal, named, north, service, staff, zone

ENTERPRISES = {"z0": 500, "z1": 100, "z2": 200, "z3": 300, "y": 400}
KM = {"z0": 0, "z1": 10, "z2": 20, "z3": 22, "y": 40}
RATE = 2.0  # cases per enterprise and year, of which half come to the counter


def line(**overrides: Any) -> Scenario:
    """The line; station s has residents of 90,000 CNY, one of team X, a lawyer on call and a chief."""
    county = {name: "b" if name == "y" else "c" for name in KM}
    towns = {"z0": "near", "z1": "near", "z2": "far", "z3": "far", "y": "other"}
    content: Table = {
        "settings": {"days": 14, "warm_up_days": 0, "follow_up_days": 7},
        "counties": [named("c"), named("b")],
        "zones": [
            zone(name, km=km, county=county[name], town=towns[name], town_zh=f"{towns[name]}镇")
            for name, km in KM.items()
        ],
        "enterprises": [{"zone": name, "industry": "i", "enterprises": n} for name, n in ENTERPRISES.items()],
        "services": [service("file", minutes=30, share_walk_in=0.4, share_appointment=0.1, share_online=0.5)],
        "demand": [{"industry": "i", "service": "file", "rate": RATE}],
        "facilities": [
            facility("s", town="near", tags="park"),
            facility("t", km=40, county="b", town="other"),
        ],
        "staff": [
            staff("s.team", "s", head_count=2, enterprise_share=0.5, cost_per_year=45000),
            staff("s.x", "s", team="x", cost_per_year=1000),
            staff("s.law", "s", mode="on_call", cost_per_year=200000),
            staff("s.chief", "s", role="chief", skills="chiefs", cost_per_year=300000),
            staff("t.team", "t"),
        ],
        "policies": {"choice": {"radius_km": 15, "outside": -20}},
    }
    return minimal(**{**content, **overrides})


def candidate(name: str, km: float, **fields: Any) -> Candidate:
    """A candidate at a kilometre of the line, after the pattern of s."""
    given = {
        **named(name), "kind": "township", "county": "c", "lat": north(km), "lon": LON, "template": "s",
        "cost_per_year": 1000 * km, "source": "assumed",
    }  # fmt: skip
    return Candidate.model_validate({**given, **fields})


def candidates() -> Listed:
    """Four places: at z1, between z1 and z2, at z2, at z3."""
    return Listed.of([candidate("a", 10), candidate("m", 15), candidate("b", 20), candidate("d", 22)])


def placed(scenario: Scenario | None = None, listed: Listed | None = None, **options: Any) -> Setting:
    """The location problem of the line."""
    return setting(scenario or line(), listed or candidates(), **options)
