"""What a greater budget buys: satisfaction, the 90th percentile of processing time and coverage."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report import style
from sim.report.measures import measure, percent
from sim.report.money import in_money, money_range
from sim.report.planning.facts import Facts, at_chart, axis_label, empty
from sim.report.planning.tables import Tables
from sim.report.planning.texts import text

WIDTH, HEIGHT = 12.4, 3.7  # inches
COLOURS = {"satisfaction": style.BLUE, "p90": style.VERMILION, "covered_share": style.GREEN}
MARKERS = {"satisfaction": "o", "p90": "s", "covered_share": "D"}


def table(tables: Tables) -> pl.DataFrame:
    """Tabulate sweep.csv by budget; adds the columns <panel>_low and _high where the file has none (null)."""
    rows = tables["sweep"].drop_nulls("budget").sort("budget", maintain_order=True)
    numbers = [name for name, kind in rows.schema.items() if kind == pl.Float64]
    rows = rows.with_columns(pl.when(pl.col(name).is_finite()).then(name).alias(name) for name in numbers)
    return rows.with_columns(
        covered_share_low=pl.lit(None, pl.Float64), covered_share_high=pl.lit(None, pl.Float64)
    )


def draw(rows: pl.DataFrame, lang: str, facts: Facts) -> Figure:
    """Draw a panel for each of the three, with intervals; new stations stand above the last panel's marks."""
    title = text("sweep.title", lang)
    if rows.is_empty():
        return empty(title, facts, lang)
    notes = facts.notes(lang, text("sweep.note", lang))
    figure = style.canvas(WIDTH, HEIGHT, title, finding(rows, lang, facts), notes)
    kpis = dict(zip(("satisfaction", "p90"), facts.kpis(), strict=True))
    panels = [panel for panel in COLOURS if rows[panel].drop_nulls().len()]
    for axes, panel in zip(figure.subplots(1, len(panels), squeeze=False)[0], panels, strict=True):
        if panel in kpis:
            of = measure(kpis[panel])
            axes.set_title(of.name(lang))
            axes.set_ylabel(of.unit(lang))
            unit = of.unit_en
        else:
            axes.set_title(text("sweep.covered", lang, reach=f"{facts.reach:g}"))
            axes.set_ylabel("%")
            unit = "share"
        _panel(axes, rows.drop_nulls(panel), panel, unit, lang)
    return figure


def finding(rows: pl.DataFrame, lang: str, facts: Facts) -> str:
    """Tell the range of budgets, and what of the demand they cover, where the table tells it."""
    line = text("sweep.finding", lang, budgets=money_range(rows["budget"][0], rows["budget"][-1], lang))
    shares = rows["covered_share"]
    if shares.null_count():
        return line
    worse, better = (percent(one) for one in (shares.min(), shares.max()))  # type: ignore[arg-type]
    ends = {"reach": f"{facts.reach:g}", "worse": worse, "better": better}
    return line + text("sweep.same" if worse == better else "sweep.reached", lang, **ends)


def _panel(axes: Axes, rows: pl.DataFrame, panel: str, unit: str, lang: str) -> None:
    budgets = np.array([in_money(one, lang) for one in rows["budget"]])
    values = np.array([at_chart(one, unit) for one in rows[panel]])
    look: dict[str, Any] = {"color": COLOURS[panel], "marker": MARKERS[panel], "ms": 5, "lw": 1.3}
    axes.plot(budgets, values, **look)
    ends = rows.select(pl.col(f"{panel}_low", f"{panel}_high").fill_null(pl.col(panel))).to_numpy()
    low, high = at_chart(1.0, unit) * ends.T
    axes.vlines(budgets, low, high, colors=COLOURS[panel], lw=1.0)
    axes.margins(x=0.08, y=0.22)
    for budget, value, stations in zip(budgets, values, rows["new_stations"], strict=True):
        if panel == "covered_share" and stations is not None:
            axes.annotate(
                f"+{stations:,.0f}",
                (budget, value),
                (-3, 5),
                textcoords="offset points",
                ha="right",
                fontsize=style.NOTE_SIZE,
                color=style.MUTED,
            )
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,g}")
    axes.ticklabel_format(axis="y", useOffset=False)
    axes.set_xlabel(axis_label(text("sweep.x", lang), text("money.unit", lang), lang))
    style.tidy(axes, grid="both")
