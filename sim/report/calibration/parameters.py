"""Each parameter's prior and posterior, on the scale of its prior: which ones the figures narrow."""

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
from sim.report.numbers import estimate, unit_name
from sim.report.texts import TEXTS, text

WIDTH, NAME_WIDTH, ROW = 12.4, 3.3, 0.25  # inches
ROLES = ("simulated", "score", "rate", "place", "window", "survey")  # the groups, in this order; others after
NARROWED = 0.1  # below it a posterior is about as wide as the prior
AXIS, FURTHEST = (-0.25, 1.25), (-1.0, 2.0)  # prior widths that the axis spans at least, and at most
POSITIONS = {"at_low": "q05", "at": "q50", "at_high": "q95", "at_prior": "prior_q50"}


def table(parameters: pl.DataFrame) -> pl.DataFrame:
    """Tabulate parameters.csv by role, each group below a row of its own for the heading.

    Columns: those of the file; row (place from above, headings counted); narrowed; and at_low, at, at_high,
    at_prior: the posterior's 5, 50 and 95 % quantiles and the prior median, with the prior's 5 and 95 %
    quantiles as 0 and 1, in logarithms where the scale is `log`. Null where the prior has no width.
    """
    order = [*ROLES, *sorted(set(parameters["role"]) - set(ROLES))]
    rank = pl.col("role").cast(pl.Enum(order)).to_physical()
    rows = parameters.sort(rank, maintain_order=True)
    rows = rows.with_columns(row=pl.int_range(pl.len()) + pl.col("role").rle_id() + 1)
    placed = {at: _place(pl.col(name)) for at, name in POSITIONS.items()}
    return rows.with_columns(narrowed=pl.col("narrowing") >= NARROWED, **placed)


def _place(value: pl.Expr) -> pl.Expr:
    low, high = pl.col("prior_q05"), pl.col("prior_q95")
    linear = (value - low) / (high - low)
    log = (value.log() - low.log()) / (high.log() - low.log())
    placed = pl.when(pl.col("scale") == "log").then(log).otherwise(linear)
    return pl.when(low < high).then(placed)


def draw(rows: pl.DataFrame, lang: str, caption: Caption, remarks: Sequence[str] = ()) -> Figure:
    """Draw the prior as a grey bar of one length in every row, the posterior over it, numbers beside."""
    title = text("parameters.title", lang)
    if rows.is_empty():
        return style.empty(title, caption, lang)
    notes = [style.joined(lang, text("parameters.note", lang), *diagnostics(rows, lang), *remarks)]
    notes.append(style.footnote(caption, lang, "prior"))
    last = int(rows["row"].to_list()[-1])
    figure = style.canvas(WIDTH, 0.8 + ROW * (last + 1), title, finding(rows, lang), notes, legend_rows=1)
    cells, names = _columns(rows, lang), [_name(row, lang) for row in rows.to_dicts()]
    axes, side = figure.subplots(1, 2, sharey=True, width_ratios=beside.ratios(cells, names, WIDTH))
    limits = _axis(axes, rows, lang)
    for row in rows.to_dicts():
        _bars(axes, row, limits)
    axes.set_ylim(last + 0.6, -0.5)
    headings = rows.group_by("role", maintain_order=True).agg(pl.col("row").min() - 1)
    axes.set_yticks(
        [*rows["row"], *headings["row"]], [*names, *(_role(one, lang) for one in headings["role"])]
    )
    for label in axes.get_yticklabels()[rows.height :]:
        label.set_color(style.MUTED)
    for place in headings["row"].to_list()[1:]:
        axes.axhline(place - 0.45, color=style.FAINT, lw=0.6)
    beside.draw(side, cells, rows["row"].to_list())
    style.legend(figure, _keys(rows, lang), columns=5)
    return figure


def finding(rows: pl.DataFrame, lang: str) -> str:
    """Tell how many parameters stay about as wide as their prior."""
    return text("parameters.finding", lang, n=rows.height, vague=rows.height - int(rows["narrowed"].sum()))


def diagnostics(rows: pl.DataFrame, lang: str) -> list[str]:
    """Say how well the chains agree, from the worst of all parameters."""
    ess = rows.select(pl.min_horizontal("ess_bulk", "ess_tail"))["ess_bulk"].min()
    rank_hat = rows["rank_hat"].max()
    if not isinstance(rank_hat, float) or not isinstance(ess, float):
        return []
    return [text("parameters.chains", lang, rank_hat=f"{rank_hat:.3f}", ess=f"{ess:,.0f}")]


