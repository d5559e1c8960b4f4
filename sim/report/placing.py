"""Where things go on a map: the crowded part that deserves an enlargement, and labels clear of symbols."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from sim.report import style

LABEL_WIDTH = 1.5  # inches
LABEL_SIZE = style.NOTE_SIZE + 0.5
REACHES = (9, 16, 24, 34, 46, 60, 76, 94, 114)  # points from the symbol, the nearest first
SIDES = ((1, 0), (-1, 0), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7), (0, 1), (0, -1))


class Window(NamedTuple):
    """A square part of a map."""

    x: float  # km, of the centre
    y: float
    side: float  # km


def densest(points: np.ndarray, side: float, least: int) -> Window | None:
    """Find the square of a side around the most points; None if fewer than `least` lie in any.

    Args:
        points: [n, 2], km.
        side: km.
        least: points that make a part crowded.

    Squares around each point are tried; the first of the best is moved to the middle of what it holds.
    """
    if len(points) < least:
        return None
    away = np.abs(points[:, None, :] - points[None, :, :]).max(axis=2)
    within = away <= side / 2
    best = int(within.sum(axis=1).argmax())
    if within[best].sum() < least:
        return None
    held = points[within[best]]
    middle = (held.min(axis=0) + held.max(axis=0)) / 2
    return Window(float(middle[0]), float(middle[1]), side)


def place_labels(
    figure: Figure,
    axes: Axes,
    labels: Sequence[tuple[float, float, str]],
    symbols: Sequence[tuple[float, float, float]],
) -> None:
    """Name places (x, y, name) near their symbols, clear of all symbols and of each other.

    Symbols are (x, y, area in square points). Where no clear spot is near, a label may cover symbols but no
    other label; a leader line joins each label to its place. A label without any spot is left out.
    """
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    frame = axes.get_window_extent()
    marks = [_mark(axes, *symbol) for symbol in symbols]
    taken: list[Bbox] = []
    for x, y, full in labels:
        name = "\n".join(style.wrap(full, LABEL_WIDTH, LABEL_SIZE))
        spots = [(dx * reach, dy * reach) for reach in REACHES for dx, dy in SIDES]
        for obstacles in ([*taken, *marks], taken):
            box = _try_spots(axes, (x, y), name, spots, frame, obstacles, renderer)
            if box is not None:
                taken.append(box)
                break


def _mark(axes: Axes, x: float, y: float, area: float) -> Bbox:
    """A symbol's box in pixels."""
    middle = axes.transData.transform((x, y))
    half = 0.45 * np.sqrt(area) * style.DPI / 72
    return Bbox.from_extents(*(middle - half), *(middle + half))


def _try_spots(
    axes: Axes,
    place: tuple[float, float],
    name: str,
    spots: Sequence[tuple[float, float]],
    frame: Bbox,
    obstacles: Sequence[Bbox],
    renderer: object,
) -> Bbox | None:
    """Put a label at the first spot inside the frame and off all obstacles; returns its box in pixels."""
    for dx, dy in spots:
        tried = _label(axes, place, name, dx, dy)
        tried.update_positions(renderer)  # type: ignore[arg-type]
        box = Text.get_window_extent(tried).padded(4)  # without the leader line
        inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
        if inside and not any(box.overlaps(other) for other in obstacles):
            return box
        tried.remove()
    return None


def _label(axes: Axes, place: tuple[float, float], name: str, dx: float, dy: float) -> Annotation:
    label = axes.annotate(
        name,
        place,
        (dx, dy),
        textcoords="offset points",
        ha="left" if dx > 0 else "right" if dx < 0 else "center",
        va="center",
        fontsize=LABEL_SIZE,
        zorder=9,
        arrowprops={"arrowstyle": "-", "lw": 0.8, "color": style.INK, "shrinkA": 0, "shrinkB": 2},
        bbox={"boxstyle": "round,pad=0.12", "fc": style.PAPER, "ec": "none", "alpha": 0.8},
    )
    label.set_in_layout(False)
    return label
