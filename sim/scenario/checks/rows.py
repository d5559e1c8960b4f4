"""Typed access to the placed rows of a draft, shared by the checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar, cast

from sim.scenario.draft import Draft, Place
from sim.scenario.schema import TABLES, Row
from sim.scenario.schema.facility import Facility
from sim.scenario.schema.staff import StaffGroup

R = TypeVar("R", bound=Row)


def rows(draft: Draft, model: type[R]) -> Iterator[tuple[R, Place]]:
    """Yield the rows of a model with their places."""
    name = next(table.name for table in TABLES.values() if table.row is model)
    return iter(cast("list[tuple[R, Place]]", draft.tables[name]))


def facilities(draft: Draft) -> dict[str, Facility]:
    """Return the facilities by id."""
    return {facility.id: facility for facility, _ in rows(draft, Facility)}


def open_facilities(draft: Draft) -> set[str]:
    """Return the ids of the facilities that take cases: open, and no department."""
    return {each.id for each, _ in rows(draft, Facility) if each.open and each.tier != "department"}


def staff_groups(draft: Draft) -> dict[str, StaffGroup]:
    """Return the staff groups by id."""
    return {group.id: group for group, _ in rows(draft, StaffGroup)}
