"""Heat map of utilisation: facility by hour of the week, the busiest facilities first."""

from __future__ import annotations

import numpy as np
import polars as pl
from matplotlib import colormaps
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.report import style
from sim.report.data import Caption, Run, once_a_run
from sim.report.measures import percent
from sim.report.texts import text

SHOWN = 30
OVERTIME = 0.05  # part of a usual hour's presence from which work while nobody is on duty is marked
NAME_WIDTH = 2.6  # inches for a facility's name


@once_a_run
def table(run: Run) -> pl.DataFrame:
    """Tabulate the `SHOWN` busiest facilities by hour of the week.

    Columns: rank, facility, names, hour (0..167), busy and presence (member-seconds over all replications),
    utilisation = busy / presence, null where nobody is present; total = the facility's utilisation over the
    week; of = number of facilities with presence. Only hours with presence or work have a row.
    """
    wanted = ["busy_hours", "presence_hours"]
    sums = (
        run.series.filter(pl.col("series").is_in(wanted))
        .group_by(pl.col("key").alias("facility"), pl.col("x").cast(pl.Int64).alias("hour"))
        .agg(
            busy=pl.col("value").filter(pl.col("series") == "busy_hours").sum(),
            presence=pl.col("value").filter(pl.col("series") == "presence_hours").sum(),
        )
        .filter((pl.col("busy") > 0) | (pl.col("presence") > 0))
    )
    totals = (
        sums.group_by("facility")
        .agg(pl.col("busy").sum(), pl.col("presence").sum())
        .filter(pl.col("presence") > 0)
        .with_columns(total=pl.col("busy") / pl.col("presence"), of=pl.len())
        .sort(["total", "facility"], descending=[True, False])
        .head(SHOWN)
        .with_row_index("rank", offset=1)
        .select("rank", "facility", "total", "of")
    )
    zh, en = run.names("facilities", "zh"), run.names("facilities", "en")
    return (
        totals.join(sums, on="facility")
        .with_columns(
            utilisation=pl.when(pl.col("presence") > 0).then(pl.col("busy") / pl.col("presence")),
            name_zh=pl.col("facility").replace(zh),
            name_en=pl.col("facility").replace(en),
        )
        .sort("rank", "hour")
    )


def columns(rows: pl.DataFrame) -> list[int]:
    """Clock hours in which anybody is present, from the first to the last, the same on every day."""
    hours = (rows.filter(pl.col("presence") > 0)["hour"] % 24).to_list()
    return list(range(min(hours), max(hours) + 1))


def hour_ticks(width: int) -> list[int]:
    """Which of a day's `width` hours carry a label: at most four, none close to the next day's first."""
    step = max(1, -(-width // 4))
    return [i for i in range(0, width, step) if i == 0 or width - i >= step * 0.6]


def draw(rows: pl.DataFrame, lang: str, caption: Caption) -> Figure:
    """Draw one cell a facility and hour; days side by side, hours without presence grey."""
    title = text("utilisation.title", lang)
    if rows.is_empty():
        return style.empty(title, caption, lang)
    facilities = rows.unique("facility").sort("rank")
    first = facilities.row(0, named=True)
    finding = text(
        "utilisation.finding",
        lang,
        shown=facilities.height,
        total=first["of"],
        name=first[f"name_{lang}"],
        share=percent(first["total"]),
    )
    notes = [
        text("utilisation.note", lang),
        make_up_note(caption, lang),
        style.load_note(caption, lang),
        style.footnote(caption, lang, "prior"),
    ]
    figure = style.canvas(12.0, 1.2 + 0.19 * facilities.height, title, finding, notes, legend_rows=1)
    axes = figure.subplots()
    hours = columns(rows)
    _cells(axes, rows, facilities.height, hours, lang, figure)
    names = [
        f"{style.shorten(name, NAME_WIDTH)}  {percent(total)}"
        for name, total in facilities.select(f"name_{lang}", "total").iter_rows()
    ]
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel(text("utilisation.x", lang))
    return figure


def make_up_note(caption: Caption, lang: str) -> str:
    """Name the make-up workdays that put work into the columns of Saturday and Sunday; empty without any."""
    if not caption.make_up_days:
        return ""
    weekdays = text("weekdays", lang).split()
    named = [f"{day.isoformat()} ({weekdays[day.weekday()]})" for day in caption.make_up_days]
    if lang == "zh":
        named = [name.replace(" (", "（").replace(")", "）") for name in named]
    return text("utilisation.make_up", lang, days=("、" if lang == "zh" else ", ").join(named))


def _cells(axes: Axes, rows: pl.DataFrame, height: int, hours: list[int], lang: str, figure: Figure) -> None:
    width = len(hours)
    share = np.full((height, 7 * width), np.nan)
    overtime: list[tuple[float, int]] = []
    usual = pl.col("presence").filter(pl.col("presence") > 0).mean().over("facility")
    past = rows.filter(pl.col("hour") % 24 >= hours[0], pl.col("hour") % 24 <= hours[-1])
    for rank, hour, value, part in past.select(
        "rank", "hour", "utilisation", pl.col("busy") / usual
    ).iter_rows():
        column = hour // 24 * width + hours.index(hour % 24)
        if value is None:
            if part >= OVERTIME:
                overtime.append((column, rank - 1))
        else:
            share[rank - 1, column] = 100 * value
    axes.set_facecolor(style.CLOSED)
    top = 100.0 if np.nanmax(share) > 50 else max(5.0, float(np.ceil(np.nanmax(share) / 5) * 5))
    edges_x, edges_y = np.arange(7 * width + 1) - 0.5, np.arange(height + 1) - 0.5
    mesh = axes.pcolormesh(
        edges_x, edges_y, share, cmap=colormaps["cividis"], vmin=0, vmax=top, edgecolor=style.PAPER, lw=0.25
    )
    if overtime:
        axes.scatter([x for x, _ in overtime], [y for _, y in overtime], s=9, color=style.VERMILION, lw=0)
    for day in range(1, 7):
        axes.axvline(day * width - 0.5, color=style.PAPER, lw=3)
    axes.set(xlim=(-0.5, 7 * width - 0.5), ylim=(height - 0.5, -0.5))
    ticks = [(day * width + i, f"{hours[i]}") for day in range(7) for i in hour_ticks(width)]
    axes.set_xticks(*zip(*ticks, strict=True))
    for day, name in enumerate(text("weekdays", lang).split()):
        axes.text((day + 0.5) * width - 0.5, -0.8, name, ha="center", va="bottom", fontsize=style.LABEL_SIZE)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0)
    bar = figure.colorbar(
        mesh, ax=axes, fraction=0.025, pad=0.01, extend="max" if np.nanmax(share) > top else "neither"
    )
    bar.set_label(text("utilisation.bar", lang))
    bar.outline.set_visible(False)
    handles: list[Artist] = [Patch(facecolor=style.CLOSED, label=text("utilisation.closed", lang))]
    if overtime:
        dot = axes.collections[-1]
        dot.set_label(text("utilisation.overtime", lang, share=percent(OVERTIME, 0)))
        handles.append(dot)
    style.legend(figure, handles)
