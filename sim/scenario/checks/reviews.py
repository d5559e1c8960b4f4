"""Checks of department reviews: queues are held at departments that have the skill; orders have no gap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.scenario.checks.rows import facilities, rows
from sim.scenario.draft import Draft, Place
from sim.scenario.problems import Problem, problem
from sim.scenario.schema.review import Review
from sim.scenario.schema.staff import StaffGroup


def check_departments(draft: Draft) -> Iterator[Problem]:
    """A review with a skill queues at a department facility where somebody has that skill."""
    known = facilities(draft)
    had = {
        (group.facility, skill)
        for group, _ in rows(draft, StaffGroup)
        if group.head_count
        for skill in group.skills
    }
    for review, place in rows(draft, Review):
        facility = known.get(review.department)
        wrong_tier = facility is not None and facility.tier != "department"
        if wrong_tier or (review.skill is not None and facility is None):
            yield problem("review_not_department", *place, "department", review.department)
        elif review.skill is not None and (review.department, review.skill) not in had:
            yield problem("review_skill_absent", *place, "skill", review.skill, department=review.department)


def check_order(draft: Draft) -> Iterator[Problem]:
    """The reviews of a class are numbered from 1 without a gap."""
    orders: dict[str, dict[int, Place]] = defaultdict(dict)
    for review, place in rows(draft, Review):
        orders[review.service][review.order] = place
    for service, places in orders.items():
        for order, place in places.items():
            if order > 1 and order - 1 not in places:
                yield problem("review_order_gap", *place, "order", order, service=service)
