"""Where the recommended design saves persons and where it adds them, by facility and by county."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.report import beside, style
from sim.report.money import money
from sim.report.planning.facts import Facts, empty
from sim.report.planning.tables import Tables, names
from sim.report.planning.texts import TEXTS, text

WIDTH, NAME_WIDTH, ROW = 10.6, 2.9, 0.28  # inches
MOST = 25  # facilities shown, those that change most
CHOICES = 6  # changed choices told below the chart
LOOK = {"saved": style.GREEN, "added": style.VERMILION}
HATCH = {"saved": "", "added": "///"}


def table(tables: Tables) -> pl.DataFrame:
    """Tabulate levers.csv by facility and by county, and list the choices that change.

    Columns: panel (total, county, facility, choice), id, name_zh, name_en, today, recommended (heads), saved
    and added (heads, not netted against each other), cost (CNY a year, recommended minus today), was and now
    (of choices, as text). Facilities without a change are left out; at most `MOST` remain, those with most
    persons changed. Counties come where the scenario tells them, and there is more than one.
    """
    levers = tables["levers"]
    heads = _heads(levers, tables)
    total = _sums(heads.with_columns(id=pl.lit("all")), "total")
    rows = [
        total.with_columns(
            name_zh=pl.lit(text("heads.total", "zh")), name_en=pl.lit(text("heads.total", "en"))
        )
    ]
    counties = _sums(heads.drop_nulls("county").with_columns(id="county"), "county")
    if counties.height > 1:
        rows.append(_named(counties, {lang: names(tables, "counties", lang) for lang in ("zh", "en")}))
    changed = _sums(heads.with_columns(id="facility"), "facility").filter(
        pl.col("saved") + pl.col("added") > 0
    )
    most = changed.sort(pl.col("saved") + pl.col("added"), "id", descending=[True, False]).head(MOST)
    named = {
        lang: dict(
            levers.select("facility", pl.col(f"facility_{lang}").fill_null(pl.col("facility"))).iter_rows()
        )
        for lang in ("zh", "en")
    }
    rows.append(_named(most.sort(pl.col("added") - pl.col("saved"), "id"), named))
    named_options = {"was": "option_today", "now": "option_recommended"}
    if not set(named_options.values()) <= set(levers.columns):
        named_options = {"was": "today", "now": "recommended"}
    choices = levers.filter(pl.col("kind") == "choice").select(
        *(pl.lit("choice").alias("panel"), pl.col("lever").alias("id"), "name_zh", "name_en"),
        *(pl.col(column).alias(name) for name, column in named_options.items()),
    )
    choices = choices.filter(pl.col("was").ne_missing(pl.col("now")))
    return pl.concat([*rows, choices], how="diagonal") if levers.height else pl.concat([rows[0].clear()])


def _heads(levers: pl.DataFrame, tables: Tables) -> pl.DataFrame:
    """The levers of head counts with what they change, and the county of their facility."""
    county: dict[str, str] = {}
    if "scenario/facilities" in tables:
        county = dict(tables["scenario/facilities"].drop_nulls("county").select("id", "county").iter_rows())
    heads = levers.filter(pl.col("kind") == "head").with_columns(
        pl.col("today", "recommended").cast(pl.Float64, strict=False).fill_null(0.0)
    )
    more, each = pl.col("recommended") - pl.col("today"), pl.col("cost_per_head").fill_null(0.0)
    return heads.select(
        *("facility", "today", "recommended"),
        county=pl.col("facility").replace_strict(county, default=None, return_dtype=pl.String),
        saved=pl.max_horizontal(-more, 0.0),
        added=pl.max_horizontal(more, 0.0),
        cost=pl.col("cost_change") if "cost_change" in heads.columns else more * each,
    )


def _sums(heads: pl.DataFrame, panel: str) -> pl.DataFrame:
    summed = heads.group_by("id", maintain_order=True).agg(
        pl.col("today", "recommended", "saved", "added", "cost").sum()
    )
    return summed.select(pl.lit(panel).alias("panel"), pl.all())


def _named(rows: pl.DataFrame, of: dict[str, dict[str, str]]) -> pl.DataFrame:
    return rows.with_columns(pl.col("id").replace(of[lang]).alias(f"name_{lang}") for lang in of)


def finding(rows: pl.DataFrame, lang: str) -> str:
    """Tell the heads saved and added in all, and what that changes in a year's cost."""
    total = rows.filter(pl.col("panel") == "total").row(0, named=True)
    return text(
        "heads.finding",
        lang,
        saved=f"{total['saved']:,.0f}",
        added=f"{total['added']:,.0f}",
        today=f"{total['today']:,.0f}",
        now=f"{total['recommended']:,.0f}",
        cost=money(total["cost"], lang, signed=True),
    )


