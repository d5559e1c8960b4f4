"""What-ifs against their base: difference of each headline KPI with its interval, one panel a KPI."""

from __future__ import annotations

import math
from collections.abc import Sequence

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.report import style
from sim.report.data import Caption, Comparison
from sim.report.measures import HEADLINE, measure, number
from sim.report.texts import text
from sim.report.verdicts import unjudged, verdict_of

PANELS = 12
ACROSS = 3
NAME_WIDTH = 2.3  # inches for a scenario's name
KEYS = 6  # of the legend in a line
FEW = 2  # replications up to which the chart says what its intervals are worth
LOOK = {  # verdict: colour, marker, filled
    "better": (style.BLUE, "^", True),
    "worse": (style.VERMILION, "v", True),
    "neutral": (style.BLACK, "D", True),
    "better_alone": (style.BLUE, "^", False),
    "worse_alone": (style.VERMILION, "v", False),
    "neutral_alone": (style.BLACK, "D", False),
    "unclear": (style.MUTED, "o", False),
    "alone": (style.MUTED, "d", False),
    "zero": (style.MUTED, "s", False),
    "none": (style.MUTED, "x", True),
}


def table(comparison: Comparison, wanted: Sequence[str] = HEADLINE) -> pl.DataFrame:
    """Tabulate the network's KPIs by pairs.

    Columns: kpi, unit, other, its names, names of the base where it is not the base of all, base value,
    difference, its interval, the simultaneous one, n, verdict, panel, row.
    KPIs come in the order of `wanted`, at most `PANELS` of them; pairs in the order of the comparison.
    """
    rows = comparison.differences.filter(pl.col("level") == "network")
    held = set(rows["kpi"].unique())
    kpis = [kpi for kpi in wanted if kpi in held][:PANELS]
    pairs = rows.select("base", "other").unique(maintain_order=True).rows()
    apart = unjudged(comparison)
    records = []
    for row in rows.filter(pl.col("kpi").is_in(kpis)).iter_rows(named=True):
        names = comparison.runs[row["other"]].caption
        against = None if row["base"] == pairs[0][0] else comparison.runs[row["base"]].caption
        records.append(
            {
                "kpi": row["kpi"],
                "unit": row["unit"],
                "other": row["other"],
                "name_zh": names.scenario_zh,
                "name_en": names.scenario_en,
                "against_zh": against.scenario_zh if against else "",
                "against_en": against.scenario_en if against else "",
                "base": row["mean_base"],
                "difference": row["difference"],
                "ci_low": row["ci_low"],
                "ci_high": row["ci_high"],
                "wide_low": row.get("simultaneous_low"),
                "wide_high": row.get("simultaneous_high"),
                "n": row["n"],
                "verdict": verdict_of(row, measure(row["kpi"]).better, apart),
                "panel": kpis.index(row["kpi"]),
                "row": pairs.index((row["base"], row["other"])),
            }
        )
    words = ("kpi", "unit", "other", "name_zh", "name_en", "against_zh", "against_en")
    numbers = ("base", "difference", "ci_low", "ci_high", "wide_low", "wide_high")
    schema = {**dict.fromkeys(words, pl.String), **dict.fromkeys(numbers, pl.Float64)}
    last = {"n": pl.Int64, "verdict": pl.String, "panel": pl.Int64, "row": pl.Int64}
    return pl.DataFrame(records, schema=pl.Schema({**schema, **last})).sort("panel", "row")


def draw(rows: pl.DataFrame, lang: str, caption: Caption) -> Figure:
    """Draw small multiples that share the scenarios' names; better is blue, worse vermilion."""
    title = text("comparison.title", lang)
    if rows.is_empty():
        return style.empty(title, caption, lang)
    panels = rows.select("panel", "kpi", "unit").unique().sort("panel").rows()
    pairs = rows.select("row", f"name_{lang}", f"against_{lang}").unique().sort("row").rows()
    finding = text("comparison.finding", lang, base=caption.scenario(lang), n=caption.replications)
    gap = "" if lang == "zh" else " "
    few = style.interval_note(caption, lang) if caption.replications <= FEW else ""
    notes = [
        text("comparison.note", lang) + gap + text("comparison.sure", lang),
        gap.join(one for one in (text("comparison.intervals", lang), few) if one)
        if caption.replications > 1
        else few,
        style.footnote(caption, lang, "panels"),
    ]
    across = min(ACROSS, len(panels))
    down = -(-len(panels) // across)
    height = 0.5 + down * (0.85 + 0.26 * len(pairs))
    used = [name for name in LOOK if name in rows["verdict"].unique()]
    legend_rows = -(-len(used) // KEYS)
    figure = style.canvas(11.0, height, title, finding, notes, legend_rows=legend_rows)
    grid = figure.subplots(down, across, sharey=True, squeeze=False)
    for axes in grid.flat:
        axes.axis("off")
    for i, (panel, kpi, unit) in enumerate(panels):
        axes = grid[i // across, i % across]
        axes.axis("on")
        _panel(axes, rows.filter(pl.col("panel") == panel), kpi, unit, lang)
        axes.tick_params(labelleft=i % across == 0)
    for line in grid:
        line[0].set_yticks(range(len(pairs)), [_label(name, against, lang) for _, name, against in pairs])
        line[0].set_ylim(len(pairs) - 0.5, -0.5)
    style.legend(figure, [_key(name, lang) for name in used], columns=KEYS)
    return figure


def _label(name: str, against: str, lang: str) -> str:
    """A scenario's name on at most two lines; of two scenarios without the base, one line each."""
    if against:
        minus = text("comparison.minus", lang, base=against)
        return "\n".join(style.shorten(line, NAME_WIDTH) for line in (name, minus))
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
        for low, high, width in (("wide_low", "wide_high", 0.8), ("ci_low", "ci_high", 2.2)):
            if row[low] is not None and row[high] is not None:
                ends = [scale * row[low], scale * row[high]]
                axes.plot(ends, [y, y], color=colour, lw=width, marker="|" if width < 1 else "", ms=4)
                furthest = max(furthest, *map(abs, ends))
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
