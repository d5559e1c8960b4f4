"""Any csv of a result folder as columns of a sheet: its cells, with the names of what ids and units are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from sim.experiment.folder import column_type
from sim.report.exports.heads import TITLES, head, meanings
from sim.report.exports.names import LEVELS, OF_COLUMN, Names, Pair
from sim.report.exports.sheet import P_VALUE, Column, Sheet, Value
from sim.report.measures import measure
from sim.report.numbers import unit_name
from sim.report.page_texts import PAGE

BASIS: dict[str, Pair] = {basis: (PAGE[basis]["zh"], PAGE[basis]["en"]) for basis in ("data", "prior")}
BETTER: dict[str, Pair] = {
    "higher": ("越高越好", "higher"),
    "lower": ("越低越好", "lower"),
    "none": ("无好坏", "neither"),
}
# Columns that hold differences, in every table.
_DIFFERENCES = ("difference", "change", "gain", "effect", "simultaneous")
_SHAPED = ("share", "degrees")  # units that decide how a number is written
_FLAGS = ({"true", "false"}, {"true"}, {"false"})
_P_VALUES = ("p", "p_holm", "prior_p", "loo_p")
_OF_ROW = ("of the KPI", "of the row")


def read_table(path: Path) -> pl.DataFrame:
    """Read a csv of a result folder; columns of nothing but true and false are that, whatever their name."""
    text = pl.read_csv(path, infer_schema=False)
    flags = [name for name in text.columns if set(text[name].drop_nulls().unique()) in _FLAGS]
    types = {name: pl.Boolean if name in flags else column_type(name) for name in text.columns}
    return pl.read_csv(path, schema_overrides=types)


def file_sheets(folder: Path, kind: str, names: Names) -> list[Sheet]:
    """Make a sheet of every summary table that the folder holds, in the order of TITLES."""
    sheets = []
    for stem, title in TITLES.get(kind, {}).items():
        path = folder / f"{stem}.csv"
        if path.exists():
            sheets.append(Sheet(*title, columns_of(read_table(path), path.name, kind, names), path.name))
    return sheets


def columns_of(table: pl.DataFrame, file: str, kind: str, names: Names) -> list[Column]:
    """Return the columns of a table in its order; names stand before the ids that they explain.

    Args:
        table: a csv as read.
        file: its name, for the meaning of its columns.
        kind: the kind of the result folder.
        names: names of the folder's ids.
    """
    known = meanings(file, kind)
    units = _row_units(table)
    columns: list[Column] = []
    for name in table.columns:
        values: list[Value] = table[name].to_list()
        columns += _named(table, name, names)
        meaning = known.get(name)
        zh, en = head(name, meaning, kind)
        if zh == name and name in names.parameters:
            zh, en = names.parameters[name]
        unit = meaning.unit if meaning else ""
        numeric = table.schema[name].is_numeric()
        own = (
            P_VALUE
            if name in _P_VALUES and not unit
            else unit
            if unit in _SHAPED
            else units
            if unit in _OF_ROW
            else ""
        )
        signed = name.startswith(_DIFFERENCES) or name.partition("_")[2].startswith("gain")
        columns.append(Column(name, zh, en, values, own if numeric else "", signed and numeric))
    return columns + (judged(table["kpi"].to_list()) if "kpi" in table.columns else [])


def judged(kpis: Sequence[str]) -> list[Column]:
    """Say of each KPI what it rests on and which direction is better."""
    bases = [BASIS[measure(kpi).basis] for kpi in kpis]
    directions = [BETTER[measure(kpi).better] for kpi in kpis]
    return [*pair_of("依据", "basis", bases), *pair_of("方向", "better", directions)]


def pair_of(zh: str, en: str, pairs: Iterable[Pair]) -> list[Column]:
    """Return two columns: a name in Chinese and in English."""
    both = list(pairs)
    return [
        Column("", zh, f"{en} (Chinese)", [one[0] for one in both]),
        Column("", f"{zh}（英文）", en, [one[1] for one in both]),
    ]


def _row_units(table: pl.DataFrame) -> Sequence[str] | str:
    """Return the unit of each row's values: its own, or its KPI's."""
    if "unit" in table.columns:
        return [one or "" for one in table["unit"].to_list()]
    if "kpi" in table.columns:
        return [measure(kpi).unit_en for kpi in table["kpi"].to_list()]
    return ""


def _named(table: pl.DataFrame, name: str, names: Names) -> list[Column]:
    """Return the names that stand before a column; none where it needs none or the table has its own."""
    values: list[str | None] = table[name].to_list()
    if f"{name}_zh" in table.columns:
        return []
    if name == "kpi":
        known = {kpi: measure(kpi or "") for kpi in set(values)}
        return pair_of("指标", "KPI", ((known[one].name_zh, known[one].name_en) for one in values))
    if name == "unit":
        kpis = table["kpi"].to_list() if "kpi" in table.columns else [""] * len(values)
        known_units = {one: unit_words(*one) for one in set(zip(kpis, values, strict=True))}
        return pair_of("单位", "unit", (known_units[one] for one in zip(kpis, values, strict=True)))
    if name == "level":
        return pair_of("层级", "level", (LEVELS.get(one or "", (one or "", one or "")) for one in values))
    if name == "key" and "level" in table.columns:
        levels = table["level"].to_list()
        return pair_of("对象", "of", (names.key(*one) for one in zip(levels, values, strict=True)))
    if name in OF_COLUMN and names.keys.get(OF_COLUMN[name]):
        zh, en = head(name, None)
        pairs = (names.key(OF_COLUMN[name], one) for one in values)
        return pair_of(zh.removesuffix(" id"), en, pairs)
    if name in ("base", "other") and names.scenarios:
        zh, en = head(name, None)
        pairs = (names.scenarios.get(one or "", (one or "", one or "")) for one in values)
        return pair_of(zh.removesuffix(" id"), en, pairs)
    if name == "parameter" and names.parameters:
        return pair_of("参数", "parameter", (names.parameters.get(one or "", ("", "")) for one in values))
    return []


def unit_words(kpi: str, unit: str | None) -> Pair:
    """Name the unit of a KPI, or (without one) of a row; shares are shown as per cent."""
    if unit == "share":
        return "%", "%"
    if kpi:
        known = measure(kpi, unit or "")
        return known.unit("zh"), known.unit("en")
    return unit_name(unit or "", "zh"), unit_name(unit or "", "en")
