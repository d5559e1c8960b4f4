"""Weekly means of backlog and processing time, with the weeks that are left out as warm-up."""

from __future__ import annotations

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report import style
from sim.report.charts.backlog import date_ticks
from sim.report.charts.processing_time import KINDS
from sim.report.data import Caption, Run
from sim.report.texts import text

WEEK, DAY = 7, 86_400
BACKLOG, DAYS = "backlog", "processing_days"


def table(run: Run) -> pl.DataFrame:
    """Tabulate measure, kind, week, and its mean, low and high over replications, within the horizon.

    The measures are `backlog`, mean open cases at the ends of the week's days, and `processing_days`, mean
    calendar days of the cases accepted in the week and closed since.
    """
    weeks = run.caption.days // WEEK
    return pl.concat([_backlog(run.series), _processing(run.series)]).filter(pl.col("week") < weeks)


def _backlog(series: pl.DataFrame) -> pl.DataFrame:
    rows = series.filter(pl.col("series") == "backlog")
    week = (pl.col("x").cast(pl.Int64) // WEEK).alias("week")
    return _spread(rows.group_by("replication", "key", week).agg(value=pl.col("value").mean()), BACKLOG)


def _processing(series: pl.DataFrame) -> pl.DataFrame:
    counts, seconds = (
        series.filter(pl.col("series") == name).select(
            "replication", "key", week=pl.col("x").cast(pl.Int64), value=pl.col("value").cast(pl.Float64)
        )
        for name in ("closed_weeks", "processing_weeks")
    )
    joined = counts.join(seconds, on=["replication", "key", "week"], suffix="_seconds")
    seen = joined.filter(pl.col("value") > 0)
    return _spread(seen.with_columns(value=pl.col("value_seconds") / pl.col("value") / DAY), DAYS)


def _spread(rows: pl.DataFrame, measure: str) -> pl.DataFrame:
    value = pl.col("value")
    return (
        rows.group_by(pl.col("key").alias("kind"), "week")
        .agg(mean=value.mean(), low=value.min(), high=value.max())
        .select(pl.lit(measure).alias("measure"), pl.all())
        .sort("kind", "week", descending=[True, False])
    )


def draw(rows: pl.DataFrame, lang: str, caption: Caption) -> Figure:
    """Draw one panel for each measure and kind over the weeks of the horizon."""
    title = text("warm_up.title", lang)
    panels = [
        (measure, kind)
        for measure in (BACKLOG, DAYS)
        for kind in KINDS
        if not rows.filter(pl.col("measure") == measure, pl.col("kind") == kind).is_empty()
    ]
    if not panels:
        return style.empty(title, caption, lang)
    finding = text("warm_up.finding", lang, days=caption.warm_up_days)
    notes = [text("warm_up.note", lang), style.footnote(caption, lang, "prior")]
    lines = -(-len(panels) // 2)
    figure = style.canvas(9.0, 0.8 + 2.2 * lines, title, finding, notes, legend_rows=1)
    grid = figure.subplots(lines, 2, sharex=True, squeeze=False)
    last = (max(rows["week"].to_list()) + 1) * WEEK
    places = list(grid.flat)
    for axes, (measure, kind) in zip(places, panels, strict=False):
        chosen = rows.filter(pl.col("measure") == measure, pl.col("kind") == kind)
        _panel(axes, chosen, measure, kind, lang, caption)
        axes.set_xlim(0, max(last, 1))
    for axes in places[len(panels) :]:
        axes.set_visible(False)
    positions, labels = date_ticks(caption.start, last)
    step = max(1, -(-len(positions) // 6))  # half as wide as the chart of the backlog
    for axes in grid[-1]:
        axes.set_xticks(positions[::step], labels[::step])
        axes.set_xlabel(text("warm_up.x", lang))
    style.legend(figure, style.entries(places[0]))
    return figure


def _panel(axes: Axes, rows: pl.DataFrame, measure: str, kind: str, lang: str, caption: Caption) -> None:
    colour = style.KIND_COLOUR[kind]
    days = rows["week"] * WEEK + WEEK / 2  # a week's mean stands in its middle
    axes.plot(days, rows["mean"], color=colour, lw=1.5, label=text("warm_up.mean", lang))
    if caption.replications > 1:
        label = text("backlog.band", lang)
        axes.fill_between(days, rows["low"], rows["high"], color=colour, alpha=0.3, lw=0, label=label)
    if caption.warm_up_days > 0:
        label = text("backlog.warm_up", lang)
        axes.axvspan(0, caption.warm_up_days, color=style.FAINT, alpha=0.6, lw=0, label=label)
    axes.set_ylim(0, 1.08 * max(float(rows["high"].max() or 0), 1e-9))  # type: ignore[arg-type]
    axes.set_title(f"{text(f'kind.{kind}', lang)} · {text(f'warm_up.{measure}', lang)}")
    axes.set_ylabel(text(f"warm_up.{measure}.y", lang))
    style.tidy(axes)
