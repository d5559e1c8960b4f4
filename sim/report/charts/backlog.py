"""Open cases at each day's end, by kind, with the spread over replications."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report import style
from sim.report.charts.processing_time import KINDS
from sim.report.data import Caption, Run, once_a_run
from sim.report.texts import text


@once_a_run
def table(run: Run) -> pl.DataFrame:
    """Tabulate kind, day, and mean, low (least) and high (greatest) open cases over replications."""
    rows = run.series.filter(pl.col("series") == "backlog")
    return (
        rows.group_by(pl.col("key").alias("kind"), pl.col("x").cast(pl.Int64).alias("day"))
        .agg(mean=pl.col("value").mean(), low=pl.col("value").min(), high=pl.col("value").max())
        .sort("kind", "day", descending=[True, False])
    )


def draw(rows: pl.DataFrame, lang: str, caption: Caption) -> Figure:
    """Draw one panel a kind with its own scale, since problems stay open far longer than transactions."""
    title = text("backlog.title", lang)
    kinds = [kind for kind in KINDS if kind in rows["kind"].unique()]
    if not kinds:
        return style.empty(title, caption, lang)
    measured = rows.filter(pl.col("day").is_between(caption.warm_up_days, caption.days - 1))
    means = dict(measured.group_by("kind").agg(pl.col("mean").mean()).iter_rows())
    parts = [f"{text(f'kind.{kind}', lang)} {means.get(kind, 0.0):,.1f}" for kind in kinds]
    finding = text("backlog.finding", lang, parts=("；" if lang == "zh" else "; ").join(parts))
    notes = [style.load_note(caption, lang), style.footnote(caption, lang, "both")]
    figure = style.canvas(9.0, 0.6 + 2.1 * len(kinds), title, finding, notes, legend_rows=1)
    panels = figure.subplots(len(kinds), 1, sharex=True, squeeze=False)[:, 0]
    last = max(rows["day"].to_list())
    for axes, kind in zip(panels, kinds, strict=True):
        _panel(axes, rows.filter(pl.col("kind") == kind), kind, lang, caption)
        axes.set_xlim(0, max(last, 1))
    positions, labels = date_ticks(caption.start, last)
    panels[-1].set_xticks(positions, labels)
    panels[-1].set_xlabel(text("backlog.x", lang))
    style.legend(figure, style.entries(panels[0]))
    return figure


def _panel(axes: Axes, rows: pl.DataFrame, kind: str, lang: str, caption: Caption) -> None:
    colour = style.KIND_COLOUR[kind]
    axes.plot(rows["day"], rows["mean"], color=colour, lw=1.5, label=text("backlog.mean", lang))
    if caption.replications > 1:
        axes.fill_between(
            rows["day"],
            rows["low"],
            rows["high"],
            color=colour,
            alpha=0.3,
            lw=0,
            label=text("backlog.band", lang),
        )
    if caption.warm_up_days > 0:
        axes.axvspan(
            0, caption.warm_up_days, color=style.FAINT, alpha=0.6, lw=0, label=text("backlog.warm_up", lang)
        )
    if max(rows["day"]) >= caption.days:
        span = axes.axvspan(caption.days, max(rows["day"]), fill=False, hatch="///", lw=0)
        span.set(edgecolor=style.FAINT, label=text("backlog.follow_up", lang))
    axes.set_ylim(0, max(1.0, 1.08 * float(rows["high"].max() or 0)))  # type: ignore[arg-type]
    axes.set_title(text(f"kind.{kind}", lang))
    axes.set_ylabel(text("backlog.y", lang))
    style.tidy(axes)


def date_ticks(start: date, days: int) -> tuple[list[int], list[str]]:
    """Place at most some twelve ticks: weeks on a short span, months on a longer one, as ISO dates."""
    if days <= 84:
        step = 1 if days <= 12 else 7
        spots = [start + timedelta(days=d) for d in range(0, days + 1, step)]
        return [(spot - start).days for spot in spots], [spot.strftime("%m-%d") for spot in spots]
    months = [
        date(start.year + m // 12, m % 12 + 1, 1)
        for m in range(start.month - 1, start.month + days // 28 + 1)
    ]
    months = [m for m in months if 0 <= (m - start).days <= days]
    months = months[:: max(1, -(-len(months) // 12))]
    return [(m - start).days for m in months], [m.strftime("%Y-%m") for m in months]
