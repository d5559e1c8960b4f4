"""What-ifs against their base: difference of each headline KPI with its interval, one panel a KPI."""

from __future__ import annotations

import math

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.report import style
from sim.report.data import Caption, Comparison
from sim.report.measures import HEADLINE, measure, number
from sim.report.texts import text

PANELS = 12
ACROSS = 3
NAME_WIDTH = 2.3  # inches for a scenario's name
LOOK = {  # verdict: colour, marker, filled
    "better": (style.BLUE, "^", True),
    "worse": (style.VERMILION, "v", True),
    "neutral": (style.BLACK, "D", True),
    "unclear": (style.MUTED, "o", False),
    "alone": (style.MUTED, "d", False),
    "zero": (style.MUTED, "s", False),
    "none": (style.MUTED, "x", True),
}


def verdict(difference: float | None, low: float | None, high: float | None, better: str) -> str:
    """Judge a difference with its interval.

    none: not defined; zero: exactly 0; alone: there is no interval; unclear: the interval holds 0; else
    better or worse, or neutral if the KPI has no better direction.
    """
    if difference is None:
        return "none"
    if difference == 0 and (low in (None, 0.0)) and (high in (None, 0.0)):
        return "zero"
    if low is None or high is None:
        return "alone"
    if low <= 0 <= high:
        return "unclear"
    if better == "none":
        return "neutral"
    return "better" if (difference > 0) == (better == "higher") else "worse"


def table(comparison: Comparison) -> pl.DataFrame:
    """Tabulate the network's headline KPIs against the base.

    Columns: kpi, unit, other, names, base value, difference, interval, n, verdict, panel, row.
    KPIs come in the order of `HEADLINE`, at most `PANELS` of them; scenarios in the order of the comparison.
    """
    rows = comparison.differences.filter(pl.col("level") == "network")
    held = set(rows["kpi"].unique())
    kpis = [kpi for kpi in HEADLINE if kpi in held][:PANELS]
    others = rows["other"].unique(maintain_order=True).to_list()
    records = []
    for row in rows.filter(pl.col("kpi").is_in(kpis)).iter_rows(named=True):
        names = comparison.runs[row["other"]].caption
        records.append(
            {
                "kpi": row["kpi"],
                "unit": row["unit"],
                "other": row["other"],
                "name_zh": names.scenario_zh,
                "name_en": names.scenario_en,
                "base": row["mean_base"],
                "difference": row["difference"],
                "ci_low": row["ci_low"],
                "ci_high": row["ci_high"],
                "n": row["n"],
                "verdict": verdict(
                    row["difference"], row["ci_low"], row["ci_high"], measure(row["kpi"]).better
                ),
                "panel": kpis.index(row["kpi"]),
                "row": others.index(row["other"]),
            }
        )
    words = dict.fromkeys(("kpi", "unit", "other", "name_zh", "name_en"), pl.String)
    numbers = dict.fromkeys(("base", "difference", "ci_low", "ci_high"), pl.Float64)
    schema = {**words, **numbers, "n": pl.Int64, "verdict": pl.String, "panel": pl.Int64, "row": pl.Int64}
    return pl.DataFrame(records, schema=pl.Schema(schema)).sort("panel", "row")


