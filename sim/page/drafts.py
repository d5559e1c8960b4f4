"""Drafts: a base with changes that are not saved yet, checked and shown as map and tables."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from sim.kpi import REGISTRY
from sim.page.errors import CHANGES, not_found, told
from sim.page.models import Draft as Asked
from sim.page.models import DraftTable
from sim.page.scenarios import Library
from sim.page.schema import columns_of
from sim.scenario import Problem, Scenario
from sim.scenario.changes import apply_changes
from sim.scenario.checks import find_problems, find_warnings
from sim.scenario.draft import Draft, Place, draft_of
from sim.scenario.parse import parse_mapping, parse_rows, set_policy
from sim.scenario.problems import ordered
from sim.scenario.schema import POLICIES_FILE, SETTINGS_FILE, TABLES, Row, Settings, Table

KEPT = 12  # drafts


class Drafted(NamedTuple):
    """A base, what its changes make of it, and what is wrong with that."""

    base: Scenario
    draft: Draft
    problems: list[Problem]
    warnings: list[Problem]

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table."""
        return [placed.row for placed in self.draft.tables[table]]


class Drafts:
    """Drafts made from the library's scenarios; the last few are kept."""

    def __init__(self, library: Library) -> None:
        """Take bases from `library`."""
        self.scenario_library = library
        self._kept: OrderedDict[str, Drafted] = OrderedDict()
        self._lock = threading.Lock()

    def make(self, asked: Asked) -> Drafted:
        """Apply the changes to the base and check the whole.

        Raises:
            ApiError: 404 or 422, the base cannot be loaded.
        """
        base = self.scenario_library.load(asked.base)
        changes = json.dumps(asked.changes, ensure_ascii=False)
        key = hashlib.sha256(f"{base.version} {changes}".encode()).hexdigest()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = changed(base.scenario, asked.changes)
        with self._lock:
            self._kept[key] = made
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def check(self, asked: Asked) -> dict[str, Any]:
        """Return the problems and warnings of a draft."""
        made = self.make(asked)
        return {
            "problems": [told(one) for one in made.problems],
            "warnings": [told(one) for one in made.warnings],
        }

    def table(self, asked: DraftTable) -> dict[str, Any]:
        """Return some rows of one table, each with its state against the base."""
        table = table_of(asked.table)
        made = self.make(asked)
        pairs = list(zip(made.rows(table.name), states(table, made), strict=True))
        if asked.facility:
            here = _at(made, table, asked.facility)
            pairs = [pair for pair in pairs if here(pair[0])]
        rows = [(row.model_dump(mode="json"), state) for row, state in pairs]
        if wanted := asked.search.casefold().strip():
            rows = [pair for pair in rows if _holds(pair[0].values(), wanted)]
        shown = rows[asked.offset : asked.offset + asked.limit]
        return {
            "table": table.name,
            "columns": columns_of(table.row, table),
            "rows": [row for row, _ in shown],
            "states": [state for _, state in shown],
            "total": len(rows),
        }


def changed(base: Scenario, changes: list[Any]) -> Drafted:
    """Return a base with changes, as far as they can be applied, and every problem of the result."""
    problems: list[Problem] = []
    draft = draft_of(base)
    apply_changes(draft, changes, CHANGES, {}, problems)
    problems = ordered([*problems, *find_problems(draft, REGISTRY)])
    return Drafted(base, draft, problems, [] if problems else find_warnings(draft))


def table_of(name: str) -> Table:
    """Return a table of the register; raises ApiError 404."""
    if name not in TABLES:
        raise not_found(name, "table")
    return TABLES[name]


def check_row(table: str, cells: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the problems of one row by itself: of a table, of `settings`, or of `policies`."""
    filled = {name: value for name, value in cells.items() if value is not None and value != ""}
    problems: list[Problem] = []
    if table == "settings":
        named = dict.fromkeys(("id", "name_zh", "name_en"), "x")
        parse_mapping(Settings, named | filled, {}, Place(SETTINGS_FILE, None), problems)
    elif table == "policies":
        policy, parameter, value = (filled.get(name, "") for name in ("policy", "parameter", "value"))
        at = Place(POLICIES_FILE, None)
        fields = ("policy", "parameter", "value")
        set_policy(Draft(), str(policy), str(parameter), value, at, fields, problems)
    else:
        register = table_of(table)
        parse_rows(Draft(), register, [filled], [Place(register.file, None)], problems)
    return [told(one) for one in problems]


# States


def states(table: Table, made: Drafted) -> list[str]:
    """Tell of each row of a draft's table whether it is plain, added or changed against the base.

    Rows with a key are changed where the base has another row of that key. Of others, those that the base
    lacks stand for those that it has lost, in order; the rest are added.
    """
    rows, before = made.rows(table.name), made.base.table(table.name)
    same = set(map(id, before))
    fresh = [row for row in rows if id(row) not in same]
    if not fresh:
        return ["plain"] * len(rows)
    if table.key:
        old = {_key(table, row): row for row in before}
        return [_state(row, old.get(_key(table, row))) for row in rows]
    still = set(map(id, rows))
    lost = sum(id(row) not in still for row in before)
    place = {id(row): number for number, row in enumerate(fresh)}
    return ["plain" if id(row) in same else "changed" if place[id(row)] < lost else "added" for row in rows]


def _state(row: Row, before: Row | None) -> str:
    if before is None:
        return "added"
    return "plain" if row is before or row == before else "changed"


def _key(table: Table, row: Row) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in table.key)


# Choosing rows


def _at(made: Drafted, table: Table, facility: str) -> Callable[[Row], bool]:
    """Return what tells whether a row is a facility's: it names it, or its staff group or hours are there."""
    if table.name == "facilities":
        return lambda row: getattr(row, "id", None) == facility
    columns = [name for name, reference in table.references.items() if "facilities" in reference.tables]
    wanted = [(name, {facility}) for name in columns]
    if table.name == "rosters":
        wanted.append(("staff", _values(made, "staff", "id", facility)))
    if table.name == "hours":
        wanted.append(("pattern", _values(made, "facilities", "hours", facility)))
    return lambda row: any(getattr(row, name) in values for name, values in wanted)


def _values(made: Drafted, table: str, column: str, facility: str) -> set[str]:
    """Return the values of a column in a facility's own row, or in the rows of its staff groups."""
    own = "id" if table == "facilities" else "facility"
    return {getattr(row, column) for row in made.rows(table) if getattr(row, own) == facility}


def _holds(values: Iterable[Any], wanted: str) -> bool:
    return any(wanted in str(value).casefold() for value in values if value is not None)
