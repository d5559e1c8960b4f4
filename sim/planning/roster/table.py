"""A roster as tables."""

from __future__ import annotations

import polars as pl

from sim.planning.roster.missing import REASONS
from sim.planning.roster.result import Roster
from sim.planning.roster.tours import slot_at
from sim.planning.roster.week import Week
from sim.scenario import Scenario
from sim.scenario.schema.base import format_clock

_ROSTER = {
    "group": pl.String, "group_zh": pl.String, "group_en": pl.String, "member": pl.Int64, "weekday": pl.Int64,
    "half": pl.String, "facility": pl.String, "facility_zh": pl.String, "facility_en": pl.String,
    "skills": pl.String, "opens": pl.String, "closes": pl.String, "travel_minutes": pl.Float64,
    "work_hours": pl.Float64,
}  # fmt: skip
_COVER = {
    "facility": pl.String, "facility_zh": pl.String, "facility_en": pl.String, "skill": pl.String,
    "wanted_hours": pl.Float64, "covered_hours": pl.Float64, "days": pl.Int64, "longest_gap": pl.Int64,
    "reason_zh": pl.String, "reason_en": pl.String,
}  # fmt: skip


def roster_table(scenario: Scenario, week: Week, roster: Roster) -> pl.DataFrame:
    """Return one row a visit: weekday 1 Monday .. 7, half am or pm, opens and closes as HH:MM.

    Minutes of travel are those of the way there, with the day's last visit those of the way back, too; hours
    of work are the expected work that the visit covers; skills, joined by ``;``, are those wanted there.
    """
    groups = {row.id: row for row in scenario.staff}
    places = {row.id: row for row in scenario.facilities}
    rows = []
    for visit in roster.visits:
        member, place = week.members[visit.member], week.places[visit.place]
        slot = slot_at(place, visit.weekday, visit.half)
        skills = [want.skill for want in place.wants if want.skill in member.skills]
        group, facility = groups[member.group], places[place.id]
        rows.append(
            (
                group.id, group.name_zh, group.name_en, member.number, visit.weekday, visit.half,
                facility.id, facility.name_zh, facility.name_en, ";".join(skills),
                format_clock(slot.opens), format_clock(slot.closes),
                round(visit.travel_minutes, 1), round(visit.work_hours, 3),
            )
        )  # fmt: skip
    return pl.DataFrame(rows, schema=_ROSTER, orient="row")


def cover_table(scenario: Scenario, roster: Roster) -> pl.DataFrame:
    """Return one row a place and skill: hours of work a week, wanted and covered, and why some are left."""
    places = {row.id: row for row in scenario.facilities}
    rows = []
    for cover in roster.covers:
        facility = places[cover.place]
        english, chinese = REASONS.get(cover.reason, ("", ""))
        rows.append(
            (
                cover.place, facility.name_zh, facility.name_en, cover.skill, round(cover.wanted_hours, 3),
                round(cover.covered_hours, 3), cover.days, cover.longest_gap, chinese, english,
            )
        )  # fmt: skip
    return pl.DataFrame(rows, schema=_COVER, orient="row")
