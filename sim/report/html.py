"""The self-contained report page: tables as plain data, laid out by one jinja2 template."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
import polars as pl

from sim.report.changes import changes, policy_meaning
from sim.report.checks import checklist, verified
from sim.report.data import Comparison, Run
from sim.report.measures import HEADLINE, Measure, interval, measure, number, signed, signed_interval
from sim.report.page_texts import PAGE
from sim.report.style import FONT_FILE, load_note
from sim.report.texts import LANGUAGES, TEXTS, text
from sim.scenario.schema.units import UNITS_ZH

TEMPLATES = Path(__file__).parent / "templates"
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


@dataclass(frozen=True)
class Picture:
    """One chart as PNG bytes by language."""

    name: str
    titles: dict[str, str]
    images: dict[str, bytes]

    def uri(self, lang: str) -> str:
        """The image as a data URI."""
        return "data:image/png;base64," + base64.b64encode(self.images[lang]).decode("ascii")


Names = dict[str, str]  # by language


@dataclass(frozen=True)
class Cell:
    """A value of a table with its interval (empty where there is none)."""

    value: str
    interval: str = ""


@dataclass(frozen=True)
class Line:
    """One KPI in a table: what it is, and one cell a column."""

    what: Measure
    cells: list[Cell]


@dataclass(frozen=True)
class Target:
    """A target and its state: met, missed, unsure (the interval holds the bound) or unmeasured."""

    what: Measure
    where: Names
    bound: str
    cell: Cell
    state: str


def run_page(run: Run, pictures: list[Picture], lang: str) -> str:
    """Lay out the report of one run, opening in `lang`."""
    return _render(
        "run",
        run,
        pictures,
        lang,
        title=_both(run.caption.scenario_zh, run.caption.scenario_en),
        kinds=kpi_lines(run),
        counties=county_columns(run),
        county_lines=county_lines(run),
        targets=targets(run),
        description=_description(run),
    )


def comparison_page(comparison: Comparison, pictures: list[Picture], lang: str) -> str:
    """Lay out the report of one comparison, opening in `lang`."""
    base = comparison.runs[comparison.differences["base"][0]]
    others = comparison_blocks(comparison)
    return _render(
        "comparison",
        base,
        pictures,
        lang,
        manifest=_manifest(comparison.folder, base),
        title=_both(
            f"情景比较：基准 {base.caption.scenario_zh}",
            f"Comparison with the base: {base.caption.scenario_en}",
        ),
        others=others,
        many=_many(max((len(block["lines"]) for block in others), default=0)),
        base_link=_link(comparison, comparison.differences["base"][0]),
        description=_description(base),
    )


def kpi_lines(run: Run) -> list[Line]:
    """The headline KPIs: network, transactions, problems."""
    places = [("network", "all"), ("kind", "transaction"), ("kind", "problem")]
    return _lines(run, places)


def county_columns(run: Run) -> list[Names]:
    """The names of the counties that the run has values of."""
    zh, en = run.names("counties", "zh"), run.names("counties", "en")
    return [_both(zh[key], en[key]) for key in _counties(run)]


def county_lines(run: Run) -> list[Line]:
    """The headline KPIs by county."""
    return [line for line in _lines(run, [("county", key) for key in _counties(run)]) if line.cells]


def _counties(run: Run) -> list[str]:
    held = set(run.summary.filter(pl.col("level") == "county")["key"].unique())
    return [key for key in run.names("counties", "zh") if key in held]


def _lines(run: Run, places: list[tuple[str, str]]) -> list[Line]:
    found = {(row["kpi"], row["level"], row["key"]): row for row in run.summary.iter_rows(named=True)}
    lines = []
    for kpi in HEADLINE:
        rows = [found.get((kpi, level, key)) for level, key in places]
        units = [row["unit"] for row in rows if row]
        if units:
            lines.append(Line(measure(kpi, units[0]), [_cell(row) for row in rows]))
    return lines


def _cell(row: dict[str, Any] | None) -> Cell:
    if row is None:
        return Cell("–")
    unit = row["unit"]
    return Cell(number(row["mean"], unit), interval(row["ci_low"], row["ci_high"], unit))


def targets(run: Run) -> list[Target]:
    """Judge every row of the scenario's targets against the summary."""
    table = run.table("targets")
    if table.is_empty():
        return []
    found = {(row["kpi"], row["level"], row["key"]): row for row in run.summary.iter_rows(named=True)}
    judged = []
    for goal in table.iter_rows(named=True):
        level, key = goal["level"], goal["key"] or "all"
        row = found.get((goal["kpi"], level, key))
        low, high = (float(goal[name]) if goal.get(name) else None for name in ("at_least", "at_most"))
        what = measure(goal["kpi"], row["unit"] if row else "")
        bounds = [f"≥ {number(low, what.unit_en)}"] if low is not None else []
        bounds += [f"≤ {number(high, what.unit_en)}"] if high is not None else []
        judged.append(
            Target(what, _where(run, level, key), " · ".join(bounds), _cell(row), judge(row, low, high))
        )
    return judged


