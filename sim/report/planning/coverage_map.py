"""Map of demand before and after: how far each demand point travels, and where the new stations stand."""

from __future__ import annotations

from typing import Any

import polars as pl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from sim.report import ground, style
from sim.report import texts as common
from sim.report.measures import percent
from sim.report.placing import Window, densest, place_labels
from sim.report.planning.facts import Facts, empty
from sim.report.planning.tables import Tables
from sim.report.planning.texts import text

BOUNDS = (10.0, 15.0, 20.0)  # minutes that part the classes, each inclusive
COLOURS = (style.SKY, style.BLUE, style.ORANGE, style.VERMILION)  # cold within 15 minutes, warm beyond
WIDTH = 12.4  # inches
STATION: dict[str, Any] = {"marker": "^", "color": style.INK, "mec": style.PAPER, "mew": 0.4, "ms": 4.6}
CANDIDATE: dict[str, Any] = {"marker": "D", "color": style.INK, "mfc": "none", "mew": 0.9, "ms": 5.0}
CHOSEN: dict[str, Any] = {"marker": "*", "color": style.BLACK, "mfc": style.YELLOW, "mew": 0.9, "ms": 15.0}
THREAD: dict[str, Any] = {"colors": style.GREEN, "linewidths": 1.4}
SMALLEST, SPAN = 9.0, 130.0  # area of demand points, square points
ENLARGED, CROWD = 1 / 6, 10  # side of the enlarged part over the map's; stations that make a crowd


def table(tables: Tables) -> pl.DataFrame:
    """Tabulate demand points, existing stations and candidates with their places.

    Columns: layer (zone, station, candidate), id, name_zh, name_en, county, x and y (km from the south-west
    corner), demand, before and after (minutes), class_before and class_after (0 to 3: within 10, 15, 20
    minutes, further or unserved), selected, assumed (a candidate's source), to_x and to_y (the chosen site
    that serves a demand point now, if another did before). Closed facilities and departments are left out.
    """
    coverage, candidates = tables["coverage"], tables["candidates"]
    zones = coverage.select(
        *(pl.lit("zone").alias("layer"), pl.col("zone").alias("id"), "county", "lat", "lon", "demand"),
        *(pl.col(f"minutes_{when}").alias(when) for when in ("before", "after")),
        *(_class(f"minutes_{when}").alias(f"class_{when}") for when in ("before", "after")),
        pl.when(pl.col("facility_before").ne_missing(pl.col("facility_after")))
        .then("facility_after")
        .alias("to"),
    )
    sites = candidates.select(
        *(pl.lit("candidate").alias("layer"), "id", "name_zh", "name_en", "county", "lat", "lon"),
        pl.col("selected").fill_null(False),
        pl.col("source").fill_null("").str.to_lowercase().str.contains("assumed").alias("assumed"),
    )
    rows = pl.concat([zones, _stations(tables), sites], how="diagonal").drop_nulls(["lat", "lon"])
    rows = ground.on_plane(rows)
    chosen = rows.filter(pl.col("layer") == "candidate", pl.col("selected"))
    ends = chosen.select(pl.col("id").alias("to"), pl.col("x").alias("to_x"), pl.col("y").alias("to_y"))
    return rows.join(ends, on="to", how="left", maintain_order="left").drop("to")


def _class(minutes: str) -> pl.Expr:
    """Return the class of a column of minutes; what is not served is in the last one."""
    reached = pl.col(minutes).fill_nan(None)
    beyond = sum((reached > bound).cast(pl.Int64) for bound in BOUNDS)
    return pl.when(reached.is_null()).then(len(BOUNDS)).otherwise(beyond)


def _stations(tables: Tables) -> pl.DataFrame:
    """The scenario's open facilities but departments; none where the folder holds no scenario."""
    found = tables.get("scenario/facilities")
    if found is None:
        return pl.DataFrame(schema={"layer": pl.String, "lat": pl.Float64, "lon": pl.Float64})
    if "open" in found.columns:
        found = found.filter(pl.col("open").fill_null("true").str.to_lowercase() != "false")
    kept = found.filter(pl.col("kind") != "department")
    return kept.select(
        *(pl.lit("station").alias("layer"), "id", "name_zh", "name_en", "county"),
        pl.col("lat", "lon").cast(pl.Float64, strict=False),
    )


