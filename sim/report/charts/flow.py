"""Escalation between the tiers: ribbons of hand-ups above, what became of the cases of each tier below."""

from __future__ import annotations

import math

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from sim.report import style
from sim.report.data import Caption, Run, once_a_run
from sim.report.measures import percent
from sim.report.texts import text

TIERS = ("station", "subcentre", "district", "city", "session")
ENDS = ("solved", "unsolved", "lost", "open")
PLACE = {
    "station": (0.0, 0.0),
    "subcentre": (1.0, -0.55),
    "district": (2.0, 0.1),
    "city": (3.0, 0.75),
    "session": (4.0, 0.0),
}
FATE_COLOUR = {
    "solved": style.BLUE,
    "up": style.ORANGE,
    "unsolved": style.BLACK,
    "lost": style.VERMILION,
    "open": style.SKY,
}
FATE_HATCH = {"solved": "", "up": "//", "unsolved": "", "lost": "..", "open": "xx"}
WIDEST, HALF_NODE = 0.5, 0.09


@once_a_run
def table(run: Run) -> pl.DataFrame:
    """Tabulate from, to, and the cases that moved: mean, low and high over replications (0 where absent)."""
    rows = run.series.filter(pl.col("series") == "flow", pl.col("value") > 0)
    n = run.caption.replications
    return (
        rows.with_columns(
            pl.col("key").str.split_exact(">", 1).struct.rename_fields(["from", "to"]).struct.unnest()
        )
        .group_by("from", "to", "replication")
        .agg(pl.col("value").sum())
        .group_by("from", "to")
        .agg(
            mean=pl.col("value").sum() / n,
            low=pl.when(pl.len() == n).then(pl.col("value").min()).otherwise(0.0),
            high=pl.col("value").max(),
        )
        .sort("from", "to")
    )


def fates(rows: pl.DataFrame) -> pl.DataFrame:
    """Tabulate tier, fate, cases and share of the cases that left the tier.

    Fates: solved, up, unsolved, lost, open. `up` is any move to another tier (the rare ones back down
    included); moves within a tier are no end and left out.
    """
    return (
        rows.filter(pl.col("from").is_in(TIERS), pl.col("from") != pl.col("to"))
        .with_columns(fate=pl.when(pl.col("to").is_in(ENDS)).then("to").otherwise(pl.lit("up")))
        .group_by(pl.col("from").alias("tier"), "fate")
        .agg(cases=pl.col("mean").sum())
        .with_columns(share=pl.col("cases") / pl.col("cases").sum().over("tier"))
        .sort("tier", "fate")
    )


def moves(rows: pl.DataFrame, *, up: bool) -> pl.DataFrame:
    """The rows of `rows` that run from a tier to a higher one, or (`up` false) back to a lower one."""
    rank = {tier: str(i) for i, tier in enumerate(TIERS)}
    rows = rows.filter(pl.col("from").is_in(TIERS), pl.col("to").is_in(TIERS))
    start, end = pl.col("from").replace(rank), pl.col("to").replace(rank)
    return rows.filter(start < end if up else start > end)


def at_station(ends: pl.DataFrame, fate: str) -> float:
    """Share of the cases that reached a station that met a fate there."""
    return float(ends.filter((pl.col("tier") == "station") & (pl.col("fate") == fate))["share"].sum())


def draw(rows: pl.DataFrame, lang: str, caption: Caption) -> Figure:
    """Draw the ribbons with their counts, and below one full bar a tier."""
    title = text("flow.title", lang)
    ends = fates(rows)
    if ends.is_empty():
        return style.empty(title, caption, lang)
    tiers = [tier for tier in TIERS if tier in ends["tier"].unique()]
    up = moves(rows, up=True)
    shares = {fate: percent(at_station(ends, fate)) for fate in ("solved", "lost")}
    finding = text("flow.finding", lang, **shares, up=f"{up['mean'].sum():,.0f}")
    notes = [text("flow.note", lang), style.footnote(caption, lang, "both")]
    ribbons = 2.6 if up.height else 0.0
    figure = style.canvas(10.0, ribbons + 1.0 + 0.36 * len(tiers), title, finding, notes, legend_rows=1)
    if up.height:
        upper, lower = figure.subplots(2, 1, height_ratios=[ribbons, 1.0 + 0.36 * len(tiers)])
        _ribbons(upper, rows, up, lang)
    else:
        lower = figure.subplots()
    _bars(lower, ends, tiers, lang)
    style.legend(figure, style.entries(lower))
    return figure


