"""Rows of the scenario tables and how they are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]


def cell(value: object) -> str:
    """A value as a csv cell: booleans in lower case, lists joined by ``;``, None blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ";".join(cell(part) for part in value)
    if isinstance(value, float):
        return format(value, ".10g")
    return str(value)


def to_csv(rows: Sequence[Row]) -> str:
    """The rows as csv text with a byte-order mark, so that spreadsheets read the Chinese.

    Raises:
        ValueError: if the rows are none or differ in their columns.
    """
    if not rows:
        raise ValueError("a table needs a row")
    columns = list(rows[0])
    if any(list(row) != columns for row in rows):
        raise ValueError(f"rows differ in their columns: {columns}")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(row[column]) for column in columns] for row in rows)
    return "\ufeff" + text.getvalue()
