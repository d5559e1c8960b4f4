"""Csv files as rows of text: encoding, size, header and row lengths are checked here."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from sim.scenario.draft import hint
from sim.scenario.problems import Problem, capped, problem

CSV_LIMIT = 64 * 1024 * 1024  # bytes


@dataclass
class Sheet:
    """Rows of a csv file as ``{column: text}`` (blank cells left out), with their spreadsheet row numbers."""

    rows: list[dict[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    columns: list[str | None] = field(default_factory=list)  # None: a column that is left out


def read_bytes(path: Path, shown: str, limit: int, problems: list[Problem]) -> bytes | None:
    """Return the bytes of a file of at most ``limit`` bytes, or None with a problem added."""
    try:
        if not path.is_file():
            problems.append(problem("missing_file", shown))
            return None
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            problems.append(problem("too_large", shown, None, "", path.stat().st_size, limit=limit))
            return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        problems.append(problem("unreadable_file", shown, reason=reason))
        return None
    if not data.strip():
        problems.append(problem("empty_file", shown, 1))
        return None
    return data


def decode(data: bytes, shown: str, problems: list[Problem]) -> str | None:
    """Return the text of UTF-8 (with or without byte-order mark) or GBK bytes, or None with a problem."""
    marked = data.startswith(codecs.BOM_UTF8)
    for encoding in ("utf-8-sig",) if marked else ("utf-8", "gbk"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            row = data.count(b"\n", 0, error.start) + 1
            continue
        if "\0" not in text:
            return text
        row = text.count("\n", 0, text.index("\0")) + 1
        break
    problems.append(problem("bad_encoding", shown, row))
    return None


def read_sheet(path: Path, shown: str, known: Collection[str], problems: list[Problem]) -> Sheet | None:
    """Return the rows of a csv file, or None where not even the header can be read.

    Args:
        path: the file.
        shown: its name in problems.
        known: the columns that it may have; others are reported and left out.
        problems: list that problems are added to.
    """
    data = read_bytes(path, shown, CSV_LIMIT, problems)
    text = decode(data, shown, problems) if data is not None else None
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    sheet: Sheet | None = None
    number = 0
    found: list[Problem] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if sheet is None:
                sheet = _header([cell.strip() for cell in cells], shown, known, found)
                if sheet is None:
                    break
            else:
                _row(sheet, cells, number, shown, found)
    except csv.Error as error:
        found.append(problem("bad_csv", shown, number + 1, reason=error))
        sheet = None
    problems.extend(capped(found))
    return sheet


def _header(cells: list[str], shown: str, known: Collection[str], problems: list[Problem]) -> Sheet | None:
    if len([cell for cell in cells if cell]) <= 1 and any(mark in "".join(cells) for mark in ";\t|；，"):
        problems.append(problem("wrong_delimiter", shown, 1, "", cells[0]))
        return None
    columns: list[str | None] = []
    for cell in cells:
        if cell in columns and cell:
            problems.append(problem("duplicate_column", shown, 1, cell, cell))
        elif cell and cell not in known:
            problems.append(problem("unknown_column", shown, 1, cell, cell, **hint(cell, known)))
        columns.append(cell if cell not in columns and (cell in known or not cell) else None)
    return Sheet(columns=columns)


def _row(sheet: Sheet, cells: list[str], number: int, shown: str, problems: list[Problem]) -> None:
    values = {
        column: text
        for column, cell in zip(sheet.columns, cells, strict=False)
        if column is not None and (text := cell.strip())
    }
    beyond = [text for cell in cells[len(sheet.columns) :] if (text := cell.strip())]
    nameless = values.pop("", None)
    if beyond or nameless:
        problems.append(problem("extra_cells", shown, number, "", nameless or beyond[0]))
    if values:
        sheet.rows.append(values)
        sheet.numbers.append(number)
