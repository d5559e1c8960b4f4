"""Columns that charts of plans have in common, and units as the browser shows them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sim.report.chart_data import Column, Names
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import told, value_unit, worded
from sim.report.measures import measure
from sim.report.money import COUNTED, YEARLY
from sim.report.planning.facts import Facts, Kpi, kpi_name
from sim.report.planning.tables import Tables, names
from sim.report.texts import LANGUAGES, text

MILLION = COUNTED["en"]


def unit_of(kpi: str, unit: str | None = None) -> Names:
    """Return a KPI's unit by language; `share` in both of one that is shown as per cent."""
    of = measure(kpi, unit or "")
    return both("money") if of.unit_en == YEARLY else value_unit(of)


def units(name: str, kpis: Sequence[str], given: Sequence[str | None]) -> list[pl.Series]:
    """Return the two columns of units of rows that differ in their KPI."""
    return worded(name, [unit_of(kpi, unit) for kpi, unit in zip(kpis, given, strict=True)])


def counted(rows: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Return rows with amounts of CNY a year in millions, where the row's unit is one."""
    size = pl.when(pl.col("unit") == YEARLY).then(MILLION).otherwise(1.0)
    return rows.with_columns((pl.col(name) / size).alias(name) for name in columns)


def estimate(unit: Names | str | None, kind: str = "number", *, value: Names | None = None) -> list[Column]:
    """Return the columns value, low and high, all of one unit."""
    shown = {"value": value or both("value"), "low": both("low"), "high": both("high")}
    return [Column(name, heading, kind, unit) for name, heading in shown.items()]  # type: ignore[arg-type]


def places(tables: Tables) -> dict[str, dict[str, str]]:
    """Map the ids of counties and facilities to their names, by language."""
    return {lang: names(tables, "counties", lang) | names(tables, "facilities", lang) for lang in LANGUAGES}


def kpi_names(of: Kpi, tables: Tables) -> Names:
    """Name a KPI with the part of the network that it is taken of."""
    keys = places(tables)
    return told(lambda lang: kpi_name(of, lang, keys[lang]))


def notes(facts: Facts, *sentences: Names) -> list[Names]:
    """Return the notes below a chart: its own sentences, then what was simulated."""
    kept = [one for one in sentences if one["zh"]]
    return [*kept, told(facts.footnote)]


def weekday(number: int) -> Names:
    """Name a weekday, 1 for Monday."""
    return told(lambda lang: text("weekdays", lang).split()[number - 1])
