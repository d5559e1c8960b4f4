"""Rosters of rotating specialists as a calendar: a week's half days against the members."""

from __future__ import annotations

from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.report import beside, style
from sim.report import texts as common
from sim.report.planning.facts import Facts, empty
from sim.report.planning.tables import Tables
from sim.report.planning.texts import text

WIDTH, NAME_WIDTH, ROW = 13.0, 2.3, 0.48  # inches
MOST_LINES = 3  # of a facility's name in a cell
MOST = 40  # members shown
HALVES = ("am", "pm")
WORKING = 5  # weekdays that are always shown
COLOURS = (*style.PALE[:7], "#B9E4D0", "#F7D9B0", "#D5D5F0", "#E3E8B0", "#CFE3E6")
CELL_SIZE, HOURS_SIZE = style.NOTE_SIZE - 0.3, style.NOTE_SIZE - 1.6


def table(tables: Tables) -> pl.DataFrame:
    """Tabulate roster.csv: one row for each half day of each member.

    Columns: those of the file; row (of the member, headings counted); slot (0 for Monday morning, 1 for
    Monday afternoon, ...); colour (index of the facility, in order of appearance); travel (minutes) and
    work (hours) of the member in the week. Members come group by group.
    """
    rows = tables["roster"].with_columns(
        pl.col("member").cast(pl.String),
        *(
            pl.col(f"{what}_{lang}").fill_null(pl.col(what)).alias(f"{what}_{lang}")
            for what in ("group", "facility")
            for lang in ("zh", "en")
        ),
    )
    rows = rows.with_columns(slot=2 * (pl.col("weekday") - 1) + (pl.col("half") == "pm").cast(pl.Int64))
    groups = {name: place for place, name in enumerate(rows["group"].unique(maintain_order=True))}
    order = pl.col("group").replace_strict(groups, return_dtype=pl.Int64)
    number = pl.col("member").str.extract(r"(\d+)$").cast(pl.Int64)
    rows = rows.sort(order, number, "member", "slot", nulls_last=True, maintain_order=True)
    member = pl.struct("group", "member").rle_id()
    rows = rows.with_columns(row=member + pl.col("group").rle_id() + 1)
    colours = {name: place for place, name in enumerate(rows["facility"].unique(maintain_order=True))}
    return rows.with_columns(
        colour=pl.col("facility").replace_strict(colours, return_dtype=pl.Int64),
        travel=pl.col("travel_minutes").fill_null(0.0).sum().over("group", "member"),
        work=pl.col("work_hours").fill_null(0.0).sum().over("group", "member"),
    )


def finding(rows: pl.DataFrame, lang: str) -> str:
    """Tell how many members, half days and facilities there are, and the hours of travel in all."""
    return text(
        "roster.finding",
        lang,
        members=rows.select("group", "member").n_unique(),
        halves=rows.height,
        places=rows["facility"].n_unique(),
        travel=f"{rows['travel_minutes'].fill_null(0.0).sum() / 60:,.1f}",
    )


