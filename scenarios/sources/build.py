"""Write the tables of scenarios/huzhou, wuxing, theory, province and planning from the sources.

Run ``python -m scenarios.sources.build`` from the project folder. The tables are what planners edit; run this
only to start again from the sources (git shows what changes).
"""

from __future__ import annotations

from pathlib import Path

from scenarios.sources import (
    candidates,
    catalogues,
    demand,
    facilities,
    hours,
    industries,
    items,
    partners,
    places,
    policies,
    projects,
    province,
    rosters,
    services,
    sessions,
    staff,
    theory,
    what_if,
    zones,
)
from scenarios.sources.table import Row, to_csv

SCENARIOS = Path(__file__).parents[1]
Tables = dict[str, list[Row]]


def huzhou() -> Tables:
    """Tables of the whole city."""
    return _network(facilities.rows(), None, industries.POINTS_PER_TOWN)


def wuxing() -> Tables:
    """Tables of Wuxing alone: its centre is the top, and each town is one demand point."""
    inside = [row for row in facilities.rows() if row["county"] == "330502" and row["tier"] != "city"]
    kept = {row["id"] for row in inside}
    parents = ("parent_basic", "parent_value_added", "parent_professional")
    inside = [
        row | {parent: row[parent] if row[parent] in kept else None for parent in parents} for row in inside
    ]
    return _network(inside, "330502", 1)


def _network(hosts: list[Row], county: str | None, points: int) -> Tables:
    by_id = {row["id"]: row for row in hosts}
    counties = [row for row in places.county_rows() if county in (None, row["id"])]
    county_ids = {row["id"] for row in counties}
    groups = staff.rows(by_id)
    firms = {row["partner"] for row in groups} | {"wx.entrepreneurs"}
    return {
        "counties": counties,
        "zones": zones.rows(county, points),
        "industries": industries.industry_rows(),
        "enterprises": industries.rows(county, points),
        "profiles": demand.profile_rows(),
        "services": services.rows(),
        "reviews": services.review_rows(),
        "items": items.rows(),
        "demand": demand.rows(),
        "hours": hours.rows(),
        "facilities": hosts,
        "catalogues": [row for row in catalogues.rows() if row["facility"] in by_id],
        "staff": groups,
        "rosters": rosters.rows({row["id"] for row in groups}, set(by_id)),
        "partners": [row for row in partners.rows() if row["id"] in firms],
        "projects": projects.rows(points),
        "life_cycles": projects.life_cycle_rows(),
        "sessions": [row for row in sessions.rows() if row["county"] in county_ids],
        "policies": policies.rows(),
        "targets": policies.target_rows(county_ids),
    }


def files() -> dict[str, str]:
    """Text of every generated file by its path below scenarios/."""
    whole = huzhou()
    folders = {"huzhou": whole, "wuxing": wuxing(), "theory": theory.tables()}
    folders["province"] = province.tables(whole)
    texts = {
        f"{folder}/{table}.csv": to_csv(rows)
        for folder, tables in folders.items()
        for table, rows in tables.items()
    }
    texts["planning/huzhou_candidates.csv"] = to_csv(candidates.rows())
    texts["planning/wuxing_candidates.csv"] = to_csv(candidates.wuxing_rows())
    return texts | what_if.files()


def main() -> None:
    """Write the files."""
    for path, text in files().items():
        target = SCENARIOS / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
