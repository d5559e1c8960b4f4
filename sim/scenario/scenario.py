"""The scenario: settings, policies and one tuple of rows per table, read-only."""

from __future__ import annotations

import hashlib
import json
from typing import cast

from pydantic import Field

from sim.scenario.schema.base import Row
from sim.scenario.schema.catalogue import CatalogueEntry
from sim.scenario.schema.county import County
from sim.scenario.schema.demand import DemandRate
from sim.scenario.schema.enterprise import EnterpriseCount
from sim.scenario.schema.facility import Facility
from sim.scenario.schema.hours import OpeningHours
from sim.scenario.schema.industry import Industry
from sim.scenario.schema.item import Item
from sim.scenario.schema.life_cycle import LifeCycleNeed
from sim.scenario.schema.partner import Partner
from sim.scenario.schema.policies import Policies
from sim.scenario.schema.profile import ProfileWeight
from sim.scenario.schema.project import Project
from sim.scenario.schema.replay import ReplayCase
from sim.scenario.schema.review import Review
from sim.scenario.schema.road import Road
from sim.scenario.schema.roster import RosterEntry
from sim.scenario.schema.service import Service
from sim.scenario.schema.session import SessionSeries
from sim.scenario.schema.settings import Settings
from sim.scenario.schema.staff import StaffGroup
from sim.scenario.schema.target import Target
from sim.scenario.schema.trip import Trip
from sim.scenario.schema.zone import Zone

# tables younger than digests that are written down: while empty they leave a digest as it was
_LATER = ("roads", "travel")


class Scenario(Row):
    """A whole scenario, as :func:`sim.scenario.load` returns it. Rows keep the order of their files."""

    settings: Settings
    policies: Policies = Policies()
    policy_sources: dict[str, str] = Field(
        default_factory=dict
    )  # of the rows given: "policy.parameter" -> source
    counties: tuple[County, ...] = ()
    zones: tuple[Zone, ...] = ()
    industries: tuple[Industry, ...] = ()
    enterprises: tuple[EnterpriseCount, ...] = ()
    profiles: tuple[ProfileWeight, ...] = ()
    services: tuple[Service, ...] = ()
    reviews: tuple[Review, ...] = ()
    items: tuple[Item, ...] = ()
    demand: tuple[DemandRate, ...] = ()
    hours: tuple[OpeningHours, ...] = ()
    facilities: tuple[Facility, ...] = ()
    roads: tuple[Road, ...] = ()
    travel: tuple[Trip, ...] = ()
    catalogues: tuple[CatalogueEntry, ...] = ()
    staff: tuple[StaffGroup, ...] = ()
    rosters: tuple[RosterEntry, ...] = ()
    partners: tuple[Partner, ...] = ()
    projects: tuple[Project, ...] = ()
    life_cycles: tuple[LifeCycleNeed, ...] = ()
    sessions: tuple[SessionSeries, ...] = ()
    targets: tuple[Target, ...] = ()
    replay: tuple[ReplayCase, ...] = ()

    def table(self, name: str) -> tuple[Row, ...]:
        """Return the rows of a table by its name; raises AttributeError for an unknown one."""
        return cast("tuple[Row, ...]", getattr(self, name))

    def digest(self) -> str:
        """Return the SHA-256 (hex) of the scenario's content, the same however it was stored."""
        content = self.model_dump(mode="json", exclude={name for name in _LATER if not self.table(name)})
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