def share_within(zones: pl.DataFrame, when: str, reach: float) -> float:
    """Return the share of demand within `reach` minutes, `before` or `after`; 0 without any demand."""
    total = float(zones["demand"].sum())
    reached = float(zones.filter(pl.col(when).fill_nan(None) <= reach)["demand"].sum())
    return reached / total if total > 0 else 0.0


def mean_minutes(zones: pl.DataFrame, when: str) -> float | None:
    """Return the minutes of travel, weighed by demand, of the demand points that are served."""
    served = zones.filter(pl.col(when).fill_nan(None).is_not_null() & pl.col(when).is_finite())
    total = float(served["demand"].sum())
    return float((served["demand"] * served[when]).sum()) / total if total > 0 else None


def finding(rows: pl.DataFrame, lang: str, facts: Facts) -> str:
    """Tell how many stations are new, and the share of demand within reach before and after."""
    zones = rows.filter(pl.col("layer") == "zone")
    chosen = rows.filter(pl.col("layer") == "candidate", pl.col("selected"))
    shares = {when: percent(share_within(zones, when, facts.reach)) for when in ("before", "after")}
    return text("map.finding", lang, n=chosen.height, reach=f"{facts.reach:g}", **shares)


def draw(rows: pl.DataFrame, lang: str, facts: Facts) -> Figure:
    """Draw both maps to one scale; below them, where stations crowd, that part of both enlarged."""
    title = text("map.title", lang)
    zones = rows.filter(pl.col("layer") == "zone")
    if zones.is_empty():
        return empty(title, facts, lang)
    guess = text("map.assumed", lang) if rows["assumed"].fill_null(False).any() else ""
    notes = facts.notes(lang, text("map.note", lang), guess)
    x, y = rows["x"].to_numpy(), rows["y"].to_numpy()
    pad = 2.0 + 0.02 * max(x.max() - x.min(), y.max() - y.min())
    limits = ((x.min() - pad, x.max() + pad), (y.min() - 3.0 * pad, y.max() + pad))
    aspect = (limits[1][1] - limits[1][0]) / (limits[0][1] - limits[0][0])
    window = _crowd(rows, max(x.max() - x.min(), y.max() - y.min()))
    side = WIDTH / 2 - 0.3
    height = min(7.0, max(3.0, side * aspect)) + 0.3
    total = height + (0.72 * side + 0.3 if window else 0.0)
    figure = style.canvas(WIDTH, total, title, finding(rows, lang, facts), notes, legend_rows=2)
    shape: dict[str, Any] = {"height_ratios": [height, 0.72 * side + 0.3]} if window else {}
    grid: Any = figure.subplots(2 if window else 1, 2, squeeze=False, **shape)
    for axes, when in zip(grid[0], ("before", "after"), strict=True):
        axes.set(xlim=limits[0], ylim=limits[1], aspect="equal")
        _panel(axes, rows, when, lang)
        axes.set_title(_heading(zones, when, facts.reach, lang))
        axes.axis("off")
    if window:
        _enlarged(grid, rows, window, lang)
    style.legend(figure, _keys(rows, lang), columns=4)
    figure.get_layout_engine().execute(figure)  # type: ignore[union-attr]
    _name(figure, grid[:, 1], rows, window, lang)
    return figure


def _crowd(rows: pl.DataFrame, extent: float) -> Window | None:
    """The crowded part of the map, if a new station stands in it: else it is as before."""
    placed = rows.filter(pl.col("layer") != "zone", pl.col("selected").fill_null(True))
    window = densest(placed.select("x", "y").to_numpy(), ENLARGED * extent, CROWD)
    if window is None or rows.filter(_inside(window), pl.col("selected")).is_empty():
        return None
    return window


def _inside(window: Window) -> pl.Expr:
    half = window.side / 2
    return (pl.col("x") - window.x).abs().le(half) & (pl.col("y") - window.y).abs().le(half)


def _heading(zones: pl.DataFrame, when: str, reach: float, lang: str) -> str:
    minutes = mean_minutes(zones, when)
    told = "-" if minutes is None else f"{minutes:.1f}"
    share = percent(share_within(zones, when, reach))
    return text(f"map.{when}", lang, share=share, reach=f"{reach:g}", minutes=told)


