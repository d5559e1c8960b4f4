"""What drives a KPI: the effect of each parameter over its range, and its share of the variance."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report import style
from sim.report.data import Caption
from sim.report.measures import Measure, measure, number
from sim.report.texts import text

MOST = 15  # parameters shown, the strongest
NAME_WIDTH = 3.1  # inches for a parameter's name
ROW = 0.3  # inches for a bar


class Drivers(NamedTuple):
    """The tables of a sensitivity study that a chart needs."""

    effects: pl.DataFrame
    morris: pl.DataFrame | None
    sobol: pl.DataFrame | None
    parameters: pl.DataFrame  # name, name_zh, name_en, unit
    caption: Caption

    def names(self, lang: str) -> dict[str, str]:
        """Map the parameters to what people read."""
        return dict(self.parameters.select("name", f"name_{lang}").iter_rows())


def table(drivers: Drivers, output: str) -> pl.DataFrame:
    """Tabulate the parameters by their effect on one KPI, the strongest first.

    Columns: parameter, low, high, at_base, at_low, at_high; first, first_half_width, total, total_half_width
    where Sobol indices were made; mu_star, mu_star_half_width where screening was done.
    """
    kpi, level, key = output.split("/", 2)
    chosen = drivers.effects.filter(pl.col("kpi") == kpi, pl.col("level") == level, pl.col("key") == key)
    span = pl.max_horizontal(
        (pl.col("at_low") - pl.col("at_base")).abs(),
        (pl.col("at_high") - pl.col("at_base")).abs(),
        (pl.col("at_high") - pl.col("at_low")).abs(),
    )
    rows = chosen.with_columns(span=span).sort("span", descending=True, maintain_order=True).head(MOST)
    for found in (drivers.sobol, drivers.morris):
        if found is not None:
            own = found.filter(pl.col("output") == output).drop("output")
            rows = rows.join(own, on="parameter", how="left", maintain_order="left")
    return rows.drop("span")


def finding(rows: pl.DataFrame, drivers: Drivers, of: Measure, lang: str) -> str:
    """Tell the KPI of the scenario as it is, and the parameter that moves it most."""
    base = f"{number(float(rows['at_base'][0]), of.unit_en)} {_unit(of.unit(lang))}".strip()
    return text("tornado.finding", lang, base=base, name=drivers.names(lang)[rows["parameter"][0]])


def draw(rows: pl.DataFrame, output: str, drivers: Drivers, lang: str) -> Figure:
    """Draw the tornado and, beside it, Sobol indices or else the screening."""
    kpi, level, key = output.split("/", 2)
    of = measure(kpi)
    name = of.name(lang) if level == "network" else f"{of.name(lang)} · {key}"
    title = text("tornado.title", lang, kpi=name)
    beside = "sobol" if "total" in rows.columns else "morris" if "mu_star" in rows.columns else ""
    notes = [text("tornado.note", lang)]
    if beside:
        notes.append(text(f"tornado.note.{beside}", lang))
    notes.append(style.footnote(drivers.caption, lang, of.basis))
    figure = style.canvas(
        10.8, 0.9 + ROW * rows.height, title, finding(rows, drivers, of, lang), notes, legend_rows=1
    )
    panels = figure.subplots(
        1, 2 if beside else 1, sharey=True, squeeze=False, width_ratios=[3, 2][: 2 if beside else 1]
    )[0]
    _tornado(panels[0], rows, drivers, of.unit_en, lang)
    panels[0].set_xlabel(text("tornado.x", lang, kpi=name, unit=of.unit(lang)))
    if beside:
        _indices(panels[1], rows, beside, lang)
    style.legend(figure, style.entries(*panels))
    return figure


def _unit(unit: str) -> str:
    return "" if unit == "%" else unit


def _tornado(axes: Axes, rows: pl.DataFrame, drivers: Drivers, unit: str, lang: str) -> None:
    """One bar from the KPI at the parameter's low end to the base, one to its high end."""
    scale = 100 if unit == "share" else 1
    places = np.arange(rows.height)
    base = rows["at_base"].to_numpy() * scale
    for column, colour, label in (("at_low", style.BLUE, "low"), ("at_high", style.VERMILION, "high")):
        ends = rows[column].to_numpy() * scale
        axes.barh(
            places, ends - base, left=base, height=0.62, color=colour, label=text(f"tornado.{label}", lang)
        )
    axes.axvline(float(base[0]), color=style.INK, lw=0.8)
    names = drivers.names(lang)
    units = dict(drivers.parameters.select("name", "unit").iter_rows())
    labels = []
    for row in rows.to_dicts():
        of, bounds = units[row["parameter"]], f"{row['low']:g} … {row['high']:g}"
        if of == "share":
            bounds = f"{100 * row['low']:g} … {100 * row['high']:g} %"
        labels.append(f"{style.shorten(names[row['parameter']], NAME_WIDTH)}  [{bounds}]")
    axes.set_yticks(places, labels)
    axes.invert_yaxis()
    axes.margins(x=0.08)
    style.tidy(axes, grid="x")


def _indices(axes: Axes, rows: pl.DataFrame, kind: str, lang: str) -> None:
    """Dots with intervals: total and first-order index, or mu*."""
    places = np.arange(rows.height, dtype=np.float64)
    series = (("total", style.INK, "o", 0.12), ("first", style.MUTED, "s", -0.12))
    if kind == "morris":
        series = (("mu_star", style.INK, "o", 0.0),)  # type: ignore[assignment]
    for column, colour, marker, shift in series:
        values = rows[column].cast(pl.Float64).to_numpy()
        half = rows[f"{column}_half_width"].cast(pl.Float64).to_numpy()
        there = ~np.isnan(values)
        at, named = places[there] + shift, text(f"tornado.{column}", lang)
        axes.hlines(at, values[there] - half[there], values[there] + half[there], colors=colour, lw=0.9)
        axes.plot(values[there], at, marker, ms=4, color=colour, label=named)
    axes.set_xlabel(text(f"tornado.{kind}", lang))
    axes.axvline(0, color=style.FAINT, lw=0.8)
    style.tidy(axes, grid="x")
