"""Every reported figure against what the calibrated model and the other figures alone predict."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.report import beside, style
from sim.report.data import Caption
from sim.report.numbers import estimate, p_text, unit_name
from sim.report.texts import text

WIDTH, NAME_WIDTH, ROW = 11.4, 2.1, 0.56  # inches
RATIO, SATISFACTION = "ratio", "satisfaction"  # the panels
REPORTED, BEFORE, PREDICTED, LEFT_OUT = MARKS = ("reported", "before", "predicted", "left_out")
MISSED = "missed"  # predicted, and the reported figure lies outside
LOOK: dict[str, dict[str, Any]] = {  # each differs from the others in shape, not in colour alone
    BEFORE: {"marker": "D", "color": style.VERMILION, "mfc": style.PAPER, "ms": 5, "lw": 0},
    PREDICTED: {"marker": "o", "color": style.BLUE, "ms": 5.5, "lw": 3.0},
    MISSED: {"marker": "X", "color": style.BLUE, "mec": style.PAPER, "mew": 0.8, "ms": 10, "lw": 3.0},
    LEFT_OUT: {"marker": "s", "color": style.SKY, "mfc": style.PAPER, "ms": 4.5, "lw": 1.3},
}
LANE = {BEFORE: -0.26, PREDICTED: 0.0, LEFT_OUT: 0.26}  # rows from the middle of the target's row
FURTHEST = 30.0  # ratio at which the axis ends, whatever is beyond
RATIO_TICKS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)
DISSATISFIED_TICKS = (0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1)
LEAST_DISSATISFIED = 0.01  # share down to which the axis of satisfaction always reaches
Limits = tuple[float, float]


def table(targets: pl.DataFrame) -> pl.DataFrame:
    """Tabulate targets.csv by panel and mark: counts and savings first, then satisfaction.

    Columns: panel, row (within the panel), id, name_zh, name_en, unit, mark, low, value, high, p,
    holds (of predictions: whether the interval and the reported one meet), at_low, at, at_high: low, value
    and high over the middle of the reported interval, or, of satisfaction, the dissatisfied shares.
    """
    satisfied = pl.col("model") == SATISFACTION
    end = pl.coalesce("reported_high", "reported_low")  # a plain lower bound has no end
    middle = (pl.col("reported_low") + end) / 2
    named = targets.with_columns(
        panel=pl.when(satisfied).then(pl.lit(SATISFACTION)).otherwise(pl.lit(RATIO)),
        middle=middle,
        end=end,
    )
    named = named.with_columns(row=pl.int_range(pl.len()).over("panel"))
    marks = [
        _marked(named, REPORTED, ("reported_low", "middle", "end")),
        _marked(named, BEFORE, ("before", "before", "before")),
        _marked(named, PREDICTED, ("low", "median", "high"), p="p", holds=pl.col("inside")),
        _marked(named, LEFT_OUT, ("loo_low", "loo_median", "loo_high"), p="loo_p", holds=_meets()),
    ]
    rows = pl.concat(marks)
    order = pl.col("mark").cast(pl.Enum(MARKS))
    return rows.sort("panel", "row", order).drop("middle")


def _meets() -> pl.Expr:
    return (pl.col("loo_low") <= pl.col("reported_high").fill_null(float("inf"))) & (
        pl.col("loo_high") >= pl.col("reported_low")
    )


def _marked(
    targets: pl.DataFrame,
    mark: str,
    columns: tuple[str, str, str],
    *,
    p: str | None = None,
    holds: pl.Expr | None = None,
) -> pl.DataFrame:
    kept = targets.select(
        *("panel", "row", "id", "name_zh", "name_en", "unit", "middle"),
        pl.lit(mark).alias("mark"),
        *(pl.col(column).alias(name) for column, name in zip(columns, ("low", "value", "high"), strict=True)),
        (pl.col(p) if p else pl.lit(None, dtype=pl.Float64)).alias("p"),
        (pl.lit(None, dtype=pl.Boolean) if holds is None else holds).alias("holds"),
    )
    places = {"low": "at_low", "value": "at", "high": "at_high"}
    return kept.with_columns(_place(pl.col(name)).alias(at) for name, at in places.items())


def _place(value: pl.Expr) -> pl.Expr:
    ratio = pl.when(pl.col("middle") > 0).then(value / pl.col("middle"))  # nothing is a multiple of nothing
    return pl.when(pl.col("panel") == SATISFACTION).then(1 - value).otherwise(ratio)


def draw(rows: pl.DataFrame, lang: str, caption: Caption, remarks: Sequence[str] = ()) -> Figure:
    """Draw one row for each target: counts and savings on a ratio axis, satisfaction on one of its own."""
    title = text("targets.title", lang)
    if rows.is_empty():
        return style.empty(title, caption, lang)
    panels = rows["panel"].unique().sort().to_list()
    sizes = [rows.filter(pl.col("panel") == panel)["row"].n_unique() for panel in panels]
    notes = [style.joined(lang, text("targets.note", lang), *remarks), style.footnote(caption, lang, "prior")]
    height = 0.35 + sum(0.5 + ROW * size for size in sizes)
    figure = style.canvas(WIDTH, height, title, finding(rows, lang), notes, legend_rows=1)
    cells = _columns(rows, lang)
    names = [beside.wrapped(name, NAME_WIDTH) for name in _once(rows, f"name_{lang}")]
    grid = figure.subplots(
        *(len(panels), 2),
        sharey="row",
        squeeze=False,
        height_ratios=sizes,
        width_ratios=beside.ratios(cells, names, WIDTH),
    )
    first = 0
    for (axes, side), panel, size in zip(grid, panels, sizes, strict=True):
        _panel(axes, rows.filter(pl.col("panel") == panel), panel, lang)
        axes.set_yticks(range(size), names[first : first + size])
        axes.set_ylim(size - 0.5, -0.5)
        beside.draw(side, [one.part(first, size) for one in cells], range(size), heads=first == 0)
        first += size
    style.legend(figure, _keys(rows, lang), columns=5)
    return figure


def _once(rows: pl.DataFrame, column: str) -> list[str]:
    """The values of a column, one for each target."""
    return rows.filter(pl.col("mark") == REPORTED)[column].to_list()


def finding(rows: pl.DataFrame, lang: str) -> str:
    """Tell how many reported figures lie inside the predicted intervals."""
    counts = {mark: rows.filter(pl.col("mark") == mark)["holds"].sum() for mark in (PREDICTED, LEFT_OUT)}
    return text("targets.finding", lang, n=len(_once(rows, "id")), **counts)


def _columns(rows: pl.DataFrame, lang: str) -> list[beside.Column]:
    """What is written beside the plot: the reported figure, and what the model gives."""
    heads = {mark: text(f"targets.head.{mark}", lang) for mark in MARKS}
    return [
        beside.Column.of(
            heads[mark], [_cell(row, lang) for row in rows.filter(pl.col("mark") == mark).to_dicts()]
        )
        for mark in MARKS
    ]


def _cell(row: Mapping[str, Any], lang: str) -> str:
    unit, fine = row["unit"], row["panel"] == SATISFACTION
    value, span = estimate(row["low"], row["value"], row["high"], unit, fine=fine)
    if row["mark"] == REPORTED:
        return "\n".join(line for line in (span, unit_name(unit, lang)) if line)
    if row["mark"] == BEFORE:
        return value
    held = "" if row["holds"] or row["holds"] is None else text("targets.outside", lang)
    p = p_text(row["p"]) if row["mark"] == LEFT_OUT else ""
    return f"{'  '.join(one for one in (value, p, held) if one)}\n{span}"


def _panel(axes: Axes, rows: pl.DataFrame, panel: str, lang: str) -> None:
    """Draw the marks of one panel; what lies beyond the axis ends in an arrowhead at its edge."""
    limits = _ratio_axis(axes, rows) if panel == RATIO else _satisfaction_axis(axes, rows)
    axes.set_xlabel(text(f"targets.{panel}", lang))
    for row in rows.to_dicts():
        places = [_shown(row[name], panel) for name in ("at_low", "at", "at_high")]
        if row["mark"] == REPORTED:
            _reported(axes, row["row"], places)
        else:
            _mark(axes, row, places, limits)
    for edge in range(1, rows["row"].n_unique()):
        axes.axhline(edge - 0.5, color=style.FAINT, lw=0.6, zorder=0)
    style.tidy(axes, grid="x")


def _shown(at: float | None, panel: str) -> float | None:
    """Where a ratio (its logarithm) or a dissatisfied share (its root, leftwards) stands on the axis."""
    if at is None or math.isnan(at):
        return None
    if panel == SATISFACTION:
        return -math.sqrt(max(at, 0.0))
    return math.log10(at) if at > 0 else -math.inf


def _ratio_axis(axes: Axes, rows: pl.DataFrame) -> Limits:
    found = [at for name in ("at_low", "at", "at_high") for at in rows[name].drop_nulls() if at > 0]
    low = max(1 / FURTHEST, min([0.5, *(at / 1.15 for at in found)]))
    high = min(FURTHEST, max([2.0, *(1.15 * at for at in found)]))
    ticks = [tick for tick in RATIO_TICKS if low <= tick <= high]
    axes.set_xticks([math.log10(tick) for tick in ticks], [f"{tick:g}" for tick in ticks])
    limits = math.log10(low), math.log10(high)
    axes.set_xlim(*limits)
    return limits


def _satisfaction_axis(axes: Axes, rows: pl.DataFrame) -> Limits:
    worst = max([LEAST_DISSATISFIED, *rows["at_low"].drop_nulls(), *rows["at"].drop_nulls()])
    left = -math.sqrt(min(1.0, 1.1 * worst))
    ticks: list[float] = []
    for tick in DISSATISFIED_TICKS:  # those near 100 % first; the next only where its label has room
        if -math.sqrt(tick) >= left and (not ticks or math.sqrt(tick) - math.sqrt(ticks[-1]) > -0.11 * left):
            ticks.append(tick)
    axes.set_xticks([-math.sqrt(tick) for tick in ticks], [f"{100 * (1 - tick):g}" for tick in ticks])
    limits = left, -0.05 * left
    axes.set_xlim(*limits)
    return limits


def _reported(axes: Axes, row: int, places: Sequence[float | None]) -> None:
    low, middle, high = places
    if low is None or middle is None or high is None:
        return
    axes.fill_betweenx([row - 0.44, row + 0.44], low, high, color=style.FAINT, lw=0, zorder=1)
    for edge in {low, high}:
        axes.vlines(edge, row - 0.44, row + 0.44, colors=style.INK, lw=1.1, zorder=1.5)


def _mark(axes: Axes, row: Mapping[str, Any], places: Sequence[float | None], limits: Limits) -> None:
    """Draw an interval with its median, or a single value, cut to the axis."""
    look = LOOK[_key(row["mark"], row["holds"])]
    y = row["row"] + LANE[row["mark"]]
    low, at, high = places
    if low is not None and high is not None and low != high:
        ends = [min(max(end, limits[0]), limits[1]) for end in (low, high)]
        axes.plot(ends, [y, y], color=look["color"], lw=look["lw"], solid_capstyle="butt", zorder=2)
        for end, cut, head in ((low, ends[0], "<"), (high, ends[1], ">")):
            if end != cut:
                axes.plot([cut], [y], head, color=look["color"], ms=6, clip_on=False, zorder=3)
    if at is not None:
        x = min(max(at, limits[0]), limits[1])
        beyond = {} if x == at else {"marker": "<" if at < x else ">"}
        axes.plot([x], [y], zorder=4, clip_on=False, **{**look, **beyond, "ls": ""})


def _key(mark: str, holds: bool | None) -> str:
    return MISSED if mark == PREDICTED and holds is False else mark


def _keys(rows: pl.DataFrame, lang: str) -> list[Artist]:
    """The legend, of what the chart holds."""
    found = {_key(mark, holds) for mark, holds in rows.select("mark", "holds").iter_rows()}
    band = Patch(facecolor=style.FAINT, edgecolor=style.INK, label=text("targets.key.reported", lang))
    lines = [
        Line2D([], [], label=text(f"targets.key.{key}", lang), **LOOK[key]) for key in LOOK if key in found
    ]
    return [band, *lines]