def _enlarged(grid: Any, rows: pl.DataFrame, window: Window, lang: str) -> None:
    half = window.side / 2
    for (above, below), when in zip(grid.T, ("before", "after"), strict=True):
        below.set(xlim=(window.x - half, window.x + half), ylim=(window.y - half, window.y + half))
        below.set(aspect="equal", xticks=[], yticks=[])
        below.spines[:].set(visible=True, color=style.INK)
        below.set_title(common.text("map.enlarged", lang))
        _panel(below, rows, when, lang, grown=1.6)
        frame = Rectangle((window.x - half, window.y - half), window.side, window.side)
        frame.set(fill=False, edgecolor=style.INK, linewidth=0.8, zorder=8)
        above.add_patch(frame)


def _panel(axes: Axes, rows: pl.DataFrame, when: str, lang: str, grown: float = 1.0) -> None:
    """Draw counties, demand points, stations and candidates as they are before or after."""
    ground.counties(axes, rows)
    zones = rows.filter(pl.col("layer") == "zone").sort("demand", descending=True, maintain_order=True)
    most = max(float(zones["demand"].max() or 0.0), 1e-9)  # type: ignore[arg-type]
    area = grown * (SMALLEST + SPAN * zones["demand"].to_numpy() / most)
    colours = [COLOURS[code] for code in zones[f"class_{when}"]]
    look: dict[str, Any] = {"edgecolors": style.PAPER, "linewidths": 0.4, "zorder": 3}
    axes.scatter(zones["x"], zones["y"], s=area, c=colours, alpha=0.9, **look)
    stations = rows.filter(pl.col("layer") == "station")
    axes.plot(stations["x"], stations["y"], ls="", zorder=4, **STATION)
    sites = rows.filter(pl.col("layer") == "candidate")
    chosen = pl.col("selected") if when == "after" else pl.lit(False)
    if when == "after":
        moved = zones.drop_nulls("to_x").select("x", "y", "to_x", "to_y").to_numpy()
        threads = LineCollection(list(moved.reshape(-1, 2, 2)), zorder=2.5, **THREAD)
        axes.add_collection(threads, autolim=False)
    for kept, symbol in ((~chosen, CANDIDATE), (chosen, CHOSEN)):
        found = sites.filter(kept)
        axes.plot(found["x"], found["y"], ls="", zorder=5 if symbol is CANDIDATE else 6, **symbol)
    ground.scale_bar(axes, lang)


def _name(figure: Figure, panels: Any, rows: pl.DataFrame, window: Window | None, lang: str) -> None:
    """Name the chosen sites in the maps of after, those of the enlarged part only there."""
    chosen = rows.filter(pl.col("layer") == "candidate", pl.col("selected")).sort("x", "id")
    mark = pl.when(pl.col("assumed")).then(pl.lit("*")).otherwise(pl.lit(""))
    chosen = chosen.with_columns(label=pl.col(f"name_{lang}") + mark)
    stations = rows.filter(pl.col("layer").is_in(["station", "candidate"]))
    symbols = [(x, y, STATION["ms"] ** 2) for x, y in stations.select("x", "y").iter_rows()]
    symbols += [(x, y, CHOSEN["ms"] ** 2) for x, y in chosen.select("x", "y").iter_rows()]
    inside = _inside(window) if window else pl.lit(False)
    for axes, kept in zip(panels, (~inside, inside), strict=False):
        axes.apply_aspect()  # the frame that labels stay in is the one that is drawn
        taken = [*symbols, *_scale_bar(axes)]
        place_labels(figure, axes, chosen.filter(kept).select("x", "y", "label").rows(), taken)


def _scale_bar(axes: Axes) -> list[tuple[float, float, float]]:
    """Symbols along the scale bar, so that labels keep off it."""
    (low_x, high_x), (low_y, high_y) = axes.get_xlim(), axes.get_ylim()
    y = low_y + 0.045 * (high_y - low_y)
    return [(low_x + part * (high_x - low_x), y, 600.0) for part in (0.05, 0.1, 0.15, 0.2, 0.25, 0.3)]


def _keys(rows: pl.DataFrame, lang: str) -> list[Artist]:
    keys: list[Artist] = []
    for code, colour in enumerate(COLOURS):
        name = text(f"map.class.{code}", lang)
        keys.append(Line2D([], [], ls="", marker="o", color=colour, mec=style.PAPER, ms=8, label=name))
    for symbol, name in ((STATION, "station"), (CHOSEN, "chosen"), (CANDIDATE, "candidate")):
        keys.append(Line2D([], [], ls="", label=text(f"map.{name}", lang), **symbol))
    if rows["to_x"].drop_nulls().len():
        keys.append(Line2D([], [], color=style.GREEN, lw=1.4, label=text("map.moved", lang)))
    return keys
