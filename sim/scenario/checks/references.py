"""Checks made from the register of tables: keys are unique, references lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.scenario.draft import Draft, Place, hint
from sim.scenario.problems import Problem, problem
from sim.scenario.schema import TABLES


def check_keys(draft: Draft) -> Iterator[Problem]:
    """No two rows of a table have the same key."""
    for table in TABLES.values():
        if not table.key:
            continue
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
            known = set[str]().union(*(draft.values(name, reference.column) for name in reference.tables))
            whole = all(name not in draft.unreadable or draft.tables[name] for name in reference.tables)
            if not whole:
                continue  # the table itself is missing or empty, which is reported once
            words = {
                "tables": ", ".join(f"{name}.csv" for name in reference.tables),
                "column": reference.column,
            }
            for row, place in draft.tables[table.name]:
                value = getattr(row, column)
                for entry in value if isinstance(value, tuple) else (value,):
                    if entry is not None and entry not in known:
                        yield problem(
                            "unknown_reference", *place, column, entry, **words, **hint(entry, known)
                        )
