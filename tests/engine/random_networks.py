"""Random small networks in which every mechanism of the gallery may meet every other."""

from __future__ import annotations

from collections.abc import Collection
from random import Random
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

SKILLS = ("counter", "law", "tax")
SPANS = (("09:00", "12:00"), ("10:00", "11:00"), ("13:30", "17:00"), ("11:30", "14:00"), ("15:00", "17:00"))
LEVERS = (
    "evening", "roving", "team", "partners", "delegation", "coaching", "training", "appointments",
    "home_visits", "visits", "push", "out_of_area", "mutual_recognition", "bundles", "backstop",
    "sessions", "grading", "tracking", "assessment", "survey", "patience",
)  # fmt: skip
DAYS = ("working", "mon;wed", "tue", "thu;fri", "daily")


def random_network(seed: int, off: Collection[str] = ()) -> Scenario:
    """One to two counties, up to a dozen places, three to five classes, levers on and off by chance.

    The levers ``off`` are off, whatever chance says of them.
    """
    chance = Random(seed)
    counties = ["c", "b"][: chance.randint(1, 2)]
    places = _facilities(chance, counties)
    classes = _services(chance)
    names = [row["id"] for row in classes]
    stations = [row["id"] for row in places if row["tier"] == "station"]
    zones = [zone(f"z{i}", km=chance.choice((0, 1, 5, 12)), county=chance.choice(counties)) for i in range(3)]
    groups = _staff(chance, places)
    days = chance.randint(3, 6)
    scenario = minimal(
        settings={
            "start": chance.choice(("2024-01-29", "2024-09-26", "2024-05-06")), "days": days,
            "warm_up_days": chance.randint(0, 1), "follow_up_days": chance.randint(0, days),
            "calendar": chance.choice(("china", "none")), "seed": seed,
            "working_hours": chance.choice(([["09:00", "12:00"], ["13:30", "17:00"]], [["08:30", "17:30"]])),
        },
        policies=_policies(chance) | {lever: {"on": False} for lever in off},
        counties=[named(name, response_rate=0.6, reporting_effect=0.3) for name in counties],
        zones=zones,
        industries=[named("i"), named("j")],
        enterprises=[
            {"zone": row["id"], "industry": industry, "enterprises": 200}
            for row in zones
            for industry in "ij"
        ],
        services=classes,
        reviews=_reviews(chance, names),
        hours=_hours(chance),
        facilities=places,
        staff=groups,
        rosters=_rosters(chance, groups, stations, names),
        partners=[named("firm", type="law")],
        projects=[named("plant", zone="z1", industry="j", life_cycle="build", start="2024-01-30")],
        life_cycles=[need("build", day, name) for day, name in enumerate(names)],
        sessions=[
            {"county": name, "first": "2024-01-03", "every_days": chance.randint(1, 3),
             "batch": chance.randint(1, 4), "minutes": chance.choice((60, 1440))}
            for name in counties
            if chance.random() < 0.8
        ],
        catalogues=[
            {"facility": row["id"], "item": name, "delegated": chance.random() < 0.2}
            for row in places
            for name in names
            if row["tier"] not in ("department", "city") and chance.random() < 0.9
        ],
    )  # fmt: skip
    return with_demand(scenario, chance.choice((15, 40, 90)))


def _services(chance: Random) -> list[Table]:
    rows = []
    for i in range(chance.randint(3, 5)):
        kind = "problem" if i == 0 else chance.choice(("transaction", "problem"))
        walk_in = chance.choice((0.4, 0.7, 1.0))
        rest = [chance.random() for _ in range(3)]
        shares = [(1 - walk_in) * part / sum(rest) for part in rest]
        rows.append(service(
            f"k{i}", kind=kind, minutes=chance.choice((10, 30, 60, 150)),
            skill=chance.choice(SKILLS), family=chance.choice(("basic", "value_added", "professional")),
            priority=chance.choice((0, 3, 5, 5)), promise_hours=chance.choice((2, 8, 24)),
            solve=tuple(chance.choice((0, 0.3, 0.7, 1)) for _ in range(4)),
            handling_distribution=chance.choice(("constant", "lognormal", "exponential")), handling_cv=0.7,
            review_tier=chance.choice(("station", "district")), bundle=chance.random() < 0.5,
            out_of_area=chance.random() < 0.5, cross_city_share=chance.choice((0, 0.4)),
            share_walk_in=walk_in, share_appointment=shares[0], share_online=shares[1],
            share_home_visit=shares[2], visit_share=1 if i == 0 else 0,
            grade_subcentre=chance.choice((0, 0.2)), grade_district=chance.choice((0, 0.2)),
        ))  # fmt: skip
    return rows


def _reviews(chance: Random, names: list[str]) -> list[Table]:
    return [
        review(
            name, order, chance.choice((0.5, 1, 3)), cv=chance.choice((0, 0.5)),
            recognisable=chance.random() < 0.5, skill=chance.choice((None, "review")),
        )
        for name in names
        for order in range(1, chance.choice((1, 1, 2, 4)))
    ]  # fmt: skip


def _hours(chance: Random) -> list[Table]:
    halves = (("09:00", "12:00"), ("13:30", "17:00"))
    whole = (("09:00", "17:00"),)
    spans = {"day": chance.choice((halves, whole)), "long": (("08:30", "17:30"),), "roving": halves[1:]}
    days = {"day": chance.choice(("working", "daily")), "long": "working", "roving": "tue;fri"}
    return [
        *(
            {"pattern": pattern, "days": days[pattern], "opens": opens, "closes": closes}
            for pattern, each in spans.items()
            for opens, closes in each
        ),
        {"pattern": "long", "days": "working", "opens": "18:00", "closes": "21:00", "evening": True},
    ]


