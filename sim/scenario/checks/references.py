"""Checks made from the register of tables: keys are unique, references lead somewhere."""

from __future__ import annotations

from collections import Counter
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


def check_removed(draft: Draft) -> Iterator[Problem]:
    """What a change removed is named by no row any more; one problem for each row that is removed."""
    named: dict[tuple[str, str], Counter[str]] = {}
    for table in TABLES.values() if draft.removed else ():
        for column, reference in table.references.items():
            for entry, _ in _stray_entries(draft, table.name, column, reference):
                for key in _removed_keys(draft, reference, entry):
                    named.setdefault(key, Counter())[draft.files[table.name]] += 1
    for (name, value), counts in named.items():
        said = ", ".join(f"{file} ({count})" for file, count in counts.items())
        words = {"where": said, **_instead_of_removing(name, value)}
        yield problem("removed_needed", *draft.removed[name, value], "where", value, **words)


def _removed_keys(draft: Draft, reference: Reference, entry: str) -> list[tuple[str, str]]:
    return [(name, entry) for name in reference.tables if (name, entry) in draft.removed]


def _instead_of_removing(name: str, value: str) -> dict[str, str]:
    """Return the mend: a facility can be closed and a group emptied, other rows are to be let go of."""
    instead = {"facilities": "open: false", "staff": "head_count: 0"}.get(name)
    if instead is None:
        return {
            "mend_en": f"Keep it, or change those rows first so that they do not name {value}",
            "mend_zh": f"请保留该行，或先改动引用 {value} 的各行",
        }
    change = f"update: {{table: {name}, where: {{id: {value}}}, set: {{{instead}}}}}"
    return {
        "mend_en": f"Write {change} instead of the removal, or change those rows too",
        "mend_zh": f"请改写为 {change}，或一并改动这些行",
    }


def check_references(draft: Draft) -> Iterator[Problem]:
    """Every reference of the register is found in one of the tables that it may point to."""
    for table in TABLES.values():
        for column, reference in table.references.items():
            whole = all(name not in draft.unreadable or draft.tables[name] for name in reference.tables)
            if whole:  # else the table itself is missing or empty, which is reported once
                yield from capped(_strays(draft, table.name, column, reference))


def _strays(draft: Draft, table: str, column: str, reference: Reference) -> Iterator[Problem]:
    """Values of a column that none of the tables holds."""
    known = _known(draft, reference)
    words = {"tables": ", ".join(f"{name}.csv" for name in reference.tables), "column": reference.column}
    told = 0
    for entry, place in _stray_entries(draft, table, column, reference):
        if not _removed_keys(draft, reference, entry):  # else it is told once, at the removal
            told += 1
            near = hint(entry, known if told <= HINTS else ())
            yield problem("unknown_reference", *place, column, entry, **words, **near)


def _known(draft: Draft, reference: Reference) -> set[str]:
    return set[str]().union(*(draft.values(name, reference.column) for name in reference.tables))


def _stray_entries(
    draft: Draft, table: str, column: str, reference: Reference
) -> Iterator[tuple[str, Place]]:
    """Yield the entries of a column that none of the tables holds, with their places."""
    known = _known(draft, reference)
    for row, place in draft.tables[table]:
        value = getattr(row, column)
        for entry in value if isinstance(value, tuple) else (value,):
            if entry is not None and entry not in known:
                yield entry, place
