"""The report of a sensitivity study: which inputs drive which KPI."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from sim.experiment.folder import read_csv, read_manifest
from sim.report import tornado
from sim.report.chart_data import Names
from sim.report.content import Cell, Content, Table
from sim.report.contents import shared
from sim.report.contents.sensitivity_words import words
from sim.report.contents.shared import section
from sim.report.interactive.sensitivity import effects, indices
from sim.report.interactive.sensitivity.outputs import output_measure, output_name, taken
from sim.report.interactive.words import joined, told
from sim.report.measures import number, percent
from sim.report.numbers import unit_name
from sim.report.sensitivity import drivers_of
from sim.report.texts import LANGUAGES
from sim.report.tornado import Drivers

FILES = (
    *("effects.csv", "sobol.csv", "morris.csv", "responses.csv", "parameters.csv", "noise.csv"),
    *("scenario", "manifest.json"),
)


def content(folder: Path) -> Content:
    """Make the report of a finished sensitivity study.

    Raises:
        InputError, ReportError: a table is missing or torn.
    """
    manifest, drivers = read_manifest(folder) or {}, drivers_of(folder)
    outputs, scenario = list(manifest["kpis"]), manifest["scenario"]
    noise = read_csv(folder / "noise.csv") if (folder / "noise.csv").exists() else pl.DataFrame()
    notes = [words("basis")]
    charts = [effects.chart(drivers, outputs, notes), indices.sobol(drivers, outputs, notes)]
    screened = indices.morris(drivers, outputs, notes)
    return Content(
        kind="sensitivity",
        title=words("title", scenario={lang: scenario[f"name_{lang}"] for lang in LANGUAGES}),
        facts=words(
            "facts",
            points=manifest.get("points", "–"),
            replications=manifest["replications"],
            days=manifest["days"],
            warm_up=manifest["warm_up_days"],
            seed=manifest["seed"],
        ),
        answer=answer(drivers, outputs, noise),
        warnings=shared.warnings(manifest),
        sections=[
            *section(words, "effects", charts[0]),
            *section(words, "variance", charts[1]),
            *section(words, "screening", screened),
            *section(words, "noise", _noise(noise)),
            *section(words, "parameters", _parameters(drivers)),
            shared.files(folder, {name: words(name) for name in FILES}),
        ],
        provenance=shared.provenance(manifest),
    )


def answer(drivers: Drivers, outputs: list[str], noise: pl.DataFrame) -> list[Names]:
    """Say what drives the first KPI, what drives the others, and how sure that is."""
    first, *others = [_strongest(drivers, output) for output in outputs]
    listed = [words("also", **one) for one in others]
    second = words("others", list=joined(listed, "semicolon")) if listed else words("alone")
    return [words("strongest", **first), second, _sure(drivers, outputs[0], noise)]


def _strongest(drivers: Drivers, output: str) -> dict[str, Any]:
    """The parameter that moves a KPI most over its range, and the KPI at both ends."""
    row, of = tornado.table(drivers, output).row(0, named=True), output_measure(output)
    unit = dict(drivers.parameters.select("name", "unit").iter_rows())[row["parameter"]]
    return {
        "kpi": output_name(output),
        "name": {lang: drivers.names(lang)[row["parameter"]] for lang in LANGUAGES},
        "low": taken(row["low"], unit),
        "high": taken(row["high"], unit),
        "base": number(row["at_base"], of.unit_en),
        "from_": number(row["at_low"], of.unit_en),
        "to": number(row["at_high"], of.unit_en),
        "unit": told(of.behind),
    }


def _sure(drivers: Drivers, output: str, noise: pl.DataFrame) -> Names:
    """Tell what the indices say of the first KPI, how much noise there is, and that ranges are assumed."""
    parts = []
    if drivers.sobol is not None:
        own = drivers.sobol.filter(pl.col("output") == output).sort("total", descending=True)
        row = own.row(0, named=True)
        ends = [min(max(row["total"] + sign * row["total_half_width"], 0.0), 1.0) for sign in (-1, 1)]
        name = {lang: drivers.names(lang)[row["parameter"]] for lang in LANGUAGES}
        span = f"{100 * ends[0]:.0f} … {percent(ends[1], 0)}"
        share = percent(min(max(row["total"], 0.0), 1.0), 0)
        parts.append(words("variance", kpi=output_name(output), name=name, share=share, span=span))
    own = noise if noise.is_empty() else noise.filter(pl.col("output") == output)
    if not own.is_empty():
        error = own["standard_error"][0]
        parts.append(words("noise.unknown") if error is None else words("noise", share=_noise_share(own)))
    parts.append(words("assumed"))
    return joined(parts, "space")


def _noise_share(own: pl.DataFrame) -> str:
    """The standard error over replications, as a share of the KPI's range over all points."""
    error, least, greatest = own.select("standard_error", "least", "greatest").row(0)
    return percent(min(error / (greatest - least), 1.0), 1) if greatest > least else "–"


def _noise(noise: pl.DataFrame) -> Table | None:
    """Each KPI at the baseline, its standard error, and its range over all points."""
    if noise.is_empty():
        return None
    lines = []
    for row in noise.to_dicts():
        of = output_measure(row["output"])
        values = [number(row[one], of.unit_en) for one in ("at_base", "standard_error", "least", "greatest")]
        shown = [{lang: one + of.behind(lang) * (one != "-") for lang in LANGUAGES} for one in values]
        lines.append([Cell(output_name(row["output"])), *(Cell(one, numeric=True) for one in shown)])
    return Table([words(one) for one in ("kpi", "base", "error", "least", "greatest")], lines)


def _parameters(drivers: Drivers) -> Table:
    """Every parameter: baseline, range, whether it went on to Sobol, and the source of its range."""
    lines = [
        [
            Cell(
                {lang: row[f"name_{lang}"] for lang in LANGUAGES},
                told(lambda lang, row=row: unit_name(row["unit"] or "", lang)),  # type: ignore[misc]
            ),
            *(Cell(taken(float(row[one]), row["unit"]), numeric=True) for one in ("baseline", "low", "high")),
            Cell(words("kept.yes" if row["kept"] == "true" else "kept.no")),
            Cell(shared.source_names(row)),
        ]
        for row in drivers.parameters.to_dicts()
    ]
    heads = [words(one) for one in ("parameter", "baseline", "low", "high", "kept", "source")]
    return Table(heads, lines)
