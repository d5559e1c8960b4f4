"""Map of the network: facilities by kind and load, reach within 15 minutes, counties as hulls."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from sim.network.compile.travel import Roads, km_within
from sim.report import ground, style
from sim.report.data import Caption, Run, once_a_run
from sim.report.measures import percent
from sim.report.placing import densest, place_labels
from sim.report.texts import text

MINUTES = 15.0
TRAVEL = {"detour": 1.324, "speed": 30.0, "fixed_minutes": 3.0}  # defaults of the travel policy
LOOK = {  # marker, colour; drawn in this order
    "township": ("o", style.BLUE),
    "park": ("s", style.ORANGE),
    "business_district": ("D", style.PURPLE),
    "embedded": ("^", style.GREEN),
    "brand": ("v", style.SKY),
    "roving": ("X", style.YELLOW),
    "subcentre": ("h", style.VERMILION),
    "district_centre": ("P", style.BLACK),
    "city_centre": ("*", style.BLACK),
}
CENTRES = ("subcentre", "district_centre", "city_centre")
WIDTH = 11.0  # inches
KEY_COLUMNS = 3  # of the kinds of facility
ENLARGED, CROWD = (
    1 / 7,
    8,
)  # side of the enlarged part over the map's longer one; facilities that make a crowd
COVERAGE = "within_15_minutes_enterprises"


def radius_km(run: Run) -> float:
    """Straight-line distance that 15 minutes cover: km on the road in 15 min less the fixed part, / detour.

    Speeds are those of roads.csv where the run has it; trips of travel.csv are no circle and are not in it.
    """
    values = dict(TRAVEL)
    policies = run.table("policies")
    if {"policy", "parameter", "value"} <= set(policies.columns):
        for policy, parameter, value in policies.select("policy", "parameter", "value").iter_rows():
            name = parameter if policy == "travel" else str(parameter).removeprefix("travel.")
            if name in values and (policy == "travel" or str(parameter).startswith("travel.")):
                values[name] = float(value)
    roads = Roads(np.array([np.inf]), np.array([values["speed"]]))
    if not (classes := run.table("roads")).is_empty():
        bounds, speeds = (classes[name].cast(pl.Float64, strict=False) for name in ("up_to_km", "speed"))
        roads = Roads(bounds.fill_null(np.inf).to_numpy(), speeds.to_numpy())
    return km_within(roads, (MINUTES - values["fixed_minutes"]) / 60) / values["detour"]


@once_a_run
def table(run: Run) -> pl.DataFrame:
    """Tabulate zones and facilities with their places on the map.

    Columns: layer (zone, facility), id, names, county, kind, x and y (km from the south-west corner), load,
    covered, radius, enterprises. load = busy member-hours a week in the measured window, mean over
    replications, travel included; covered = an open facility lies within `radius`, the straight-line distance
    of 15 minutes; enterprises = the network's KPI of 15-minute access (null if the run lacks it). Closed
    facilities and departments are left out.
    """
    zones, facilities = run.table("zones"), run.table("facilities")
    columns = ["layer", "id", "name_zh", "name_en", "county", "kind", "lat", "lon"]
    if zones.is_empty() or facilities.is_empty():
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    if "open" in facilities.columns:
        facilities = facilities.filter(pl.col("open").fill_null("true").str.to_lowercase() != "false")
    facilities = facilities.filter(pl.col("kind") != "department").with_columns(layer=pl.lit("facility"))
    zones = zones.with_columns(layer=pl.lit("zone"), kind=pl.lit("zone"))
    weeks = max(1, run.caption.days - run.caption.warm_up_days) / 7 * run.caption.replications
    load = (
        run.series.filter(pl.col("series") == "busy_hours")
        .group_by(pl.col("key").alias("id"))
        .agg(load=pl.col("value").sum() / 3600 / weeks)
    )
    rows = (
        pl.concat([zones.select(columns), facilities.select(columns)])
        .with_columns(pl.col("lat", "lon").cast(pl.Float64))
        .drop_nulls(["lat", "lon"])
    )
    rows = ground.on_plane(rows).join(load, on="id", how="left", maintain_order="left")
    near = pl.Series("covered", _nearest(rows, rows["x"].to_numpy(), rows["y"].to_numpy()) <= radius_km(run))
    geonames = "source" in zones.columns and zones["source"].fill_null("").str.contains("GeoNames").any()
    zh, en = run.names("counties", "zh"), run.names("counties", "en")
    return rows.with_columns(
        near,
        pl.col("county").replace(zh).alias("county_zh"),
        pl.col("county").replace(en).alias("county_en"),
        load=pl.when(pl.col("layer") == "facility").then(pl.col("load").fill_null(0.0)),
        radius=pl.lit(radius_km(run)),
        enterprises=pl.lit(_coverage(run), dtype=pl.Float64),
        geonames=pl.lit(bool(geonames)),
        matrix=pl.lit(run.table("travel").height > 0),
    )


def _coverage(run: Run) -> float | None:
    """The KPI of enterprises within 15 minutes, of the whole network."""
    found = run.summary.filter(pl.col("kpi") == COVERAGE, pl.col("level") == "network")["mean"].to_list()
    return found[0] if found else None


def _nearest(rows: pl.DataFrame, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Distance in km from each point to the nearest facility."""
    points = rows.filter(pl.col("layer") == "facility").select("x", "y").to_numpy()
    least = np.full(x.shape, np.inf)
    for px, py in points:
        least = np.minimum(least, np.hypot(x - px, y - py))
    return least


