"""Numbers in columns beside a plot: one cell for each row, each column as wide as what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from sim.report import style

GAP = 0.2  # inches before each column
SIZE = style.LABEL_SIZE - 1.0
NAME_SIZE = style.LABEL_SIZE - 0.5
HEAD_LIFT = 7  # points between the plot's upper edge and the heads
PADS = 0.45  # inches that the layout keeps between names, plot and cells


@dataclass(frozen=True)
class Column:
    """A column: its head, a text (of one line or more) for each row, and its width in inches."""

    head: str
    cells: tuple[str, ...]
    width: float

    @classmethod
    def of(cls, head: str, cells: Sequence[str]) -> Column:
        """Make a column that is as wide as its longest line."""
        lines = [line for cell in (head, *cells) for line in cell.split("\n")]
        return cls(head, tuple(cells), max(style.text_width(line, SIZE) for line in lines))

    def part(self, start: int, count: int) -> Column:
        """Return a column of the same width with some of the cells."""
        return replace(self, cells=self.cells[start : start + count])


def ratios(columns: Sequence[Column], names: Sequence[str], width: float) -> tuple[float, float]:
    """Share a figure's width between plot and cells, inches; names stand left of the plot."""
    lines = [line for name in names for line in name.split("\n")]
    widest = max(style.text_width(line, NAME_SIZE) for line in lines)
    cells = _width(columns)
    return width - 2 * 0.6 * style.MARGIN - widest - cells - PADS, cells


def draw(axes: Axes, columns: Sequence[Column], places: Sequence[float], *, heads: bool = True) -> None:
    """Write columns into axes that share the plot's y axis; `places` are the rows' y values."""
    axes.axis("off")
    axes.set_xlim(0, _width(columns))
    left = GAP
    for column in columns:
        for place, cell in zip(places, column.cells, strict=True):
            axes.text(
                left, place, cell, fontsize=SIZE, va="center_baseline", linespacing=1.35, parse_math=False
            )
        if heads:
            axes.annotate(
                column.head,
                (left, 1.0),
                (0, HEAD_LIFT),
                xycoords=("data", "axes fraction"),
                textcoords="offset points",
                fontsize=SIZE,
                color=style.MUTED,
                va="baseline",
            )
        left += column.width + GAP


def wrapped(name: str, width: float) -> str:
    """Break a name into at most two lines of `width` inches."""
    first, *rest = style.wrap(name, width, NAME_SIZE)
    return "\n".join([first, *([style.shorten(" ".join(rest), width, NAME_SIZE)] if rest else [])])


def _width(columns: Sequence[Column]) -> float:
    return sum(column.width + GAP for column in columns)