def draw(rows: pl.DataFrame, lang: str, facts: Facts) -> Figure:
    """Draw diverging bars: persons saved to the left, added to the right; total and counties first."""
    title = text("heads.title", lang)
    bars = rows.filter(pl.col("panel") != "choice")
    if bars.is_empty():
        return empty(title, facts, lang)
    told = finding(rows, lang)
    notes = facts.notes(lang, text("heads.note", lang, most=MOST), choices(rows, lang))
    listed = bars.to_dicts()
    figure = style.canvas(WIDTH, max(2.0, 0.9 + ROW * len(listed)), title, told, notes, legend_rows=1)
    labels = [style.shorten(row[f"name_{lang}"], NAME_WIDTH, beside.NAME_SIZE) for row in listed]
    cells = {
        "today": [f"{row['today']:,.0f}" for row in listed],
        "now": [f"{row['recommended']:,.0f}" for row in listed],
        "cost": [money(row["cost"], lang, signed=True, unit=False) for row in listed],
    }
    columns = [beside.Column.of(text(f"heads.head.{head}", lang), cells[head]) for head in cells]
    groups = _bars_by_panel(listed)
    grid = figure.subplots(
        *(len(groups), 2),
        squeeze=False,
        height_ratios=[len(group) for group in groups],
        width_ratios=beside.ratios(columns, labels, WIDTH),
    )
    first = 0
    for number, ((axes, side), group) in enumerate(zip(grid, groups, strict=True)):
        places = range(first, first + len(group))
        _bars(axes, group, [labels[place] for place in places], last=number == len(groups) - 1, lang=lang)
        side.sharey(axes)
        beside.draw(
            side, [one.part(first, len(group)) for one in columns], range(len(group)), heads=number == 0
        )
        first += len(group)
    keys = style.entries(*grid[:, 0])
    if keys:
        style.legend(figure, keys)
    return figure


def _bars_by_panel(listed: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Total and counties on one scale, facilities on one of their own."""
    whole = [row for row in listed if row["panel"] != "facility"]
    places = [row for row in listed if row["panel"] == "facility"]
    return [group for group in (whole, places) if group]


def _bars(axes: Axes, group: list[dict[str, Any]], labels: list[str], *, last: bool, lang: str) -> None:
    places = np.arange(len(group))
    for name, sign in (("saved", -1), ("added", 1)):
        sizes = np.array([row[name] for row in group])
        look: dict[str, Any] = {"color": LOOK[name], "hatch": HATCH[name], "edgecolor": style.PAPER, "lw": 0}
        label = text(f"heads.{name}", lang) if sizes.any() else None
        axes.barh(places, sign * sizes, height=0.66, label=label, **look)
        for place, size in zip(places, sizes, strict=True):
            if size:
                axes.annotate(
                    f"{'-' if sign < 0 else '+'}{size:,.0f}",
                    (sign * size, place),
                    (3 * sign, 0),
                    textcoords="offset points",
                    ha="right" if sign < 0 else "left",
                    va="center",
                    fontsize=style.NOTE_SIZE,
                    color=style.INK,
                )
    axes.set_yticks(places, labels)
    axes.set_ylim(len(group) - 0.4, -0.6)
    saved, added = (max(row[name] for row in group) for name in ("saved", "added"))
    least = 0.12 * max(1.0, saved, added)  # a side without bars keeps a little room
    axes.set_xlim(-max(least, 1.22 * saved), max(least, 1.22 * added))
    axes.axvline(0, color=style.INK, lw=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(7, integer=True))
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):,.0f}")
    axes.spines.left.set_visible(False)
    style.tidy(axes, grid="x")
    if last:
        axes.set_xlabel(text("heads.x", lang))


def option(name: str | None, lang: str) -> str:
    """Name an option as people read it; those that a planner wrote stay as they are written."""
    return text(f"option.{name}", lang) if f"option.{name}" in TEXTS else name or "-"


def choices(rows: pl.DataFrame, lang: str) -> str:
    """Tell the modes, hours and rosters that change; empty if none does."""
    found = rows.filter(pl.col("panel") == "choice")
    if found.is_empty():
        return ""
    told = [
        text(
            "heads.choice",
            lang,
            name=row[f"name_{lang}"],
            was=option(row["was"], lang),
            now=option(row["now"], lang),
        )
        for row in found.head(CHOICES).to_dicts()
    ]
    more = text("more", lang, n=found.height - CHOICES) if found.height > CHOICES else ""
    return text("heads.choices", lang, list=text("semicolon", lang).join(told) + more)