def draw(rows: pl.DataFrame, lang: str, caption: Caption) -> Figure:
    """Draw counties, reach, demand points and facilities to scale, the crowded part enlarged beside them.

    Only centres are labelled, those of the enlarged part in the enlargement.
    """
    title = text("map.title", lang)
    facilities = rows.filter(pl.col("layer") == "facility")
    if facilities.is_empty():
        return style.empty(title, caption, lang)
    notes = [text("map.note", lang), *([text("map.geonames", lang)] if rows["geonames"][0] else [])]
    low_x, high_x, low_y, high_y = _extent(rows, float(rows["radius"][0]))
    window = densest(
        facilities.select("x", "y").to_numpy(), ENLARGED * max(high_x - low_x, high_y - low_y), CROWD
    )
    aspect = (high_y - low_y) / (high_x - low_x)
    height = min(7.0, max(4.2, (0.58 if window else 0.8) * WIDTH * aspect))
    notes += [text("map.matrix", lang)] if rows["matrix"][0] else []
    notes += [style.footnote(caption, lang, "both")]
    listed = max(4, rows["county"].n_unique(), -(-(facilities["kind"].n_unique() + 2) // KEY_COLUMNS))
    figure = style.canvas(WIDTH, height, title, finding(rows, lang), notes, legend_rows=listed)
    main, inset = figure.subplots(1, 2, width_ratios=[1.5, 1]) if window else (figure.subplots(), None)
    main.set(xlim=(low_x, high_x), ylim=(low_y, high_y), aspect="equal", anchor="W")
    main.axis("off")
    most = max(float(facilities["load"].max() or 0.0), 1e-9)  # type: ignore[arg-type]
    counties = _panel(main, rows, most, lang)
    named = dict(rows.select("county", f"county_{lang}").unique().iter_rows())
    _legends(figure, facilities, {named[county]: colour for county, colour in counties.items()}, most, lang)
    if window and inset:
        half = window.side / 2
        inset.set(xlim=(window.x - half, window.x + half), ylim=(window.y - half, window.y + half))
        inset.set(aspect="equal", anchor="C", xticks=[], yticks=[])
        inset.spines[:].set(visible=True, color=style.INK)
        inset.set_title(text("map.enlarged", lang))
        _panel(inset, rows, most, lang)
        frame = Rectangle((window.x - half, window.y - half), window.side, window.side)
        frame.set(fill=False, edgecolor=style.INK, linewidth=0.8, zorder=8)
        main.add_patch(frame)
    figure.get_layout_engine().execute(figure)  # type: ignore[union-attr]
    if window and inset:
        inside = (pl.col("x") - window.x).abs().le(half) & (pl.col("y") - window.y).abs().le(half)
        _labels(figure, inset, facilities.filter(inside), most, lang, pl.lit(True))
        _labels(figure, main, facilities, most, lang, ~inside)
    else:
        _labels(figure, main, facilities, most, lang, pl.lit(True))
    return figure


def finding(rows: pl.DataFrame, lang: str) -> str:
    """Count stations and centres, and tell the share of demand points within reach beside the KPI's share."""
    zones, facilities = (rows.filter(pl.col("layer") == layer) for layer in ("zone", "facility"))
    centres = facilities.filter(pl.col("kind").is_in(CENTRES)).height
    parts = [
        text(f"map.{name}" if n != 1 else f"map.{name}.one", lang, n=n)
        for name, n in (("stations", facilities.height - centres), ("centres", centres))
    ]
    share = float(zones["covered"].mean() or 0.0)  # type: ignore[arg-type]
    line = text(
        "map.finding",
        lang,
        stations=parts[0],
        centres=parts[1],
        share=percent(share),
        radius=f"{rows['radius'][0]:.1f}",
    )
    enterprises = rows["enterprises"][0]
    if enterprises is None:
        return line
    return line + text("map.enterprises", lang, share=percent(enterprises))


def _panel(axes: Axes, rows: pl.DataFrame, most: float, lang: str) -> dict[str, str]:
    """Draw every layer but the labels into axes whose limits are set; returns the counties' colours."""
    counties = ground.counties(axes, rows)
    _reach(axes, rows, float(rows["radius"][0]))
    zones = rows.filter(pl.col("layer") == "zone")
    axes.plot(zones["x"], zones["y"], ls="", marker=".", ms=2.5, color=style.MUTED, zorder=3)
    for kind, (marker, colour) in LOOK.items():
        found = rows.filter(pl.col("layer") == "facility", pl.col("kind") == kind)
        axes.scatter(
            found["x"],
            found["y"],
            s=_size(found["load"].to_numpy(), most),
            marker=marker,
            color=colour,
            edgecolors=style.PAPER,
            linewidths=0.6,
            zorder=6 if kind in CENTRES else 5,
            alpha=0.9,
        )
    ground.scale_bar(axes, lang)
    return counties


def _extent(rows: pl.DataFrame, radius: float) -> tuple[float, float, float, float]:
    x, y = rows["x"].to_numpy(), rows["y"].to_numpy()
    pad = radius + 1.0
    return x.min() - pad, x.max() + pad + 2.0, y.min() - pad - 2.0, y.max() + pad


def _size(load: np.ndarray, most: float) -> np.ndarray:
    """Marker area in square points: proportional to the load, never too small to see."""
    return 18.0 + 260.0 * load / most


def _reach(axes: Axes, rows: pl.DataFrame, radius: float) -> None:
    (low_x, high_x), (low_y, high_y) = axes.get_xlim(), axes.get_ylim()
    x, y = np.meshgrid(np.linspace(low_x, high_x, 320), np.linspace(low_y, high_y, 320))
    away = _nearest(rows, x, y)
    axes.contourf(x, y, away, levels=[-1.0, radius], colors=[style.INK], alpha=0.10, zorder=2)
    axes.contour(x, y, away, levels=[radius], colors=[style.MUTED], linewidths=0.6, zorder=2)


def _legends(
    figure: Figure, facilities: pl.DataFrame, counties: dict[str, str], most: float, lang: str
) -> None:
    present = set(facilities["kind"].unique())
    kinds: list[Line2D | Patch] = [
        Line2D(
            [],
            [],
            ls="",
            marker=marker,
            color=colour,
            mec=style.PAPER,
            ms=7,
            label=text(f"facility.{kind}", lang),
        )
        for kind, (marker, colour) in LOOK.items()
        if kind in present
    ]
    kinds += [
        Line2D([], [], ls="", marker=".", ms=4, color=style.MUTED, label=text("map.zone", lang)),
        Patch(fc=style.INK, alpha=0.15, ec=style.MUTED, label=text("map.ring", lang)),
    ]
    steps = sorted({_round(most), _round(most / 4), _round(most / 20)}, reverse=True)
    loads: list[Line2D | Patch] = [
        Line2D(
            [],
            [],
            ls="",
            marker="o",
            color=style.BLUE,
            mec=style.PAPER,
            label=f"{step:,g}",
            ms=math.sqrt(float(_size(np.array(step), most))),
        )
        for step in steps
    ]
    areas: list[Line2D | Patch] = [
        Patch(fc=colour, alpha=0.75, label=name) for name, colour in counties.items()
    ]
    blocks = [
        ("map.kinds", kinds, KEY_COLUMNS, 0.0),
        ("map.load", loads, 1, 0.53),
        ("map.counties", areas, 1, 0.77),
    ]
    engine = figure.get_layout_engine()
    edge = engine.get()["rect"][1] if isinstance(engine, ConstrainedLayoutEngine) else 0.0
    for heading, listed, columns, x in blocks:  # below the map, side by side
        drawn = figure.legend(
            handles=listed,
            title=text(heading, lang),
            loc="upper left",
            bbox_to_anchor=(x + style.MARGIN * 0.6 / WIDTH, edge),
            ncols=columns,
            alignment="left",
            labelspacing=0.55,
            handletextpad=0.6,
            columnspacing=1.4,
        )
        drawn.get_title().set(color=style.MUTED, fontsize=style.LABEL_SIZE - 0.5)
        drawn.set_in_layout(False)


def _round(value: float) -> float:
    """Round to one significant digit."""
    if value <= 0:
        return 0.0
    return round(value, -math.floor(math.log10(value)))


def _labels(
    figure: Figure, axes: Axes, facilities: pl.DataFrame, most: float, lang: str, shown: pl.Expr
) -> None:
    """Name the centres that `shown` keeps, clear of every symbol of the panel."""
    sizes = _size(facilities["load"].to_numpy(), most)
    symbols = list(zip(facilities["x"].to_list(), facilities["y"].to_list(), sizes.tolist(), strict=True))
    order = pl.col("kind").replace(
        {kind: str(i) for i, kind in enumerate(("district_centre", "city_centre", "subcentre"))}
    )
    centres = facilities.filter(pl.col("kind").is_in(CENTRES), shown)
    centres = centres.sort(order, "x", "id", descending=[False, True, False])
    place_labels(figure, axes, centres.select("x", "y", f"name_{lang}").rows(), symbols)