def judge(row: dict[str, Any] | None, low: float | None, high: float | None) -> str:
    """Judge a summary row against bounds: met, missed, unsure or unmeasured.

    unsure: the interval holds a bound.
    """
    if row is None or row["mean"] is None:
        return "unmeasured"
    interval = (row["ci_low"], row["ci_high"])
    for bound in (low, high):
        if bound is not None and None not in interval and interval[0] < bound < interval[1]:
            return "unsure"
    met = (low is None or row["mean"] >= low) and (high is None or row["mean"] <= high)
    return "met" if met else "missed"


def _where(run: Run, level: str, key: str) -> Names:
    if level == "network":
        return _both("全网", "whole network")
    if level == "kind" and f"kind.{key}" in TEXTS:
        return _both(*TEXTS[f"kind.{key}"])
    table = {"county": "counties", "facility": "facilities", "service": "services"}.get(level, "")
    names = [run.names(table, lang).get(key, key) if table else key for lang in LANGUAGES]
    return _both(*names)


def comparison_blocks(comparison: Comparison) -> list[dict[str, Any]]:
    """One block a pair: names, description, changes, link, and the headline KPIs with their verdicts."""
    from sim.report.charts.comparison import verdict_of

    rows = comparison.differences.filter(pl.col("level") == "network")
    first = comparison.differences["base"][0]
    blocks = []
    for base, other in rows.select("base", "other").unique(maintain_order=True).iter_rows():
        own = rows.filter(pl.col("base") == base, pl.col("other") == other)
        held = {row["kpi"]: row for row in own.iter_rows(named=True)}
        lines = []
        for kpi in (kpi for kpi in HEADLINE if kpi in held):
            what = measure(kpi, held[kpi]["unit"])
            state = verdict_of(held[kpi], what.better)
            lines.append({"what": what, "cells": _difference_cells(held[kpi]), "state": state})
        run = comparison.runs[other]
        names = {lang: run.caption.scenario(lang) for lang in LANGUAGES}
        if base != first:
            against = comparison.runs[base].caption
            names = {
                lang: text("comparison.pair", lang, other=name, base=against.scenario(lang))
                for lang, name in names.items()
            }
        blocks.append(
            {
                "names": names,
                "of_base": base == first,
                "description": _description(run),
                "changes": changes(comparison.runs[base], run),
                "link": _link(comparison, other),
                "lines": lines,
            }
        )
    return blocks


def _difference_cells(row: dict[str, Any]) -> list[Cell]:
    """Base, other, difference with its interval, and what holds together: simultaneous interval and p."""
    unit = row["unit"]
    together = signed_interval(row.get("simultaneous_low"), row.get("simultaneous_high"), unit)
    p = row.get("p_holm")
    return [
        Cell(number(row["mean_base"], unit)),
        Cell(number(row["mean_other"], unit)),
        Cell(signed(row["difference"], unit), signed_interval(row["ci_low"], row["ci_high"], unit)),
        Cell(together or "–", "" if p is None else "p < 0.001" if p < 0.001 else f"p = {p:.3f}"),
    ]


