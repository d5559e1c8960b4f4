"""What a browser draws a chart from: titles, a table, how its columns are shown (docs/chart-data.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import polars as pl

Names = dict[str, str]  # a text by language, zh and en
Renderer = Literal["intervals", "bars", "lines", "heat", "flow", "map", "scatter"]
ColumnKind = Literal["text", "names", "number", "share", "points", "date"]


@dataclass(frozen=True)
class Column:
    """A column of a chart's table.

    kind: text; names (a text in each language: the frame holds `<id>_zh` and `<id>_en`); number; share (shown
    as per cent); points (a difference, with its sign; one of shares in percentage points); date (text, ISO).
    `unit` may name another column that holds each row's own unit; a row whose unit is `share` is shown so.
    """

    id: str
    names: Names
    kind: ColumnKind = "text"
    unit: Names | str | None = None
    hidden: bool = False  # drawn with, but not in the table that people read


@dataclass(frozen=True)
class ChartData:
    """One chart: a table, the renderer that draws it, and the columns that it draws by role.

    Attributes:
        name: of the chart, unique within a page; names files as well.
        renderer: one of the seven of sim/report/web/renderers.
        title, finding, notes: texts above and below the picture; the finding may be empty.
        columns, rows: the table; `rows` holds every column of `columns` (two of a `names` column).
        encode: role -> column id, by renderer (docs/chart-data.md).
        choose: a column with one picture for each of its values, picked by the reader; None: one picture.
        texts: further words that the renderer needs, axis titles above all.
        extra: what the renderer needs besides: outlines of a map, a line to hold against, a scale.
    """

    name: str
    renderer: Renderer
    title: Names
    rows: pl.DataFrame
    columns: Sequence[Column]
    encode: Mapping[str, str]
    finding: Names = field(default_factory=lambda: {"zh": "", "en": ""})
    notes: Sequence[Names] = ()
    choose: str | None = None
    texts: Mapping[str, Names] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {column.id for column in self.columns}
        asked = {*self.encode.values(), *([self.choose] if self.choose else [])}
        if strangers := sorted(asked - known):
            raise ValueError(f"{self.name}: no column {', '.join(strangers)}")
        held = set(self.rows.columns)
        if lacking := sorted(one for one in self._held_names() if one not in held):
            raise ValueError(f"{self.name}: the table lacks {', '.join(lacking)}")

    def _held_names(self) -> list[str]:
        return [
            name
            for column in self.columns
            for name in ((f"{column.id}_zh", f"{column.id}_en") if column.kind == "names" else (column.id,))
        ]

    def as_json(self) -> dict[str, Any]:
        """Return what the browser reads; cells of a `names` column are lists of the two texts, zh first."""
        return {
            "name": self.name,
            "renderer": self.renderer,
            "title": self.title,
            "finding": self.finding,
            "notes": list(self.notes),
            "columns": [
                {
                    "id": one.id,
                    **one.names,
                    "kind": one.kind,
                    "unit": one.unit,
                    "hidden": one.hidden,
                }
                for one in self.columns
            ],
            "rows": {one.id: self._cells(one) for one in self.columns},
            "encode": dict(self.encode),
            "choose": self.choose,
            "texts": dict(self.texts),
            "extra": dict(self.extra),
        }

    def _cells(self, column: Column) -> list[Any]:
        if column.kind == "names":
            zh, en = (self.rows[f"{column.id}_{lang}"].to_list() for lang in ("zh", "en"))
            return [list(pair) for pair in zip(zh, en, strict=True)]
        values = self.rows[column.id]
        if values.dtype.is_float():
            return [_finite(value) for value in values.to_list()]
        return values.to_list()


def _finite(value: float | None) -> float | str | None:
    """JSON has no infinity: the words inf and -inf stand for it, null for what is not a number."""
    if value is None or value != value:
        return None
    if value in (float("inf"), float("-inf")):
        return "inf" if value > 0 else "-inf"
    # six digits are more than charts show of what is below a million, and half the size
    return float(round(value)) if abs(value) >= 1e5 else float(f"{value:.6g}")
