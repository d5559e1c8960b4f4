"""Parts that reports of runs and of comparisons have in common: figures, assumptions, checks, provenance."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import polars as pl

from sim.report.change_words import sheet_name
from sim.report.changes import policy_meaning
from sim.report.chart_data import Names
from sim.report.checks import VERDICTS, checklist, verified
from sim.report.content import Block, Cell, Paragraphs, Section, Table
from sim.report.data import Caption, Run
from sim.report.measures import Measure, interval, number
from sim.report.page_texts import PAGE
from sim.report.style import load_note
from sim.report.texts import LANGUAGES, TEXTS
from sim.scenario.schema.units import UNITS_ZH

KEPT_FROM_MANIFEST = (
    "version",
    "created",
    "command",
    "scenario",
    "seed",
    "replications",
    "posterior",
    "start",
    "days",
    "warm_up_days",
    "follow_up_days",
    "engine",
    "base",
    "others",
    "pairs",
    "simultaneous",
    "cases",
    "cases_per_second",
    "python",
    "packages",
    "machine",
)
FEW = 2  # replications up to which a report says what its intervals are worth


def both(zh: str, en: str) -> Names:
    """A text in both languages."""
    return {"zh": zh, "en": en}


def facts(caption: Caption) -> Names:
    """What was run for how long, how often, from which seed."""
    return {
        lang: PAGE["facts"][lang].format(
            days=caption.days,
            warm_up=caption.warm_up_days,
            replications=caption.replications,
            seed=caption.seed,
            start=caption.start,
        )
        for lang in LANGUAGES
    }


def named(caption: Caption) -> Names:
    """The scenario's name."""
    return both(caption.scenario_zh, caption.scenario_en)


def description(run: Run) -> Names:
    """The scenario's description; empty if it has none."""
    return both(*(str(run.settings.get(f"description_{lang}") or "") for lang in LANGUAGES))


def what_cell(what: Measure) -> Cell:
    """A KPI's name; below it its unit, and whether it is informed by data or driven by priors."""
    small = {
        lang: " · ".join(part for part in (what.unit(lang), PAGE[what.basis][lang]) if part)
        for lang in LANGUAGES
    }
    return Cell(both(what.name_zh, what.name_en), small)


def value_cell(row: Mapping[str, Any] | None) -> Cell:
    """Mean and interval of a row of summary.csv; a dash where there is none."""
    if row is None:
        return Cell("–", numeric=True)
    unit = row["unit"]
    low, high = row["ci_low"], row["ci_high"]
    alike = low is not None and high is not None and math.isclose(low, high)  # but for rounding
    ends = "" if alike else interval(low, high, unit)
    return Cell(number(row["mean"], unit), ends, numeric=True)


def where(run: Run, level: str, key: str) -> Names:
    """The place that a target of a run speaks of, by name."""
    table = {"county": "counties", "facility": "facilities", "service": "services"}.get(level)
    return place(level, key, {lang: run.names(table, lang) if table else {} for lang in LANGUAGES})


def place(level: str, key: str, names: Mapping[str, Mapping[str, str]]) -> Names:
    """The place that a target speaks of: the network, a kind of case, or its name in `names`, by language."""
    if level == "network":
        return both(*TEXTS["all"])
    if level == "kind" and f"kind.{key}" in TEXTS:
        return both(*TEXTS[f"kind.{key}"])
    return {lang: names[lang].get(key, key) for lang in LANGUAGES}


def manifest_of(folder: Path, base: Run) -> dict[str, Any]:
    """The manifest of a folder, or that of its base run where it has none."""
    path = folder / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else base.manifest


