"""A small city with every mechanism at work at once: the gallery's only random, congested network."""

from __future__ import annotations

from typing import Any

from sim.scenario.scenario import Scenario
from tests.builders import (
    Table,
    facility,
    minimal,
    named,
    need,
    review,
    roster,
    service,
    staff,
    with_demand,
    zone,
)

LEVERS = (
    "coaching", "training", "visits", "backstop", "sessions", "grading", "assessment", "survey", "patience",
)  # fmt: skip


def small_city(*, cases_per_day: float = 60, **overrides: Any) -> Scenario:
    """Two counties, nine places and a bureau over National Day 2024: all levers on, chance in everything."""
    content: Table = {
        "settings": {
            "start": "2024-09-23", "days": 14, "warm_up_days": 2, "follow_up_days": 14, "calendar": "china",
            "working_hours": [["09:00", "12:00"], ["13:30", "17:00"]],
        },
        "policies": _policies(),
        "counties": [named("c", response_rate=0.6, reporting_effect=0.3), named("b", response_rate=0.5)],
        "zones": [zone("z1"), zone("z2", km=6, demand_factor=1.5), zone("z3", km=25, county="b")],
        "industries": [named("i"), named("j")],
        "enterprises": [
            {"zone": name, "industry": industry, "enterprises": 400}
            for name in ("z1", "z2", "z3")
            for industry in ("i", "j")
        ],
        "profiles": _profiles(),
        "services": _services(),
        "reviews": [
            review("permit", 1, 3, cv=0.5, recognisable=True),
            review("permit", 2, 1, cv=0.5, skill="review"),
            review("puzzle", 1, 4, cv=0.5),
        ],
        "hours": _hours(),
        "facilities": _facilities(),
        "staff": _staff(),
        "rosters": _rosters(),
        "partners": [named("firm", type="law")],
        "projects": [
            named("plant", zone="z2", industry="j", life_cycle="build", start="2024-09-24", subcentre="x"),
        ],
        "life_cycles": [need("build", 2 * day, name) for day, name in enumerate(("permit", "law", "file"))],
        "sessions": [{"county": "c", "first": "2024-09-25", "every_days": 7, "batch": 5, "minutes": 120}],
        "items": [named(name, service=name) for name in ("file", "permit", "puzzle", "law")],
    }  # fmt: skip
    places = [row["id"] for row in content["facilities"] if row["tier"] != "department"]
    content["catalogues"] = [
        {"facility": at, "item": item["id"], "delegated": at in ("s", "t") and item["id"] == "permit"}
        for at in places
        for item in content["items"]
        if not (at in ("r", "p") and item["id"] == "permit")
    ]
    return with_demand(minimal(**{**content, **overrides}), cases_per_day)


def _policies() -> dict[str, Table]:
    return {
        **{lever: {"on": True} for lever in LEVERS},
        "push": {"hours_with": 1, "hours_without": 6, "cv": 0.7},
        "appointments": {"no_show": 0.1, "late": 0.2, "late_minutes": 15, "lead_hours": 2},
        "returns": {"lag_minutes": 15},
        "backstop": {"on": True, "share": 0.6, "handling_minutes": 60, "solve": 0.9},
        "sessions": {"on": True, "solve": 0.7},
        "patience": {"on": True, "mean_minutes": 40, "balk_per_waiting": 0.03},
        "travel": {"detour": 1.324, "speed": 30, "fixed_minutes": 3},
        "visits": {"on": True, "per_enterprise": 2},
        "out_of_area": {"trip_hours": 12, "cv": 0.5},
    }


def _profiles() -> list[Table]:
    weekday = [1.2, 1.1, 1, 1, 0.9, 0.4, 0.2]
    working = [0.2] * 7 + [0.5, 1, 3, 3, 2, 1, 1, 2, 3, 2, 1, 1, 1, 1, 0.5, 0.2, 0.2]
    return [
        *({"profile": "weekday", "index": day, "weight": weight} for day, weight in enumerate(weekday, 1)),
        *(
            {"profile": "hour_working", "index": hour, "weight": weight}
            for hour, weight in enumerate(working)
        ),
        *({"profile": "season", "index": month, "weight": 1 + month / 12} for month in range(1, 13)),
    ]


