"""Coverage gained: each township's share of demand within reach, before and after, and with more sites."""

from __future__ import annotations

from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.report import beside, style
from sim.report.measures import percent, signed
from sim.report.planning.facts import Facts, empty
from sim.report.planning.tables import Tables, names
from sim.report.planning.texts import text

WIDTH, NAME_WIDTH, ROW, SIDE = 11.4, 2.9, 0.27, 3.6  # inches; SIDE: the panel of further sites
MOST = 20  # townships shown, those that gain most
SMALLEST = 1e-9  # gain below which a township is left out
BEFORE: dict[str, Any] = {"marker": "o", "color": style.MUTED, "mfc": style.PAPER, "ms": 6, "ls": ""}
AFTER: dict[str, Any] = {"marker": "o", "color": style.BLUE, "ms": 6.5, "ls": ""}


def table(tables: Tables) -> pl.DataFrame:
    """Tabulate the whole network, the townships that gain or lose most, and the sweep over further sites.

    Columns: panel (network, town, budget), town, name_zh, name_en, demand, before, after, gain (of shares),
    p and share (of the sweep). The network's shares are those of the townships, weighed by their demand.
    Townships come by gain, then by demand moved, at most `MOST`; those without any are left out.
    """
    towns = tables["towns"]
    county = {lang: names(tables, "counties", lang) for lang in ("zh", "en")}
    named = towns.select(
        pl.lit("town").alias("panel"),
        "town",
        *(_named(f"town_{lang}", county[lang], lang).alias(f"name_{lang}") for lang in ("zh", "en")),
        "demand",
        pl.col("share_before").fill_null(0.0).alias("before"),
        pl.col("share_after").fill_null(0.0).alias("after"),
    ).with_columns(gain=pl.col("after") - pl.col("before"))
    moved = pl.col("gain").abs()
    most = named.filter(moved > SMALLEST).sort(
        *(moved, moved * pl.col("demand"), "town"), descending=[True, True, False]
    )
    total = float(named["demand"].sum())
    parts = []
    if total > 0:
        weighed = {one: float((named["demand"] * named[one]).sum()) / total for one in ("before", "after")}
        gain = weighed["after"] - weighed["before"]
        parts.append(pl.DataFrame([{"panel": "network", "demand": total, **weighed, "gain": gain}]))
        parts.append(most.head(MOST).sort("gain", descending=True, maintain_order=True))
    if "budget" in tables:
        steps = tables["budget"].drop_nulls(["p", "covered_share"]).sort("p")
        parts.append(
            steps.select(pl.lit("budget").alias("panel"), "p", pl.col("covered_share").alias("share"))
        )
    empty_row = named.clear().with_columns(p=pl.lit(None, pl.Int64), share=pl.lit(None, pl.Float64))
    return pl.concat([empty_row, *parts], how="diagonal")


def _named(column: str, county: dict[str, str], lang: str) -> pl.Expr:
    """A township's name with its county's, where the scenario tells it."""
    name = pl.col(column).fill_null(pl.col("town"))
    of = pl.col("county").replace_strict(county, default=None, return_dtype=pl.String)
    return pl.when(of.is_null()).then(name).otherwise(name + text("separator", lang) + of)


def finding(rows: pl.DataFrame, lang: str, facts: Facts) -> str:
    """Tell the network's share of demand within reach before and after, and how many townships gain."""
    whole = rows.filter(pl.col("panel") == "network").row(0, named=True)
    return text(
        "coverage.finding",
        lang,
        before=percent(whole["before"]),
        after=percent(whole["after"]),
        n=rows.filter(pl.col("panel") == "town", pl.col("gain") > 0).height,
        reach=f"{facts.reach:g}",
    )


def draw(rows: pl.DataFrame, lang: str, facts: Facts) -> Figure:
    """Draw a dumbbell for the network and for each township, and a curve of the share against new sites."""
    title = text("coverage.title", lang)
    whole, towns, steps = (rows.filter(pl.col("panel") == one) for one in ("network", "town", "budget"))
    if whole.is_empty():
        return empty(title, facts, lang)
    all_of = whole.row(0, named=True)
    told = finding(rows, lang, facts)
    notes = facts.notes(lang, text("coverage.note", lang, most=MOST))
    listed = [all_of | {f"name_{lang}": text("coverage.network", lang)}, *towns.to_dicts()]
    figure = style.canvas(WIDTH, max(2.6, 1.0 + ROW * len(listed)), title, told, notes, legend_rows=1)
    labels = [style.shorten(row[f"name_{lang}"], NAME_WIDTH, beside.NAME_SIZE) for row in listed]
    cells = _columns(listed, lang)
    room = WIDTH - (SIDE if steps.height > 1 else 0.0)
    widths = [*beside.ratios(cells, labels, room), *([SIDE - 0.7] if steps.height > 1 else [])]
    panels = figure.subplots(1, len(widths), width_ratios=widths)
    _dumbbells(panels[0], listed, labels, lang)
    panels[0].set_xlabel(text("coverage.share", lang, reach=f"{facts.reach:g}"))
    panels[1].sharey(panels[0])
    beside.draw(panels[1], cells, range(len(listed)))
    if steps.height > 1:
        _curve(panels[2], steps, lang)
        panels[2].set_ylabel(text("coverage.share", lang, reach=f"{facts.reach:g}"))
    style.legend(figure, style.entries(panels[0]))
    return figure


def _columns(listed: list[dict[str, Any]], lang: str) -> list[beside.Column]:
    cells = {
        "before": [percent(row["before"]) for row in listed],
        "after": [percent(row["after"]) for row in listed],
        "gain": [signed(row["gain"], "share", 1) for row in listed],
    }
    return [beside.Column.of(text(f"coverage.head.{head}", lang), cells[head]) for head in cells]


def _dumbbells(axes: Axes, listed: list[dict[str, Any]], labels: list[str], lang: str) -> None:
    places = range(len(listed))
    before, after = ([100 * row[one] for row in listed] for one in ("before", "after"))
    axes.hlines(places, before, after, colors=style.SKY, lw=3, zorder=1)
    axes.plot(before, places, label=text("coverage.before", lang), zorder=3, **BEFORE)
    axes.plot(after, places, label=text("coverage.after", lang), zorder=2, **AFTER)
    axes.set_yticks(places, labels)
    axes.set_ylim(len(listed) - 0.4, -0.6)
    axes.set_xlim(-3, 103)
    axes.axhline(0.5, color=style.MUTED, lw=0.7)
    style.tidy(axes, grid="x")


def _curve(axes: Axes, steps: pl.DataFrame, lang: str) -> None:
    axes.plot(steps["p"], 100 * steps["share"], "o-", color=style.GREEN, ms=4.5, lw=1.4)
    axes.set_title(text("coverage.curve", lang))
    axes.set_xlabel(text("coverage.p", lang))
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.margins(0.06)
    style.tidy(axes)