def _facilities(chance: Random, counties: list[str]) -> list[Table]:
    rows = [facility("m", tier="city", km=4, joint_review=True), facility("bureau", tier="department")]
    for county in counties:
        top = chance.choice(("m", None))
        above = f"{county}.d"
        rows.append(facility(
            above, tier="district", km=chance.choice((0, 2, 10)), county=county, parent=top, chiefs=above,
            push=True, joint_review=True, mutual_recognition=True, out_of_area=chance.random() < 0.5,
        ))  # fmt: skip
        if chance.random() < 0.5:
            rows.append(facility(
                f"{county}.x", tier="subcentre", km=6, county=county, parent=above,
                hours=chance.choice(("day", "long")), push=chance.random() < 0.5,
            ))  # fmt: skip
            above = f"{county}.x"
        for i in range(chance.randint(1, 3)):
            kind = "township" if i == 0 else chance.choice(("park", "embedded", "roving"))
            parent = f"{county}.s0" if i and chance.random() < 0.4 else above
            rows.append(facility(
                f"{county}.s{i}", kind=kind, km=chance.choice((0, 1, 5)), county=county, parent=parent,
                hours="roving" if kind == "roving" else chance.choice(("day", "long")),
                chiefs=chance.choice((f"{county}.d", None)), push=chance.random() < 0.5,
                paired_board=chance.choice((f"{county}.d.board", None)), joint_review=chance.random() < 0.5,
                slot_capacity=chance.choice((0, 1, 3)), home_visits=chance.random() < 0.5,
                queue_capacity=chance.choice((None, 4)), out_of_area=chance.random() < 0.5,
                mutual_recognition=chance.random() < 0.5,
            ))  # fmt: skip
    return rows


def _staff(chance: Random, places: list[Table]) -> list[Table]:
    def some() -> str:
        return ";".join(sorted({"counter", *chance.sample(SKILLS, chance.randint(0, 2))}))

    def share() -> float:
        return chance.choice((0.4, 0.8, 1))

    rows = [staff("officer", "bureau", skills="review", head_count=chance.randint(1, 2))]
    for place in places:
        name, tier = place["id"], place["tier"]
        if tier == "department":
            continue
        skills = ";".join(SKILLS) if tier in ("district", "city") and chance.random() < 0.7 else some()
        heads = chance.randint(1, 3)
        rows.append(staff(f"{name}.team", name, skills=skills, head_count=heads, enterprise_share=share()))
        if chance.random() < 0.3:
            rows.append(staff(f"{name}.more", name, skills=some(), team="x", enterprise_share=share()))
        if tier == "district":
            rows += [
                staff(f"{name}.board", name, skills=some(), role="chief_specialist", board="finance"),
                staff(f"{name}.chiefs", name, skills="chiefs", role="chief", head_count=chance.randint(1, 2)),
                staff(f"{name}.out", name, skills=chance.choice(("law", "law;tax")), mode="rotating",
                      head_count=chance.randint(1, 2)),
                staff(f"{name}.call", name, skills=chance.choice(("tax", "law;tax")), mode="on_call",
                      partner=chance.choice(("firm", None)), head_count=chance.randint(1, 2)),
            ]  # fmt: skip
    return rows


def _rosters(chance: Random, groups: list[Table], stations: list[str], names: list[str]) -> list[Table]:
    rows: list[Table] = []
    for group in groups:
        if group.get("mode") == "rotating":
            for i, (opens, closes) in enumerate((SPANS[0], SPANS[2])):  # apart: nobody is in two places
                spans = [(opens, closes), SPANS[1] if i == 0 else SPANS[4]]
                opens, closes = chance.choice(spans)
                rows.append(roster(f"{group['id']}.{i}", group["id"], days=chance.choice(DAYS), opens=opens,
                                   closes=closes, facility=chance.choice(stations)))  # fmt: skip
        elif group.get("board"):
            opens, closes = chance.choice(SPANS)
            where = chance.choice((None, stations[0]))
            rows.append(roster(f"{group['id']}.lesson", group["id"], days=chance.choice(DAYS), opens=opens,
                               closes=closes, activity="coaching", facility=where,
                               service=chance.choice(names)))  # fmt: skip
        elif chance.random() < 0.15 and group["id"] != "officer":
            opens, closes = chance.choice(SPANS)
            rows.append(roster(f"{group['id']}.course", group["id"], days="tue", opens=opens, closes=closes,
                               activity="training", facility="m", service=chance.choice(names)))  # fmt: skip
    return rows


def _policies(chance: Random) -> dict[str, Table]:
    policies: dict[str, Table] = {lever: {"on": chance.random() < 0.75} for lever in LEVERS}
    more: dict[str, Any] = {
        "push": {"hours_with": chance.choice((0, 1)), "hours_without": 4, "cv": chance.choice((0, 0.7))},
        "appointments": {"no_show": 0.1, "late": 0.3, "late_minutes": 30, "lead_hours": 1},
        "returns": {"lag_minutes": chance.choice((0, 15))},
        "backstop": {"share": chance.choice((0, 0.5, 1)), "solve": chance.choice((0, 0.5))},
        "sessions": {"solve": chance.choice((0.3, 1))},
        "patience": {"mean_minutes": chance.choice((5, 40)), "balk_per_waiting": 0.05},
        "travel": {"fixed_minutes": chance.choice((0, 3))},
        "visits": {"per_enterprise": 4},
        "coaching": {"rate": 0.5},
        "absent_skill": {"wait_hours": chance.choice((0, 4, 20)), "call": chance.random() < 0.7},
    }
    for name, values in more.items():
        policies[name] = {**policies.get(name, {}), **values}
    return policies
