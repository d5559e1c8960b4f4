"""Checks of skills: somebody has what a class asks for."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.rows import open_facilities, rows
from sim.scenario.draft import Draft
from sim.scenario.problems import Problem, problem
from sim.scenario.schema.service import Service
from sim.scenario.schema.staff import StaffGroup


def check_skills(draft: Draft) -> Iterator[Problem]:
    """Every class's skill is had by a person based at an open facility (whatever levers are off)."""
    at = open_facilities(draft)
    had = {
        skill
        for group, _ in rows(draft, StaffGroup)
        if group.head_count and group.facility in at
        for skill in group.skills
    }
    for service, place in rows(draft, Service):
        if service.skill not in had:
            yield problem("skill_nobody_has", *place, "skill", service.skill)
