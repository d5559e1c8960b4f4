"""Sites as changes of the scenario: what opens, in the change language, and what it costs a year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sim.planning.siting.candidates import Candidate
from sim.planning.siting.own_travel import OwnTravel
from sim.scenario import Scenario
from sim.scenario.schema.staff import StaffGroup


class Cost(NamedTuple):
    """What a site costs a year, in CNY."""

    place: float  # rent and upkeep
    staff: float  # of the residents that are copied

    @property
    def total(self) -> float:
        """Both together."""
        return self.place + self.staff


def copied_groups(scenario: Scenario, template: str) -> list[StaffGroup]:
    """Return the groups of a template that a new station gets: residents who are members of its team.

    Rotating and on-call specialists are shared by many places and are not doubled by a new one; chiefs are
    the backstop of a county.
    """
    return [
        row
        for row in scenario.staff
        if row.facility == template and row.mode == "resident" and row.role == "member"
    ]


def cost_of(scenario: Scenario, candidate: Candidate) -> Cost:
    """Return the yearly cost of a candidate; groups X count while the team lever is on."""
    groups = copied_groups(scenario, candidate.template)
    there = [row for row in groups if row.team != "x" or scenario.policies.team.on]
    return Cost(candidate.cost_per_year, float(sum(row.head_count * row.cost_per_year for row in there)))


def changes_of(
    scenario: Scenario, candidates: Sequence[Candidate], own: OwnTravel | None = None
) -> list[dict[str, Any]]:
    """Return the changes that open stations at these candidates, in the order given.

    A station gets its template's row of facilities (hours, parents, levers), its catalogue and its residents,
    under ids of its own. Tags of the template are not copied: they say what kinds the template counts as.

    Args:
        scenario: that holds the templates.
        candidates: what opens.
        own: measured travel to candidates, which goes with them into travel.csv.
    """
    changes: list[dict[str, Any]] = []
    for one in candidates:
        changes += _station(scenario, one)
        if own:
            rows = own.rows(one.id)
            changes += [{"add": {"table": "travel", "rows": rows}}] if rows else []
    return changes


def _station(scenario: Scenario, one: Candidate) -> list[dict[str, Any]]:
    place = {
        "id": one.id,
        "name_zh": one.name_zh,
        "name_en": one.name_en,
        "kind": one.kind,
        "tags": "",
        "county": one.county,
        "town": one.town or "",
        "lat": one.lat,
        "lon": one.lon,
        "source": one.source,
    }
    changes = [
        _copy("facilities", {"id": one.template}, place),
        _copy("catalogues", {"facility": one.template}, {"facility": one.id, "source": one.source}),
    ]
    for group in copied_groups(scenario, one.template):
        name = group.id.removeprefix(f"{one.template}.")
        into = {"id": f"{one.id}.{name}", "facility": one.id, "source": one.source}
        changes.append(_copy("staff", {"id": group.id}, into))
    return changes


def _copy(table: str, where: dict[str, Any], into: dict[str, Any]) -> dict[str, Any]:
    return {"copy": {"table": table, "where": where, "set": into}}
