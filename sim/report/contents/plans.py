"""What the reports of plans have in common: siting, staffing and frontier."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from sim.experiment.folder import read_csv, read_manifest
from sim.report.chart_data import Names
from sim.report.content import Cell, Content, Light, Lights, Paragraphs, Section, Table
from sim.report.contents import shared
from sim.report.contents.goals import Goal, asked, held_against
from sim.report.contents.plan_words import words
from sim.report.data import ReportError, scenario_tables
from sim.report.interactive.planning.columns import places
from sim.report.interactive.words import each, joined
from sim.report.measures import measure
from sim.report.page_texts import PAGE
from sim.report.planning import promise
from sim.report.planning import tables as kinds
from sim.report.planning.facts import REQUIREMENT, Facts, precise, requirement_name
from sim.report.planning.tables import Tables
from sim.report.texts import LANGUAGES

FILES = ("recommended.yaml", "plans", "promise.csv", "values.csv", "scenario", "manifest.json")


class Plan(NamedTuple):
    """A plan's folder in memory."""

    folder: Path
    manifest: dict[str, Any]
    tables: Tables
    facts: Facts


def load(folder: Path, *needed: str) -> Plan:
    """Read the folder of a plan, which holds the tables `needed` at least.

    Raises:
        InputError, ReportError: a table is missing or torn, or lacks a column.
    """
    manifest, tables = read_manifest(folder) or {}, kinds.read(folder)
    for name in needed:
        if name not in tables:
            path = folder / f"{name}.csv"
            raise ReportError(f"缺少文件：{path}", f"missing file: {path}")
    return Plan(folder, manifest, tables, Facts(manifest))


def content(
    plan: Plan,
    kind: str,
    answer: Sequence[Names],
    sections: Sequence[Section],
    lights: Lights | None = None,
    doubts: Sequence[Names] = (),
) -> Content:
    """Put a plan's report together: `doubts` above everything else, assumptions and files last."""
    manifest, scenario = plan.manifest, plan.manifest["scenario"]
    said = [words("interrupted")] if manifest.get("interrupted") else []
    return Content(
        kind=kind,
        title=words(kind, scenario={lang: scenario[f"name_{lang}"] for lang in LANGUAGES}),
        facts=words(
            "facts",
            start=manifest["start"],
            days=manifest["days"],
            warm_up=manifest["warm_up_days"],
            seed=manifest["seed"],
        ),
        answer=answer,
        lights=lights,
        warnings=[*said, *doubts, *shared.warnings(manifest)],
        sections=[
            *sections,
            assumptions(plan),
            shared.files(plan.folder, {name: words(name) for name in FILES}),
        ],
        provenance=shared.provenance(manifest),
    )


def assumptions(plan: Plan) -> Section:
    """What a plan assumes and promises: inputs, sources marked as assumed, the guarantee in full."""
    told = [
        one if isinstance(one, dict) else {"zh": one, "en": one} for one in plan.manifest.get("assumed") or []
    ]
    whole = [one for one in told if one["en"].endswith((".", "。"))]
    listed = [one for one in told if one not in whole]
    lines = [words("prior"), *whole]
    if listed:
        lines.append(words("assumed_inputs", names=joined(listed)))
    for name in ("guarantee", "promise"):
        if isinstance(plan.manifest.get(name), dict):
            lines.append(plan.manifest[name])
    rows = shared.assumed_rows(scenario_tables(plan.folder / "scenario")[1])
    return Section("assumptions", words("part.assumed"), [Paragraphs(lines, "list"), *rows])


def promise_table(plan: Plan) -> Table | None:
    """Every KPI of promise.csv: whether data inform it, its target, today, promised, found, verdict."""
    if "promise" not in plan.tables or plan.tables["promise"].is_empty():
        return None
    listed = promise.table(plan.tables).to_dicts()
    heads = [words(one) for one in ("kpi", "basis", "target", "today", "promised", "found", "verdict")]
    cells = zip(
        each(listed, promise.row_name),
        (Cell(PAGE[basis], look=basis) for basis in (measure(row["kpi"]).basis for row in listed)),
        each(listed, promise.bound_text),
        each(listed, promise.today),
        *(_estimates(listed, name) for name in ("promised", "found")),
        each(listed, promise.verdict),
        [_look(row["held"]) for row in listed],
        strict=True,
    )
    rows = [
        [
            Cell(name),
            basis,
            Cell(target, numeric=True),
            Cell(today, numeric=True),
            promised,
            found,
            Cell(verdict, look=look),
        ]
        for name, basis, target, today, promised, found, verdict, look in cells
    ]
    return Table(heads, rows, words("promise_table"))