def draw(rows: pl.DataFrame, lang: str, caption: Caption) -> Figure:
    """Draw small multiples that share the scenarios' names; better is blue, worse vermilion."""
    title = text("comparison.title", lang)
    if rows.is_empty():
        return style.empty(title, caption, lang)
    panels = rows.select("panel", "kpi", "unit").unique().sort("panel").rows()
    others = rows.select("row", f"name_{lang}").unique().sort("row")[f"name_{lang}"].to_list()
    finding = text("comparison.finding", lang, base=caption.scenario(lang), n=caption.replications)
    notes = [
        text("comparison.note", lang) + ("" if lang == "zh" else " ") + text("comparison.sure", lang),
        style.interval_note(caption, lang),
        style.footnote(caption, lang, "panels"),
    ]
    across = min(ACROSS, len(panels))
    down = -(-len(panels) // across)
    height = 0.5 + down * (0.85 + 0.26 * len(others))
    figure = style.canvas(11.0, height, title, finding, notes, legend_rows=1)
    grid = figure.subplots(down, across, sharey=True, squeeze=False)
    for axes in grid.flat:
        axes.axis("off")
    for i, (panel, kpi, unit) in enumerate(panels):
        axes = grid[i // across, i % across]
        axes.axis("on")
        _panel(axes, rows.filter(pl.col("panel") == panel), kpi, unit, lang)
        axes.tick_params(labelleft=i % across == 0)
    for line in grid:
        line[0].set_yticks(range(len(others)), [_label(name) for name in others])
        line[0].set_ylim(len(others) - 0.5, -0.5)
    used = [name for name in LOOK if name in rows["verdict"].unique()]
    style.legend(figure, [_key(name, lang) for name in used], columns=6)
    return figure


def _label(name: str) -> str:
    """A scenario's name on at most two lines."""
    first, *rest = style.wrap(name, NAME_WIDTH, style.LABEL_SIZE - 0.5)
    return "\n".join([first, *([style.shorten(" ".join(rest), NAME_WIDTH)] if rest else [])])


def _key(name: str, lang: str) -> Line2D:
    colour, marker, filled = LOOK[name]
    face = colour if filled else style.PAPER
    return Line2D(
        [], [], ls="", marker=marker, color=colour, mfc=face, label=text(f"comparison.{name}", lang)
    )


def _panel(axes: Axes, rows: pl.DataFrame, kpi: str, unit: str, lang: str) -> None:
    what = measure(kpi, unit)
    scale = 100.0 if unit == "share" else 1.0
    base = number(rows["base"][0], unit)
    heading = style.wrap(what.name(lang), 2.35, style.LABEL_SIZE + 0.5)
    axes.set_title("\n".join(heading), fontsize=style.LABEL_SIZE + 0.5)
    label = _difference_unit(what.unit(lang), unit, lang)
    below = (label, text("comparison.base", lang, value=base), text(f"comparison.{what.basis}", lang))
    axes.set_xlabel(" · ".join(below), fontsize=style.NOTE_SIZE)
    axes.axvline(0, color=style.MUTED, lw=1)
    furthest = 0.0
    for row in rows.iter_rows(named=True):
        colour, marker, filled = LOOK[row["verdict"]]
        y = row["row"]
        if row["ci_low"] is not None and row["ci_high"] is not None:
            axes.plot([scale * row["ci_low"], scale * row["ci_high"]], [y, y], color=colour, lw=1.4)
            furthest = max(furthest, abs(scale * row["ci_low"]), abs(scale * row["ci_high"]))
        x = scale * (row["difference"] or 0.0)
        furthest = max(furthest, abs(x))
        face = colour if filled else style.PAPER
        axes.plot([x], [y], ls="", marker=marker, ms=6, color=colour, mfc=face, zorder=3)
        if row["verdict"] in ("zero", "none"):
            axes.annotate(
                text(f"comparison.{row['verdict']}", lang),
                (0, y),
                (7, 0),
                textcoords="offset points",
                va="center",
                fontsize=style.NOTE_SIZE,
                color=style.MUTED,
            )
    reach = 1.12 * furthest if furthest > 0 else 1.0
    axes.set_xlim(-reach, reach)
    step = _step(reach)
    axes.set_xticks([k * step for k in (-1, 0, 1)], [_signed(k * step) for k in (-1, 0, 1)])
    style.tidy(axes, grid="x")


def _difference_unit(shown: str, unit: str, lang: str) -> str:
    if unit == "share":
        return "百分点" if lang == "zh" else "percentage points"
    return shown


def _step(reach: float) -> float:
    """Largest of 1, 2, 5 x 10^k that is at most 0.8 of the reach."""
    power = 10.0 ** math.floor(math.log10(0.8 * reach))
    return next(m * power for m in (5, 2, 1) if m * power <= 0.8 * reach or m == 1)


def _signed(value: float) -> str:
    if value == 0:
        return "0"
    return f"{value:+,.0f}" if abs(value) >= 1 else f"{value:+.6g}"
