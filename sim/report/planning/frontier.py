"""The frontier: cost against satisfaction, and against the 90th percentile of processing time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from sim.report import style
from sim.report.measures import measure, number
from sim.report.money import in_money, money, money_range
from sim.report.placing import LABEL_SIZE
from sim.report.planning.facts import (
    Facts,
    at_chart,
    axis_label,
    empty,
    precise,
)
from sim.report.planning.tables import Tables
from sim.report.planning.texts import text

WIDTH, HEIGHT, LABEL_WIDTH = 12.4, 4.6, 1.7  # inches
PANELS = ("satisfaction", "p90")
EFFICIENT: dict[str, Any] = {"marker": "o", "color": style.BLUE, "ms": 5.5}
NOISE: dict[str, Any] = {"marker": "o", "color": style.BLUE, "mfc": style.PAPER, "ms": 5.5}
DOMINATED: dict[str, Any] = {"marker": "o", "color": style.MUTED, "mfc": style.PAPER, "ms": 4.5}
PICKED: dict[str, Any] = {"marker": "D", "color": style.VERMILION, "ms": 8, "mec": style.PAPER}
TODAY: dict[str, Any] = {"marker": "*", "color": style.BLACK, "mfc": style.YELLOW, "ms": 15}
REACHES = (12, 20, 30, 42, 56, 72)  # points from the mark, the nearest first
SQUEEZED = 3.0  # times the range of the other points: a point that stretches an axis so is told, not drawn
Floats = NDArray[np.float64]
Interval = tuple[float, float, float]  # low end, value, high end
SIDES = ((0.7, -0.7), (0.7, 0.7), (-0.7, 0.7), (-0.7, -0.7), (1, 0), (-1, 0), (0, 1), (0, -1))


def table(tables: Tables) -> pl.DataFrame:
    """Tabulate points.csv by cost; adds state (today, picked, efficient, noise, dominated: the first it is).

    noise: dominated, but by no point clearly (column `dominated`, where the file has it).

    And step_satisfaction, step_p90: the best value of any efficient point that costs no more, for the step
    lines (null of points that are not efficient); beyond_satisfaction, beyond_p90: too far from the others to
    be drawn beside them. Points without a cost are left out; what is not finite is null.
    """
    numbers = [name for panel in PANELS for name in (panel, f"{panel}_low", f"{panel}_high")]
    rows = tables["points"].with_columns(
        pl.when(pl.col(name).is_finite()).then(name).alias(name) for name in ("cost", *numbers)
    )
    rows = rows.drop_nulls("cost").with_columns(
        pl.col("efficient", "today").fill_null(False),
        picked=pl.col("picked").fill_null("").str.strip_chars(),
    )
    rows = rows.sort("cost", "point", maintain_order=True)
    noise = pl.col("dominated") == "noise" if "dominated" in rows.columns else pl.lit(False)
    state = (
        pl.when("today")
        .then(pl.lit("today"))
        .when(pl.col("picked") != "")
        .then(pl.lit("picked"))
        .when("efficient")
        .then(pl.lit("efficient"))
        .when(noise)
        .then(pl.lit("noise"))
        .otherwise(pl.lit("dominated"))
    )
    steps = []
    for panel, kpi in zip(PANELS, (+1, -1), strict=True):  # satisfaction is better higher, the time lower
        own = pl.when("efficient").then(pl.col(panel) * kpi)
        best = own.cum_max().forward_fill() * kpi
        steps.append(pl.when(pl.col("efficient")).then(best).alias(f"step_{panel}"))
    rows = rows.with_columns(*steps, state=state)
    return rows.with_columns(
        pl.Series(f"beyond_{panel}", _beyond(_intervals(rows, panel), worst), dtype=pl.Boolean)
        for panel, worst in zip(PANELS, (min, max), strict=True)
    )


def _intervals(rows: pl.DataFrame, panel: str) -> list[Interval | None]:
    """Low end, value and high end of each point; the value alone where there is no interval."""
    value = pl.col(panel)
    ends = rows.select(
        low=pl.min_horizontal(value, f"{panel}_low"), at=value, high=pl.max_horizontal(value, f"{panel}_high")
    )
    return [None if row[1] is None else row for row in ends.iter_rows()]


def _beyond(points: list[Interval | None], worst: Callable[[list[float]], float]) -> list[bool]:
    """Tell which points lie beyond an axis: the worst ones, while they stretch it `SQUEEZED` times or more.

    An axis holds the intervals of its points. At most half of the points are left out.
    """
    left = [one for one in points if one is not None]
    out: set[float] = set()
    for _ in range(len(left) // 2):
        furthest = worst([value for _, value, _ in left])
        rest = [one for one in left if one[1] != furthest]
        low, high = min([one[0] for one in rest], default=0.0), max([one[2] for one in rest], default=0.0)
        span = high - low
        if len(rest) < 2 or span == 0 or max(high, furthest) - min(low, furthest) < SQUEEZED * span:
            break
        out.add(furthest)
        left = rest
    return [one is not None and one[1] in out for one in points]


def draw(rows: pl.DataFrame, lang: str, facts: Facts) -> Figure:
    """Draw two panels over the yearly cost; the efficient points are joined, the picked ones named."""
    title = text("frontier.title", lang)
    if rows.is_empty():
        return empty(title, facts, lang)
    notes = facts.notes(lang, text("frontier.note", lang), *beyond_note(rows, lang, facts))
    figure = style.canvas(WIDTH, HEIGHT, title, finding(rows, lang, facts), notes, legend_rows=1)
    panels = figure.subplots(1, 2)
    for axes, panel, kpi in zip(panels, PANELS, facts.kpis(), strict=True):
        of = measure(kpi)
        _panel(axes, rows.filter(~pl.col(f"beyond_{panel}")), panel, of.unit_en, lang)
        axes.set_title(of.name(lang))
        axes.set_ylabel(of.unit(lang))
        axes.set_xlabel(axis_label(text("frontier.x", lang), text("money.unit", lang), lang))
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,g}")
        axes.ticklabel_format(axis="y", useOffset=False)
    style.legend(figure, style.entries(*panels), columns=6)
    figure.get_layout_engine().execute(figure)  # type: ignore[union-attr]
    for axes, panel, kpi in zip(panels, PANELS, facts.kpis(), strict=True):
        shown = rows.drop_nulls(panel).filter(~pl.col(f"beyond_{panel}"))
        _labels(figure, axes, shown, panel, measure(kpi).unit_en, lang)
    return figure


def beyond_note(rows: pl.DataFrame, lang: str, facts: Facts, panels: tuple[str, ...] = PANELS) -> list[str]:
    """Tell the points that lie beyond the axes of `panels`, with their values; empty if there are none."""
    told = []
    kpis = dict(zip(PANELS, facts.kpis(), strict=True))
    for panel in panels:
        kpi = kpis[panel]
        of = measure(kpi)
        for row in rows.filter(pl.col(f"beyond_{panel}")).to_dicts():
            value = number(row[panel], of.unit_en) + ("" if of.unit_en == "share" else f" {of.unit(lang)}")
            told.append(
                text("frontier.one", lang, point=row["point"], cost=money(row["cost"], lang), value=value)
            )
    return [text("frontier.beyond", lang, list=text("semicolon", lang).join(told))] if told else []


def finding(rows: pl.DataFrame, lang: str, facts: Facts) -> str:
    """Tell the range that the efficient points span, and what today costs and gives."""
    efficient, today = rows.filter(pl.col("efficient")), rows.filter(pl.col("today"))
    some = efficient if efficient.height else rows
    of = measure(facts.kpis()[0])
    least, most = some.row(0, named=True), some.row(-1, named=True)
    ranked = some.drop_nulls("satisfaction").sort("satisfaction").to_dicts() or [least, most]
    line = text(
        "frontier.finding",
        lang,
        n=rows.height,
        efficient=efficient.height,
        costs=money_range(least["cost"], most["cost"], lang),
        worse=_satisfied(ranked[0], of.unit_en),
        better=_satisfied(ranked[-1], of.unit_en),
    )
    if today.is_empty():
        return line
    now = today.row(0, named=True)
    told = {"cost": money(now["cost"], lang), "value": _satisfied(now, of.unit_en)}
    return line + text("frontier.today_is", lang, **told)


def _satisfied(row: dict[str, Any], unit: str) -> str:
    """Write a point's satisfaction as finely as its interval tells."""
    value = row["satisfaction"]
    if value is None:
        return number(value, unit)
    return precise(row["satisfaction_low"], value, row["satisfaction_high"], unit)[0]


