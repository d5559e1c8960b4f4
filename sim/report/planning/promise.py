"""What was promised beside what came out on fresh seeds, each target on an axis of its own."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from sim.report import beside, style
from sim.report.measures import measure, number
from sim.report.money import YEARLY, in_money, money
from sim.report.planning.facts import Facts, at_chart, empty, kpi_name, precise
from sim.report.planning.tables import Tables, names
from sim.report.planning.texts import text

WIDTH, NAME_WIDTH, ROW = 12.6, 2.7, 0.78  # inches
THOUSAND = 1000.0  # from here on thousands are parted
MOST = 14  # targets shown, those missed first
PROMISED: dict[str, Any] = {"marker": "o", "color": style.BLUE, "ms": 6, "lw": 2.6}
FOUND: dict[str, Any] = {"marker": "D", "color": style.GREEN, "ms": 5.5, "lw": 2.6}
MISSED: dict[str, Any] = {"marker": "X", "color": style.VERMILION, "ms": 8, "lw": 2.6}
TODAY: dict[str, Any] = {"marker": "o", "color": style.MUTED, "mfc": style.PAPER, "ms": 5}
TODAYS = {"promised": "before", "found": "found_before"}  # columns of today's network, on the same seeds
ENDS = ("", "_low", "_high")
LANES = {"promised": 0.7, "found": 0.3}  # height of each mark in its row


def table(tables: Tables) -> pl.DataFrame:
    """Tabulate promise.csv, one row a KPI: targets first, those that were missed before others; `MOST` rows.

    Columns: those of the file; before and found_before (today's network; null where the file has none);
    at_least (a bound from below: the KPI is better higher, or what was promised lies above it); key_zh and
    key_en: the name of the county or facility that it is taken of.
    """
    rows = tables["promise"]
    higher = [measure(kpi).better == "higher" for kpi in rows["kpi"]]
    lower = [measure(kpi).better == "lower" for kpi in rows["kpi"]]
    above = (pl.col("promised") >= pl.col("bound")).fill_null(True)
    at_least = (
        pl.when(pl.Series(higher, dtype=pl.Boolean))
        .then(True)
        .otherwise(pl.when(pl.Series(lower, dtype=pl.Boolean)).then(False).otherwise(above))
    )
    places = {
        lang: names(tables, "counties", lang) | names(tables, "facilities", lang) for lang in ("zh", "en")
    }
    named = [pl.col("key").replace(places[lang]).alias(f"key_{lang}") for lang in ("zh", "en")]
    missed = ~pl.col("held").fill_null(True)
    absent = [name for name in TODAYS.values() if name not in rows.columns]
    rows = rows.with_columns(pl.lit(None, pl.Float64).alias(name) for name in absent)
    return (
        rows.with_columns(at_least.alias("at_least"), *named)
        .sort(pl.col("bound").is_null(), ~missed, maintain_order=True)
        .head(MOST)
    )


def finding(rows: pl.DataFrame, lang: str) -> str:
    """Tell how many targets were met on fresh seeds; without any, how many KPIs came out as promised."""
    bounded = rows.drop_nulls("bound")
    told, counted = ("finding", bounded) if bounded.height else ("unbounded", rows)
    held = int(counted["held"].fill_null(False).sum())
    return text(f"promise.{told}", lang, n=counted.height, held=held)


def draw(rows: pl.DataFrame, lang: str, facts: Facts) -> Figure:
    """Draw the promised and the found interval of each target, and its bound, numbers beside."""
    title = text("promise.title", lang)
    if rows.is_empty():
        return empty(title, facts, lang)
    bounded = rows.drop_nulls("bound")
    free = rows.filter(pl.col("bound").is_null(), pl.col("held").is_not_null())
    said = [("note", True), ("side", bounded.height > 0), ("alike.note", free.height > 0)]
    told_so = (facts.manifest.get("promise") or {}).get(lang, "")
    notes = facts.notes(lang, *(text(f"promise.{name}", lang) for name, holds in said if holds), told_so)
    figure = style.canvas(WIDTH, 0.5 + ROW * rows.height, title, finding(rows, lang), notes, legend_rows=1)
    listed = rows.to_dicts()
    labels = [beside.wrapped(row_name(row, lang), NAME_WIDTH) for row in listed]
    cells = _columns(listed, lang)
    shape: dict[str, Any] = {"squeeze": False, "width_ratios": beside.ratios(cells, labels, WIDTH)}
    grid = figure.subplots(len(listed), 2, **shape)
    for place, ((axes, side), row) in enumerate(zip(grid, listed, strict=True)):
        _row(axes, row, lang)
        axes.set_yticks([0.5], [labels[place]])
        side.sharey(axes)
        beside.draw(side, [one.part(place, 1) for one in cells], [0.5], heads=place == 0)
    style.legend(figure, _keys(rows, lang))
    return figure


def row_name(row: dict[str, Any], lang: str) -> str:
    """Name the KPI of a row, and before it the plan where a file promises for several."""
    name = kpi_name((row["kpi"], row["level"], row["key"]), lang, {row["key"]: row[f"key_{lang}"]})
    plan = row.get(f"picked_{lang}")
    return f"{plan}{text('colon', lang)}{name}" if plan else name


def _shown(value: float | None, unit: str, lang: str) -> float | None:
    """Return a value as its axis shows it; None where it cannot be placed."""
    if value is None or not np.isfinite(value):
        return None
    return in_money(value, lang) if _is_money(unit) else at_chart(value, unit)


def _is_money(unit: str) -> bool:
    return unit == YEARLY


def _row(axes: Axes, row: dict[str, Any], lang: str) -> None:
    """Draw bound, promised and found of one target."""
    at = {
        name: _shown(row[name], row["unit"], lang)
        for name in ("bound", *TODAYS.values(), *(f"{one}{end}" for one in LANES for end in ENDS))
    }
    if at["bound"] is not None:
        axes.axvline(at["bound"], color=style.INK, lw=1.3, zorder=1)
    for name, lane in LANES.items():
        look = PROMISED if name == "promised" else MISSED if row["held"] is False else FOUND
        low, high = at[f"{name}_low"], at[f"{name}_high"]
        if low is not None and high is not None:
            axes.plot([low, high], [lane, lane], color=look["color"], lw=look["lw"], solid_capstyle="butt")
        value, today = at[name], at[TODAYS[name]]
        if today is not None:
            axes.plot([today], [lane], **{**TODAY, "ls": ""}, zorder=2.5)
        if value is not None:
            axes.plot([value], [lane], **{**look, "ls": ""}, zorder=3)
    placed = [value for value in at.values() if value is not None]
    _limits(axes, placed, row["at_least"] if at["bound"] is not None else None, at["bound"])
    axes.set_ylim(0, 1)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    if placed and max(placed) >= THOUSAND:
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    else:
        axes.ticklabel_format(axis="x", useOffset=False)
    style.tidy(axes, grid="x")
    axes.tick_params(axis="x", pad=2)


def _limits(axes: Axes, placed: list[float], at_least: bool | None, bound: float | None) -> None:
    """Leave room at both ends, and shade the side of the bound that is to be avoided."""
    if not placed:
        return
    low, high = min(placed), max(placed)
    pad = 0.15 * (high - low) or max(abs(high) * 0.05, 1e-3)
    axes.set_xlim(low - pad, high + pad)
    if at_least is not None and bound is not None:
        edge = low - 2 * pad if at_least else high + 2 * pad
        axes.axvspan(min(edge, bound), max(edge, bound), color=style.FAINT, alpha=0.6, lw=0, zorder=0)
        axes.set_xlim(low - pad, high + pad)


def _columns(listed: list[dict[str, Any]], lang: str) -> list[beside.Column]:
    cells = (
        {"bound": [bound_text(row, lang) for row in listed]} if any(_bounded(row) for row in listed) else {}
    )
    if any(row["found_before"] is not None for row in listed):
        cells["today"] = [today(row, lang) for row in listed]
    cells |= {
        "promised": [told(row, "promised", row["n"], lang) for row in listed],
        "found": [told(row, "found", row["found_n"], lang) for row in listed],
        "held": [verdict(row, lang) for row in listed],
    }
    return [beside.Column.of(text(f"promise.head.{head}", lang), cells[head]) for head in cells]


def _bounded(row: dict[str, Any]) -> bool:
    return row["bound"] is not None


def today(row: dict[str, Any], lang: str) -> str:
    """Write the value of today's network, as finely as what was found of the plan."""
    value = row["found_before"]
    if value is None:
        return "-"
    if _is_money(row["unit"]):
        return money(value, lang)
    if not np.isfinite(value):
        return number(value, row["unit"])
    return precise(row["found_low"], value, row["found_high"], row["unit"])[0]


def bound_text(row: dict[str, Any], lang: str) -> str:
    """Write the bound of a target; `-` where there is none."""
    if row["bound"] is None:
        return "-"
    sign = "≥" if row["at_least"] else "≤"
    return f"{sign} {_value(row['bound'], row['unit'], lang)}{_unit(row, lang)}"


def _value(value: float, unit: str, lang: str) -> str:
    if _is_money(unit):
        return money(value, lang)
    if unit == "share":
        return f"{100 * value:g} %"
    return f"{value:,g}"


def _unit(row: dict[str, Any], lang: str) -> str:
    """The unit as it follows a value; none where the value tells it."""
    if row["unit"] == "share" or _is_money(row["unit"]):
        return ""
    return " " + measure(row["kpi"], row["unit"]).unit(lang)


def told(row: dict[str, Any], name: str, n: int | None, lang: str) -> str:
    """Write a value, then its interval and number of replications below."""
    low, value, high = (row[f"{name}{end}"] for end in ("_low", "", "_high"))
    if value is None:
        return "-"
    unit = row["unit"] or ""
    if _is_money(unit):
        shown = money(value, lang)
        ends = [money(end, lang, unit=False) for end in (low, high)]
        span = "" if ends[0] == ends[1] else text("span", lang, low=ends[0], high=ends[1])
    elif not np.isfinite(value):
        shown, span = number(value, unit), ""
    else:
        shown, span = precise(low, value, high, unit)
        span = "" if span == shown else span
    runs = "" if n is None else text("runs", lang, n=n)
    below = [one for one in (span if low is not None and high is not None else "", runs) if one]
    return "\n".join(one for one in (shown + _unit(row, lang), "  ".join(below)) if one)


def verdict(row: dict[str, Any], lang: str) -> str:
    """Say whether the target was met; without one, whether what was found agrees with the promise."""
    if row["held"] is None:
        return "-"
    if row["bound"] is None:
        return text("promise.alike" if row["held"] else "promise.apart", lang)
    return text("promise.held" if row["held"] else "promise.missed", lang)


def _keys(rows: pl.DataFrame, lang: str) -> list[Artist]:
    keys: list[Artist] = [Line2D([], [], label=text("promise.key.promised", lang), **PROMISED)]
    held = rows["held"].to_list()
    if any(one is not False for one in held):
        keys.append(Line2D([], [], label=text("promise.key.found", lang), **FOUND))
    if False in held:
        keys.append(Line2D([], [], label=text("promise.key.missed", lang), **MISSED))
    if any(rows[name].drop_nulls().len() for name in TODAYS.values()):
        keys.append(Line2D([], [], label=text("promise.key.today", lang), **{**TODAY, "ls": ""}))
    if rows["bound"].drop_nulls().len():
        keys.append(Line2D([], [], color=style.INK, lw=1.3, label=text("promise.key.bound", lang)))
    return keys
