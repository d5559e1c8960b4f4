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
from sim.experiment.comparison import HEADLINE
from sim.experiment.folder import read_manifest
from sim.experiment.headline import BY_KIND, KINDS, Identity, printed, targets_of
from sim.experiment.simulate import Finished
from sim.experiment.study import Compared
from sim.kpi import REGISTRY
from sim.report.measures import interval, number, signed, signed_interval

SHARE = "share"  # shown in per cent, its differences in percentage points
MOST_WARNINGS = 5
LEAST_P = 0.001  # smaller p-values are not told apart


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
    at_draws = "posterior" in manifest
    heads = ("kpi", "mean", "interval", *(["spread"] if at_draws else []), "unit")
    table = _table([text(lang, key) for key in heads], numbers=range(1, len(heads) - 1))
    for row in main_rows(done.summary, targets_of(done.folder)):
        name, unit = _names(row, lang, places)
        of = str(row["unit"])
        shown = [interval(value_of(row, "ci_low"), value_of(row, "ci_high"), of)]
        if at_draws:
            shown.append(interval(value_of(row, "q05"), value_of(row, "q95"), of))
        table.add_row(name, number(value_of(row, "mean"), of), *shown, "" if of == SHARE else unit)
    console().print(table)
    _print_draws(manifest, lang)
    if manifest["replications"] == 1:
        say(text(lang, "one_replication"))
    warm_up = manifest.get("warm_up")
    if warm_up:
        cut = max(warm_up["cut_days"].values())
        interval_days = warm_up["session_interval_days"]
        say(text(lang, "warm_up_chosen", days=warm_up["days"], cut=cut, interval=interval_days))
    precision = manifest.get("precision", {})
    if precision.get("reached"):
        ahead = precision["look_ahead"]
        say(text(lang, "precision_met", met=precision["met_at"], ahead=ahead))
    speed = manifest.get("cases_per_second")
    if speed:
        say(text(lang, "engine_speed", name=manifest["engine"], speed=f"{speed:,}"))
    _print_warnings(manifest, lang)


def print_comparison(done: Compared, lang: Lang) -> None:
    """Print the differences of the main KPIs, one table per pair, and what pairing saves."""
    base = done.folder / "runs" / done.manifest["base"]
    targets, places = targets_of(base), places_of(base, lang)
    at_draws = "posterior" in done.manifest
    for first, second in done.table.select("base", "other").unique(maintain_order=True).iter_rows():
        names = [_name_of(done.folder / "runs" / run, lang) for run in (first, second)]
        say(text(lang, "comparison_title", base=names[0], other=names[1]))
        # at draws the spread matters more, and what pairing saves stands below all the same
        of_spread, of_pairing = (["spread"], []) if at_draws else ([], ["variance_reduction"])
        words = ["difference", "interval", *of_spread, "simultaneous", "p_holm", *of_pairing, "unit"]
        heads = [text(lang, "kpi"), first, second, *(text(lang, key) for key in words)]
        table = _table(heads, numbers=range(1, len(heads) - 1))
        rows = done.table.filter(pl.col("base") == first, pl.col("other") == second)
        for row in main_rows(rows, targets):
            table.add_row(*_difference(row, lang, places, at_draws=at_draws))
        console().print(table)
        _print_pairing(rows, lang, "pairing_at_draws" if at_draws else "pairing")
    headline = done.table.filter(pl.col("family") == HEADLINE)
    if not headline.is_empty():
        method = done.manifest["simultaneous"]["method"]
        say(text(lang, "family", method=method, size=headline["family_size"][0]))
    _print_draws(done.manifest, lang)
    if done.manifest["replications"] == 1:
        say(text(lang, "one_replication"))
    _print_warnings(done.manifest, lang)


def _print_draws(manifest: dict[str, Any], lang: Lang) -> None:
    """Say how many draws of parameters were used, if any."""
    if posterior := manifest.get("posterior"):
        say(text(lang, "draws_used", used=posterior["draws_used"], draws=posterior["draws"]))


def _difference(
    row: dict[str, object], lang: Lang, places: dict[str, dict[str, str]], *, at_draws: bool
) -> list[str]:
    """Write one row of a comparison as the cells of its table."""
    name, unit = _names(row, lang, places)
    of = str(row["unit"])
    p, reduction = value_of(row, "p_holm"), value_of(row, "variance_reduction")
    return [
        name,
        *(number(value_of(row, key), of) for key in ("mean_base", "mean_other")),
        signed(value_of(row, "difference"), of),
        signed_interval(value_of(row, "ci_low"), value_of(row, "ci_high"), of),
        *([signed_interval(value_of(row, "q05"), value_of(row, "q95"), of)] if at_draws else []),
        signed_interval(value_of(row, "simultaneous_low"), value_of(row, "simultaneous_high"), of),
        "" if p is None else f"{p:.3f}" if p >= LEAST_P else f"<{LEAST_P}",
        *([] if at_draws else ["" if reduction is None else number(reduction, SHARE)]),
        text(lang, "points") if of == SHARE else unit,
    ]


def _print_pairing(rows: pl.DataFrame, lang: Lang, key: str) -> None:
    """Print the median of what pairing took off the variance of the headline's differences."""
    varying = rows.filter(pl.col("family") == HEADLINE, pl.col("sd") > 0)["variance_reduction"].drop_nulls()
    middle = varying.median()
    if not isinstance(middle, float):
        return
    share, times = number(middle, SHARE), number(1 / (1 - middle) if middle < 1 else None, "")
    say(text(lang, key, share=share, n=len(varying), times=times))


def main_rows(table: pl.DataFrame, targets: Sequence[Identity] = ()) -> list[dict[str, object]]:
    """Pick the rows of the main KPIs, and then those of targets (kpi, level, key) not among them."""
    wanted = printed(targets)
    ids, levels, _ = zip(*wanted, strict=True)
    near = table.filter(pl.col("kpi").is_in(ids), pl.col("level").is_in(levels))  # few of thousands
    rows = {(row["kpi"], row["level"], row["key"]): row for row in near.iter_rows(named=True)}
    return [rows[identity] for identity in wanted if identity in rows]


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
