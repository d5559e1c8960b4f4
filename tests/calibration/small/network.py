"""A network of six places whose two years run in a moment, for calibrations repeated hundreds of times."""

from __future__ import annotations

from typing import Any

from sim.scenario import Scenario
from tests.builders import facility, minimal, named, review, service, staff, zone

FIRST_DAY = "2024-01-01"  # of what is measured


def network(days: int) -> Scenario:
    """Two counties with three stations, a district centre each and the city's, measured for so many days.

    Demand is the same all year, so that a few months tell what a mean month is.
    """
    return minimal(
        settings={
            "start": "2023-12-18", "days": days + 14, "warm_up_days": 14, "follow_up_days": 60,
            "working_hours": [["09:00", "12:00"], ["13:30", "17:00"]],
        },
        policies={
            "push": {"hours_with": 2, "hours_without": 8, "cv": 0.5},
            "out_of_area": {"trip_hours": 10, "cv": 0.5},
            "grading": {"on": True},
            "satisfaction": {"intercept": 5, "handoff": -0.4, "wait": 0, "travel": 0, "unsolved": 0},
        },
        counties=[named("c"), named("b")],
        zones=[zone("z"), zone("y", km=80, county="b")],
        enterprises=[{"zone": name, "industry": "i", "enterprises": 200} for name in ("z", "y")],
        services=_services(),
        reviews=[review("file", 1, 4, cv=0.5, recognisable=True)],
        demand=[
            {"industry": "i", "service": name, "rate": rate}
            for name, rate in (("file", 6.0), ("problem", 2.5))
        ],
        facilities=_facilities(),
        staff=[
            *(staff(f"{name}.team", name, head_count=2) for name in ("s", "p", "t", "d", "k", "m")),
            staff("officer", "bureau", skills="review"),
        ],
    )  # fmt: skip


def _services() -> list[dict[str, Any]]:
    random = {"handling_distribution": "lognormal", "handling_cv": 0.8}
    return [
        service("file", minutes=25, solve=(0.9, 0.95, 0.95, 1), out_of_area=True, cross_city_share=0.8,
                **random),
        service("problem", minutes=60, kind="problem", family="value_added", solve=(0.75, 0.95, 0.95, 1),
                grade_district=0.2, promise_hours=40, share_walk_in=0.5, share_online=0.5, **random),
    ]  # fmt: skip


def _facilities() -> list[dict[str, Any]]:
    ways = {"out_of_area": True, "mutual_recognition": True}
    return [
        facility("s", parent="d", push=True, **ways),
        facility("p", kind="business_district", parent="d", km=2, attraction=-1),
        facility("t", county="b", parent="k", km=80, push=True),
        facility("d", tier="district", parent="m", km=1, push=True, attraction=-2, **ways),
        facility("k", tier="district", county="b", parent="m", km=81, push=True, attraction=-2),
        facility("m", tier="city", km=3, attraction=-2),
        facility("bureau", tier="department", km=3),
    ]
