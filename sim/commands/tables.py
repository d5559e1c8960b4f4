"""The short tables that a finished command prints; the csv files hold everything."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from rich.table import Table

from sim.commands.console import console, say
from sim.commands.texts import Lang, text
from sim.experiment.simulate import Finished
from sim.experiment.study import Compared
from sim.kpi import REGISTRY

# What a planner looks at first, at network level and by kind of case.
MAIN: tuple[str, ...] = ()


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
    table = _table(title, [text(lang, key) for key in ("kpi", "mean", "interval", "unit")], numbers=(1, 2))
    for row in main_rows(done.summary):
        name, unit = _names(row, lang)
        table.add_row(name, number(row["mean"]), interval(row), unit)
    console().print(table)
    if manifest["replications"] == 1:
        say(text(lang, "one_replication"))
    speed = manifest.get("cases_per_second")
    if speed:
        say(text(lang, "engine_speed", name=manifest["engine"], speed=f"{speed:,}"))
    _print_warnings(manifest.get("warnings", []), lang)


def print_comparison(done: Compared, lang: Lang) -> None:
    """Print the differences of the main KPIs, one table per compared scenario."""
    for other in done.manifest["others"]:
        base = done.manifest["base"]
        title = text(lang, "comparison_title", other=other, base=base)
        heads = [
            text(lang, "kpi"),
            base,
            other,
            *(text(lang, key) for key in ("difference", "interval", "unit")),
        ]
        table = _table(title, heads, numbers=(1, 2, 3, 4))
        for row in main_rows(done.table.filter(pl.col("other") == other)):
            name, unit = _names(row, lang)
            means = (number(row[key]) for key in ("mean_base", "mean_other"))
            table.add_row(name, *means, number(row["difference"], sign=True), interval(row, sign=True), unit)
        console().print(table)
    if done.manifest["replications"] == 1:
        say(text(lang, "one_replication"))
    _print_warnings(done.manifest.get("warnings", []), lang)


def main_rows(table: pl.DataFrame) -> list[dict[str, object]]:
    """Pick the main KPIs, in the order of `MAIN`, at network level and then by kind of case."""
    order = pl.DataFrame({"kpi": MAIN}).with_row_index("order")
    levels = pl.DataFrame({"level": ("network", "kind")}).with_row_index("depth")
    picked = table.join(order, on="kpi").join(levels, on="level").sort("order", "depth", maintain_order=True)
    return picked.to_dicts()


def number(value: object, *, sign: bool = False) -> str:
    """Write a number with four significant digits; nothing for none."""
    if not isinstance(value, int | float):
        return ""
    digits = ",.0f" if abs(value) >= 10_000 else ".4g"
    return format(value, ("+" if sign else "") + digits)


def interval(row: dict[str, object], *, sign: bool = False) -> str:
    """Write the confidence interval of a row; nothing where there is none."""
    low, high = (number(row[key], sign=sign) for key in ("ci_low", "ci_high"))
    return f"{low} … {high}" if low and high else ""


def _names(row: dict[str, object], lang: Lang) -> tuple[str, str]:
    definition = REGISTRY[str(row["kpi"])]
    zh = lang is Lang.zh
    name = definition.name_zh if zh else definition.name_en
    if row["level"] != "network":
        name = f"  {text(lang, str(row['key']))}"
    return name, definition.unit_zh if zh else definition.unit


def _table(title: str, heads: Sequence[str], numbers: Sequence[int]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place in numbers else "left", overflow="fold")
    return table


def _print_warnings(warnings: Sequence[dict[str, str]], lang: Lang) -> None:
    for warning in warnings:
        say(warning[lang.value], stderr=True)
