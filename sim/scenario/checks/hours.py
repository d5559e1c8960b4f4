"""Checks of opening hours: what is meant to open opens on some day of the run."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.calendar import day_mask
from sim.scenario.checks.rows import facilities, rows
from sim.scenario.draft import Draft
from sim.scenario.problems import Problem, problem
from sim.scenario.schema.base import format_clock
from sim.scenario.schema.facility import Facility
from sim.scenario.schema.hours import OpeningHours
from sim.scenario.schema.staff import StaffGroup


def check_never_open(draft: Draft) -> Iterator[Problem]:
    """Opening comes before closing."""
    for row, place in rows(draft, OpeningHours):
        if row.opens >= row.closes:
            opens, closes = format_clock(row.opens), format_clock(row.closes)
            yield problem("never_open", *place, "closes", closes, opens=opens, closes=closes)


def check_open_in_run(draft: Draft) -> Iterator[Problem]:
    """The pattern of an open facility, or of a group, opens on some day of the run."""
    opening = _opening_patterns(draft)
    known = draft.values("hours", "pattern")
    for facility, place in rows(draft, Facility):
        if facility.open and facility.hours in known and facility.hours not in opening:
            words = {"pattern": facility.hours, "who": facility.id}
            yield problem("never_open_in_run", *place, "hours", facility.hours, **words)
    for group, place in rows(draft, StaffGroup):
        if group.hours in known and group.hours not in opening and group.head_count:
            words = {"pattern": group.hours, "who": group.id}
            yield problem("never_open_in_run", *place, "hours", group.hours, **words)


def check_on_call(draft: Draft) -> Iterator[Problem]:
    """An on-call group is at its base at some time: an open facility, and a pattern that opens there."""
    opening = _opening_patterns(draft)
    known = facilities(draft)
    for group, place in rows(draft, StaffGroup):
        base = known.get(group.facility)
        if group.mode != "on_call" or not group.head_count or base is None:
            continue
        if not base.open or (group.hours or base.hours) not in opening:
            yield problem("on_call_never", *place, "hours", group.hours or base.hours, group=group.id)


def _opening_patterns(draft: Draft) -> set[str]:
    """Patterns that open on at least one day of the run."""
    settings = draft.settings
    if settings is None:
        return draft.values("hours", "pattern")
    found = set()
    for row, _ in rows(draft, OpeningHours):
        if row.opens < row.closes and day_mask(row.days, settings.start, settings.days, settings.calendar):
            found.add(row.pattern)
    return found