def _ribbons(axes: Axes, rows: pl.DataFrame, up: pl.DataFrame, lang: str) -> None:
    axes.axis("off")
    axes.set_title(text("flow.upper", lang))
    axes.set(xlim=(-0.45, 4.45), ylim=(-1.1, 1.05))
    scale = WIDEST / math.sqrt(float(up["mean"].max()))  # type: ignore[arg-type]
    links = [(a, b, m, scale * math.sqrt(m)) for a, b, m in up.select("from", "to", "mean").iter_rows()]
    links.sort(key=lambda link: (TIERS.index(link[0]), -PLACE[link[1]][1]))
    out, into = _offsets(links)
    for i, (start, end, mean, width) in enumerate(links):
        (x0, y0), (x1, y1) = PLACE[start], PLACE[end]
        y0, y1 = y0 + out[i], y1 + into[i]
        axes.add_patch(_ribbon(x0 + HALF_NODE, y0, x1 - HALF_NODE, y1, width))
        t = 0.5 if abs(x1 - x0) < 1.5 else 0.3 if start == "station" else 0.6
        x, y = x0 + (x1 - x0) * t, _along(y0, y1, t)
        axes.text(
            x,
            y,
            _count(mean),
            ha="center",
            va="center",
            fontsize=style.LABEL_SIZE,
            zorder=5,
            bbox={"boxstyle": "round,pad=0.15", "fc": style.PAPER, "ec": "none", "alpha": 0.85},
        )
    aside = dict(moves(rows, up=False).group_by("from").agg(pl.col("mean").sum()).iter_rows())
    reached = {*rows["from"], *rows["to"]}
    for tier, (x, y) in PLACE.items():
        if tier not in reached:
            continue
        width = max(
            sum(link[3] for link in links if link[0] == tier),
            sum(link[3] for link in links if link[1] == tier),
            0.1,
        )
        axes.add_patch(
            FancyBboxPatch(
                (x - HALF_NODE, y - width / 2),
                2 * HALF_NODE,
                width,
                boxstyle="round,pad=0.01,rounding_size=0.03",
                fc=style.BLUE,
                ec="none",
                zorder=4,
            )
        )
        label = text(f"flow.{tier}", lang)
        if tier in aside:
            label += "\n" + text("flow.aside", lang, count=_count(aside[tier]))
        axes.text(x, y - width / 2 - 0.07, label, ha="center", va="top", fontsize=style.LABEL_SIZE, zorder=5)


def _offsets(links: list[tuple[str, str, float, float]]) -> tuple[list[float], list[float]]:
    """Stack the ribbons at both nodes; returns the centre of each, relative to its node's centre."""
    out, into = [0.0] * len(links), [0.0] * len(links)
    for tier in TIERS:
        for offsets, upward in ((out, True), (into, False)):
            here = [i for i, (start, end, *_) in enumerate(links) if tier == (start if upward else end)]
            here.sort(key=lambda i: -PLACE[links[i][1] if upward else links[i][0]][1])
            edge = sum(links[i][3] for i in here) / 2
            for i in here:
                offsets[i] = edge - links[i][3] / 2
                edge -= links[i][3]
    return out, into


def _along(a: float, b: float, t: float) -> float:
    """Height of a ribbon from `a` to `b` at the share `t` of its way."""
    return a + (b - a) * (3 * t**2 - 2 * t**3)


def _ribbon(x0: float, y0: float, x1: float, y1: float, width: float) -> PathPatch:
    half, middle = width / 2, (x0 + x1) / 2
    points = [
        (x0, y0 + half),
        (middle, y0 + half),
        (middle, y1 + half),
        (x1, y1 + half),
        (x1, y1 - half),
        (middle, y1 - half),
        (middle, y0 - half),
        (x0, y0 - half),
        (x0, y0 + half),
    ]
    curve = Path.CURVE4
    codes = [Path.MOVETO, curve, curve, curve, Path.LINETO, curve, curve, curve, Path.CLOSEPOLY]
    return PathPatch(Path(points, codes), fc=style.ORANGE, ec=style.PAPER, lw=0.5, alpha=0.65, zorder=2)


def _count(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"


def _bars(axes: Axes, ends: pl.DataFrame, tiers: list[str], lang: str) -> None:
    axes.set_title(text("flow.lower", lang))
    left = [0.0] * len(tiers)
    for fate, colour in FATE_COLOUR.items():
        found = dict(ends.filter(pl.col("fate") == fate).select("tier", "share").iter_rows())
        if not found:
            continue
        width = [100 * found.get(tier, 0.0) for tier in tiers]
        axes.barh(
            range(len(tiers)),
            width,
            left=left,
            height=0.66,
            color=colour,
            hatch=FATE_HATCH[fate],
            lw=0,
            edgecolor=style.PAPER,
            label=text(f"flow.{fate}", lang),
        )
        for i, share in enumerate(width):
            if share >= 6:
                axes.text(
                    left[i] + share / 2,
                    i,
                    f"{share:.1f}",
                    ha="center",
                    va="center",
                    fontsize=style.NOTE_SIZE,
                    bbox={"boxstyle": "round,pad=0.12", "fc": style.PAPER, "ec": "none", "alpha": 0.85},
                )
        left = [a + b for a, b in zip(left, width, strict=True)]
    totals = dict(ends.group_by("tier").agg(pl.col("cases").sum()).iter_rows())
    names = [text("flow.reached", lang, tier=text(f"flow.{t}", lang), count=_count(totals[t])) for t in tiers]
    axes.set_yticks(range(len(tiers)), names)
    axes.set(xlim=(0, 100), ylim=(len(tiers) - 0.5, -0.5))
    style.tidy(axes, grid="x")
