"""Checks of rosters: forwards in time, for persons that exist, never in two places at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from sim.scenario.calendar import day_mask
from sim.scenario.checks.rows import rows, staff_groups
from sim.scenario.draft import Draft, Place
from sim.scenario.problems import Problem, problem
from sim.scenario.schema.base import format_clock
from sim.scenario.schema.roster import RosterEntry
from sim.scenario.schema.settings import Settings
from sim.scenario.schema.staff import StaffGroup


def check_spans(draft: Draft) -> Iterator[Problem]:
    """Begin before end, in times and dates; duty names a place, coaching and training what they teach."""
    for row, place in rows(draft, RosterEntry):
        if row.opens >= row.closes:
            begin, end = format_clock(row.opens), format_clock(row.closes)
            yield problem("roster_backwards", *place, "closes", end, begin=begin)
        if row.date_from and row.date_to and row.date_to < row.date_from:
            yield problem("roster_backwards", *place, "date_to", row.date_to, begin=row.date_from)
        if row.activity == "duty" and row.facility is None:
            yield problem("duty_nowhere", *place, "facility")
        if row.activity != "duty" and row.service is None:
            yield problem("nothing_taught", *place, "service", activity=row.activity)


def check_members(draft: Draft) -> Iterator[Problem]:
    """A member's number is below the group's head count."""
    groups = staff_groups(draft)
    for row, place in rows(draft, RosterEntry):
        group = groups.get(row.staff)
        if group is not None and row.member is not None and row.member >= group.head_count:
            words = {"staff": row.staff, "heads": group.head_count}
            yield problem("no_such_member", *place, "member", row.member, **words)


def check_rotating(draft: Draft) -> Iterator[Problem]:
    """A rotating group has duty somewhere."""
    on_duty = {row.staff for row, _ in rows(draft, RosterEntry) if row.activity == "duty"}
    for group, place in rows(draft, StaffGroup):
        if group.mode == "rotating" and group.head_count and group.id not in on_duty:
            yield problem("rotating_without_duty", *place, "mode", group.mode, group=group.id)


def check_two_places(draft: Draft) -> Iterator[Problem]:
    """No person is in two places at once; a blank place of coaching differs from every other."""
    if draft.settings is None:
        return
    entries: dict[str, list[tuple[RosterEntry, Place, int]]] = defaultdict(list)
    for row, place in rows(draft, RosterEntry):
        entries[row.staff].append((row, place, _days(row, draft.settings)))
    for staff, known in entries.items():
        for (first, at, days), (second, place, other_days) in combinations(known, 2):
            both = days & other_days
            if both and _collide(first, second):
                day = draft.settings.start + timedelta(days=(both & -both).bit_length() - 1)
                where = f"{first.activity} {first.facility or ''}".strip()
                words = {"staff": staff, "other": at.row, "place": where, "day": day}
                value = f"{format_clock(second.opens)}-{format_clock(second.closes)}"
                yield problem("two_places", *place, "opens", value, **words)


def _collide(first: RosterEntry, second: RosterEntry) -> bool:
    same_person = first.member is None or second.member is None or first.member == second.member
    same_time = first.opens < second.closes and second.opens < first.closes
    same_place = first.activity == second.activity and first.facility == second.facility
    return same_person and same_time and not (same_place and first.facility is not None)


def _days(row: RosterEntry, settings: Settings) -> int:
    """Return the days of the run and its follow-up that a row covers, as bits."""
    days = settings.days + settings.follow_up_days
    covered = day_mask(row.days, settings.start, days, settings.calendar)
    first = max(0, _offset(row.date_from, settings, 0))
    last = min(days - 1, _offset(row.date_to, settings, days - 1))
    return covered & ((1 << last + 1) - (1 << first)) if first <= last else 0


def _offset(day: date | None, settings: Settings, default: int) -> int:
    return default if day is None else (day - settings.start).days