def provenance(manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Flatten the parts of a manifest that a reader asks for into (name, value)."""
    rows: list[tuple[str, str]] = []

    def add(name: str, value: Any) -> None:
        if isinstance(value, dict):
            for inner, content in value.items():
                add(f"{name}.{inner}", content)
        elif isinstance(value, list):
            rows.append((name, " ".join(str(one) for one in value)))
        elif value is not None:
            rows.append((name, str(value)))

    for name in KEPT_FROM_MANIFEST:
        if name in manifest:
            add(name, manifest[name])
    return rows


def warnings(manifest: Mapping[str, Any]) -> list[Names]:
    """The doubts that a manifest keeps, in both languages."""
    found = manifest.get("warnings") or []
    return [
        both(str(one.get("zh", "")), str(one.get("en", ""))) if isinstance(one, dict) else both(one, one)
        for one in found
    ]


def section(
    words: Callable[[str], Names], name: str, *blocks: Block | None, note: Names | None = None
) -> list[Section]:
    """A section of what there is, headed by the words `part.<name>`; none where there is nothing."""
    kept = [one for one in blocks if one is not None]
    return [Section(name, words(f"part.{name}"), kept, note)] if kept else []


def assumptions(run: Run) -> Section:
    """What a run assumes: load, surveys, rows marked as assumed, policy parameters with their sources."""
    load = {lang: load_note(run.caption, lang) for lang in LANGUAGES}
    lines = [*([load] if load["zh"] else []), PAGE["reported"], PAGE["share"]]
    blocks: list[Block] = [Paragraphs(lines, "list")]
    blocks += assumed_rows(run.assumed)
    if rows := policy_rows(run):
        heads = [PAGE["policy"], PAGE["value"], PAGE["unit"], PAGE["source"]]
        blocks.append(Table(heads, rows, PAGE["policies"]))
    return Section("assumptions", PAGE["assumptions"], blocks)


def assumed_rows(counts: pl.DataFrame) -> list[Block]:
    """How many rows of each table (table, rows, assumed) are marked as assumed; nothing where none is."""
    rows = [
        [Cell(sheet_name(table)), Cell(f"{rows:,}", numeric=True), Cell(f"{assumed:,}", numeric=True)]
        for table, rows, assumed in counts.iter_rows()
        if assumed
    ]
    heads = [PAGE["table"], PAGE["rows"], PAGE["assumed"]]
    return [Table(heads, rows, PAGE["assumed_rows"])] if rows else []


def policy_rows(run: Run) -> list[list[Cell]]:
    """The policy parameters that the scenario sets: meaning and name, value, unit, source."""
    table = run.table("policies")
    if not {"policy", "parameter", "value"} <= set(table.columns):
        return []
    rows = []
    for row in table.iter_rows(named=True):
        unit, source = row.get("unit") or "", row.get("source") or ""
        rows.append(
            [
                Cell(policy_meaning(row["policy"], row["parameter"]), f"{row['policy']}.{row['parameter']}"),
                Cell(row["value"] or "", numeric=True),
                Cell(both(UNITS_ZH.get(unit, unit), unit), look="muted"),
                Cell(both(source_zh(source), source)),
            ]
        )
    return rows


def source_names(row: Mapping[str, Any]) -> Names:
    """The source of a row: in Chinese as its column `source_zh` has it, where there is one."""
    source = row["source"] or ""
    return both(row.get("source_zh") or source_zh(source), source)


def source_zh(source: str) -> str:
    """A source for Chinese readers: the word `assumed` in Chinese, everything else as the scenario has it."""
    word, colon, reason = source.partition(":")
    if word.strip().lower() != "assumed":
        return source
    return "假设" + ("：" + reason.strip() if colon else "")


def verification(runs: Sequence[Run]) -> list[Section]:
    """What the checks of each run flagged, and how many checks there were; none of runs of older versions."""
    blocks: list[Block] = []
    for run in runs:
        found = verified(run)
        if found is None:
            continue
        if len(runs) > 1:
            blocks.append(Paragraphs([named(run.caption)], "heading"))
        flags = Paragraphs(found.flags, "warning") if found.flags else Paragraphs([PAGE["no_flags"]])
        rows = [
            [Cell(names), *(Cell(f"{count:,}", numeric=True) for count in counts)]
            for names, counts in found.counts
        ]
        heads = [PAGE["check"], *(PAGE[verdict] for verdict in VERDICTS)]
        blocks += [flags, Table(heads, rows, PAGE["checks_open"])]
    if not blocks:
        return []
    return [Section("verification", PAGE["verification"], blocks, PAGE["verification_note"])]


def stress_des(folder: Path) -> list[Section]:
    """The reporting checklist of a run; none of runs of older versions."""
    items = checklist(folder)
    if not items:
        return []
    rows = [
        [Cell({lang: f"{item.number} {title}" for lang, title in item.title.items()}), Cell(item.text)]
        for item in items
    ]
    table = Table([PAGE["item"], PAGE["told"]], rows, PAGE["checklist_open"])
    return [Section("stress-des", PAGE["checklist"], [table])]


def files(folder: Path, listed: Mapping[str, Names]) -> Section:
    """Links to the files beside the report, those that are there, each with what it holds."""
    rows = [
        [Cell(path, link=quote(path)), Cell(holds)]
        for path, holds in listed.items()
        if (folder / path).exists()
    ]
    return Section("files", PAGE["files"], [Table([PAGE["file"], PAGE["holds"]], rows)], PAGE["files_note"])
