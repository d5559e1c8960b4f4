"""In how many years a plan keeps its targets: as certified, as found on fresh seeds, and as today."""

from __future__ import annotations

from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report import beside, style
from sim.report.measures import percent
from sim.report.planning.facts import Facts, empty, requirement_name
from sim.report.planning.tables import Tables, names
from sim.report.planning.texts import text

WIDTH, NAME_WIDTH, ROW = 10.6, 3.4, 0.62  # inches
ALL, CERTIFIED, RECHECK, TODAY = "all", "certified", "recheck", "today"
LOOK: dict[str, dict[str, Any]] = {  # each differs from the others in shape, not in colour alone
    CERTIFIED: {"marker": "o", "color": style.BLUE, "ms": 6, "lw": 2.4},
    RECHECK: {"marker": "D", "color": style.GREEN, "ms": 5.5, "lw": 2.4},
    TODAY: {"marker": "o", "color": style.MUTED, "mfc": style.PAPER, "ms": 5, "lw": 1.2},
}
LANE = {CERTIFIED: -0.24, RECHECK: 0.0, TODAY: 0.24}  # rows from the middle of the target's row


def table(tables: Tables) -> pl.DataFrame:
    """Tabulate certification.csv: each target and all together, by phase.

    Columns: row (all targets together first), requirement, name_zh, name_en, phase (certified: the last
    attempt; recheck; today), n and kept (years), share, low, high (exact interval of the share).
    """
    found = tables["certification"]
    attempts = [one for one in found["phase"].unique(maintain_order=True) if one.startswith("certification")]
    phases = {"recheck": RECHECK, "today": TODAY} | ({attempts[-1]: CERTIFIED} if attempts else {})
    rows = found.with_columns(
        phase=pl.col("phase").replace_strict(phases, default=None, return_dtype=pl.String)
    ).drop_nulls("phase")
    listed = sorted(rows["requirement"].unique(maintain_order=True), key=lambda one: one != ALL)
    place = {one: number for number, one in enumerate(listed)}
    keys = {
        lang: names(tables, "counties", lang) | names(tables, "facilities", lang) for lang in ("zh", "en")
    }
    named = {lang: {one: _name(one, lang, keys[lang]) for one in listed} for lang in ("zh", "en")}
    return rows.with_columns(
        pl.col("requirement").replace_strict(place, return_dtype=pl.Int64).alias("row"),
        *(pl.col("requirement").replace(named[lang]).alias(f"name_{lang}") for lang in ("zh", "en")),
    ).sort("row", maintain_order=True)


def _name(requirement: str, lang: str, keys: dict[str, str]) -> str:
    return text("years.all", lang) if requirement == ALL else requirement_name(requirement, lang, keys)


def draw(rows: pl.DataFrame, lang: str, facts: Facts) -> Figure:
    """Draw the share of years of each target with its interval, and the probability that is asked."""
    title = text("years.title", lang)
    if rows.is_empty():
        return empty(title, facts, lang)
    promised = (facts.manifest.get("promise") or {}).get(lang, "")
    notes = facts.notes(lang, text("years.note", lang), promised)
    named = rows.unique("row", keep="first", maintain_order=True)
    figure = style.canvas(WIDTH, 0.9 + ROW * named.height, title, finding(rows, lang), notes, legend_rows=1)
    labels = [beside.wrapped(one, NAME_WIDTH) for one in named[f"name_{lang}"]]
    cells = _columns(rows, named.height, lang)
    axes, side = figure.subplots(1, 2, sharey=True, width_ratios=beside.ratios(cells, labels, WIDTH))
    draw_shares(axes, rows, LANE)
    asked = facts.manifest.get("probability")
    if asked is not None and facts.manifest.get("sense", "year") == "year":
        axes.axvline(100 * asked, color=style.INK, lw=1.2, zorder=1, label=text("years.asked", lang))
    axes.set_yticks(range(named.height), labels)
    axes.set_ylim(named.height - 0.45, -0.55)
    axes.set_xlabel(text("years.x", lang))
    beside.draw(side, cells, range(named.height))
    for phase, look in LOOK.items():
        if phase in rows["phase"]:
            axes.plot([], [], label=text(f"years.{phase}", lang), **look)
    style.legend(figure, style.entries(axes))
    return figure


def draw_shares(axes: Axes, rows: pl.DataFrame, lane: dict[str, float]) -> None:
    """Draw shares of years (row, phase, share, low, high) with their intervals, in per cent."""
    least = 100.0
    for row in rows.to_dicts():
        look, place = LOOK[row["phase"]], row["row"] + lane[row["phase"]]
        if row["low"] is not None and row["high"] is not None:
            ends = [100 * row["low"], 100 * row["high"]]
            axes.plot(
                ends, [place, place], color=look["color"], lw=look["lw"], solid_capstyle="butt", zorder=2
            )
            least = min(least, ends[0])
        axes.plot([100 * row["share"]], [place], zorder=3, clip_on=False, **{**look, "ls": ""})
        least = min(least, 100 * row["share"])
    axes.set_xlim(max(-2.0, least - 0.08 * (100 - least) - 1), 100.5)
    style.tidy(axes, grid="x")


def finding(rows: pl.DataFrame, lang: str) -> str:
    """Tell of all targets together, phase by phase."""
    together = rows.filter(pl.col("requirement") == ALL)
    told = [
        text(f"years.told.{row['phase']}", lang, kept=row["kept"], n=row["n"], low=percent(row["low"] or 0.0))
        for row in together.to_dicts()
    ]
    return text("semicolon", lang).join(told)


def _columns(rows: pl.DataFrame, n: int, lang: str) -> list[beside.Column]:
    cells = {}
    for phase in LOOK:
        some = {row["row"]: row for row in rows.filter(pl.col("phase") == phase).to_dicts()}
        if some:
            cells[phase] = [
                text("years.of", lang, kept=some[one]["kept"], n=some[one]["n"]) if one in some else "-"
                for one in range(n)
            ]
    return [beside.Column.of(text(f"years.{phase}", lang), cells[phase]) for phase in cells]
