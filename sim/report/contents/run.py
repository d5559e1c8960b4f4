"""The report of one run: what it reaches, its weakest target, charts, figures, assumptions, checks."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from sim.report.answer_of_run import answer_of_run
from sim.report.chart_data import Names
from sim.report.content import Block, Cell, Content, Paragraphs, Section, Table
from sim.report.contents import shared
from sim.report.contents.charts import chart_sections
from sim.report.contents.goals import lights_of
from sim.report.contents.shared import both
from sim.report.data import Run, load_run
from sim.report.measures import HEADLINE, measure
from sim.report.page_texts import PAGE

FILES = {
    "summary.csv": PAGE["file.summary"],
    "kpis.csv": PAGE["file.kpis"],
    "verification.csv": PAGE["file.verification"],
    "stress-des.md": PAGE["file.stress"],
    "cases.parquet": PAGE["file.cases"],
    "manifest.json": PAGE["file.manifest"],
}


def content(folder: Path) -> Content:
    """Make the report of a finished run.

    Raises:
        ReportError: a file of the folder is missing or torn.
    """
    run = load_run(folder)
    told = shared.description(run)
    return Content(
        kind="run",
        title=shared.named(run.caption),
        facts=shared.facts(run.caption),
        answer=answer_of_run(run),
        lights=lights_of([run]),
        warnings=shared.warnings(run.manifest),
        sections=[
            *([Section("about", PAGE["about"], [Paragraphs([told])])] if told["zh"] or told["en"] else []),
            *chart_sections([run], None),
            figures(run),
            shared.assumptions(run),
            *shared.verification([run]),
            *shared.stress_des(run.folder),
            shared.files(run.folder, FILES),
        ],
        provenance=shared.provenance(run.manifest),
    )


def figures(run: Run) -> Section:
    """The headline KPIs: of the network, of transactions, of problems, and by county."""
    note = PAGE["kpis_note"]
    if run.caption.replications == shared.FEW:
        note = {lang: f"{note[lang]} {PAGE['two'][lang]}" for lang in note}
    by_kind = [("network", "all"), ("kind", "transaction"), ("kind", "problem")]
    heads = [PAGE["kpi"], PAGE["network"], PAGE["transactions"], PAGE["problems"]]
    blocks: list[Block] = [Table(heads, _lines(run, by_kind))]
    counties = county_columns(run)
    if len(counties) > 1:
        rows = _lines(run, [("county", key) for key in counties])
        blocks.append(Table([PAGE["kpi"], *counties.values()], rows, PAGE["counties"]))
    return Section("figures", PAGE["kpis"], blocks, note)


def county_columns(run: Run) -> dict[str, Names]:
    """The names of the counties that the run has values of, by id."""
    held = set(run.summary.filter(pl.col("level") == "county")["key"].unique())
    zh, en = run.names("counties", "zh"), run.names("counties", "en")
    return {key: both(zh[key], en[key]) for key in zh if key in held}


def _lines(run: Run, places: list[tuple[str, str]]) -> list[list[Cell]]:
    """A row a headline KPI that has a value anywhere in `places` (level, key)."""
    kept = run.summary.filter(pl.col("kpi").is_in(HEADLINE))
    found = {(row["kpi"], row["level"], row["key"]): row for row in kept.iter_rows(named=True)}
    lines = []
    for kpi in HEADLINE:
        rows = [found.get((kpi, level, key)) for level, key in places]
        units = [row["unit"] for row in rows if row]
        if units:
            what = shared.what_cell(measure(kpi, units[0]))
            lines.append([what, *(shared.value_cell(row) for row in rows)])
    return lines