def draw(rows: pl.DataFrame, lang: str, facts: Facts) -> Figure:
    """Draw the week as a grid, a cell for each half day, coloured by the facility and named."""
    title = text("roster.title", lang)
    if rows.is_empty():
        return empty(title, facts, lang)
    members = rows.unique(["group", "member"], keep="first", maintain_order=True)
    shown = members.head(MOST)
    last = int(shown["row"].to_list()[-1])
    kept = rows.filter(pl.col("row") <= last)
    rest = members.height - shown.height
    notes = facts.notes(lang, text("roster.note", lang), text("roster.more", lang, n=rest) if rest else "")
    figure = style.canvas(WIDTH, 0.5 + ROW * (last + 0.65), title, finding(rows, lang), notes)
    days = max(WORKING, int(rows["weekday"].max() or 0))  # type: ignore[arg-type]
    headings = shown.unique("group", keep="first", maintain_order=True).to_dicts()
    labels = [style.shorten(_member(row, lang), NAME_WIDTH, beside.NAME_SIZE) for row in shown.to_dicts()]
    blank = [""] * len(labels)
    cells = {
        "work": [f"{row['work']:.1f}" for row in shown.to_dicts()],
        "travel": [f"{row['travel']:,.0f}" for row in shown.to_dicts()],
    }
    columns = [beside.Column.of(text(f"roster.head.{head}", lang), cells.get(head, blank)) for head in cells]
    axes, side = figure.subplots(1, 2, width_ratios=beside.ratios(columns, labels, WIDTH))
    side.sharey(axes)
    _grid(axes, last, days, lang)
    wide = beside.ratios(columns, labels, WIDTH)[0] / (2 * days)
    for row in kept.to_dicts():
        _cell(axes, row, wide, lang)
    axes.set_yticks(shown["row"].to_list(), labels)
    for row in headings:
        name = style.shorten(row[f"group_{lang}"], 0.9 * WIDTH, beside.NAME_SIZE)
        place = row["row"] - 0.75
        box = {"boxstyle": "square,pad=0.1", "fc": style.PAPER, "ec": "none"}
        look: dict[str, Any] = {"fontsize": beside.NAME_SIZE, "color": style.MUTED, "va": "center"}
        axes.text(-0.44, place, name, parse_math=False, bbox=box, **look)
    beside.draw(side, columns, shown["row"].to_list())
    return figure


def _member(row: dict[str, Any], lang: str) -> str:
    """Name a member by its number in the scenario's rosters.csv, where a planner finds it."""
    return text("roster.member", lang, n=row["member"])


def _grid(axes: Axes, last: int, days: int, lang: str) -> None:
    weekdays = common.text("weekdays", lang).split()[:days]
    axes.set(xlim=(-0.5, 2 * days - 0.5), ylim=(last + 0.55, -0.1))
    axes.xaxis.tick_top()
    halves = [text(f"roster.{half}", lang) for half in HALVES]
    axes.set_xticks(range(2 * days), [f"{day} {half}" for day in weekdays for half in halves])
    axes.tick_params(length=0)
    for label in axes.get_xticklabels():
        label.set_verticalalignment("baseline")
    axes.spines[:].set_visible(False)
    for edge in range(1, days):
        axes.axvline(2 * edge - 0.5, color=style.FAINT, lw=1.0, zorder=0)


def _lines(name: str, width: float) -> list[str]:
    """Break a name into lines of about the same length, as few as fit `width` inches, three at most."""
    whole = style.text_width(name, CELL_SIZE)
    for count in range(1, MOST_LINES + 1):
        for wide in (min(width, 1.1 * whole / count), width):  # evenly, if that is enough
            lines = style.wrap(name, wide, CELL_SIZE)
            if len(lines) <= count and all(style.text_width(line, CELL_SIZE) <= width for line in lines):
                return lines
    greedy = style.wrap(name, width, CELL_SIZE)
    kept = [*greedy[: MOST_LINES - 1], " ".join(greedy[MOST_LINES - 1 :])]
    return [style.shorten(line, width, CELL_SIZE) for line in kept if line]


def _cell(axes: Axes, row: dict[str, Any], wide: float, lang: str) -> None:
    """One half day: the facility's name, and from when to when."""
    box = Rectangle((row["slot"] - 0.48, row["row"] - 0.46), 0.96, 0.92, ec=style.MUTED, lw=0.3, zorder=1)
    box.set_facecolor(COLOURS[row["colour"] % len(COLOURS)])
    axes.add_patch(box)
    lines = _lines(row[f"facility_{lang}"], wide - 0.1)
    hours = f"{row['opens'] or ''}–{row['closes'] or ''}".strip("–")
    step = 0.27 if len(lines) < MOST_LINES else 0.23
    top = row["row"] - step * (len(lines) + bool(hours) - 1) / 2
    for number, line in enumerate(lines):
        axes.text(row["slot"], top + number * step, line, fontsize=CELL_SIZE, **_CENTRED)
    if hours:
        look: dict[str, Any] = {"fontsize": HOURS_SIZE, "color": style.MUTED}
        axes.text(row["slot"], top + len(lines) * step, hours, **look, **_CENTRED)


_CENTRED: dict[str, Any] = {"ha": "center", "va": "center_baseline", "parse_math": False, "zorder": 2}
