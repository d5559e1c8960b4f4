"""What `run.py frontier` prints: points by cost, picked points in words, promise beside what came out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
from rich.table import Table

from sim.commands.console import console, say
from sim.commands.texts import Lang, text
from sim.experiment.folder import read_csv, read_manifest
from sim.report.measures import measure
from sim.report.planning.tables import table as read_table

MILLION, WAN = 1e6, 1e4
TODAY = "today"
MEASURES = ("satisfaction", "p90")


def print_frontier(folder: Path, lang: Lang) -> None:
    """Print a finished frontier."""
    manifest = read_manifest(folder) or {}
    points = read_table(folder / "points.csv")
    standing = [one or "efficient" for one in points["dominated"]]
    say(
        text(
            lang,
            "front_title",
            name=manifest["scenario"][f"name_{lang}"],
            points=points.height,
            efficient=standing.count("efficient"),
            noise=standing.count("noise"),
        )
    )
    alternatives = manifest["alternatives"]
    most = max(len(one) for one in alternatives)
    say(text(lang, "front_alternatives", n=len(alternatives), most=most))
    _print_points(points, standing, manifest, lang)
    for one in manifest["picks"].values():
        say(f"- {one[lang.value]}")
    say("")
    if (folder / "promise.csv").exists():
        _print_promise(folder, lang)
    if (folder / "varied.csv").exists():
        _print_varied(folder, lang)
    say(manifest["guarantee"][lang.value])
    if manifest["assumed"]:
        words = ("；" if lang is Lang.zh else "; ").join(one[lang.value] for one in manifest["assumed"])
        say(text(lang, "site_assumed", names=words))
    for one in manifest["warnings"]:
        say(text(lang, "doubt", words=one[lang.value]))
    say(text(lang, "front_plans", path=folder / "plans"))


def _print_points(points: pl.DataFrame, standing: list[str], manifest: dict[str, Any], lang: Lang) -> None:
    """Print a row for each point, the cheapest first."""
    kpis = [measure(one.split("/")[0]) for one in manifest["kpis"]]
    heads = [text(lang, "front_point"), text(lang, "front_picked"), text(lang, "front_new")]
    heads += [text(lang, "front_heads"), text(lang, "front_cost")]
    for kpi in kpis:
        heads += [f"{kpi.name(lang.value)} ({kpi.unit(lang.value)})", text(lang, "front_interval")]
    table = _table([*heads, text(lang, "front_standing")], left=2)
    for row, stands in zip(points.to_dicts(), standing, strict=True):
        cells = [row["point"], row[f"picked_{lang}"] or "", f"{row['new_stations']:.0f}"]
        cells += [f"+{row['heads_added']} -{row['heads_removed']}", _money(row["cost"], lang)]
        for one in MEASURES:
            cells += [_shown(row[one], one), _between(row[f"{one}_low"], row[f"{one}_high"], one)]
        table.add_row(*cells, text(lang, f"front_standing_{stands}"))
    say(text(lang, "front_points"))
    console().print(table)
    say("")


def _print_promise(folder: Path, lang: Lang) -> None:
    """Print both measures of each picked point: promised, and found on fresh seeds."""
    rows = read_csv(folder / "promise.csv").to_dicts()
    say(text(lang, "front_promise", n=rows[0]["n"], m=rows[0]["found_n"]))
    heads = ["point", "picked", "promised", "found", "gain", "found_gain", "held"]
    named = [text(lang, f"front_{head}") for head in heads]
    table = _table([*named[:2], text(lang, "kpi"), *named[2:]], left=3)
    for row in rows:
        one = MEASURES[0] if measure(row["kpi"]).unit_en == "share" else MEASURES[1]
        cells = [row["point"], row[f"picked_{lang}"], measure(row["kpi"]).name(lang.value)]
        cells += [_shown(row["promised"], one), _shown(row["found"], one)]
        cells += [_gained(row, gain, one) for gain in ("gain", "found_gain")]
        table.add_row(*cells, text(lang, "site_yes" if row["held"] else "site_no"))
    console().print(table)
    say("")


def _print_varied(folder: Path, lang: Lang) -> None:
    """Print picked points with assumed inputs otherwise, against today's network so too."""
    table = read_csv(folder / "varied.csv")
    rows = table.to_dicts()
    say(text(lang, "front_varied", n=rows[0]["n"]))
    heads = [text(lang, "front_variant"), text(lang, "front_point"), text(lang, "front_picked")]
    kpis = list(dict.fromkeys(table["kpi"]))
    for kpi in kpis:
        heads += [measure(kpi).name(lang.value), text(lang, "front_gain")]
    shown = _table(heads, left=3)
    for pair in zip(rows[::2], rows[1::2], strict=True):
        if TODAY in pair[0]["picked"].split(";"):
            continue
        cells = [pair[0][f"variant_{lang}"], pair[0]["point"], pair[0][f"picked_{lang}"]]
        for one, row in zip(MEASURES, pair, strict=True):
            cells += [_shown(row["mean"], one), _gained(row, "gain", one)]
        shown.add_row(*cells)
    console().print(shown)
    say("")


def _gained(row: dict[str, Any], gain: str, of: str) -> str:
    ends = _between(row[f"{gain}_low"], row[f"{gain}_high"], of, signed=True)
    return f"{_shown(row[gain], of, signed=True)} ({ends})" if ends else ""


def _shown(value: float | None, of: str, *, signed: bool = False) -> str:
    """Write a value: satisfaction as per cent with three decimals, for plans differ little; gains finer."""
    if value is None:
        return "-"
    sign, finer = ("+", 1) if signed else ("", 0)
    if of == MEASURES[0]:
        return f"{100 * value:{sign}.{3 + finer}f}"
    return f"{value:{sign},.{2 + finer}f}"


def _between(low: float | None, high: float | None, of: str, *, signed: bool = False) -> str:
    if low is None or high is None:
        return ""
    return f"{_shown(low, of, signed=signed)} … {_shown(high, of, signed=signed)}"


def _money(cost: float, lang: Lang) -> str:
    return f"{cost / WAN:,.0f}" if lang is Lang.zh else f"{cost / MILLION:,.2f}"


def _table(heads: list[str], left: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        table.add_column(head, justify="left" if place < left else "right", overflow="fold")
    return table
