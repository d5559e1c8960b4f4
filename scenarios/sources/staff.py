"""Staff groups of the network. Enterprise shares and costs are assumed: the figures cannot identify them."""

from __future__ import annotations

from scenarios.sources import boards, partner_staff, site_staff, township_team
from scenarios.sources.facilities import SITES
from scenarios.sources.places import COUNTIES, towns
from scenarios.sources.services import skills
from scenarios.sources.staff_group import group
from scenarios.sources.table import Row

CHIEFS = group(
    ("dq.chiefs", "dq.centre", "德清三长", "Deqing's three chiefs"),
    3,
    ("chief",),
    role="chief",
    enterprise_share=0.5,
    cost_per_year=200_000,
    source="newsletter: three-chiefs backstop; reading assumed",
)
DEPARTMENT_STAFF = (
    group(
        ("dept.testing.lab", "dept.testing", "检测实验室", "Laboratory"),
        14,
        ("laboratory",),
        enterprise_share=0.8,
    ),
    group(("dept.customs.desk", "dept.customs", "通关协调岗", "Customs desk"), 4, ("customs_desk",)),
)


def rows(hosts: dict[str, Row]) -> list[Row]:
    """Rows of staff.csv for the facilities given (rows of facilities.csv by id).

    Raises:
        ValueError: if a service class needs a skill that nobody has.
    """
    table: list[Row] = []
    for town in towns():
        if town.station in hosts:
            table += township_team.rows(town, "party_centre" in hosts[town.station]["tags"])
    for site in SITES:
        table += site_staff.rows(site.id, site.kind)
    for county in COUNTIES:
        table += boards.district(county)
    table += [*boards.city(), *partner_staff.rows(), CHIEFS, *DEPARTMENT_STAFF]
    kept = [row for row in table if row["facility"] in hosts]
    missing = set(skills()) - {skill for row in kept for skill in row["skills"]}
    if missing:
        raise ValueError(f"nobody has {sorted(missing)}")
    return kept
