"""What must hold between rows: each family of checks in a file of its own, gathered here.

A check is a function of the draft that yields problems. It is skipped where a table it needs could not be
read whole, so that one fault does not bring a tail of others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from sim.scenario.checks import (
    classes,
    demand,
    hours,
    parents,
    references,
    reviews,
    rosters,
    settings,
    skills,
    targets,
    travel,
    warnings,
)
from sim.scenario.draft import Draft
from sim.scenario.problems import Problem, capped

Check = Callable[[Draft], Iterator[Problem]]


class Family(NamedTuple):
    """A check and the tables that it needs whole."""

    check: Check
    needs: tuple[str, ...]
    capped: bool = True  # False: it caps its own lists, one for each file


CHECKS: tuple[Family, ...] = (
    Family(settings.check_horizon, ()),
    Family(settings.check_working_hours, ()),
    Family(references.check_keys, (), capped=False),
    Family(references.check_removed, ()),
    Family(references.check_references, (), capped=False),
    Family(parents.check_circles, ()),
    Family(parents.check_tiers, ()),
    Family(parents.check_kinds, ()),
    Family(parents.check_chiefs, ("staff", "facilities")),
    Family(parents.check_boards, ()),
    Family(classes.check_shares, ()),
    Family(classes.check_visit_shares, ("services",)),
    Family(classes.check_offered, ("services", "items", "catalogues", "facilities")),
    Family(skills.check_skills, ("staff", "facilities")),
    Family(reviews.check_departments, ("facilities", "staff")),
    Family(reviews.check_order, ("reviews",)),
    Family(hours.check_never_open, ()),
    Family(hours.check_open_in_run, ("hours",)),
    Family(hours.check_on_call, ("hours", "facilities")),
    Family(rosters.check_spans, ()),
    Family(rosters.check_members, ()),
    Family(rosters.check_rotating, ("rosters",)),
    Family(rosters.check_two_places, ()),
    Family(demand.check_profiles, ("profiles",)),
    Family(demand.check_any, ("demand", "projects", "replay", "enterprises", "zones")),
    Family(demand.check_replay, ("items", "catalogues", "facilities")),
    Family(targets.check_bounds, ()),
    Family(travel.check_roads, ("roads",)),
    Family(travel.check_origins, ()),
)

WARNINGS: tuple[Check, ...] = (
    warnings.warn_left_out,
    warnings.warn_tables,
    warnings.warn_calendar,
    warnings.warn_assumed,
    warnings.warn_home_visits,
    warnings.warn_skills,
    warnings.warn_facilities,
    warnings.warn_places,
    warnings.warn_replay,
    travel.warn_missing,
    travel.warn_one_way,
    travel.warn_speed,
)


def find_problems(draft: Draft, known_kpis: Collection[str] | None) -> list[Problem]:
    """Return every problem between the rows of a draft; long lists of one check are cut and counted."""
    found: list[Problem] = []
    for family in CHECKS:
        if not draft.unreadable.intersection(family.needs):
            found += capped(family.check(draft)) if family.capped else family.check(draft)
    if known_kpis is not None:
        found += targets.check_kpis(draft, known_kpis)
    return found


def find_warnings(draft: Draft) -> list[Problem]:
    """Return what deserves attention in a draft without problems."""
    return [warning for check in WARNINGS for warning in check(draft)]
