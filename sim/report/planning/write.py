"""Write the charts of a planning folder (siting, staffing, frontier), in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

import polars as pl
from matplotlib.figure import Figure

from sim.experiment import folder as folders
from sim.report import style
from sim.report.planning import (
    coverage,
    coverage_map,
    frontier,
    heads,
    marginal,
    promise,
    robustness,
    roster,
    search,
    selection,
    sweep,
    years,
)
from sim.report.planning import tables as read_tables
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables
from sim.report.texts import LANGUAGES


class Renderer(Protocol):
    """Draws a table in a language, with what the manifest says."""

    def __call__(self, rows: pl.DataFrame, lang: str, facts: Facts) -> Figure:
        """Return the figure."""


def whole(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Draw the whole table as one chart."""
    return {"": rows}


class Chart(NamedTuple):
    """The tables that a chart cannot do without, a pure function of all tables, and a renderer.

    `parts` parts the table where it makes several charts; its keys end the files' names.
    """

    needs: tuple[str, ...]
    table: Callable[[Tables], pl.DataFrame]
    draw: Renderer
    parts: Callable[[pl.DataFrame], dict[str, pl.DataFrame]] = whole


CHARTS = {
    "map": Chart(("coverage", "candidates"), coverage_map.table, coverage_map.draw),
    "coverage": Chart(("towns",), coverage.table, coverage.draw),
    "selection": Chart(("selection",), selection.table, selection.draw),
    "frontier": Chart(("points",), frontier.table, frontier.draw),
    "sweep": Chart(("sweep",), sweep.table, sweep.draw),
    "heads": Chart(("levers",), heads.table, heads.draw),
    "marginal": Chart(("marginal",), marginal.table, marginal.draw, marginal.parts),
    "roster": Chart(("roster",), roster.table, roster.draw),
    "search": Chart(("designs",), search.table, search.draw),
    "years": Chart(("certification",), years.table, years.draw),
    "robustness": Chart(("robustness",), robustness.table, robustness.draw),
    "promise": Chart(("promise",), promise.table, promise.draw),
}


def write_charts(folder: Path) -> list[Path]:
    """Write charts/<name>.<lang>.png and .svg of whatever the folder's tables allow; return the png files.

    A chart whose tables the folder does not hold is left out.

    Raises:
        InputError, ReportError: a table is torn, or lacks a column.
    """
    facts = Facts(folders.read_manifest(folder) or {})
    tables = read_tables.read(folder)
    charts = folder / "charts"
    charts.mkdir(exist_ok=True)
    written = []
    for name, chart in CHARTS.items():
        if not set(chart.needs) <= set(tables):
            continue
        for ending, rows in chart.parts(chart.table(tables)).items():
            for lang in LANGUAGES:
                with style.context():
                    figure = style.settled(chart.draw(rows, lang, facts))
                    picture, drawing = style.png_bytes(figure), style.svg_bytes(figure)
                (charts / f"{name}{ending}.{lang}.svg").write_bytes(drawing)
                written.append(charts / f"{name}{ending}.{lang}.png")
                written[-1].write_bytes(picture)
    return written