def _services() -> list[Table]:
    random: Table = {"handling_distribution": "lognormal", "handling_cv": 0.8}
    return [
        service("file", minutes=25, solve=(0.95, 1, 1, 1), share_walk_in=0.5, share_appointment=0.2,
                share_online=0.2, share_home_visit=0.1, **random),
        service("permit", minutes=40, solve=(0.6, 0.8, 0.95, 1), bundle=True, out_of_area=True,
                cross_city_share=0.3, promise_hours=40, share_walk_in=0.7, share_online=0.3, **random),
        service("puzzle", minutes=60, kind="problem", family="value_added", skill="puzzle", priority=4,
                solve=(0.4, 0.5, 0.6, 0.8), promise_hours=40, review_tier="district", grade_subcentre=0.2,
                grade_district=0.1, visit_share=0.7, share_walk_in=0.5, share_online=0.5, **random),
        service("law", minutes=90, kind="problem", family="professional", skill="law", priority=3,
                solve=(0.5, 0.6, 0.7, 0.8), promise_hours=24, visit_share=0.3, **random),
    ]  # fmt: skip


def _hours() -> list[Table]:
    halves = (("09:00", "12:00"), ("13:30", "17:00"))
    day = [
        {"pattern": "day", "days": "working", "opens": opens, "closes": closes} for opens, closes in halves
    ]
    return [
        *day,
        {"pattern": "long", "days": "working", "opens": "09:00", "closes": "17:30"},
        {"pattern": "long", "days": "working", "opens": "18:00", "closes": "21:00", "evening": True},
        {"pattern": "long", "days": "sat", "opens": "09:00", "closes": "12:00"},
        {"pattern": "roving", "days": "wed", "opens": "14:00", "closes": "17:00"},
    ]


def _facilities() -> list[Table]:
    station: Table = {"chiefs": "d", "slot_capacity": 1, "home_visits": True, "mutual_recognition": True}
    return [
        facility("s", parent="x", paired_board="d.board", push=True, out_of_area=True, **station),
        facility("p", kind="park", km=6, parent="s", paired_board="d.board", queue_capacity=8, **station),
        facility("e", kind="embedded", km=3, parent="x", hours="long", **station),
        facility("r", kind="roving", km=7, parent="s", hours="roving", **station),
        facility("x", tier="subcentre", km=6, parent="d", chiefs="d", push=True),
        facility("d", tier="district", km=2, parent="m", chiefs="d", joint_review=True, push=True,
                 mutual_recognition=True),
        facility("t", km=25, county="b", parent="k"),
        facility("k", tier="district", km=27, county="b", parent="m", out_of_area=True),
        facility("m", tier="city", km=4, joint_review=True),
        facility("bureau", tier="department", km=2),
    ]  # fmt: skip


def _staff() -> list[Table]:
    every = "counter;puzzle"
    return [
        staff("s.team", "s", head_count=2, skills=every, enterprise_share=0.8, cost_per_year=90000),
        staff("s.x", "s", skills="puzzle", team="x"),
        staff("p.team", "p"),
        staff("e.team", "e", skills=every),
        staff("r.team", "r"),
        staff("x.team", "x", skills=every, head_count=2),
        staff("d.team", "d", skills="counter", head_count=2),
        staff("d.board", "d", skills=every, head_count=2, role="chief_specialist", board="finance"),
        staff("d.chiefs", "d", skills="chiefs", role="chief", head_count=2),
        staff("d.law", "d", skills="law"),
        staff("visiting", "d", skills="law", mode="rotating", partner="firm"),
        staff("called", "d", skills="law", mode="on_call", partner="firm"),
        staff("t.team", "t", skills=every),
        staff("k.team", "k", skills=every + ";law", head_count=2),
        staff("m.team", "m", skills=every + ";law", head_count=2),
        staff("officer", "bureau", skills="review"),
    ]


def _rosters() -> list[Table]:
    return [
        roster("s-law", "visiting", days="tue", opens="09:00", closes="12:00", facility="s"),
        roster("p-law", "visiting", days="tue", opens="13:30", closes="17:00", facility="p"),
        roster("lesson", "d.board", days="thu", opens="13:30", closes="17:00", activity="coaching",
               service="puzzle"),
        roster("course", "p.team", days="fri", opens="09:00", closes="12:00", activity="training",
               facility="d", service="file"),
    ]  # fmt: skip
