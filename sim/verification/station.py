"""Scenarios of systems with a known answer: `scenarios/theory` with other classes, staff and policies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.scenario import Scenario, change, load

DAY = 86_400
THEORY = Path(__file__).resolve().parents[2] / "scenarios" / "theory"
TIERS = ("station", "subcentre", "district", "city")
FAMILIES = ("basic", "value_added", "professional")
LONGEST_FOLLOW_UP = 30  # days
Change = dict[str, Any]


class Class(NamedTuple):
    """One class of a queue: ``load`` is arrival rate x mean service time."""

    load: float
    mean: float = 1800.0  # seconds
    distribution: str = "exponential"
    cv: float = 1.0
    priority: int = 5

    @property
    def rate(self) -> float:
        """Arrivals a second."""
        return self.load / self.mean

    @property
    def scv(self) -> float:
        """Squared coefficient of variation of services."""
        return self.cv**2


def station(
    classes: Sequence[Class], servers: int, days: int, *changes: Change, warm_up: int = 10
) -> Scenario:
    """Return `scenarios/theory` with these classes and so many clerks, and further changes on top.

    Class number i is the service ``class<i>``; no case leaves, and all are solved at the station.

    Args:
        classes: one or more.
        servers: clerks, present round the clock.
        days: horizon in days, warm-up included.
        changes: in the language of derived scenarios.
        warm_up: days that are not measured.
    """
    settings = {
        "settings.days": days,
        "settings.warm_up_days": warm_up,
        "settings.follow_up_days": min(days, LONGEST_FOLLOW_UP),
    }
    policies = {
        "policies.choice.centre": -900,
        "policies.push.hours_with": 0,
        "policies.push.hours_without": 0,
    }
    edits: list[Change] = [
        {"set": {**settings, **policies}},
        {"update": {"table": "staff", "where": {"facility": "station"}, "set": {"head_count": servers}}},
    ]
    for number, one in enumerate(classes):
        edits += _class(f"class{number}", one)
    for table, field, name in (
        ("demand", "service", "counter"), ("catalogues", "item", "item"), ("items", "id", "item"),
        ("services", "id", "counter"),
    ):  # fmt: skip
        edits.append({"remove": {"table": table, "where": {field: name}}})
    return change(load(THEORY), [*edits, *changes])


def _class(name: str, one: Class) -> list[Change]:
    fields = {
        "id": name, "priority": one.priority, "handling_cv": one.cv,
        "handling_distribution": one.distribution, **{f"handling_{tier}": one.mean / 60 for tier in TIERS},
    }  # fmt: skip
    demand = {"service": name, "rate": one.rate * DAY * 365}
    return [
        {"copy": {"table": "services", "where": {"id": "counter"}, "set": fields}},
        {"copy": {"table": "items", "where": {"id": "item"}, "set": {"id": name, "service": name}}},
        {"copy": {"table": "catalogues", "where": {"item": "item"}, "set": {"item": name}}},
        {"copy": {"table": "demand", "where": {"service": "counter"}, "set": demand}},
    ]


def room(most: int) -> Change:
    """Let the station hold so many people, waiting or in service."""
    return update("facilities", {"id": "station"}, queue_capacity=most)


def patience(mean: float) -> Change:
    """Let people leave after an exponential time of this mean (s) in the queue."""
    return policy(patience__on=True, patience__mean_minutes=mean / 60)


def policy(**values: Any) -> Change:
    """Set policies, ``policy__parameter=value``."""
    return {"set": {f"policies.{name.replace('__', '.')}": value for name, value in values.items()}}


def update(table: str, where: Change, **values: Any) -> Change:
    """Set fields of the rows of a table for which ``where`` holds."""
    return {"update": {"table": table, "where": where, "set": values}}


def copy(table: str, where: Change, **values: Any) -> Change:
    """Add copies of rows with other values."""
    return {"copy": {"table": table, "where": where, "set": values}}


def add(table: str, **values: Any) -> Change:
    """Add a row."""
    return {"add": {"table": table, "row": {**values, "source": "assumed"}}}


def facility(name: str, tier: str, kind: str, servers: int, below: Sequence[str]) -> list[Change]:
    """Add a facility like the station, with clerks of its own, where nobody walks in; parent of ``below``."""
    where = {"facility": "station"}
    return [
        copy("facilities", {"id": "station"}, id=name, tier=tier, kind=kind, attraction=-100),
        update("facilities", {"id": list(below)}, **{f"parent_{family}": name for family in FAMILIES}),
        copy("staff", {"id": "counter"}, id=f"{name}-team", facility=name, head_count=servers),
        copy("catalogues", where, facility=name),
    ]


def centre(servers: int = 1) -> list[Change]:
    """Add a district centre that nobody walks in to, as the station's parent."""
    return facility("centre", "district", "district_centre", servers, ("station",))
