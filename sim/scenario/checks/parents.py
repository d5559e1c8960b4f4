"""Checks of the hierarchy: parents lead upwards, kinds fit tiers, chiefs and boards are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.scenario.checks.rows import facilities, rows, staff_groups
from sim.scenario.draft import Draft
from sim.scenario.problems import Problem, problem
from sim.scenario.schema.facility import KIND_TIER, PARENTS, TIERS, Facility
from sim.scenario.schema.staff import StaffGroup


def check_circles(draft: Draft) -> Iterator[Problem]:
    """Following the parents of one family never comes back; one problem per circle."""
    for column in PARENTS:
        parent = {each.id: getattr(each, column) for each, _ in rows(draft, Facility)}
        done: set[str] = set()
        for facility, place in rows(draft, Facility):
            circle = _circle_through(facility.id, parent)
            if circle and facility.id not in done:
                done |= set(circle)
                said = " > ".join([*circle, circle[0]])
                yield problem("circle_of_parents", *place, column, parent[facility.id], circle=said)


def _circle_through(start: str, parent: Mapping[str, str | None]) -> list[str]:
    """Return the circle of parents that ``start`` lies on, or an empty list."""
    path: list[str] = []
    node: str | None = start
    while node is not None and node not in path:
        path.append(node)
        node = parent.get(node)
    return path if node == start else []


def check_tiers(draft: Draft) -> Iterator[Problem]:
    """A parent is of a higher tier and no department; a township station may be another station's parent."""
    known = facilities(draft)
    for facility, place in rows(draft, Facility):
        for column in PARENTS:
            parent = known.get(getattr(facility, column) or "")
            if parent is None or _may_be_parent(parent, facility):
                continue
            words = {"tier": facility.tier, "parent_tier": parent.tier}
            yield problem("parent_not_above", *place, column, parent.id, **words)


def _may_be_parent(parent: Facility, child: Facility) -> bool:
    if parent.tier == "department":
        return False
    if child.tier == "station" and parent.tier == "station":
        return parent.kind == "township" and parent.id != child.id
    return TIERS.index(parent.tier) > TIERS.index(child.tier)


def check_kinds(draft: Draft) -> Iterator[Problem]:
    """The kind of a facility belongs to its tier."""
    for facility, place in rows(draft, Facility):
        right = KIND_TIER[facility.kind]
        if right != facility.tier:
            yield problem("kind_not_of_tier", *place, "kind", facility.kind, right=right, tier=facility.tier)


def check_chiefs(draft: Draft) -> Iterator[Problem]:
    """A facility named for the backstop has a group of chiefs."""
    known = facilities(draft)
    with_chiefs = {
        group.facility for group, _ in rows(draft, StaffGroup) if group.role == "chief" and group.head_count
    }
    for facility, place in rows(draft, Facility):
        if facility.chiefs in known and facility.chiefs not in with_chiefs:
            yield problem("no_chief_group", *place, "chiefs", facility.chiefs)


def check_boards(draft: Draft) -> Iterator[Problem]:
    """A station is paired with a staff group that works for a board."""
    groups = staff_groups(draft)
    for facility, place in rows(draft, Facility):
        group = groups.get(facility.paired_board or "")
        if group is not None and group.board is None:
            yield problem("no_board", *place, "paired_board", group.id)
