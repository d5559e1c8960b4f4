"""Which further figure, if it were reported, would narrow most what the reported ones leave open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.report import beside, style
from sim.report.data import Caption
from sim.report.measures import percent
from sim.report.texts import text

WIDTH, NAME_WIDTH, PARAMETER_WIDTH, ROW = 11.0, 3.2, 2.9, 0.3  # inches
MOST = 20  # candidates shown, those that narrow most
LEAST = 5.0  # per cent that the axis spans at least


def table(candidates: pl.DataFrame) -> pl.DataFrame:
    """Tabulate candidates.csv, the figure that narrows most first, at most `MOST` of them; adds `row`."""
    rows = candidates.sort("reduction", descending=True, maintain_order=True, nulls_last=True).head(MOST)
    return rows.with_columns(row=pl.int_range(pl.len()))


def finding(rows: pl.DataFrame, lang: str) -> str:
    """Tell which figure would narrow most."""
    best = rows.row(0, named=True)
    return text("candidates.finding", lang, name=best[f"name_{lang}"], reduction=percent(best["reduction"]))


def draw(rows: pl.DataFrame, lang: str, caption: Caption, remarks: Sequence[str] = ()) -> Figure:
    """Draw a bar for the mean reduction and a mark for that of the parameter that is narrowed most."""
    title = text("candidates.title", lang)
    if rows.is_empty():
        return style.empty(title, caption, lang)
    notes = [
        style.joined(lang, text("candidates.note", lang), *remarks),
        style.footnote(caption, lang, "prior"),
    ]
    figure = style.canvas(WIDTH, 0.85 + ROW * rows.height, title, finding(rows, lang), notes, legend_rows=1)
    cells = _columns(rows, lang)
    names = [style.shorten(name, NAME_WIDTH, beside.NAME_SIZE) for name in rows[f"name_{lang}"]]
    axes, side = figure.subplots(1, 2, sharey=True, width_ratios=beside.ratios(cells, names, WIDTH))
    places = rows["row"].to_list()
    bars = 100 * rows["reduction"].to_numpy()
    axes.barh(places, bars, height=0.62, color=style.BLUE, label=text("candidates.mean", lang))
    marked = rows.drop_nulls("parameter_reduction")
    marks = 100 * marked["parameter_reduction"].to_numpy()
    look: dict[str, Any] = {"color": style.VERMILION, "mfc": style.PAPER, "ms": 5.5}
    axes.plot(marks, marked["row"], "D", label=text("candidates.parameter", lang), **look)
    axes.set_yticks(places, names)
    axes.set_ylim(rows.height - 0.4, -0.6)
    furthest = max(LEAST, 1.05 * float(max(*bars, *marks)))
    axes.set_xlim(-0.02 * furthest, furthest)  # a mark at 0 keeps clear of the names
    axes.spines.left.set_visible(False)
    axes.axvline(0, color=style.MUTED, lw=0.7)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.set_xlabel(text("candidates.x", lang))
    style.tidy(axes, grid="x")
    beside.draw(side, cells, places)
    style.legend(figure, style.entries(axes)[::-1])
    return figure


def _columns(rows: pl.DataFrame, lang: str) -> list[beside.Column]:
    listed = rows.to_dicts()
    names = [style.shorten(row[f"parameter_{lang}"] or "-", PARAMETER_WIDTH, beside.SIZE) for row in listed]
    cells = {
        "mean": [_reduction(row["reduction"]) for row in listed],
        "most": names,
        "of_it": [_reduction(row["parameter_reduction"]) for row in listed],
    }
    return [beside.Column.of(text(f"candidates.head.{head}", lang), cells[head]) for head in cells]


def _reduction(share: float | None) -> str:
    return "-" if share is None else percent(share)
