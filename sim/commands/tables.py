"""The short tables that a finished command prints; the csv files hold everything."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
from rich.table import Table

from sim.commands.console import console, say
from sim.commands.texts import Lang, text
from sim.experiment.folder import read_manifest
from sim.experiment.simulate import Finished
from sim.experiment.study import Compared
from sim.kpi import NETWORK_KEY, REGISTRY
from sim.report.measures import interval, number, signed, signed_interval

Identity = tuple[str, str, str]

# What a planner looks at first. BY_KIND are shown for transactions and problems too, which are never alike.
MAIN = (
    "cases_arisen",
    "transactions_solved",
    "problems_solved",
    "processing_days_mean",
    "processing_days_p90",
    "on_time_share",
    "on_site_wait_minutes_mean",
    "solved_first_contact",
    "handoffs_mean",
    "satisfaction_surveyed",
    "satisfaction_true",
    "high_quality_rate",
    "within_15_minutes_enterprises",
    "unserved_cases",
    "lost_cases",
    "utilisation",
    "staff_cost",
)
BY_KIND = ("processing_days_mean", "on_time_share", "satisfaction_surveyed")
KINDS = ("transaction", "problem")
SHARE = "share"  # shown in per cent, its differences in percentage points
MOST_WARNINGS = 5


def print_run(done: Finished, lang: Lang) -> None:
    """Print the main KPIs of a run with their intervals."""
    manifest = done.manifest
    title = text(
        lang,
        "run_title",
        name=manifest["scenario"][f"name_{lang}"],
        days=manifest["days"],
        warm_up=manifest["warm_up_days"],
        replications=manifest["replications"],
        seed=manifest["seed"],
    )
    places = places_of(done.folder, lang)
    say(title)
    table = _table([text(lang, key) for key in ("kpi", "mean", "interval", "unit")], numbers=(1, 2))
    for row in main_rows(done.summary, targets_of(done.folder)):
        name, unit = _names(row, lang, places)
        of = str(row["unit"])
        shown = interval(value_of(row, "ci_low"), value_of(row, "ci_high"), of)
        table.add_row(name, number(value_of(row, "mean"), of), shown, "" if of == SHARE else unit)
    console().print(table)
    if manifest["replications"] == 1:
        say(text(lang, "one_replication"))
    speed = manifest.get("cases_per_second")
    if speed:
        say(text(lang, "engine_speed", name=manifest["engine"], speed=f"{speed:,}"))
    _print_warnings(manifest, lang)


def print_comparison(done: Compared, lang: Lang) -> None:
    """Print the differences of the main KPIs, one table per compared scenario."""
    base = done.manifest["base"]
    targets, places = targets_of(done.folder / "runs" / base), places_of(done.folder / "runs" / base, lang)
    for other in done.manifest["others"]:
        names = {run: _name_of(done.folder / "runs" / run, lang) for run in (base, other)}
        title = text(lang, "comparison_title", other=names[other], base=names[base])
        heads = [
            text(lang, "kpi"),
            base,
            other,
            *(text(lang, key) for key in ("difference", "interval", "unit")),
        ]
        say(title)
        table = _table(heads, numbers=(1, 2, 3, 4))
        for row in main_rows(done.table.filter(pl.col("other") == other), targets):
            name, unit = _names(row, lang, places)
            of = str(row["unit"])
            means = (number(value_of(row, key), of) for key in ("mean_base", "mean_other"))
            shown = signed_interval(value_of(row, "ci_low"), value_of(row, "ci_high"), of)
            points = text(lang, "points") if of == SHARE else unit
            table.add_row(name, *means, signed(value_of(row, "difference"), of), shown, points)
        console().print(table)
    if done.manifest["replications"] == 1:
        say(text(lang, "one_replication"))
    _print_warnings(done.manifest, lang)


def main_rows(table: pl.DataFrame, targets: Sequence[Identity] = ()) -> list[dict[str, object]]:
    """Pick the rows of the main KPIs, and then those of targets (kpi, level, key) not among them."""
    wanted: list[Identity] = []
    for kpi in MAIN:
        wanted.append((kpi, "network", NETWORK_KEY))
        wanted += [(kpi, "kind", kind) for kind in KINDS if kpi in BY_KIND]
    wanted += [target for target in targets if target not in wanted]
    ids, levels, _ = zip(*wanted, strict=True)
    near = table.filter(pl.col("kpi").is_in(ids), pl.col("level").is_in(levels))  # few of thousands
    rows = {(row["kpi"], row["level"], row["key"]): row for row in near.iter_rows(named=True)}
    return [rows[identity] for identity in wanted if identity in rows]


def targets_of(run: Path) -> list[Identity]:
    """Return what the targets of a finished run's scenario speak of."""
    path = run / "scenario" / "targets.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [(row["kpi"], row["level"], row["key"] or NETWORK_KEY) for row in csv.DictReader(lines)]


def value_of(row: dict[str, object], column: str) -> float | None:
    """Return the number in a column of a row, None where there is none."""
    value = row[column]
    return float(value) if isinstance(value, int | float) else None


def places_of(run: Path, lang: Lang) -> dict[str, dict[str, str]]:
    """Return the names that a finished run's scenario gives to keys, by level."""
    names: dict[str, dict[str, str]] = {"kind": {kind: text(lang, f"kind_{kind}") for kind in KINDS}}
    files = {"county": "counties", "facility": "facilities", "service": "services", "industry": "industries"}
    for level, file in files.items():
        path = run / "scenario" / f"{file}.csv"
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as lines:
                names[level] = {row["id"]: row[f"name_{lang}"] for row in csv.DictReader(lines)}
    return names


def _print_warnings(manifest: dict[str, Any], lang: Lang) -> None:
    """Print the warnings of a manifest, the first of many."""
    warnings = manifest.get("warnings") or []
    for one in warnings[:MOST_WARNINGS]:
        say(text(lang, "doubt", words=one[lang.value]))
    if len(warnings) > MOST_WARNINGS:
        say(text(lang, "more_doubts", n=len(warnings) - MOST_WARNINGS))


def _name_of(run: Path, lang: Lang) -> str:
    """Name a run by its scenario and, in brackets, its folder."""
    manifest = read_manifest(run) or {}
    return f"{manifest.get('scenario', {}).get(f'name_{lang}', run.name)} ({run.name})"


def _names(row: dict[str, object], lang: Lang, places: dict[str, dict[str, str]]) -> tuple[str, str]:
    """Name a row and its unit; the two kinds of a main KPI are indented under it."""
    level, key = str(row["level"]), str(row["key"])
    definition = REGISTRY[str(row["kpi"])]
    zh = lang is Lang.zh
    name, unit = (definition.name_zh, definition.unit_zh) if zh else (definition.name_en, definition.unit)
    if level == "kind" and row["kpi"] in BY_KIND:
        name = "  " + text(lang, f"of_{key}")
    elif level != "network":
        name = f"{name} · {places.get(level, {}).get(key, key)}"
    return name, unit


def _table(heads: Sequence[str], numbers: Sequence[int]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place in numbers else "left", overflow="fold")
    return table
