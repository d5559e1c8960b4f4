"""What lies below the symbols of a map: places on a plane in km, counties as hulls, a scale bar."""

from __future__ import annotations

import math

import polars as pl
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from sim.report import style
from sim.report.cells import KM_PER_DEGREE
from sim.report.texts import text

SCALES = (50, 20, 10, 5, 2, 1, 0.5)  # km that a scale bar may show


def on_plane(rows: pl.DataFrame) -> pl.DataFrame:
    """Add x and y, km east and north of the south-west corner, to rows with lat and lon in degrees."""
    if rows.is_empty():
        return rows.with_columns(x=pl.lit(0.0), y=pl.lit(0.0))
    south, west = float(rows["lat"].min()), float(rows["lon"].min())  # type: ignore[arg-type]
    shrink = math.cos(math.radians(float(rows["lat"].mean())))  # type: ignore[arg-type]
    return rows.with_columns(
        x=(pl.col("lon") - west) * KM_PER_DEGREE * shrink, y=(pl.col("lat") - south) * KM_PER_DEGREE
    )


def counties(axes: Axes, rows: pl.DataFrame) -> dict[str, str]:
    """Draw each county as the hull of its rows (layer, county, x, y); return the counties' colours."""
    from scipy.spatial import ConvexHull, QhullError

    colours = {}
    for i, county in enumerate(sorted(rows.filter(pl.col("layer") == "zone")["county"].unique().to_list())):
        colours[county] = style.PALE[i % len(style.PALE)]
        points = (
            rows.filter(pl.col("county") == county).select("x", "y").unique(maintain_order=True).to_numpy()
        )
        try:
            outline = points[ConvexHull(points).vertices]
        except (QhullError, ValueError):  # fewer than three places, or all on one line
            continue
        axes.add_patch(
            Polygon(outline, closed=True, fc=colours[county], ec=style.PAPER, lw=1.5, alpha=0.75, zorder=1)
        )
    return colours


def scale_bar(axes: Axes, lang: str) -> None:
    """Draw a bar of a round number of km into the lower left corner of axes whose limits are set."""
    low_x, high_x = axes.get_xlim()
    low_y, high_y = axes.get_ylim()
    km = next(step for step in SCALES if step <= 0.3 * (high_x - low_x) or step == SCALES[-1])
    x, y = low_x + 0.03 * (high_x - low_x), low_y + 0.035 * (high_y - low_y)
    axes.plot([x, x + km], [y, y], color=style.INK, lw=2.5, solid_capstyle="butt", zorder=7)
    axes.text(
        x + km / 2,
        y + 0.008 * (high_y - low_y),
        text("map.scale", lang, km=f"{km:g}"),
        ha="center",
        va="bottom",
        fontsize=style.NOTE_SIZE,
        zorder=7,
    )
