"""Distribution of processing time relative to the promise, for transactions and for problems."""

from __future__ import annotations

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report import style
from sim.report.data import Caption, Run, once_a_run
from sim.report.measures import percent
from sim.report.texts import text

STEP = 0.05  # width of the bins of the series
BINS = 60  # bins below the last, which holds the rest
KINDS = ("transaction", "problem")


@once_a_run
def table(run: Run) -> pl.DataFrame:
    """Tabulate the distribution of processing time over the promise.

    Columns: kind, bin (0..60), x (lower edge), cases (mean over replications), share = cases of
    the bin / cases of the kind, replications pooled; cumulative = share closed before the upper
    edge; cumulative_low and _high = its least and greatest value over replications. Kinds
    without a case are left out.
    """
    rows = run.series.filter(pl.col("series") == "processing_ratio")
    if rows.is_empty():
        return pl.DataFrame(schema={"kind": pl.String, "bin": pl.Int64})
    rows = rows.with_columns(bin=(pl.col("x") / STEP).round().cast(pl.Int64).clip(0, BINS)).rename(
        {"key": "kind"}
    )
    grid = (
        rows.select("replication", "kind").unique().join(pl.DataFrame({"bin": range(BINS + 1)}), how="cross")
    )
    by = ["replication", "kind"]
    counts = (
        grid.join(rows.group_by(*by, "bin").agg(pl.col("value").sum()), on=[*by, "bin"], how="left")
        .with_columns(pl.col("value").fill_null(0.0))
        .sort(*by, "bin")
        .with_columns(total=pl.col("value").sum().over(by))
        .filter(pl.col("total") > 0)
        .with_columns(done=pl.col("value").cum_sum().over(by) / pl.col("total"))
    )
    return (
        counts.group_by("kind", "bin")
        .agg(
            pl.col("value").sum().alias("sum"),
            pl.col("done").min().alias("cumulative_low"),
            pl.col("done").max().alias("cumulative_high"),
        )
        .sort("kind", "bin", descending=[True, False])
        .with_columns(
            x=pl.col("bin") * STEP,
            cases=pl.col("sum") / run.caption.replications,
            share=pl.col("sum") / pl.col("sum").sum().over("kind"),
        )
        .with_columns(cumulative=pl.col("share").cum_sum().over("kind"))
        .select("kind", "bin", "x", "cases", "share", "cumulative", "cumulative_low", "cumulative_high")
    )


def on_time(rows: pl.DataFrame, kind: str) -> float:
    """Share of a kind's cases that were closed before their promise ran out."""
    return float(rows.filter((pl.col("kind") == kind) & (pl.col("bin") < round(1 / STEP)))["share"].sum())


def draw(rows: pl.DataFrame, lang: str, caption: Caption) -> Figure:
    """Draw one panel a kind: bars of 0.1 and the cumulative curve, the promise marked."""
    title = text("processing.title", lang)
    kinds = [kind for kind in KINDS if kind in rows["kind"].unique()]
    if not kinds:
        return style.empty(title, caption, lang)
    parts = "；" if lang == "zh" else "; "
    shares = [f"{text(f'kind.{kind}', lang)} {percent(on_time(rows, kind))}" for kind in kinds]
    notes = [style.load_note(caption, lang), style.footnote(caption, lang, "prior")]
    figure = style.canvas(
        9.0,
        0.7 + 2.5 * len(kinds),
        title,
        text("processing.finding", lang, parts=parts.join(shares)),
        notes,
        legend_rows=1,
    )
    panels = figure.subplots(len(kinds), 1, sharex=True, squeeze=False)[:, 0]
    for axes, kind in zip(panels, kinds, strict=True):
        _panel(axes, rows.filter(pl.col("kind") == kind), kind, lang, caption)
    panels[-1].set_xlabel(text("processing.x", lang))
    style.legend(figure, style.entries(panels[0]))
    return figure


def _panel(axes: Axes, rows: pl.DataFrame, kind: str, lang: str, caption: Caption) -> None:
    colour = style.KIND_COLOUR[kind]
    bars = rows.with_columns(bar=pl.col("bin") // 2).group_by("bar").agg(pl.col("share").sum()).sort("bar")
    inner = bars.filter(pl.col("bar") < BINS // 2)
    axes.bar(
        inner["bar"] * 2 * STEP,
        100 * inner["share"],
        2 * STEP * 0.9,
        align="edge",
        color=colour,
        alpha=0.45,
        label=text("processing.bars", lang),
    )
    rest = 100 * float(rows.filter(pl.col("bin") == BINS)["share"].sum())
    axes.bar(
        [BINS * STEP + 0.02],
        [rest],
        0.16,
        align="edge",
        color=style.INK,
        hatch="///",
        edgecolor=style.PAPER,
        linewidth=0,
        label=text("processing.rest", lang),
    )
    before = rows.filter(pl.col("bin") < BINS)
    edges = [0.0, *(before["x"] + STEP).to_list()]
    axes.plot(
        edges,
        [0.0, *(100 * before["cumulative"])],
        color=colour,
        lw=1.8,
        label=text("processing.curve", lang),
    )
    if caption.replications > 1:
        low, high = [0.0, *(100 * before["cumulative_low"])], [0.0, *(100 * before["cumulative_high"])]
        axes.fill_between(
            edges, low, high, color=colour, alpha=0.25, lw=0, label=text("processing.band", lang)
        )
    axes.axvline(1.0, color=style.INK, lw=1.2, ls="--")
    within = text("processing.within", lang, share=percent(on_time(rows, kind)))
    label = f"{text('processing.promise', lang)}\n{within}"
    axes.annotate(
        label, (1.0, 50), (6, 0), textcoords="offset points", va="center", fontsize=style.LABEL_SIZE
    )
    cases = f"{rows['cases'].sum():,.0f}"
    axes.set_title(text("processing.panel", lang, kind=text(f"kind.{kind}", lang), cases=cases))
    axes.set(xlim=(0, BINS * STEP + 0.2), ylim=(0, 104), ylabel=text("processing.y", lang))
    axes.set_xticks([0, 0.5, 1, 1.5, 2, 2.5, BINS * STEP + 0.1], ["0", "0.5", "1", "1.5", "2", "2.5", "≥ 3"])
    style.tidy(axes)
