"""Checks of service classes: their shares add up, and somebody offers them."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.rows import open_facilities, rows
from sim.scenario.draft import Draft
from sim.scenario.problems import Problem, problem
from sim.scenario.schema.catalogue import CatalogueEntry
from sim.scenario.schema.item import Item
from sim.scenario.schema.service import CHANNEL_SHARES, GRADE_SHARES, Service

TOLERANCE = 1e-6  # of sums of shares


def check_shares(draft: Draft) -> Iterator[Problem]:
    """Channel shares add up to 1, graded shares to 1 at most; only problems are discovered by visits."""
    for service, place in rows(draft, Service):
        channels = sum(getattr(service, name) for name in CHANNEL_SHARES)
        if abs(channels - 1) > TOLERANCE:
            yield problem("shares_not_one", *place, CHANNEL_SHARES[0], f"{channels:.6g}")
        grades = sum(getattr(service, name) for name in GRADE_SHARES)
        if grades > 1 + TOLERANCE:
            yield problem("grades_above_one", *place, GRADE_SHARES[0], f"{grades:.6g}")
        if service.kind == "transaction" and service.visit_share > 0:
            yield problem("visit_share_of_transaction", *place, "visit_share", service.visit_share)


def check_visit_shares(draft: Draft) -> Iterator[Problem]:
    """The visit shares of all problem classes add up to 1, or all are 0."""
    sharing = [
        (each, place) for each, place in rows(draft, Service) if each.visit_share and each.kind == "problem"
    ]
    total = sum(each.visit_share for each, _ in sharing)
    if sharing and abs(total - 1) > TOLERANCE:
        yield problem("visit_shares_not_one", *sharing[0][1], "visit_share", f"{total:.6g}")


def check_offered(draft: Draft) -> Iterator[Problem]:
    """Every class has an item, and an open facility lists one of its items (whatever levers are off)."""
    class_of = {item.id: item.service for item, _ in rows(draft, Item)}
    at = open_facilities(draft)
    offered = {class_of.get(entry.item) for entry, _ in rows(draft, CatalogueEntry) if entry.facility in at}
    with_items = set(class_of.values())
    for service, place in rows(draft, Service):
        if service.id not in with_items:
            yield problem("no_item", *place, "id", service.id)
        elif service.id not in offered:
            yield problem("not_offered", *place, "id", service.id)
