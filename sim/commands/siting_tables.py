"""What `run.py site` prints: shortlist and choice, promise beside what came out, towns that gain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
from rich.table import Table

from sim.commands.console import console, say
from sim.commands.texts import Lang, text
from sim.experiment.folder import RECOMMENDED, read_csv, read_manifest
from sim.report.contents import gain
from sim.report.measures import decimals, measure, number, percent, signed, signed_interval
from sim.report.planning.facts import Facts
from sim.report.planning.tables import read

TOWNS = 8  # that are printed
MILLION = 1e6
WAN = 1e4  # 万
ROUND = 1e-9  # what sums of numbers with a fraction may be off
WHOLE = 1000  # from here on values are shown whole


def print_siting(folder: Path, lang: Lang) -> None:
    """Print a finished siting."""
    manifest = read_manifest(folder) or {}
    least, most = manifest["points_per_town"]
    say(
        text(
            lang,
            "site_title",
            name=manifest["scenario"][f"name_{lang}"],
            candidates=manifest["candidates"],
            points=manifest["demand_points"],
            towns=manifest["towns"],
            each=least if least == most else f"{least}–{most}",
        )
    )
    _print_shortlist(folder, manifest, lang)
    for one in manifest["reasons"]:
        say(text(lang, "site_unreached", words=one[lang.value]))
    if (folder / "selection.csv").exists():
        candidates = read_csv(folder / "candidates.csv").filter(pl.col("selected"))
        names = ("、" if lang is Lang.zh else ", ").join(candidates[f"name_{lang}"])
        say(text(lang, "site_chosen", name=manifest["selected"], stations=names))
        if gain.verdict(read(folder), Facts(manifest)) not in (None, gain.CLEAR):
            say(text(lang, "site_idle", kpi=measure(manifest["kpi"].partition("/")[0]).name(lang.value)))
        say(manifest["guarantee"][lang.value])
        say("")
        _print_promise(folder, lang)
        _print_varied(folder, manifest, lang)
        _print_towns(folder, lang)
    if manifest["assumed"]:
        words = ("；" if lang is Lang.zh else "; ").join(one[lang.value] for one in manifest["assumed"])
        say(text(lang, "site_assumed", names=words))
    for one in manifest["warnings"]:
        say(text(lang, "doubt", words=one[lang.value]))
    if (folder / RECOMMENDED).exists():
        say(text(lang, "site_recommended", path=folder / RECOMMENDED))


def _print_shortlist(folder: Path, manifest: dict[str, Any], lang: Lang) -> None:
    """Print a row for today and each design: what it costs and covers, and how it fared under simulation."""
    shortlist = read_csv(folder / "shortlist.csv")
    today = read_csv(folder / "budget.csv").filter(pl.col("p") == 0).to_dicts()
    raced = _raced(folder)
    of = measure(manifest["kpi"].split("/")[0])
    say(text(lang, "site_shortlist"))
    heads = ["solution", "models", "new", "cost", "minutes", "worst"]
    shown = {head: text(lang, f"site_{head}") for head in heads}
    columns = [shown["solution"], shown["models"], shown["cost"]]
    columns += [text(lang, "site_covered", reach=manifest["reach"]), shown["minutes"], shown["worst"]]
    if raced:
        columns += [f"{of.name(lang.value)} ({of.unit(lang.value)})"]
        columns += [text(lang, f"select_{head}") for head in ("replications", "eliminated")]
    table = _table(columns, left=2)
    before = _simulated_today(folder, manifest["kpi"])
    for row in [
        *({"solution": text(lang, "site_today"), "models": "", **one} for one in today),
        *shortlist.to_dicts(),
    ]:
        cells = [row["solution"], _models(row, lang), _money(row["cost"], lang)]
        cells += [
            percent(row["covered_share"], 2),
            f"{row['mean_minutes']:.2f}",
            percent(row["worst_town_share"]),
        ]
        if raced:
            cells += _race_cells(raced.get(row["solution"]), before, of.unit_en, lang)
        table.add_row(*cells)
    console().print(table)
    unproven = shortlist.filter(~pl.col("proven")).height
    if raced:
        say(text(lang, "site_unproven", n=unproven) if unproven else text(lang, "site_proven"))
    say("")


def _raced(folder: Path) -> dict[str, dict[str, Any]]:
    path = folder / "selection.csv"
    return {row["solution"]: row for row in read_csv(path).to_dicts()} if path.exists() else {}


def _simulated_today(folder: Path, kpi: str) -> float | None:
    path = folder / "promise.csv"
    if not path.exists():
        return None
    name, level, key = kpi.split("/", 2)
    row = read_csv(path).filter(pl.col("kpi") == name, pl.col("level") == level, pl.col("key") == key)
    return float(row["before"][0])


def _race_cells(row: dict[str, Any] | None, before: float | None, unit: str, lang: Lang) -> list[str]:
    """Return mean, replications and fate of a design; of today's network the mean alone."""
    if row is None:
        return [_fine(before, unit), "", ""]
    gone = row["eliminated_at"]
    fate = text(lang, "select_chosen") if row["selected"] else "" if gone is None else str(gone)
    return [_fine(row["mean"], unit), f"{row['replications']:.0f}", fate]


def _fine(value: float | None, unit: str) -> str:
    """Write a value finely enough for designs to be told apart: shares with three decimals of a per cent."""
    if value is None:
        return ""
    return percent(value, 3) if unit == "share" else number(value, unit, 3)


