"""Service classes and their department reviews."""

from __future__ import annotations

import numpy as np

from sim.network.codes import CaseKind, Family, Tier
from sim.network.compile.facilities import Sites
from sim.network.compile.index import Index, ordered_reviews, positions
from sim.network.compile.intervals import HOUR, pointers
from sim.network.contract import Ints, Services
from sim.scenario.scenario import Scenario

SOLVE_FIELDS = ("solve_station", "solve_subcentre", "solve_district", "solve_city")


def services_of(scenario: Scenario, index: Index, sites: Sites, heads: Ints) -> Services:
    """Return the service classes; a review with a skill queues at its department if somebody there has it."""
    rows = scenario.services
    reviews = ordered_reviews(scenario)
    counts = dict.fromkeys(index.service, 0)
    had = {
        (row.facility, skill)
        for row, here in zip(scenario.staff, heads, strict=True)
        if here
        for skill in row.skills
    }
    department = np.full(len(reviews), -1, np.int64)
    for number, review in enumerate(reviews):
        counts[review.service] += 1
        facility = index.facility.get(review.department, -1)
        if review.skill and sites.open[facility] and (review.department, review.skill) in had:
            department[number] = facility
    skill = positions(index.skill, (review.skill for review in reviews))
    return Services(
        family=np.array([Family[row.family.upper()] for row in rows], dtype=np.int64),
        kind=np.array([CaseKind[row.kind.upper()] for row in rows], dtype=np.int64),
        skill=positions(index.skill, (row.skill for row in rows)),
        priority=np.array([row.priority for row in rows], dtype=np.int64),
        solve=np.array([[getattr(row, field) for field in SOLVE_FIELDS] for row in rows], dtype=np.float64),
        promise=np.array([round(row.promise_hours * HOUR) for row in rows], dtype=np.int64),
        review_tier=np.array([Tier[row.review_tier.upper()] for row in rows], dtype=np.int64),
        bundle=np.array([row.bundle for row in rows], dtype=np.bool_),
        out_of_area=np.array([row.out_of_area for row in rows], dtype=np.bool_),
        review_ptr=pointers(counts.values()),
        review_facility=department,
        review_skill=np.where(department >= 0, skill, -1),
        review_recognisable=np.array([review.recognisable for review in reviews], dtype=np.bool_),
    )
