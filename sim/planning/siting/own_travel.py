"""A user's own travel to candidates (e.g. of OSRM): rows as in travel.csv, which replace the formula."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sim.planning.siting.candidates import Listed
from sim.scenario import Problem, Scenario, ScenarioErrors
from sim.scenario.draft import Draft, Place, Placed, hint
from sim.scenario.parse import parse_sheet
from sim.scenario.problems import capped, shown
from sim.scenario.read_csv import read_sheet
from sim.scenario.schema import TABLES
from sim.scenario.schema.trip import Trip

_NAME = "travel"


class OwnTravel(NamedTuple):
    """Travel from demand points (and facilities) to candidates, as measured."""

    given: tuple[Trip, ...]

    def zones(self, scenario: Scenario) -> Mapping[tuple[str, str], tuple[float, float]]:
        """Return (km, minutes) by (demand point, candidate)."""
        known = {row.id for row in scenario.zones}
        return {
            (row.origin, row.facility): (row.km, row.minutes) for row in self.given if row.origin in known
        }

    def rows(self, candidate: str) -> list[dict[str, Any]]:
        """Return the rows to a candidate as the change language takes them."""
        return [row.model_dump(mode="json") for row in self.given if row.facility == candidate]


def load_own_travel(path: Path, scenario: Scenario, candidates: Listed) -> OwnTravel:
    """Read a matrix of travel to candidates.

    Raises:
        ScenarioErrors: with every problem of the file (file, row, field, value, mend), in both languages.
    """
    problems: list[Problem] = []
    draft = Draft()
    sheet = read_sheet(path, path.name, Trip.model_fields.keys(), problems)
    if sheet is not None:
        parse_sheet(draft, TABLES[_NAME], sheet, path.name, problems)
    placed = draft.tables[_NAME]
    origins = {row.id for row in scenario.zones} | {row.id for row in scenario.facilities}
    sites = {row.id for row in candidates.rows}
    problems += capped(_strangers(placed, "origin", origins, ("demand point or facility", "需求点或设施")))
    problems += capped(_strangers(placed, "facility", sites, ("candidate", "候选点")))
    problems += capped(_twice(placed))
    if problems:
        fault = ScenarioErrors(problems)
        fault.add_note(str(path))
        raise fault
    return OwnTravel(tuple(row for row, _ in placed if isinstance(row, Trip)))


def _strangers(
    placed: list[Placed], name: str, known: Collection[str], what: tuple[str, str]
) -> list[Problem]:
    found = []
    for row, place in placed:
        value = getattr(row, name)
        if value not in known:
            near = hint(value, known)
            near_en = f" {near['hint_en']}" if near["hint_en"] else ""
            words = (
                f"there is no such {what[0]}",
                f"没有该{what[1]}",
                f"Name one{near_en}",
                f"请改正{near['hint_zh']}",
            )
            found.append(Problem(place.file, place.row, name, shown(value), *words, f"matrix_{name}"))
    return found


def _twice(placed: list[Placed]) -> list[Problem]:
    found: list[Problem] = []
    seen: dict[tuple[str, ...], Place] = {}
    for row, place in placed:
        pair = tuple(str(getattr(row, name)) for name in ("origin", "facility"))
        first = seen.setdefault(pair, place)
        if first is not place:
            words = (
                f"the pair stands twice, first in row {first.row}",
                f"该起讫对重复，首见于第 {first.row} 行",
                "Keep one of them",
                "请只保留一行",
            )
            found.append(Problem(place.file, place.row, "facility", shown(pair[1]), *words, "matrix_twice"))
    return found