def _name(row: Mapping[str, Any], lang: str) -> str:
    mark = "*" if row["assumed"] else ""
    return style.shorten(row[f"name_{lang}"], NAME_WIDTH, beside.NAME_SIZE) + mark


def _role(role: str, lang: str) -> str:
    return text(f"role.{role}", lang) if f"role.{role}" in TEXTS else role


def _columns(rows: pl.DataFrame, lang: str) -> list[beside.Column]:
    """Median and interval of prior and posterior, their unit, how much narrower the posterior is."""
    listed = rows.to_dicts()
    cells = {
        "prior": [_estimate(row, "prior_") for row in listed],
        "posterior": [_estimate(row, "") for row in listed],
        "unit": [unit_name(row["unit"], lang) for row in listed],
        "narrowing": [_narrowing(row, lang) for row in listed],
    }
    return [beside.Column.of(text(f"parameters.head.{head}", lang), cells[head]) for head in cells]


def _estimate(row: Mapping[str, Any], which: str) -> str:
    """Write median and interval of the prior (`prior_`) or of the posterior (empty)."""
    low, median, high = (row[f"{which}{quantile}"] for quantile in ("q05", "q50", "q95"))
    value, span = estimate(low, median, high, row["unit"])
    return f"{value}  ({span})"


def _narrowing(row: Mapping[str, Any], lang: str) -> str:
    if not row["narrowed"]:
        return text("parameters.vague", lang)
    return f"{100 * row['narrowing']:.0f} %"


def _axis(axes: Axes, rows: pl.DataFrame, lang: str) -> tuple[float, float]:
    found = [at for name in ("at_low", "at_high") for at in rows[name].drop_nulls()]
    low = max(FURTHEST[0], min([AXIS[0], *(at - 0.05 for at in found)]))
    high = min(FURTHEST[1], max([AXIS[1], *(at + 0.05 for at in found)]))
    axes.set_xlim(low, high)
    axes.set_xticks([0, 1], [text("parameters.low", lang), text("parameters.high", lang)])
    style.tidy(axes, grid="x")
    return low, high


def _bars(axes: Axes, row: Mapping[str, Any], limits: tuple[float, float]) -> None:
    """Draw one parameter; a posterior that runs past the axis ends in an arrowhead at its edge."""
    y = row["row"]
    axes.barh(y, 1.0, height=0.72, color=style.FAINT, zorder=1)
    low, at, high = row["at_low"], row["at"], row["at_high"]
    if low is None or math.isnan(low):
        return
    axes.vlines(row["at_prior"], y - 0.36, y + 0.36, colors=style.MUTED, lw=1.0, zorder=2)
    ends = [min(max(end, limits[0]), limits[1]) for end in (low, high)]
    axes.barh(y, ends[1] - ends[0], left=ends[0], height=0.4, zorder=3, lw=0.9, **_look(row["narrowed"]))
    for end, cut, head in ((low, ends[0], "<"), (high, ends[1], ">")):
        if end != cut:
            axes.plot([cut], [y], head, color=style.BLUE, ms=9, clip_on=False, zorder=4)
    if limits[0] <= at <= limits[1]:
        axes.plot([at], [y], "o", ms=4, color=style.INK, mec=style.PAPER, mew=0.6, zorder=5)


def _look(narrowed: bool) -> dict[str, Any]:
    """A narrowed posterior is filled; one about as wide as the prior is an empty frame."""
    return {"facecolor": style.BLUE if narrowed else style.PAPER, "edgecolor": style.BLUE}


def _keys(rows: pl.DataFrame, lang: str) -> list[Artist]:
    keys: list[Artist] = [Patch(facecolor=style.FAINT, label=text("parameters.key.prior", lang))]
    for narrowed, key in ((True, "posterior"), (False, "vague")):
        if narrowed in rows["narrowed"]:
            keys.append(Patch(label=text(f"parameters.key.{key}", lang), **_look(narrowed)))
    dot: dict[str, Any] = {"marker": "o", "color": style.INK, "mec": style.PAPER, "ls": ""}
    bar: dict[str, Any] = {"marker": "|", "color": style.MUTED, "ls": "", "ms": 9}
    keys.append(Line2D([], [], label=text("parameters.key.median", lang), **dot))
    keys.append(Line2D([], [], label=text("parameters.key.prior_median", lang), **bar))
    return keys
