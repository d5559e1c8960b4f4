"""A roster as changes of a scenario, and the scenario's own roster as one that is given."""

from __future__ import annotations

from typing import Any

from sim.experiment.errors import InputError
from sim.planning.roster.result import Roster, Visit
from sim.planning.roster.tours import slot_at
from sim.planning.roster.week import Fixed, Member, Place, Slot, Week
from sim.scenario import Scenario
from sim.scenario.schema.base import WEEKDAYS, format_clock
from sim.scenario.schema.roster import RosterEntry

SOURCE = "roster: docs/rosters.md"


def roster_changes(scenario: Scenario, week: Week, roster: Roster) -> list[dict[str, Any]]:
    """Return the changes that put a roster in place of the duty rows that its groups have in the scenario.

    Rows are named ``<group>.<member>.<day>.<am|pm>`` and hold on their weekday, public holidays excepted.

    Raises:
        InputError: a group has no visit at all, and without duty a rotating group is no group.
    """
    groups = list(dict.fromkeys(member.group for member in week.members))
    busy = {week.members[visit.member].group for visit in roster.visits}
    idle = [group for group in groups if group not in busy]
    if idle:
        raise InputError(
            f"roster: no visit for {', '.join(idle)}: no work for it within reach; leave the group out",
            f"排班：{', '.join(idle)} 无处可去：所及范围内没有其技能的工作量；请不要排入该组",
        )
    old = {row.staff for row in scenario.rosters if row.activity == "duty"}
    gone = [group for group in groups if group in old]
    changes: list[dict[str, Any]] = []
    if gone:
        changes.append({"remove": {"table": "rosters", "where": {"staff": gone, "activity": "duty"}}})
    rows = [_row(week, visit) for visit in roster.visits]
    return [*changes, {"add": {"table": "rosters", "rows": rows}}]


def present_week(scenario: Scenario, week: Week) -> Week:
    """Return the week with the duty that the scenario's own roster has for the members, and nothing more.

    Solved, it is the present roster measured by the same aims. Rows with dates are left out, and so are
    half-days on which the place is closed, is not in the week, or wants none of the member's skills.
    """
    places = {place.id: place for place in week.places}
    given: dict[tuple[int, int, str], Fixed] = {}  # of two rows that overlap the earlier wins
    for row in scenario.rosters:
        dated = row.date_from or row.date_to
        if row.activity != "duty" or dated or row.facility is None or row.facility not in places:
            continue
        place = places[row.facility]
        for m, member in enumerate(week.members):
            own = member.group == row.staff and row.member in (None, member.number)
            if own and set(member.skills) & {want.skill for want in place.wants}:
                for slot in _covered(row, place, member):
                    key = m, slot.weekday, slot.half
                    given.setdefault(key, Fixed(*key, place.id))
    fixed = tuple(given[key] for key in sorted(given))
    busy = [one.member for one in fixed]
    members = tuple(member._replace(half_days=busy.count(m)) for m, member in enumerate(week.members))
    return week._replace(members=members, fixed=fixed)


def _covered(row: RosterEntry, place: Place, member: Member) -> list[Slot]:
    """Return the place's half-days that a duty row touches."""
    return [
        slot
        for slot in place.slots
        if slot.weekday in member.weekdays
        and {WEEKDAYS[slot.weekday - 1], "daily", "working"} & set(row.days)
        and row.opens < slot.closes
        and slot.opens < row.closes
    ]


def _row(week: Week, visit: Visit) -> dict[str, Any]:
    member, place = week.members[visit.member], week.places[visit.place]
    day, slot = WEEKDAYS[visit.weekday - 1], slot_at(place, visit.weekday, visit.half)
    return {
        "id": f"{member.group}.{member.number}.{day}.{visit.half}",
        "staff": member.group,
        "member": member.number,
        "activity": "duty",
        "facility": place.id,
        "days": day,
        "opens": format_clock(slot.opens),
        "closes": format_clock(slot.closes),
        "source": SOURCE,
    }
