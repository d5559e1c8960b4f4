"""A scenario in the making: rows that know their file and row, before and while they are checked."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sim.scenario.scenario import Scenario
from sim.scenario.schema import POLICIES_FILE, SETTINGS_FILE, TABLES, Policies, Row, Settings

HINTED = 80  # characters of a value that are compared with known spellings


class Place(NamedTuple):
    """Where a value stands: a file and its spreadsheet row or yaml line."""

    file: str
    row: int | None


class Placed(NamedTuple):
    """A row of a table and where it stands."""

    row: Row
    place: Place


@dataclass
class Draft:
    """Settings, policies and tables with their places; ``None`` or ``unreadable`` where reading failed."""

    settings: Settings | None = None
    settings_places: dict[str, Place] = field(default_factory=dict)
    policies: Policies = field(default_factory=Policies)
    policy_sources: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[Placed]] = field(default_factory=lambda: {name: [] for name in TABLES})
    files: dict[str, str] = field(
        default_factory=lambda: (
            {name: table.file for name, table in TABLES.items()} | {"policies": POLICIES_FILE}
        )
    )
    left_out: dict[str, list[str]] = field(default_factory=dict)  # optional columns that a file lacks
    policies_given: bool = True  # False: there is no policies.csv
    removed: dict[tuple[str, str], Place] = field(default_factory=dict)  # (table, id) that a change removed
    unreadable: set[str] = field(default_factory=set)  # tables that lack rows: missing, or rows refused
    lost_ids: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in TABLES})

    def setting_place(self, name: str) -> Place:
        """Return where a setting is written, or the settings file where it is left to its default."""
        return self.settings_places.get(name, self.settings_places.get("", Place(SETTINGS_FILE, None)))

    def values(self, table: str, column: str) -> set[str]:
        """Return the values of a column, ids of refused rows included."""
        found = {getattr(placed.row, column) for placed in self.tables[table]}
        return found | self.lost_ids[table]

    def scenario(self) -> Scenario:
        """Return the scenario; the draft must be free of problems."""
        assert self.settings is not None  # checked by the caller
        rows = {
            name: tuple(placed.row for placed in placed_rows) for name, placed_rows in self.tables.items()
        }
        return Scenario(
            settings=self.settings,
            policies=self.policies,
            policy_sources=self.policy_sources,
            **rows,  # type: ignore[arg-type]  # each table holds its own row model
        )


def draft_of(scenario: Scenario) -> Draft:
    """Return a draft of a scenario held in memory; rows are numbered as :func:`save` would write them."""
    draft = Draft(
        settings=scenario.settings,
        policies=scenario.policies,
        policy_sources=dict(scenario.policy_sources),
        policies_given=bool(scenario.policy_sources) or scenario.policies != Policies(),
    )
    for name, table in TABLES.items():
        draft.tables[name] = [
            Placed(row, Place(table.file, number)) for number, row in enumerate(scenario.table(name), start=2)
        ]
    return draft


@functools.lru_cache(maxsize=1024)
def _near(value: str, known: frozenset[str]) -> str | None:
    near = difflib.get_close_matches(value[:HINTED], sorted(known), n=1, cutoff=0.6)
    return near[0] if near else None


def nearest(value: object, known: Collection[str]) -> list[str]:
    """Return up to three known spellings that are near to a value, the nearest first."""
    return difflib.get_close_matches(str(value)[:HINTED], sorted(known), n=3, cutoff=0.5)


def hint(value: object, known: Collection[str] | Iterable[str]) -> dict[str, str]:
    """Return the words ``hint_en`` and ``hint_zh`` that name the nearest known spelling, if one is near."""
    near = _near(str(value), frozenset(known))
    if near is None:
        return {"hint_en": "", "hint_zh": ""}
    return {"hint_en": f"(did you mean {near}?)", "hint_zh": f"（是否为 {near}？）"}


__all__ = ["POLICIES_FILE", "Draft", "Place", "Placed", "draft_of", "hint", "nearest"]
