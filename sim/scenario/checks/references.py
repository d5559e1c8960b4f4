"""Checks made from the register of tables: keys are unique, references lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.scenario.draft import Draft, Place, hint
from sim.scenario.problems import Problem, capped, problem
from sim.scenario.schema import TABLES, Reference, Table

HINTS = 20  # of a column: looking for near spellings is slow


def check_keys(draft: Draft) -> Iterator[Problem]:
    """No two rows of a table have the same key."""
    for table in TABLES.values():
        if table.key:
            yield from capped(_repeated(draft, table))


def _repeated(draft: Draft, table: Table) -> Iterator[Problem]:
    seen: dict[tuple[Any, ...], Place] = {}
    for row, place in draft.tables[table.name]:
        key = tuple(getattr(row, column) for column in table.key)
        first = seen.setdefault(key, place)
        if first is not place:
            said = ", ".join(str(part) for part in key)
            words = {"first": first.row, "where": first.file}
            yield problem("duplicate_key", *place, table.key[-1], said, **words)


def check_references(draft: Draft) -> Iterator[Problem]:
    """Every reference of the register is found in one of the tables that it may point to."""
    for table in TABLES.values():
        for column, reference in table.references.items():
            whole = all(name not in draft.unreadable or draft.tables[name] for name in reference.tables)
            if whole:  # else the table itself is missing or empty, which is reported once
                yield from capped(_strays(draft, table.name, column, reference))


def _strays(draft: Draft, table: str, column: str, reference: Reference) -> Iterator[Problem]:
    """Values of a column that none of the tables holds."""
    known = set[str]().union(*(draft.values(name, reference.column) for name in reference.tables))
    words = {"tables": ", ".join(f"{name}.csv" for name in reference.tables), "column": reference.column}
    told = 0
    for row, place in draft.tables[table]:
        value = getattr(row, column)
        for entry in value if isinstance(value, tuple) else (value,):
            if entry is not None and entry not in known:
                told += 1
                near = hint(entry, known if told <= HINTS else ())
                yield problem("unknown_reference", *place, column, entry, **words, **near)
