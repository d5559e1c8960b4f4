"""What deserves attention and stops nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from math import cos, hypot, radians

from sim.scenario.calendar import unpublished_years
from sim.scenario.checks.rows import open_facilities, rows
from sim.scenario.draft import Draft, hint
from sim.scenario.problems import Problem, problem
from sim.scenario.schema import TABLES, Policies
from sim.scenario.schema.catalogue import CatalogueEntry
from sim.scenario.schema.facility import Facility
from sim.scenario.schema.item import Item
from sim.scenario.schema.replay import ReplayCase
from sim.scenario.schema.review import Review
from sim.scenario.schema.service import Service
from sim.scenario.schema.staff import StaffGroup
from sim.scenario.schema.zone import Zone

FAR = 60.0  # km from every demand point
KM_PER_DEGREE = 111.195  # of a great circle


def warn_left_out(draft: Draft) -> Iterator[Problem]:
    """Columns that a file lacks although their default says something, where every row has that default."""
    for name, columns in draft.left_out.items():
        found = [row for row, _ in draft.tables[name]]
        for column in columns:
            default = TABLES[name].row.model_fields[column].default
            if default in (None, "", ()) or any(getattr(row, column) != default for row in found):
                continue
            said = str(default).lower() if isinstance(default, bool) else default
            if found:
                yield problem("column_left_out", draft.files[name], 1, column, said, rows=len(found))


def warn_tables(draft: Draft) -> Iterator[Problem]:
    """Tables that a scenario may do without and seldom does."""
    if not draft.tables["demand"]:
        yield problem("no_demand_table", draft.files["demand"])
    if not draft.policies_given and draft.policies == Policies():
        yield problem("no_policies_table", draft.files["policies"])


def warn_calendar(draft: Draft) -> Iterator[Problem]:
    """Years of the run, follow-up included, whose make-up workdays are not published yet."""
    settings = draft.settings
    if settings is None:
        return
    years = unpublished_years(settings.start, settings.days + settings.follow_up_days, settings.calendar)
    if years:
        said = ", ".join(map(str, years))
        yield problem("make_up_days_unknown", *draft.setting_place("start"), "start", said)


def warn_assumed(draft: Draft) -> Iterator[Problem]:
    """Tables in which every row is assumed, in one warning."""
    found = [
        draft.files[name]
        for name in TABLES
        if draft.tables[name]
        and all(getattr(row, "source", "").strip().lower() == "assumed" for row, _ in draft.tables[name])
    ]
    if found:
        first, *others = found
        told = {
            "others_en": f"; so are all of {', '.join(others)}" if others else "",
            "others_zh": f"；{'、'.join(others)} 也是" if others else "",
        }
        yield problem("assumed_only", first, None, "", "assumed", **told)


def warn_home_visits(draft: Draft) -> Iterator[Problem]:
    """Classes that ask for home visits where no open facility that lists them makes any."""
    class_of = {item.id: item.service for item, _ in rows(draft, Item)}
    visiting = {each.id for each, _ in rows(draft, Facility) if each.home_visits} & open_facilities(draft)
    served = {
        class_of.get(entry.item) for entry, _ in rows(draft, CatalogueEntry) if entry.facility in visiting
    }
    for service, place in rows(draft, Service):
        if service.share_home_visit > 0 and service.id not in served:
            yield problem("no_home_visits", *place, "share_home_visit", service.share_home_visit)


def warn_skills(draft: Draft) -> Iterator[Problem]:
    """Skills that nothing asks for, at their first row; the backstop asks chiefs whatever their skills."""
    asked: set[str | None] = {service.skill for service, _ in rows(draft, Service)}
    asked |= {review.skill for review, _ in rows(draft, Review)}
    for group, place in rows(draft, StaffGroup):
        for skill in group.skills if group.role != "chief" else ():
            if skill not in asked:
                asked.add(skill)
                yield problem("skill_unused", *place, "skills", skill)


def warn_facilities(draft: Draft) -> Iterator[Problem]:
    """Open facilities where nobody works, or stations that list nothing."""
    heads: dict[str, int] = defaultdict(int)
    for group, _ in rows(draft, StaffGroup):
        heads[group.facility] += group.head_count
    lists = {entry.facility for entry, _ in rows(draft, CatalogueEntry)}
    visited = {getattr(row, "facility", None) for row, _ in draft.tables["rosters"]}
    for facility, place in rows(draft, Facility):
        if not facility.open or facility.tier == "department":
            continue
        if not heads[facility.id] and facility.id not in visited:
            yield problem("nobody_there", *place, "id", facility.id)
        if facility.tier == "station" and facility.id not in lists:
            yield problem("nothing_listed", *place, "id", facility.id)


def warn_places(draft: Draft) -> Iterator[Problem]:
    """Facilities far from every demand point, or in a town that has none."""
    zones = [zone for zone, _ in rows(draft, Zone)]
    towns = {zone.town for zone in zones}
    for facility, place in rows(draft, Facility):
        if zones and all(_distance(facility, zone) > FAR for zone in zones):
            nearest = min(_distance(facility, zone) for zone in zones)
            yield problem("far_away", *place, "lat", facility.id, distance=f"{nearest:.0f}")
        if facility.town is not None and facility.town not in towns:
            yield problem("town_of_no_zone", *place, "town", facility.town, **hint(facility.town, towns))


def _distance(facility: Facility, zone: Zone) -> float:
    """Return the distance in km on a plane that touches the earth between the two places."""
    north = zone.lat - facility.lat
    east = (zone.lon - facility.lon) * cos(radians((zone.lat + facility.lat) / 2))
    return hypot(north, east) * KM_PER_DEGREE


def warn_replay(draft: Draft) -> Iterator[Problem]:
    """Replayed cases before the start or after the horizon."""
    if draft.settings is None:
        return
    start = datetime.combine(draft.settings.start, time())
    end = start + timedelta(days=draft.settings.days)
    outside = [place for row, place in rows(draft, ReplayCase) if not start <= row.time < end]
    if outside:
        yield problem("replay_outside", *outside[0], "time", len(outside))
