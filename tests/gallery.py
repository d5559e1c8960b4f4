"""A gallery of small networks: what every engine test is made of.

Each function returns a Scenario built in memory. The base is :func:`tests.builders.minimal`: one county, one
demand point at the station's door, 8-hour working days without holidays, constant times, chances to solve of
0 or 1, flat profiles, no demand (replay rows or ``with_demand`` bring cases) and every lever off that could
touch a case. The others open one mechanism each; all take the overrides of ``minimal``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.scenario.scenario import Scenario
from tests.builders import (
    ALL_DAY,
    Table,
    changed,
    facility,
    minimal,
    named,
    need,
    north,
    review,
    roster,
    service,
    staff,
    with_demand,
    zone,
)
from tests.small_city import small_city

__all__ = ["GALLERY", "changed", "minimal", "north", "small_city", "with_demand"]


def one_station(**overrides: Any) -> Scenario:
    """One counter, one clerk, 30 minutes a case."""
    return minimal(**overrides)


def two_clerks(**overrides: Any) -> Scenario:
    """One counter, two clerks of one group."""
    return minimal(**{"staff": [staff("s.team", "s", head_count=2)], **overrides})


def two_priorities(**overrides: Any) -> Scenario:
    """One clerk; class ``urgent`` goes before class ``file``."""
    return minimal(**{"services": [service("file"), service("urgent", priority=1)], **overrides})


def lunch_break(**overrides: Any) -> Scenario:
    """The station closes 12:00 to 13:00; transaction ``file`` runs on into it, problem ``puzzle`` pauses."""
    halves = [{**ALL_DAY, "closes": "12:00"}, {**ALL_DAY, "opens": "13:00"}]
    classes = [service("file"), service("puzzle", kind="problem")]
    return minimal(**{"hours": halves, "services": classes, **overrides})


def impatient(**overrides: Any) -> Scenario:
    """People on site leave; each person waiting turns a tenth away."""
    patience = {"patience": {"on": True, "mean_minutes": 20, "balk_per_waiting": 0.1}}
    return minimal(**{"policies": patience, **overrides})


def capacity(**overrides: Any) -> Scenario:
    """At most two cases at the station: one in service, one waiting."""
    return minimal(**{"facilities": [facility("s", queue_capacity=2)], **overrides})


def tandem_station_district(**overrides: Any) -> Scenario:
    """Problem ``puzzle``: solved never at station ``s``, always at district ``d``; hand-off 4 hours."""
    return minimal(**{
        "services": [service("puzzle", kind="problem", solve=(0, 0, 1, 1))],
        "facilities": [facility("s", parent="d"), facility("d", tier="district", km=10)],
        "staff": [staff("s.team", "s"), staff("d.team", "d")],
        **overrides,
    })  # fmt: skip


def pushed(**overrides: Any) -> Scenario:
    """As the tandem, but information is pushed both ways: a hand-off takes 1 hour."""
    facilities = [facility("s", parent="d", push=True), facility("d", tier="district", km=10, push=True)]
    return tandem_station_district(**{"facilities": facilities, **overrides})


def three_tiers(**overrides: Any) -> Scenario:
    """Problem ``puzzle`` climbs station, sub-centre, district and city; only the city solves it."""
    tiers = ("station", "subcentre", "district", "city")
    above: dict[str, str | None] = dict(zip(tiers, [*tiers[1:], None], strict=True))
    return minimal(**{
        "services": [service("puzzle", kind="problem", solve=(0, 0, 0, 1))],
        "facilities": [facility(tier, tier=tier, parent=above[tier]) for tier in tiers],
        "staff": [staff(f"{tier}.team", tier) for tier in tiers],
        **overrides,
    })  # fmt: skip


def locality(**overrides: Any) -> Scenario:
    """Park station ``p`` hands problem ``puzzle`` to township station ``s``, its locality."""
    return minimal(**{
        "services": [service("puzzle", kind="problem", solve=(0, 0, 1, 1))],
        "facilities": [
            facility("p", kind="park", parent="s"), facility("s", parent="d"), facility("d", tier="district"),
        ],
        "staff": [staff(f"{place}.team", place) for place in ("p", "s", "d")],
        **overrides,
    })  # fmt: skip


def _law(**group: Any) -> Table:
    return {
        "services": [service("file"), service("law", kind="problem", skill="law")],
        "facilities": [facility("s", parent="d"), facility("d", tier="district", km=10)],
        "staff": [
            staff("s.team", "s"), staff("d.team", "d", skills="counter;law"),
            staff("lawyers", skills="law", **{"facility": "d", **group}),
        ],
    }  # fmt: skip


def resident_law(**overrides: Any) -> Scenario:
    """A lawyer of ``lawyers`` sits at station ``s``; the district ``d``, 20 minutes away, has its own."""
    return minimal(**{**_law(facility="s"), **overrides})


def rotating_law(**overrides: Any) -> Scenario:
    """The lawyer visits station ``s`` every Tuesday 13:00 to 16:00 (first on the second day)."""
    visit = roster("visit", "lawyers", days="tue", opens="13:00", closes="16:00", facility="s")
    return minimal(**{**_law(mode="rotating"), "rosters": [visit], **overrides})


def on_call_law(**overrides: Any) -> Scenario:
    """The lawyer sits at the district ``d`` and is called to ``s``: 20 minutes each way."""
    return minimal(**{**_law(mode="on_call"), **overrides})


def own_ways(**overrides: Any) -> Scenario:
    """``on_call_law`` with trips that are given, 25 minutes to ``s`` and 40 back; road classes for others."""
    return on_call_law(**{
        "zones": [zone("z", km=1), zone("y", km=6)],
        "enterprises": [{"zone": name, "industry": "i", "enterprises": 50} for name in ("z", "y")],
        "roads": [named("street", up_to_km=2, speed=20), named("road", speed=40)],
        "travel": [
            {"origin": "d", "facility": "s", "km": 12, "minutes": 25},
            {"origin": "s", "facility": "d", "km": 14, "minutes": 40},
            {"origin": "y", "facility": "s", "km": 8, "minutes": 14.5},
        ],
        **overrides,
    })  # fmt: skip


def backstop_county(**overrides: Any) -> Scenario:
    """Nobody solves ``puzzle`` but the chief at ``d``, who takes it after half of its promise of 4 hours."""
    return minimal(**{
        "services": [service("puzzle", kind="problem", solve=0, promise_hours=4, minutes=60)],
        "facilities": [facility("s", parent="d", chiefs="d"), facility("d", tier="district", chiefs="d")],
        "staff": [
            staff("s.team", "s"), staff("d.team", "d"), staff("d.chiefs", "d", skills="chiefs", role="chief"),
        ],
        "policies": {"backstop": {"on": True}},
        **overrides,
    })  # fmt: skip


def serial_reviews(**overrides: Any) -> Scenario:
    """Class ``permit`` needs two reviews, 2 and 3 working hours, one after the other."""
    return minimal(**{
        "services": [service("permit", kind="problem")],
        "reviews": [review("permit", 1, 2), review("permit", 2, 3, recognisable=True)],
        **overrides,
    })  # fmt: skip


def bundle_reviews(**overrides: Any) -> Scenario:
    """The same two reviews as a bundle at a station with joint review: side by side."""
    station = [facility("s", joint_review=True)]
    return serial_reviews(
        **{"services": [service("permit", kind="problem", bundle=True)], "facilities": station, **overrides}
    )


def department_queue(**overrides: Any) -> Scenario:
    """The review of ``permit``, an hour of work, queues for the one officer of the ``bureau``."""
    return minimal(**{
        "services": [service("permit", kind="problem")],
        "reviews": [review("permit", 1, 1, skill="review")],
        "facilities": [facility("s"), facility("bureau", tier="department")],
        "staff": [staff("s.team", "s"), staff("officer", "bureau", skills="review")],
        **overrides,
    })  # fmt: skip


def sessions_county(**overrides: Any) -> Scenario:
    """Nobody solves ``puzzle``; a session of an hour takes one problem a day from the second day on."""
    session = {"county": "c", "first": "2024-01-02", "every_days": 1, "batch": 1, "minutes": 60}
    return minimal(**{
        "services": [service("puzzle", kind="problem", solve=0)],
        "sessions": [session],
        "policies": {"sessions": {"on": True}},
        **overrides,
    })  # fmt: skip


def appointments(**overrides: Any) -> Scenario:
    """Every case books one of the station's half-hour slots, one case a slot."""
    booked = service("file", share_walk_in=0, share_appointment=1)
    return minimal(**{"services": [booked], "facilities": [facility("s", slot_capacity=1)], **overrides})