def _estimates(listed: Sequence[dict[str, Any]], name: str) -> list[Cell]:
    """Values with their intervals and replications below."""
    runs = "n" if name == "promised" else "found_n"
    written = each(listed, lambda row, lang: promise.told(row, name, row[runs], lang))
    return [
        Cell(
            {lang: one[lang].partition("\n")[0] for lang in LANGUAGES},
            {lang: one[lang].partition("\n")[2] for lang in LANGUAGES},
            numeric=True,
        )
        for one in written
    ]


def _look(held: bool | None) -> str:
    return "" if held is None else "met" if held else "missed"


def goals(plan: Plan) -> list[Goal]:
    """The targets that a plan was asked to keep."""
    found = []
    for written in plan.manifest.get("targets") or []:
        matched = REQUIREMENT.fullmatch(written)
        if matched:
            kpi, level, key, sign, value = matched.groups()
            low, high = (float(value), None) if sign == ">=" else (None, float(value))
            found.append(Goal(kpi, level or "network", key or "all", low, high))
    return found


def lights(plan: Plan, columns: Sequence[tuple[Names, str, pl.Expr]]) -> Lights | None:
    """Hold every target against the replications of values.csv; None without targets or values.

    Args:
        plan: the folder.
        columns: for each column its heading, which estimate of promise.csv it reached, and the rows of
            values.csv that it is judged by. One without a row is left out.
    """
    targets, path = goals(plan), plan.folder / "values.csv"
    if not targets or not path.exists():
        return None
    values = read_csv(path)
    shown = [(name, estimate, values.filter(rows)) for name, estimate, rows in columns]
    shown = [one for one in shown if one[2].height]
    if not shown:
        return None
    return Lights(
        [name for name, _, _ in shown],
        [asked(goal, shared.place(goal.level, goal.key, places(plan.tables))) for goal in targets],
        [[_light(goal, rows, estimate, plan.tables) for _, estimate, rows in shown] for goal in targets],
    )


def _light(goal: Goal, values: pl.DataFrame, estimate: str, tables: Tables) -> Light:
    own = values.filter(pl.col("kpi") == goal.kpi, pl.col("level") == goal.level, pl.col("key") == goal.key)
    return held_against(goal, own["value"].to_list(), _reached(goal, estimate, tables))


def _reached(goal: Goal, estimate: str, tables: Tables) -> Cell:
    """The mean of a target's KPI in promise.csv, with its interval where there is one."""
    rows = tables["promise"] if "promise" in tables else pl.DataFrame()
    if rows.is_empty() or estimate not in rows.columns:
        return Cell("–", numeric=True)
    own = rows.filter(pl.col("kpi") == goal.kpi, pl.col("level") == goal.level, pl.col("key") == goal.key)
    if own.is_empty() or own[estimate][0] is None:
        return Cell("–", numeric=True)
    row = own.row(0, named=True)
    shown, span = precise(row.get(f"{estimate}_low"), row[estimate], row.get(f"{estimate}_high"), row["unit"])
    return Cell(shown, "" if span in ("-", shown) else span, numeric=True)


def reasons(plan: Plan) -> list[Names]:
    """Why targets are missed, targets named as people read them."""
    keys = places(plan.tables)
    told = []
    for one in plan.manifest.get("reasons") or []:
        said = {lang: str(one[lang]) for lang in LANGUAGES}
        for written in plan.manifest.get("targets") or []:
            said = {
                lang: said[lang].replace(written, requirement_name(written, lang, keys[lang]))
                for lang in LANGUAGES
            }
        told.append({lang: _closed(said[lang], lang) for lang in LANGUAGES})
    return told


def _closed(sentence: str, lang: str) -> str:
    """End a sentence with a full stop, where it has none."""
    return sentence if sentence.endswith((".", "。")) else sentence + ("。" if lang == "zh" else ".")