def _models(row: dict[str, Any], lang: Lang) -> str:
    if not row["models"]:
        return ""
    pairs = zip(row["models"].split(";"), str(row["ranks"]).split(";"), strict=True)
    return ", ".join(f"{text(lang, f'site_model_{model}')} {rank}" for model, rank in pairs)


def _money(cost: float, lang: Lang) -> str:
    return f"{cost / WAN:,.0f}" if lang is Lang.zh else f"{cost / MILLION:,.2f}"


def _print_promise(folder: Path, lang: Lang) -> None:
    """Print KPIs of today's network and of the design: promised by the selection, found on fresh seeds."""
    rows = read_csv(folder / "promise.csv").to_dicts()
    say(text(lang, "site_promise", n=rows[0]["n"], m=rows[0]["found_n"]))
    words = (
        "kpi",
        "site_today",
        "site_promised",
        "interval",
        "site_found",
        "interval",
        "site_change",
        "interval",
    )
    table = _table(
        [*(text(lang, word) for word in words), text(lang, "site_held"), text(lang, "unit")], left=1
    )
    for row in rows:
        of = measure(row["kpi"])
        unit = of.unit_en
        name = of.name(lang.value) if row["level"] == "network" else f"{of.name(lang.value)} · {row['key']}"
        cells = [name, _shown(row["before"], unit)]
        for value, low, high in (
            ("promised", "promised_low", "promised_high"),
            ("found", "found_low", "found_high"),
        ):
            cells += [_shown(row[value], unit), _between(row[low], row[high], unit)]
        low, high = row["change_low"], row["change_high"]
        none = low is None or high is None or _alike(low, high)
        cells += [signed(row["change"], unit), "" if none else signed_interval(low, high, unit)]
        cells += [text(lang, "site_yes" if row["held"] else "site_no"), of.unit(lang.value)]
        table.add_row(*cells)
    console().print(table)
    say("")


def _shown(value: float | None, unit: str) -> str:
    """Write a value one digit finer than elsewhere: before and after are close."""
    if value is None:
        return ""
    if unit == "share":
        return percent(value, 2)
    return number(value, unit, decimals(value, unit) + (abs(value) < WHOLE))


def _between(low: float | None, high: float | None, unit: str) -> str:
    """Write an interval, cut to what a KPI can be; empty if there is none, or no chance in it."""
    if low is None or high is None or _alike(low, high):
        return ""
    most = 1.0 if unit == "share" else high
    return f"{_shown(max(low, 0.0), unit)} … {_shown(min(high, most), unit)}"


def _alike(low: float, high: float) -> bool:
    return abs(high - low) <= ROUND * max(abs(low), abs(high))


def _print_varied(folder: Path, manifest: dict[str, Any], lang: Lang) -> None:
    """Print what the design changes in the KPI that chose it, by assumption."""
    path = folder / "varied.csv"
    if not path.exists():
        return
    name, level, key = manifest["kpi"].split("/", 2)
    rows = read_csv(path).filter(pl.col("kpi") == name, pl.col("level") == level, pl.col("key") == key)
    of = measure(name)
    say(text(lang, "site_varied", kpi=of.name(lang.value), n=int(rows["n"][0])))
    heads = [text(lang, word) for word in ("site_variant", "site_today", "site_change", "interval")]
    table = _table(heads, left=1)
    for row in rows.to_dicts():
        between = signed_interval(row["change_low"], row["change_high"], of.unit_en)
        change = signed(row["change"], of.unit_en)
        table.add_row(row[f"variant_{lang}"], _shown(row["before"], of.unit_en), change, between)
    console().print(table)
    say("")


def _print_towns(folder: Path, lang: Lang) -> None:
    """Print the towns whose covered share rises, those with most demand gained first."""
    rows = read_csv(folder / "towns.csv").filter(pl.col("share_after") > pl.col("share_before"))
    if rows.is_empty():
        return
    say(text(lang, "site_gains"))
    table = _table([text(lang, f"site_{head}") for head in ("town", "demand", "before", "after")], left=1)
    for row in rows.head(TOWNS).to_dicts():
        shares = [percent(row[name]) for name in ("share_before", "share_after")]
        table.add_row(row[f"town_{lang}"], f"{row['demand']:,.0f}", *shares)
    console().print(table)
    say("")


def print_orlib(path: Path, lang: Lang) -> None:
    """Solve a p-median file of the OR-Library; print optima, bounds, what is published, and seconds.

    Raises:
        ScenarioErrors: the file cannot be read.
    """
    from sim.planning.location.orlib import solve_orlib

    heads = ("problem", "nodes", "p", "optimum", "bound", "gap", "proven", "published", "seconds")
    table = _table([text(lang, f"orlib_{head}") for head in heads], left=1)
    for one in solve_orlib(path):
        table.add_row(
            one.problem,
            str(one.nodes),
            str(one.p),
            f"{one.objective:,.10g}",
            f"{one.bound:,.10g}",
            f"{one.gap:.2%}",
            text(lang, "site_yes" if one.proven else "site_no"),
            "" if one.best_known is None else f"{one.best_known:,.10g}",
            f"{one.seconds:.2f}",
        )
    console().print(table)


def _table(heads: list[str], left: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        table.add_column(head, justify="left" if place < left else "right", overflow="fold")
    return table