def home_visits(**overrides: Any) -> Scenario:
    """Every case is served at the enterprise, 10 km (20 minutes) from the station."""
    return minimal(**{
        "zones": [zone("z", km=10)],
        "services": [service("file", share_walk_in=0, share_home_visit=1)],
        "facilities": [facility("s", home_visits=True)],
        **overrides,
    })  # fmt: skip


def online(**overrides: Any) -> Scenario:
    """Every case is filed online."""
    return minimal(**{"services": [service("file", share_walk_in=0, share_online=1)], **overrides})


def evening(**overrides: Any) -> Scenario:
    """The station also opens 18:00 to 21:00."""
    late = {**ALL_DAY, "opens": "18:00", "closes": "21:00", "evening": True}
    return minimal(**{"hours": [ALL_DAY, late], **overrides})


def roving(**overrides: Any) -> Scenario:
    """A roving point ``r`` opens on the second day beside the enterprise, 10 km from the station."""
    tuesday = {"pattern": "tuesday", "days": "tue", "opens": "09:00", "closes": "17:00"}
    return minimal(**{
        "zones": [zone("z", km=10)],
        "hours": [ALL_DAY, tuesday],
        "facilities": [facility("s"), facility("r", kind="roving", km=10, hours="tuesday", parent="s")],
        "staff": [staff("s.team", "s"), staff("r.team", "r")],
        **overrides,
    })  # fmt: skip


