"""Charts of a finished sensitivity study: one for each KPI, in both languages."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from sim.experiment import folder as folders
from sim.report import style, tornado
from sim.report.data import manifest_caption, read_csv
from sim.report.texts import LANGUAGES


def write_charts(folder: Path) -> list[Path]:
    """Write charts/tornado-<kpi>.<lang>.png and .svg of every KPI of a study; return the png files.

    Raises:
        ReportError: a file of the folder is missing or torn.
    """
    manifest = folders.read_manifest(folder) or {}
    drivers = drivers_of(folder)
    charts = folder / "charts"
    charts.mkdir(exist_ok=True)
    written = []
    for output in manifest["kpis"]:
        rows = tornado.table(drivers, output)
        name = "tornado-" + output.removesuffix("/network/all").replace("/", "-")
        for lang in LANGUAGES:
            with style.context():
                figure = tornado.draw(rows, output, drivers, lang)
                picture, drawing = style.png_bytes(figure), style.svg_bytes(figure)
            (charts / f"{name}.{lang}.svg").write_bytes(drawing)
            written.append(charts / f"{name}.{lang}.png")
            written[-1].write_bytes(picture)
    return written


def drivers_of(folder: Path) -> tornado.Drivers:
    """Read the tables of a study.

    Raises:
        InputError, ReportError: a table is missing or torn.
    """
    manifest = folders.read_manifest(folder) or {}
    tables: dict[str, pl.DataFrame | None] = {
        name: folders.read_csv(folder / f"{name}.csv") if (folder / f"{name}.csv").exists() else None
        for name in ("morris", "sobol")
    }
    effects = folders.read_csv(folder / "effects.csv")
    parameters = read_csv(folder / "parameters.csv", text_only=True)
    return tornado.Drivers(effects, tables["morris"], tables["sobol"], parameters, manifest_caption(manifest))
