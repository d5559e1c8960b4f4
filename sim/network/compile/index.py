"""Positions of ids: the labels of a scenario in table order, and the codes of written names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from sim.network.contract import Ints, Labels
from sim.scenario.scenario import Scenario
from sim.scenario.schema.review import Review

SKILLS_MOST = 62  # a group's skills are one bit mask in an int64


class Index(NamedTuple):
    """Position by id, for each labelled table."""

    county: dict[str, int]
    zone: dict[str, int]
    industry: dict[str, int]
    service: dict[str, int]
    item: dict[str, int]
    facility: dict[str, int]
    skill: dict[str, int]
    group: dict[str, int]


def labels_of(scenario: Scenario) -> Labels:
    """Return the labels in table order; skills in order of their first mention (services, reviews, staff).

    Raises:
        ValueError: if there are more skills than bits in a group's mask.
    """
    skills: dict[str, None] = {row.skill: None for row in scenario.services}
    skills |= {row.skill: None for row in scenario.reviews if row.skill}
    skills |= {skill: None for row in scenario.staff for skill in row.skills}
    if len(skills) > SKILLS_MOST:
        raise ValueError(f"{len(skills)} skills, but at most {SKILLS_MOST} fit")
    return Labels(
        county=tuple(row.id for row in scenario.counties),
        zone=tuple(row.id for row in scenario.zones),
        industry=tuple(row.id for row in scenario.industries),
        service=tuple(row.id for row in scenario.services),
        item=tuple(row.id for row in scenario.items),
        facility=tuple(row.id for row in scenario.facilities),
        skill=tuple(skills),
        group=tuple(row.id for row in scenario.staff),
        review=tuple(f"{row.service}/{row.order}" for row in ordered_reviews(scenario)),
    )


def index_of(labels: Labels) -> Index:
    """Return the positions of the labels."""
    return Index(*({name: i for i, name in enumerate(getattr(labels, field))} for field in Index._fields))


def positions(index: dict[str, int], names: Iterable[str | None]) -> Ints:
    """Return the position of each name, -1 for a blank."""
    return np.array([index[name] if name else -1 for name in names], dtype=np.int64)


def ordered_reviews(scenario: Scenario) -> list[Review]:
    """Return the review rows by service (table order of services), then by their order."""
    by_service: dict[str, list[Review]] = {row.id: [] for row in scenario.services}
    for row in scenario.reviews:
        by_service[row.service].append(row)
    return [row for rows in by_service.values() for row in sorted(rows, key=lambda row: row.order)]
