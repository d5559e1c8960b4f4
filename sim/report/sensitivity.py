"""Charts of a finished sensitivity study: one for each KPI, in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from sim.experiment import folder as folders
from sim.report import style, tornado
from sim.report.data import Caption, read_csv
from sim.report.texts import LANGUAGES


def write_charts(folder: Path) -> list[Path]:
    """Write charts/tornado-<kpi>.<lang>.png and .svg of every KPI of a study; return the png files.

    Raises:
        ReportError: a file of the folder is missing or torn.
    """
    manifest = folders.read_manifest(folder) or {}
    drivers = _drivers(folder, manifest)
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


def _drivers(folder: Path, manifest: dict[str, object]) -> tornado.Drivers:
    """Read the tables of a study."""
    scenario = manifest["scenario"]
    assert isinstance(scenario, dict)
    caption = Caption(
        scenario_zh=scenario["name_zh"],
        scenario_en=scenario["name_en"],
        start=date.fromisoformat(str(manifest["start"])),
        days=int(str(manifest["days"])),
        warm_up_days=int(str(manifest["warm_up_days"])),
        replications=int(str(manifest["replications"])),
        seed=int(str(manifest["seed"])),
    )
    tables: dict[str, pl.DataFrame | None] = {
        name: folders.read_csv(folder / f"{name}.csv") if (folder / f"{name}.csv").exists() else None
        for name in ("effects", "morris", "sobol")
    }
    effects = tables["effects"]
    assert effects is not None
    parameters = read_csv(folder / "parameters.csv", text_only=True)
    return tornado.Drivers(effects, tables["morris"], tables["sobol"], parameters, caption)
