"""The report of a comparison: which scenario, its targets, charts of all scenarios, differences, changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from sim.report.answer import answer_of_comparison
from sim.report.changes import changes
from sim.report.chart_data import Names
from sim.report.content import Block, Cell, Content, Paragraphs, Section, Table
from sim.report.contents import shared
from sim.report.contents.charts import chart_sections
from sim.report.contents.goals import lights_of
from sim.report.data import Comparison, Run, load_comparison
from sim.report.measures import HEADLINE, measure, number, signed, signed_interval
from sim.report.numbers import p_text
from sim.report.page_texts import PAGE
from sim.report.staff_costs import parted
from sim.report.texts import LANGUAGES, text
from sim.report.verdicts import ALL_JUDGED, Unjudged, unjudged, verdict_of

FILES = {"comparison.csv": PAGE["file.comparison"], "manifest.json": PAGE["file.manifest"]}


def content(folder: Path) -> Content:
    """Make the report of a finished comparison.

    Raises:
        ReportError: a file of the folder is missing or torn.
    """
    comparison = load_comparison(folder)
    runs = scenarios(comparison)
    base = runs[0]
    manifest = shared.manifest_of(comparison.folder, base)
    names = shared.named(base.caption)
    return Content(
        kind="comparison",
        title=shared.both(f"情景比较（基准：{names['zh']}）", f"Comparison with the base: {names['en']}"),
        facts=shared.facts(base.caption),
        answer=answer_of_comparison(comparison),
        lights=lights_of(runs),
        warnings=shared.warnings(manifest),
        sections=[
            *chart_sections(runs, comparison),
            figures(comparison),
            what_ifs(comparison),
            shared.assumptions(base),
            *shared.verification(runs),
            *shared.stress_des(base.folder),
            shared.files(comparison.folder, _reports(comparison) | FILES),
        ],
        provenance=shared.provenance(manifest),
    )


def scenarios(comparison: Comparison) -> list[Run]:
    """The runs that are compared, the base first, then in the order of the comparison."""
    pairs = comparison.differences.select("base", "other").unique(maintain_order=True).rows()
    return [comparison.runs[name] for name in dict.fromkeys(name for pair in pairs for name in pair)]


def figures(comparison: Comparison) -> Section:
    """Differences of the headline KPIs, a table a pair: both values, difference, what holds together."""
    rows = comparison.differences.filter(pl.col("level") == "network", pl.col("kpi").is_in(HEADLINE))
    heads = [PAGE[name] for name in ("kpi", "base", "other", "difference", "together", "state")]
    apart = unjudged(comparison)
    blocks: list[Block] = []
    most = 0
    for pair, own in rows.group_by("base", "other", maintain_order=True):
        base, other = (str(name) for name in pair)
        held = {row["kpi"]: row for row in own.iter_rows(named=True)}
        lines = [difference_cells(held[kpi], apart) for kpi in HEADLINE if kpi in held]
        most = max(most, len(lines))
        blocks += [Paragraphs([pair_names(comparison, base, other)], "heading"), Table(heads, lines)]
    notes = [PAGE["differences_note"], *apart.notes()]
    if comparison.caption.replications == shared.FEW:
        notes.append(PAGE["two"])
    many = {lang: PAGE["many"][lang].format(n=most, chance=f"{0.05 * most:.1f}") for lang in LANGUAGES}
    blocks.append(Paragraphs([many]))
    note = {lang: " ".join(one[lang] for one in notes) for lang in LANGUAGES}
    return Section("figures", PAGE["differences"], blocks, note)


def pair_names(comparison: Comparison, base: str, other: str) -> Names:
    """The other scenario's name; of two scenarios without the base, both names."""
    names = shared.named(comparison.runs[other].caption)
    if base == comparison.differences["base"][0]:
        return names
    against = comparison.runs[base].caption
    return {
        lang: text("comparison.pair", lang, other=name, base=against.scenario(lang))
        for lang, name in names.items()
    }


def difference_cells(row: Mapping[str, Any], apart: Unjudged = ALL_JUDGED) -> list[Cell]:
    """One KPI: base, other, difference with its interval, simultaneous interval and p, verdict, basis."""
    unit, what = row["unit"], measure(row["kpi"], row["unit"])
    own = signed_interval(row["ci_low"], row["ci_high"], unit)
    together = signed_interval(row.get("simultaneous_low"), row.get("simultaneous_high"), unit)
    p = row.get("p_holm")
    sure = Cell(together or "–", "" if p is None else p_text(p), numeric=True)
    if row["ci_low"] is not None and row["ci_low"] == row["ci_high"]:  # the same in every pair: no chance
        own, sure = "", Cell(PAGE["same"], numeric=True)
    state = verdict_of(row, what.better, apart)
    return [
        shared.what_cell(what),
        Cell(number(row["mean_base"], unit), numeric=True),
        Cell(number(row["mean_other"], unit), numeric=True),
        Cell(signed(row["difference"], unit), own, numeric=True),
        sure,
        Cell(PAGE[state], look=state),
    ]


def what_ifs(comparison: Comparison) -> Section:
    """What every scenario changes against the base, in words."""
    base, *others = scenarios(comparison)
    blocks: list[Block] = []
    for run in others:
        blocks.append(Paragraphs([shared.named(run.caption)], "heading"))
        told = shared.description(run)
        if told["zh"] or told["en"]:
            blocks.append(Paragraphs([told]))
        found = changes(base, run)
        blocks.append(Paragraphs(found, "list") if found else Paragraphs([PAGE["no_changes"]]))
        if costs := parted(base, run):
            blocks.append(Paragraphs([costs]))
    return Section("what-ifs", PAGE["what_ifs"], blocks, PAGE["what_ifs_note"])


def _reports(comparison: Comparison) -> dict[str, Names]:
    """The reports of the runs."""
    names = [run.folder.name for run in scenarios(comparison)]
    return {f"runs/{name}/report.html": PAGE["file.run_report"] for name in names}
