"""What `run.py staff` prints: cost, targets promised and found, what holds, one more head, assumptions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
from rich.table import Table

from sim.commands.console import console, say
from sim.commands.tables import places_of
from sim.commands.texts import Lang, text
from sim.experiment.folder import RECOMMENDED, read_csv, read_manifest
from sim.report.measures import measure, number, percent, signed, signed_interval

MILLION, WAN = 1e6, 1e4
LESS_TIME = "enterprise_share_0.8"
SHOWN = 8  # groups whose one more head is printed


def print_staffing(folder: Path, lang: Lang) -> None:
    """Print a finished staffing."""
    manifest = read_manifest(folder) or {}
    names = {key: manifest[key] for key in ("levers", "covers", "plans")}
    say(text(lang, "staff_title", name=manifest["scenario"][f"name_{lang}"], **names))
    for one in manifest["reasons"]:
        say(text(lang, "staff_unreached", words=one[lang.value]))
    if (folder / RECOMMENDED).exists():
        _print_cost(folder, manifest, lang)
        if (folder / "promise.csv").exists():
            _print_targets(folder, lang)
        say(manifest["promise"][lang.value])
        _print_marginal(folder, lang)
        _print_varied(folder, manifest, lang)
        monotone = manifest["monotone"]
        counts = {"pairs": monotone["pairs"], "n": monotone["violations"], "flips": monotone["flips"]}
        say(text(lang, "staff_monotone", **counts))
    for one in (*manifest["assumed"], *manifest["warnings"]):
        say(text(lang, "doubt", words=one[lang.value]))
    if (folder / RECOMMENDED).exists():
        say(text(lang, "staff_recommended", path=folder / RECOMMENDED))


def money(cost: float, lang: Lang) -> str:
    """Write an amount of CNY as people read it."""
    return text(lang, "staff_money", value=cost / (WAN if lang is Lang.zh else MILLION))


def _print_cost(folder: Path, manifest: dict[str, Any], lang: Lang) -> None:
    cost, today = manifest["cost"], manifest["cost_today"]
    change = f"{(cost - today) / today:+.1%}"
    say(text(lang, "staff_cost", cost=money(cost, lang), today=money(today, lang), change=change))
    if manifest["proven"]:
        say(text(lang, "staff_proven"))
    else:
        if manifest["cost_bound"] is not None:
            say(text(lang, "staff_bound", bound=money(manifest["cost_bound"], lang)))
        steps = {name: manifest[f"steps_{name}"] for name in ("simulated", "screened", "untried")}
        if any(steps.values()):
            say(text(lang, "staff_steps", **steps))
    levers = read_csv(folder / "levers.csv")
    heads = levers.filter(pl.col("kind") == "head").with_columns(by=pl.col("recommended") - pl.col("today"))
    down, up = heads.filter(pl.col("by") < 0)["by"], heads.filter(pl.col("by") > 0)["by"]
    counts = {"fewer": len(down), "less": int(-down.sum()), "more": len(up), "plus": int(up.sum())}
    say(text(lang, "staff_changes", **counts))
    for row in levers.filter(pl.col("kind") == "choice").to_dicts():
        say(text(lang, "staff_choice", name=row[f"name_{lang}"], option=row[f"option_{lang}"]))
    binding = {row["constraint"]: row["levers"] for row in read_csv(folder / "binding.csv").to_dicts()}
    held = {name: int(binding[name]) for name in ("presence", "skill", "load", "bound")}
    say(text(lang, "staff_held", **held))
    if manifest["overloaded"]:
        groups = ", ".join(f"{name} ({share:.0%})" for name, share in manifest["overloaded"][:SHOWN])
        say(text(lang, "staff_overloaded", groups=groups))
    say("")


def _print_targets(folder: Path, lang: Lang) -> None:
    """Print a row for each target: today, certified and found means, and the share of years that keep it."""
    rows = [row for row in read_csv(folder / "promise.csv").to_dicts() if row["bound"] is not None]
    binding = {row["constraint"]: row["levers"] for row in read_csv(folder / "binding.csv").to_dicts()}
    years, places = _years(folder), places_of(folder, lang)
    heads = ("target", "today", "promised", "found", "years", "years_found", "holds")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        name = text(lang, f"staff_{head}")
        table.add_column(name, justify="left" if place == 0 else "right", overflow="fold")
    for row, target in zip(rows, [one for one in years if one != "all"], strict=True):
        of = measure(row["kpi"])
        key = places.get(row["level"], {}).get(row["key"], row["key"])
        where = "" if row["level"] == "network" else f" · {key}"
        sign = "≥" if ">=" in target else "≤"
        values = [_fine(row[name], of.unit_en) for name in ("before", "promised", "found")]
        bound = _fine(row["bound"], of.unit_en)
        held = str(int(binding.get(target, 0)))
        table.add_row(f"{of.name(lang.value)}{where} {sign} {bound}", *values, *years[target], held)
    table.add_row(text(lang, "staff_all"), "", "", "", *years["all"], "")
    console().print(table)
    say("")


def _years(folder: Path) -> dict[str, list[str]]:
    """Return by requirement the share of years kept: in the last certification, and in the check."""
    rows = read_csv(folder / "certification.csv").to_dicts()
    last = [row["phase"] for row in rows if row["phase"].startswith("certification")][-1]
    found: dict[str, list[str]] = {}
    for phase in (last, "recheck"):
        for row in rows:
            if row["phase"] == phase:
                shown = f"{percent(row['share'])} ({percent(row['low'])} … {percent(row['high'])})"
                found.setdefault(row["requirement"], []).append(shown)
    return found


def _print_marginal(folder: Path, lang: Lang) -> None:
    """Print the groups whose one more head does most, by the first target whose KPI it clearly moves."""
    path = folder / "marginal.csv"
    if not path.exists():
        return
    table = read_csv(path)
    groups = table["group"].n_unique()
    say(text(lang, "staff_marginal", n=int(table["n"][0]), groups=groups))
    clear = table.filter(pl.col("clear") & (pl.col("kpi") != "staff_cost"))
    if clear.is_empty():
        say(text(lang, "staff_nothing_clear"))
        return
    wanted = [(row["kpi"], row["level"], row["key"]) for row in clear.to_dicts()]
    first = max(dict.fromkeys(wanted), key=wanted.count)
    rows = clear.filter(pl.col("kpi") == first[0], pl.col("level") == first[1], pl.col("key") == first[2])
    of = measure(first[0])
    heads = [
        text(lang, "staff_group"),
        text(lang, "staff_busy"),
        f"{of.name(lang.value)} ({of.unit(lang.value)})",
    ]
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for place, head in enumerate([*heads, text(lang, "interval")]):
        shown.add_column(head, justify="left" if place == 0 else "right", overflow="fold")
    for row in rows.sort(pl.col("effect").abs(), descending=True).head(SHOWN).to_dicts():
        name = f"{row[f'facility_{lang}']} · {row[f'group_{lang}']}"
        between = signed_interval(row["low"], row["high"], of.unit_en)
        shown.add_row(name, percent(row["busy_share"]), signed(row["effect"], of.unit_en), between)
    console().print(shown)
    say("")


def _print_varied(folder: Path, manifest: dict[str, Any], lang: Lang) -> None:
    path = folder / "robustness.csv"
    if not path.exists():
        return
    say(text(lang, "staff_varied"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(text(lang, "staff_variant"))
    for head in ("years", "years_today"):
        table.add_column(text(lang, f"staff_{head}"), justify="right")
    for row in read_csv(path).unique("variant", keep="first", maintain_order=True).to_dicts():
        shown = f"{percent(row['years_kept'])} ({percent(row['years_low'])} … {percent(row['years_high'])})"
        table.add_row(row[f"variant_{lang}"], shown, percent(row["years_today"]))
    console().print(table)
    rows = read_csv(path).filter(pl.col("variant") == LESS_TIME)
    if manifest["sense"] == "year" and rows.height and rows["years_kept"][0] < manifest["probability"]:
        say(text(lang, "staff_rests", caution="--caution 0.8"))
    say("")


def _fine(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return percent(value, 2) if unit == "share" else number(value, unit)
