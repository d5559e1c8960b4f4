"""The register of tables: file, row model, key and references, once, as data.

Reading, reference checks, the field tables of the docs and the JSON Schema all come from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

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
from sim.scenario.schema.profile import ProfileWeight
from sim.scenario.schema.project import Project
from sim.scenario.schema.replay import ReplayCase
from sim.scenario.schema.review import Review
from sim.scenario.schema.road import Road
from sim.scenario.schema.roster import RosterEntry
from sim.scenario.schema.service import Service
from sim.scenario.schema.session import SessionSeries
from sim.scenario.schema.staff import StaffGroup
from sim.scenario.schema.target import Target
from sim.scenario.schema.trip import Trip
from sim.scenario.schema.zone import Zone


class Reference(NamedTuple):
    """A column whose values must be found in a column of one of the tables named."""

    tables: tuple[str, ...]
    column: str = "id"


class Table(NamedTuple):
    """One csv table of a scenario."""

    name: str
    row: type[Row]
    key: tuple[str, ...]  # columns that identify a row; () = rows may repeat
    references: Mapping[str, Reference]
    required: bool
    title_en: str
    title_zh: str

    @property
    def file(self) -> str:
        """Name of the csv file."""
        return f"{self.name}.csv"


def _table(
    name: str,
    row: type[Row],
    title_en: str,
    title_zh: str,
    key: tuple[str, ...] = ("id",),
    required: bool = True,
    **references: str,
) -> Table:
    return Table(
        name,
        row,
        key,
        MappingProxyType({column: _reference(text) for column, text in references.items()}),
        required,
        title_en,
        title_zh,
    )


def _reference(text: str) -> Reference:
    """Read ``table``, ``table|table`` or ``table.column``."""
    tables, _, column = text.partition(".")
    return Reference(tuple(tables.split("|")), column or "id")


_ALL = (
    _table("counties", County, "Counties and districts", "区县"),
    _table("zones", Zone, "Demand points", "需求点", county="counties"),
    _table("industries", Industry, "Industries", "产业"),
    _table(
        "enterprises", EnterpriseCount, "Enterprises by demand point and industry", "各需求点各产业企业数",
        key=("zone", "industry"), zone="zones", industry="industries",
    ),
    _table(
        "profiles", ProfileWeight, "Demand profiles", "需求时间分布",
        key=("profile", "index"), required=False,
    ),
    _table("services", Service, "Service classes", "服务类"),
    _table(
        "reviews", Review, "Department reviews", "部门审核",
        key=("service", "order"), required=False, service="services",
    ),
    _table("items", Item, "Catalogue items", "服务事项", service="services"),
    _table(
        "demand", DemandRate, "Demand rates", "需求率",
        key=("industry", "service"), required=False, industry="industries", service="services",
    ),
    _table("hours", OpeningHours, "Opening hours", "开放时段", key=()),
    _table(
        "facilities", Facility, "Facilities", "设施",
        county="counties", hours="hours.pattern", parent_basic="facilities", parent_value_added="facilities",
        parent_professional="facilities", chiefs="facilities", paired_board="staff",
    ),
    _table("roads", Road, "Roads by length of trip", "按出行距离的道路等级", required=False),
    _table(
        "travel", Trip, "Trips of a user's own matrix", "自有路程矩阵",
        key=("origin", "facility"), required=False, origin="zones|facilities", facility="facilities",
    ),
    _table(
        "catalogues", CatalogueEntry, "Catalogues", "事项目录",
        key=("facility", "item"), facility="facilities", item="items",
    ),
    _table(
        "staff", StaffGroup, "Staff groups", "人员组",
        facility="facilities", partner="partners", hours="hours.pattern", serves="facilities|counties",
    ),
    _table(
        "rosters", RosterEntry, "Rosters", "排班",
        required=False, staff="staff", facility="facilities", service="services",
    ),
    _table("partners", Partner, "Partner organisations", "合作机构", required=False),
    _table(
        "projects", Project, "Key projects", "重点项目",
        required=False, zone="zones", industry="industries", life_cycle="life_cycles.life_cycle",
        subcentre="facilities", station="facilities",
    ),
    _table(
        "life_cycles", LifeCycleNeed, "Life cycles of projects", "项目生命周期",
        key=(), required=False, service="services",
    ),
    _table(
        "sessions", SessionSeries, "Leaders' sessions", "政企面对面",
        key=(), required=False, county="counties",
    ),
    _table("targets", Target, "Targets", "目标", key=("kpi", "level", "key"), required=False),
    _table(
        "replay", ReplayCase, "Replayed cases", "回放件",
        key=(), required=False, zone="zones", industry="industries", service="services", item="items",
    ),
)  # fmt: skip

TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _ALL})


def referred_column(name: str) -> str:
    """Return the column of a table that other tables refer to."""
    for table in _ALL:
        for reference in table.references.values():
            if name in reference.tables:
                return reference.column
    return "id"


SETTINGS_FILE = "scenario.yaml"
POLICIES_FILE = "policies.csv"