def graded(**overrides: Any) -> Scenario:
    """Every ``puzzle`` is graded to enter at the district, which alone solves it."""
    puzzle = service("puzzle", kind="problem", solve=(0, 0, 1, 1), grade_district=1)
    return tandem_station_district(
        **{"services": [puzzle], "policies": {"grading": {"on": True}}, **overrides}
    )


def coached(**overrides: Any) -> Scenario:
    """The district's clerk coaches the station in ``puzzle`` on the first morning; then it solves all."""
    visit = roster(
        "visit", "d.team", opens="09:00", closes="12:00", activity="coaching", facility="s", service="puzzle",
        date_from="2024-01-01", date_to="2024-01-01",
    )  # fmt: skip
    lesson = {"coaching": {"on": True, "ceiling": 1, "rate": 10}}
    return tandem_station_district(**{"rosters": [visit], "policies": lesson, **overrides})


def trained(**overrides: Any) -> Scenario:
    """The station's clerk spends the first day in training for ``puzzle``; then the station solves all."""
    course = roster(
        "course", "s.team", opens="09:00", closes="17:00", activity="training", facility="d",
        service="puzzle",
        date_from="2024-01-01", date_to="2024-01-01",
    )  # fmt: skip
    lesson = {"training": {"on": True}, "coaching": {"ceiling": 1, "rate": 10}}
    return tandem_station_district(**{"rosters": [course], "policies": lesson, **overrides})


def delegated(**overrides: Any) -> Scenario:
    """``permit`` is the district's; delegated, the station lists it and solves it as the district does."""
    return tandem_station_district(**{
        "services": [service("permit", solve=(0, 0, 1, 1))],
        "catalogues": [
            {"facility": "s", "item": "permit", "delegated": True}, {"facility": "d", "item": "permit"},
        ],
        "policies": {"delegation": {"authority": 1}},
        **overrides,
    })  # fmt: skip


def out_of_area(**overrides: Any) -> Scenario:
    """The enterprise's county ``b`` has no station; ``s`` in ``c`` files out of area, half across cities."""
    return minimal(**{
        "counties": [named("b"), named("c")],
        "zones": [zone("z", county="b")],
        "services": [service("file", out_of_area=True, cross_city_share=0.5)],
        "facilities": [facility("s", out_of_area=True)],
        **overrides,
    })  # fmt: skip


def mutual_recognition(**overrides: Any) -> Scenario:
    """Every ``permit`` is another city's; the station recognises the second review made there."""
    return serial_reviews(**{
        "services": [service("permit", kind="problem", out_of_area=True, cross_city_share=1)],
        "facilities": [facility("s", out_of_area=True, mutual_recognition=True)],
        **overrides,
    })  # fmt: skip


def tracked(**overrides: Any) -> Scenario:
    """Project ``plant`` raises one ``file`` on each of the first two days."""
    return minimal(**{
        "projects": [
            named("plant", zone="z", industry="i", life_cycle="build", start="2024-01-01", station="s"),
        ],
        "life_cycles": [need("build", day, "file") for day in (0, 1)],
        **overrides,
    })  # fmt: skip


def visited(**overrides: Any) -> Scenario:
    """Visits find problem ``puzzle``: one an enterprise and year; without visits 3 in 10 are reported."""
    found = {"visits": {"on": True, "per_enterprise": 2, "discovery": 0.5, "time_share": 0.2}}
    puzzle = service("puzzle", kind="problem", visit_share=1)
    return minimal(**{"services": [puzzle], "policies": found, **overrides})


GALLERY: dict[str, Callable[..., Scenario]] = {
    build.__name__: build
    for build in (
        one_station,
        two_clerks,
        two_priorities,
        lunch_break,
        impatient,
        capacity,
        tandem_station_district,
        pushed,
        three_tiers,
        locality,
        resident_law,
        rotating_law,
        on_call_law,
        own_ways,
        backstop_county,
        serial_reviews,
        bundle_reviews,
        department_queue,
        sessions_county,
        appointments,
        home_visits,
        online,
        evening,
        roving,
        graded,
        coached,
        trained,
        delegated,
        out_of_area,
        mutual_recognition,
        tracked,
        visited,
        small_city,
    )
}