def _many(kpis: int) -> Names:
    """Warn that some of many comparisons look clear by chance: 5 % of those without an effect."""
    return {lang: PAGE["many"][lang].format(n=kpis, chance=f"{0.05 * kpis:.1f}") for lang in LANGUAGES}


def _description(run: Run) -> Names:
    return _both(*(str(run.settings.get(f"description_{lang}") or "") for lang in LANGUAGES))


def _link(comparison: Comparison, name: str) -> str:
    """Relative address of a run's own report; empty if it has none."""
    path = Path("runs") / name / "report.html"
    return quote(path.as_posix()) if (comparison.folder / path).exists() else ""


def _both(zh: str, en: str) -> Names:
    return {"zh": zh, "en": en}


def _manifest(folder: Path, base: Run) -> dict[str, Any]:
    path = folder / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else base.manifest


def provenance(manifest: dict[str, Any]) -> list[tuple[str, str]]:
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


def _warnings(manifest: dict[str, Any]) -> list[Names]:
    found = manifest.get("warnings") or []
    return [
        _both(str(one.get("zh", "")), str(one.get("en", "")))
        if isinstance(one, dict)
        else _both(str(one), str(one))
        for one in found
    ]


def policies(run: Run) -> list[dict[str, Any]]:
    """The policy parameters that the scenario sets: name, meaning, value, unit and source by language."""
    table = run.table("policies")
    if not {"policy", "parameter", "value"} <= set(table.columns):
        return []
    rows = []
    for row in table.iter_rows(named=True):
        unit, source = row.get("unit") or "", row.get("source") or ""
        rows.append(
            {
                "name": f"{row['policy']}.{row['parameter']}",
                "meaning": policy_meaning(row["policy"], row["parameter"]),
                "value": row["value"] or "",
                "unit": _both(UNITS_ZH.get(unit, unit), unit),
                "source": _both(source_zh(source), source),
            }
        )
    return rows


def source_zh(source: str) -> str:
    """A source for Chinese readers: the word `assumed` in Chinese, everything else as the scenario has it."""
    word, colon, reason = source.partition(":")
    if word.strip().lower() != "assumed":
        return source
    return "假设" + ("：" + reason.strip() if colon else "")


def _render(
    kind: str,
    run: Run,
    pictures: list[Picture],
    lang: str,
    *,
    manifest: dict[str, Any] | None = None,
    **parts: Any,
) -> str:
    manifest = run.manifest if manifest is None else manifest
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("report.html.j2")
    page = template.render(
        kind=kind,
        lang=lang,
        languages=LANGUAGES,
        caption=run.caption,
        pictures=pictures,
        page=PAGE,
        assumed=run.assumed.filter(pl.col("assumed") > 0).to_dicts(),
        policies=policies(run),
        load={one: load_note(run.caption, one) for one in LANGUAGES},
        warnings=_warnings(manifest),
        verified=verified(run.folder),
        checklist=checklist(run.folder) if kind == "run" else [],
        provenance=provenance(manifest),
        **parts,
    )
    return page.replace("/* font */", font_face(page), 1)


def font_face(page: str) -> str:
    """The style rule that embeds the shipped font, cut to the characters of the page."""
    from fontTools import subset  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    options = subset.Options(hinting=False, layout_features=[])
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(set(page))))
    buffer = io.BytesIO()
    with TTFont(FONT_FILE, recalcTimestamp=False, lazy=True) as font:
        cutter.subset(font)
        font.flavor = "woff"
        font.save(buffer)
    uri = "data:font/woff;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
    return f'@font-face {{ font-family: Yizhan; src: url("{uri}") format("woff"); }}'
