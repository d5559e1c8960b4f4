"""Sheets as an xlsx file: frozen heads, filters, widths, number formats; the same sheets, the same bytes."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sim.report.exports.sheet import P_VALUE, Column, Sheet, Value
from sim.report.measures import decimals

MOST_ROWS = 1_048_575  # of a sheet, heads left out: what Excel opens
LONGEST = 32_767  # characters of a cell
WIDEST, NARROWEST = 42, 9  # characters of a column
LINE = 18  # points of a line of a head
BOLD = 1.15  # how much wider bold characters are
_SAMPLE = 300  # rows that a column's width is taken from
_FALLBACK = datetime(2000, 1, 1)


def write_workbook(path: Path, sheets: Sequence[Sheet], front: Sequence[Sequence[str]], created: str) -> None:
    """Write a workbook.

    Args:
        path: where; replaced if it exists.
        sheets: in order; each at most MOST_ROWS high.
        front: rows of the first sheet; the first cell of a row is set off.
        created: ISO time that the file says it was made at.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(str(path), options)
    moment = _moment(created)
    book.set_properties({"created": moment, "author": "Yizhan 驿站", "title": front[0][0] if front else ""})
    formats = _Formats(book)
    _front(book.add_worksheet("说明 Contents"), front, formats)
    for sheet in sheets:
        _sheet(book.add_worksheet(sheet.title), sheet, formats)
    book.close()


def _moment(created: str) -> datetime:
    """Read the time of a manifest; an unreadable one becomes a fixed one."""
    try:
        return datetime.fromisoformat(created).replace(tzinfo=None)
    except ValueError:
        return _FALLBACK


class _Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def head(self) -> Any:
        return self.of(bold=True, text_wrap=True, valign="top", bg_color="#E8EEF4", bottom=1)


def _front(page: Any, rows: Sequence[Sequence[str]], formats: _Formats) -> None:
    """Write the first sheet: plain rows, the first one as a title."""
    wrapped = formats.of(text_wrap=True, valign="top")
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            shape = formats.of(bold=True, font_size=14) if number == 0 else wrapped
            if number and place == 0:
                shape = formats.of(bold=True, text_wrap=True, valign="top")
            page.write_string(number, place, text[:LONGEST], shape)
    page.set_column(0, 0, 30)
    page.set_column(1, 2, 66)
    page.set_column(3, 4, 24)


def _sheet(page: Any, sheet: Sheet, formats: _Formats) -> None:
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, f"{column.zh}\n{column.en}"[:LONGEST], formats.head())
        page.set_column(place, place, _width(column))
        for row, value in enumerate(column.values):
            _write(page, row + 1, place, value, column, formats)
    page.set_row(0, LINE * max(_lines(column) for column in sheet.columns) + 4)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, sheet.height, len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write(page: Any, row: int, place: int, value: Value, column: Column, formats: _Formats) -> None:
    """Write one cell; texts stay texts whatever they begin with, infinity becomes its sign."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        page.write_string(row, place, value[:LONGEST])
    elif isinstance(value, bool):
        page.write_boolean(row, place, value)
    elif math.isnan(value):
        return
    elif math.isinf(value):
        page.write_string(row, place, "∞" if value > 0 else "-∞", formats.of(align="right"))
    else:
        shape = formats.of(num_format=number_format(value, column.unit(row - 1), column.signed))
        page.write_number(row, place, value, shape)


def number_format(value: float, unit: str, signed: bool = False) -> str:
    """Return how Excel shows a number: shares as per cent, others with three digits or whole."""
    if unit == P_VALUE:
        return '[<0.001]"< 0.001";0.000'
    if unit == "share":
        shown = f"0.{'0' * _share_digits(value, signed)}%"
    elif unit == "degrees":
        shown = "0.00000"
    else:
        digits = 0 if isinstance(value, int) else min(8, decimals(value, unit))
        shown = "#,##0" + ("." + "0" * digits if digits else "")
    return f"+{shown};-{shown};{shown}" if signed else shown


def _share_digits(value: float, signed: bool) -> int:
    """Return the decimals of a per cent: two, and up to four of a small difference."""
    if not signed or value == 0:
        return 2
    return min(4, max(2, 2 - math.floor(math.log10(abs(100 * value)))))


def _width(column: Column) -> float:
    """Return a column's width in characters: of its longest text, a Chinese character being two wide."""
    cells = [one for one in column.values[:_SAMPLE] if isinstance(one, str)]
    longest = max((wide(one) for one in cells), default=0)
    word = max(wide(one) for one in (*column.en.split(), column.zh[:8]))
    numbers = 11 if len(cells) < len(column.values[:_SAMPLE]) else 0
    return min(WIDEST, max(NARROWEST, longest, BOLD * word, numbers)) + 2


def _lines(column: Column) -> int:
    """Return how many lines a head takes in its column."""
    room = _width(column) - 1
    lines = 0
    for text in (column.zh, column.en):
        left = 0.0
        for word in re.findall(r"[!-~]+|[^!-~\s]", text):  # Chinese breaks anywhere
            size = BOLD * wide(word)
            if left < size:
                lines, left = lines + 1, room
            left -= size + (BOLD if word.isascii() else 0)
    return lines


def wide(text: str) -> int:
    """Return the width of a text, Chinese characters counting 2."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