def _panel(axes: Axes, rows: pl.DataFrame, panel: str, unit: str, lang: str) -> None:
    """Draw marks with their intervals, and the step line through the efficient points."""
    line = rows.drop_nulls(f"step_{panel}")
    if line.height > 1:
        steps = [at_chart(one, unit) for one in line[f"step_{panel}"]]
        costs = [in_money(one, lang) for one in line["cost"]]
        corners = np.repeat(costs, 2)[1:], np.repeat(steps, 2)[:-1]  # as good until the next one's cost
        axes.plot(*corners, color=style.BLUE, lw=1.1, alpha=0.6, zorder=1)
    looks = {"dominated": DOMINATED, "noise": NOISE, "efficient": EFFICIENT, "picked": PICKED, "today": TODAY}
    for rank, (state, look) in enumerate(looks.items()):
        some = rows.filter(pl.col("state") == state).drop_nulls(panel)
        if some.is_empty():
            continue
        costs = [in_money(one, lang) for one in some["cost"]]
        ends = some.select(pl.col(f"{panel}_low", f"{panel}_high").fill_null(pl.col(panel))).to_numpy()
        low, high = at_chart(1.0, unit) * ends.T
        axes.vlines(costs, low, high, colors=look["color"], lw=0.9, alpha=0.7, zorder=2)
        values = [at_chart(one, unit) for one in some[panel]]
        axes.plot(costs, values, ls="", label=text(f"frontier.{state}", lang), zorder=3 + rank, **look)
    axes.margins(0.09)
    style.tidy(axes, grid="both")


