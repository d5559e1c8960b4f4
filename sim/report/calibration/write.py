"""Write the charts of a calibration's folder: targets, parameters, candidates, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import polars as pl
from matplotlib.figure import Figure

from sim.experiment import folder as folders
from sim.report import style
from sim.report.calibration import candidates, parameters, targets
from sim.report.data import Caption, manifest_caption
from sim.report.texts import LANGUAGES, text


class Renderer(Protocol):
    """Draws a table in a language; `remarks` end the note below the chart."""

    def __call__(self, rows: pl.DataFrame, lang: str, caption: Caption, remarks: Sequence[str]) -> Figure:
        """Return the figure."""


class Chart(NamedTuple):
    """A pure table function of the csv of the same name, and a renderer of that table."""

    table: Callable[[pl.DataFrame], pl.DataFrame]
    draw: Renderer


CHARTS = {
    "targets": Chart(targets.table, targets.draw),
    "parameters": Chart(parameters.table, parameters.draw),
    "candidates": Chart(candidates.table, candidates.draw),
}


def write_charts(folder: Path) -> list[Path]:
    """Write charts/<name>.<lang>.png and .svg of a finished calibration; return the png files.

    Raises:
        InputError: a table of the folder is missing or torn.
    """
    manifest = folders.read_manifest(folder) or {}
    caption = manifest_caption(manifest)
    tables = {name: chart.table(folders.read_csv(folder / f"{name}.csv")) for name, chart in CHARTS.items()}
    charts = folder / "charts"
    charts.mkdir(exist_ok=True)
    written = []
    for name, rows in tables.items():
        for lang in LANGUAGES:
            with style.context():
                figure = style.settled(CHARTS[name].draw(rows, lang, caption, remarks(name, manifest, lang)))
                picture, drawing = style.png_bytes(figure), style.svg_bytes(figure)
            (charts / f"{name}.{lang}.svg").write_bytes(drawing)
            written.append(charts / f"{name}.{lang}.png")
            written[-1].write_bytes(picture)
    return written


def remarks(name: str, manifest: dict[str, Any], lang: str) -> list[str]:
    """Say below a chart how many draws were simulated, and that a quick calibration is rough."""
    drawn = [text("calibration.draws", lang, n=manifest["draws"])] if name == "targets" else []
    return [*drawn, *([text("calibration.quick", lang)] if manifest["quick"] else [])]
