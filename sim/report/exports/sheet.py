"""A sheet of the workbook before it is written: columns with heads in both languages, numbers with units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

P_VALUE = "p"  # the unit of p-values
Value = str | float | int | bool | None


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        id: name of the field in the csv file; empty if the column is in none.
        zh, en: its heads.
        values: a cell a row; None is an empty cell.
        units: what numbers are measured in (`share`, `minutes` ...), for all rows or a row each.
        signed: numbers are differences and are shown with their sign.
    """

    id: str
    zh: str
    en: str
    values: Sequence[Value]
    units: str | Sequence[str] = ""
    signed: bool = False

    def unit(self, row: int) -> str:
        """Return the unit of the number in a row."""
        return self.units if isinstance(self.units, str) else self.units[row]


@dataclass(frozen=True)
class Sheet:
    """One sheet: titles (together at most 30 characters), columns of equal length, the file it is from."""

    zh: str
    en: str
    columns: Sequence[Column]
    file: str = ""
    note_zh: str = ""
    note_en: str = ""

    @property
    def title(self) -> str:
        """The name on the tab."""
        return f"{self.zh} {self.en}"

    @property
    def height(self) -> int:
        """How many rows it has below the heads."""
        return len(self.columns[0].values) if self.columns else 0