def _labels(figure: Figure, axes: Axes, rows: pl.DataFrame, panel: str, unit: str, lang: str) -> None:
    """Name the picked points and today, off each other and, where it goes, off what is drawn."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    drawn = _drawn(axes)
    frame = axes.get_window_extent()
    taken: list[Bbox] = []
    for row in rows.filter(pl.col("state").is_in(["picked", "today"])).to_dicts():
        full = row[f"picked_{lang}"] or (text("frontier.today", lang) if row["today"] else row["picked"])
        name = "\n".join(style.wrap(full, LABEL_WIDTH, LABEL_SIZE))
        place = in_money(row["cost"], lang), at_chart(row[panel], unit)
        best: tuple[int, tuple[float, float], Bbox] | None = None
        for spot in ((x * reach, y * reach) for reach in REACHES for x, y in SIDES):
            tried = _note(axes, place, name, spot)
            tried.update_positions(renderer)
            box = Text.get_window_extent(tried, renderer).padded(3)
            tried.remove()
            inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
            if not inside or any(box.overlaps(other) for other in taken):
                continue
            hidden = box.count_contains(drawn)
            if best is None or hidden < best[0]:
                best = hidden, spot, box
        if best:
            _note(axes, place, name, best[1])
            taken.append(best[2])


def _drawn(axes: Axes) -> Floats:
    """Points, in pixels, of all marks and along all lines: what labels had better not hide."""
    lines = [line.get_xydata() for line in axes.get_lines() if line.get_linestyle() != "None"]
    lines += [
        part for one in axes.collections if isinstance(one, LineCollection) for part in one.get_segments()
    ]
    marks = [line.get_xydata() for line in axes.get_lines() if line.get_linestyle() == "None"]
    points = [axes.transData.transform(np.asarray(one, float)) for one in marks]
    steps = np.linspace(0, 1, 12)[:, None, None]
    for line in lines:
        pixels = axes.transData.transform(np.asarray(line, float))
        points.append((pixels[:-1] + steps * np.diff(pixels, axis=0)).reshape(-1, 2))
    found: Floats = np.concatenate([np.zeros((0, 2)), *points])
    return found


def _note(axes: Axes, place: tuple[float, float], name: str, spot: tuple[float, float]) -> Annotation:
    label = axes.annotate(
        name,
        place,
        spot,
        textcoords="offset points",
        ha="left" if spot[0] > 0 else "right" if spot[0] < 0 else "center",
        va="center",
        fontsize=LABEL_SIZE,
        zorder=9,
        arrowprops={"arrowstyle": "-", "lw": 0.8, "color": style.INK, "shrinkA": 0, "shrinkB": 3},
        bbox={"boxstyle": "round,pad=0.12", "fc": style.PAPER, "ec": "none", "alpha": 0.8},
    )
    label.set_in_layout(False)
    return label
