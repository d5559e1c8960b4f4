"""Whether a plan still keeps its targets if an assumption is off: years kept, and the mean of each target."""

from __future__ import annotations

from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report import beside, style
from sim.report.measures import measure, number, percent
from sim.report.numbers import SATISFACTION_DIGITS
from sim.report.planning.facts import Facts, empty, kpi_name
from sim.report.planning.tables import Tables
from sim.report.planning.texts import text
from sim.report.planning.years import CERTIFIED, LOOK, RECHECK, draw_shares

WIDTH, NAME_WIDTH, HEAD_WIDTH, ROW = 11.8, 2.6, 1.15, 0.42  # inches
TARGETS = 5  # shown beside the plot
AS_PLANNED = "as_planned"


def table(tables: Tables) -> pl.DataFrame:
    """Tabulate robustness.csv, a row for each variant and target; the plan as it is comes first.

    Columns: row, variant, name_zh, name_en, phase (which symbol), n, share, low, high (of years that keep all
    targets), kpi, level, key, unit, bound, mean, missed (the mean lies on the wrong side of the bound). The
    plan as it is stands there with what promise.csv and certification.csv found on fresh seeds, if any.
    """
    found = tables["robustness"].drop_nulls("bound")
    rows = found.select(
        *("variant", "kpi", "level", "key", "unit", "bound", "mean", "n"),
        *(pl.col(f"variant_{lang}").alias(f"name_{lang}") for lang in ("zh", "en")),
        *(
            pl.col(f"years_{one}").alias(name)
            for one, name in (("kept", "share"), ("low", "low"), ("high", "high"))
        ),
    ).with_columns(phase=pl.lit(CERTIFIED))
    rows = pl.concat([*_as_planned(tables), rows], how="diagonal_relaxed")
    lower = [measure(kpi).better == "lower" for kpi in rows["kpi"]]
    apart = pl.col("mean") - pl.col("bound")
    missed = pl.when(pl.Series(lower, dtype=pl.Boolean)).then(apart > 0).otherwise(apart < 0)
    return rows.with_columns(row=pl.col("variant").rle_id().cast(pl.Int64), missed=missed)


def _as_planned(tables: Tables) -> list[pl.DataFrame]:
    """What was found of the plan itself on fresh seeds."""
    if "promise" not in tables or "certification" not in tables:
        return []
    together = tables["certification"].filter(pl.col("phase") == "recheck", pl.col("requirement") == "all")
    if together.is_empty():
        return []
    years = together.row(0, named=True)
    promised = tables["promise"].drop_nulls("bound")
    facts = {"variant": AS_PLANNED, "phase": RECHECK} | {
        one: years[one] for one in ("n", "share", "low", "high")
    }
    facts |= {f"name_{lang}": text("robustness.as_planned", lang) for lang in ("zh", "en")}
    return [
        promised.select("kpi", "level", "key", "unit", "bound", pl.col("found").alias("mean")).with_columns(
            **{name: pl.lit(value) for name, value in facts.items()}
        )
    ]


def finding(rows: pl.DataFrame, lang: str) -> str:
    """Tell in how many variants the mean of a target misses its bound."""
    means = rows.filter(pl.col("variant") != AS_PLANNED).group_by("row").agg(pl.col("missed").any())
    missed = int(means["missed"].sum())
    return text("robustness.finding" if missed else "robustness.kept", lang, n=means.height, missed=missed)


def draw(rows: pl.DataFrame, lang: str, facts: Facts) -> Figure:
    """Draw the share of years that keep all targets, by variant; the means of the targets stand beside."""
    title = text("robustness.title", lang)
    if rows.is_empty():
        return empty(title, facts, lang)
    variants = rows.unique("row", keep="first", maintain_order=True)
    told = finding(rows, lang)
    notes = facts.notes(lang, text("robustness.note", lang))
    labels = [beside.wrapped(one, NAME_WIDTH) for one in variants[f"name_{lang}"]]
    cells = _columns(rows, variants.height, lang)
    figure = style.canvas(WIDTH, 1.3 + ROW * variants.height, title, told, notes, legend_rows=1)
    axes, side = figure.subplots(1, 2, sharey=True, width_ratios=beside.ratios(cells, labels, WIDTH))
    draw_shares(axes, variants, {CERTIFIED: 0.0, RECHECK: 0.0})
    asked = facts.manifest.get("probability")
    if asked is not None and facts.manifest.get("sense", "year") == "year":
        axes.axvline(100 * asked, color=style.INK, lw=1.2, zorder=1, label=text("years.asked", lang))
    axes.set_yticks(range(variants.height), labels)
    axes.set_ylim(variants.height - 0.45, -0.55)
    axes.set_xlabel(text("robustness.x", lang))
    beside.draw(side, cells, range(variants.height))
    _legend(figure, axes, variants, lang)
    return figure


def _legend(figure: Figure, axes: Axes, variants: pl.DataFrame, lang: str) -> None:
    for phase, name in ((RECHECK, "robustness.as_planned"), (CERTIFIED, "robustness.varied")):
        if phase in variants["phase"]:
            axes.plot([], [], label=text(name, lang), **LOOK[phase])
    style.legend(figure, style.entries(axes))


def _columns(rows: pl.DataFrame, n: int, lang: str) -> list[beside.Column]:
    """A column for each target: the mean of each variant, marked where it misses the bound."""
    columns = []
    for target in (
        rows.unique(["kpi", "level", "key"], keep="first", maintain_order=True).head(TARGETS).to_dicts()
    ):
        kpi = target["kpi"], target["level"], target["key"]
        same = pl.all_horizontal(
            pl.col(name) == one for name, one in zip(("kpi", "level", "key"), kpi, strict=True)
        )
        some = {row["row"]: row for row in rows.filter(same).to_dicts()}
        lines = [*style.wrap(kpi_name(kpi, lang), HEAD_WIDTH, beside.SIZE), _bound(target)]
        cells = [_cell(some.get(one)) for one in range(n)]
        columns.append(beside.Column.of("\n".join(lines), cells))
    return columns


def _bound(target: dict[str, Any]) -> str:
    sign = "≤" if measure(target["kpi"]).better == "lower" else "≥"
    return (
        f"{sign} {100 * target['bound']:g} %" if target["unit"] == "share" else f"{sign} {target['bound']:g}"
    )


def _cell(row: dict[str, Any] | None) -> str:
    if row is None or row["mean"] is None:
        return "-"
    shown = (
        percent(row["mean"], SATISFACTION_DIGITS)
        if row["unit"] == "share"
        else number(row["mean"], row["unit"])
    )
    return f"{shown} ×" if row["missed"] else shown
