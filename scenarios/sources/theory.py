"""Tables of scenarios/theory: one station as an M/M/3 queue at utilisation 0.8, for closed forms.

Mean service 1,200 s (20 minutes), three members, arrivals at 0.8 x 3 / 1,200 = 0.002 a second: 63,072 in a
year of 365 days. Tests change the head count, the distribution, the capacity or the rates and nothing else.
"""

from __future__ import annotations

from scenarios.sources.table import Row

SERVICE_SECONDS = 1_200
MEMBERS = 3
UTILISATION = 0.8
YEARLY = UTILISATION * MEMBERS / SERVICE_SECONDS * 365 * 86_400

_PLACE = {"lat": 30.87, "lon": 120.1}
_ASSUMED = {"source": "assumed"}


def _named(identity: str, zh: str, en: str) -> Row:
    return {"id": identity, "name_zh": zh, "name_en": en}


def _service() -> Row:
    row = _named("counter", "窗口服务", "Counter service")
    row |= {"family": "basic", "kind": "transaction", "skill": "counter", "priority": 5}
    row |= {f"handling_{tier}": SERVICE_SECONDS / 60 for tier in ("station", "subcentre", "district", "city")}
    row |= {"handling_cv": 1.0, "handling_distribution": "exponential"}
    row |= {f"solve_{tier}": 1.0 for tier in ("station", "subcentre", "district", "city")}
    row |= {"promise_hours": 24.0, "review_tier": "station", "bundle": False, "out_of_area": False}
    row |= {"cross_city_share": 0.0, "share_walk_in": 1.0, "share_appointment": 0.0, "share_online": 0.0}
    row |= {"share_home_visit": 0.0, "grade_subcentre": 0.0, "grade_district": 0.0, "grade_city": 0.0}
    return row | {"visit_share": 0.0} | _ASSUMED


def _station() -> Row:
    row = _named("station", "驿站", "Station") | {"tier": "station", "kind": "township"}
    row |= {"county": "theory", **_PLACE, "hours": "always", "slot_capacity": 0}
    row |= {"home_visits": False, "push": False, "mutual_recognition": False, "joint_review": False}
    return row | {"out_of_area": False, "attraction": 0.0, "open": True} | _ASSUMED


def _policies() -> list[Row]:
    off = [
        "patience",
        "visits",
        "backstop",
        "sessions",
        "survey",
        "coaching",
        "training",
        "assessment",
        "grading",
    ]
    rows: list[Row] = [
        {"policy": policy, "parameter": "on", "value": False, "unit": "switch"} for policy in off
    ]
    rows += [
        {"policy": "visits", "parameter": "time_share", "value": 0, "unit": "share"},
        {"policy": "patience", "parameter": "balk_per_waiting", "value": 0, "unit": "probability per person"},
        {"policy": "travel", "parameter": "fixed_minutes", "value": 0, "unit": "minutes"},
        {"policy": "returns", "parameter": "lag_minutes", "value": 0, "unit": "minutes"},
        {"policy": "choice", "parameter": "outside", "value": -1000, "unit": "utility"},
    ]
    return [row | _ASSUMED for row in rows]


def tables() -> dict[str, list[Row]]:
    """All tables of the scenario."""
    flat = {"season": range(1, 13), "weekday": range(1, 8), "hour_working": range(24), "hour_rest": range(24)}
    town = {"county": "theory", "town": "theory", "town_zh": "理论镇", "town_en": "Theory town"}
    county, factor = {"response_rate": 1.0, "reporting_effect": 0.0}, {"demand_factor": 1.0}
    group = _named("counter", "窗口", "Counter") | {"facility": "station"}
    group |= {"role": "member", "cost_per_year": 0.0}
    group |= {"head_count": MEMBERS, "skills": "counter", "enterprise_share": 1.0, "mode": "resident"}
    hours = {"pattern": "always", "days": "daily", "opens": "00:00", "closes": "24:00", "evening": False}
    return {
        "counties": [_named("theory", "理论县", "Theory county") | county | _ASSUMED],
        "zones": [_named("point", "需求点", "Demand point") | town | _PLACE | factor | _ASSUMED],
        "industries": [_named("any", "产业", "Industry") | _ASSUMED],
        "enterprises": [{"zone": "point", "industry": "any", "enterprises": 1} | _ASSUMED],
        "profiles": [
            {"profile": profile, "index": index, "weight": 1.0} | _ASSUMED
            for profile, indices in flat.items()
            for index in indices
        ],
        "services": [_service()],
        "items": [_named("item", "事项", "Item") | {"service": "counter", "weight": 1.0} | _ASSUMED],
        "demand": [{"industry": "any", "service": "counter", "rate": YEARLY} | _ASSUMED],
        "hours": [hours | _ASSUMED],
        "facilities": [_station()],
        "catalogues": [{"facility": "station", "item": "item", "delegated": False} | _ASSUMED],
        "staff": [group | _ASSUMED],
        "policies": _policies(),
    }
