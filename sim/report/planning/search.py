"""The search's path: what each simulated design costs, whether it keeps all targets, and the best so far."""

from __future__ import annotations

from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.report import style
from sim.report.money import in_money, money
from sim.report.planning.facts import Facts, axis_label, empty
from sim.report.planning.tables import Tables
from sim.report.planning.texts import TEXTS, text

WIDTH, HEIGHT = 9.6, 3.9  # inches
MANY = 250  # designs from which on the marks are small
MOST_RUNS = 16  # runs of one stage that are parted
KEPT: dict[str, Any] = {"marker": "o", "color": style.BLUE, "ms": 5, "ls": ""}
BEST: dict[str, Any] = {"color": style.INK, "lw": 1.5, "zorder": 2}
MISSED: dict[str, Any] = {"marker": "x", "color": style.VERMILION, "ms": 5.5, "mew": 1.4, "ls": ""}


def table(tables: Tables) -> pl.DataFrame:
    """Tabulate designs.csv in the order of simulation; adds `number`, from 1, and `best` (CNY a year).

    best: the file's best_cost, null while no design has kept all targets.
    """
    rows = tables["designs"]
    return rows.with_columns(
        number=pl.int_range(1, pl.len() + 1),
        feasible=pl.col("feasible").fill_null(False),
        best=pl.when(pl.col("best_cost").is_finite()).then("best_cost"),
    )


def finding(rows: pl.DataFrame, lang: str) -> str:
    """Tell how many designs were simulated and keep all targets, and the best cost at first and last."""
    best = rows["best"].drop_nulls()
    return text(
        "search.finding" if best.len() else "search.nothing",
        lang,
        n=rows.height,
        kept=int(rows["feasible"].sum()),
        first=money(best[0], lang) if best.len() else "-",
        last=money(best[-1], lang) if best.len() else "-",
    )


def draw(rows: pl.DataFrame, lang: str, facts: Facts) -> Figure:
    """Draw a mark for each design, and the best so far as a step line; stages are parted and named."""
    title = text("search.title", lang)
    if rows.is_empty():
        return empty(title, facts, lang)
    notes = facts.notes(lang, text("search.note", lang))
    figure = style.canvas(WIDTH, HEIGHT, title, finding(rows, lang), notes, legend_rows=1)
    axes = figure.subplots()
    shrink = 1.0 if rows.height <= MANY else 0.55
    for feasible, look, name in ((False, MISSED, "missed"), (True, KEPT, "kept")):
        some = rows.filter(pl.col("feasible") == feasible)
        if some.height:
            costs = [in_money(cost, lang) for cost in some["cost"]]
            axes.plot(
                some["number"],
                costs,
                label=text(f"search.{name}", lang),
                zorder=3,
                **{**look, "ms": look["ms"] * shrink},
            )
    line = rows.drop_nulls("best")
    if line.height:
        steps = [in_money(cost, lang) for cost in line["best"]]
        axes.step(line["number"], steps, where="post", label=text("search.best", lang), **BEST)
    axes.set_xlim(0, rows.height + 1)
    axes.margins(y=0.1)
    _stages(axes, rows, lang)
    axes.xaxis.set_major_locator(MaxNLocator(10, integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,g}")
    axes.set_xlabel(text("search.x", lang))
    axes.set_ylabel(axis_label(text("search.y", lang), text("money.unit", lang), lang))
    style.tidy(axes)
    style.legend(figure, style.entries(axes))
    return figure


def _stages(axes: Axes, rows: pl.DataFrame, lang: str) -> None:
    """Part the stages by lines, and name each that has room for its name at the top."""
    runs = (
        rows.with_columns(run=pl.col("stage").rle_id())
        .group_by("run", maintain_order=True)
        .agg(
            pl.col("stage").first(),
            pl.col("number").min().alias("first"),
            pl.col("number").max().alias("last"),
        )
    )
    if runs.height > MOST_RUNS:  # lines that close would hide the marks
        return
    inches = (WIDTH - 1.2) / (rows.height + 1)
    for row in runs.to_dicts():
        if row["first"] > 1:
            axes.axvline(row["first"] - 0.5, color=style.FAINT, lw=1.0, zorder=0)
        stage = row["stage"] or ""
        name = text(f"search.stage.{stage}", lang) if f"search.stage.{stage}" in TEXTS else stage
        room = inches * (row["last"] - row["first"] + 1)
        if style.text_width(name, style.NOTE_SIZE) > room:
            continue
        axes.annotate(
            name,
            ((row["first"] + row["last"]) / 2, 1.0),
            (0, 4),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="center",
            va="baseline",
            fontsize=style.NOTE_SIZE,
            color=style.MUTED,
        )
