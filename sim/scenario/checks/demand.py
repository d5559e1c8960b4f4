"""Checks of demand: complete profiles, some demand at all, replayed cases that can be served."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.scenario.checks.rows import open_facilities, rows
from sim.scenario.draft import Draft, Place
from sim.scenario.problems import Problem, problem
from sim.scenario.schema.catalogue import CatalogueEntry
from sim.scenario.schema.demand import DemandRate
from sim.scenario.schema.enterprise import EnterpriseCount
from sim.scenario.schema.item import Item
from sim.scenario.schema.profile import PROFILE_INDEX, ProfileWeight
from sim.scenario.schema.replay import ReplayCase
from sim.scenario.schema.zone import Zone


def check_profiles(draft: Draft) -> Iterator[Problem]:
    """A profile that is given has every index once, in range, and some weight above 0."""
    given: dict[str, list[tuple[ProfileWeight, Place]]] = defaultdict(list)
    for row, place in rows(draft, ProfileWeight):
        allowed = PROFILE_INDEX[row.profile]
        given[row.profile].append((row, place))
        if row.index not in allowed:
            words = {"profile": row.profile, "first": allowed[0], "last": allowed[-1]}
            yield problem("profile_index", *place, "index", row.index, **words)
    for profile, entries in given.items():
        place = entries[0][1]
        missing = sorted(set(PROFILE_INDEX[profile]) - {row.index for row, _ in entries})
        if missing:
            said = ", ".join(map(str, missing))
            yield problem("profile_incomplete", *place, "index", profile, missing=said)
        if not any(row.weight for row, _ in entries):
            yield problem("profile_zero", *place, "weight", 0, profile=profile)


def check_any(draft: Draft) -> Iterator[Problem]:
    """Something arises: demand at enterprises, a project or a replayed case."""
    factor = {zone.id: zone.demand_factor for zone, _ in rows(draft, Zone)}
    present = {
        row.industry for row, _ in rows(draft, EnterpriseCount) if row.enterprises * factor.get(row.zone, 0)
    }
    some = any(row.rate and row.industry in present for row, _ in rows(draft, DemandRate))
    if not (some or draft.tables["projects"] or draft.tables["replay"]):
        yield problem("no_demand", draft.files["demand"], None, "rate")


def check_replay(draft: Draft) -> Iterator[Problem]:
    """A replayed case asks for what an open facility lists; its item is of its class."""
    class_of = {item.id: item.service for item, _ in rows(draft, Item)}
    at = open_facilities(draft)
    items = {entry.item for entry, _ in rows(draft, CatalogueEntry) if entry.facility in at}
    services = {class_of.get(item) for item in items}
    for row, place in rows(draft, ReplayCase):
        right = class_of.get(row.item or "")
        if right is not None and right != row.service:
            yield problem("item_of_other_class", *place, "item", row.item, right=right, service=row.service)
        elif row.item is not None and right is not None and row.item not in items:
            yield problem("replay_not_offered", *place, "item", row.item)
        elif row.service not in services:
            yield problem("replay_not_offered", *place, "service", row.service)
