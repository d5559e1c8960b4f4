"""How every chart looks: shipped font, colours for colour-blind readers, header and footnote."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sim.report.data import Caption
from sim.report.measures import percent
from sim.report.texts import text

FONT_FILE = Path(__file__).parent / "fonts" / "NotoSansSC-gb2312.ttf"
FAMILY = "Yizhan Noto Sans SC"  # a name of our own, so that no other Noto of the machine is taken
DPI = 150

# Okabe and Ito's palette: distinct for the common forms of colour blindness, and in grey.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
INK, MUTED, FAINT, CLOSED, PAPER = "#222222", "#666666", "#D9D9D9", "#EEEEEE", "#FFFFFF"
PALE = ("#BBCCEE", "#CCDDAA", "#EEEEBB", "#FFCCCC", "#CCEEFF", "#DDCCEE", "#EEDDCC", "#DDDDDD")
KIND_COLOUR = {"transaction": BLUE, "problem": VERMILION}

TITLE_SIZE, FINDING_SIZE, LABEL_SIZE, NOTE_SIZE = 14.0, 10.0, 9.0, 7.5
LINE = 1.45  # line height in font sizes
MARGIN = 0.22  # inches
LIGHT = 0.3  # median utilisation below which most facilities are called lightly loaded
LEGEND_ROW = 0.26  # inches
HINTED = 1.03  # glyphs stand on whole pixels: a long line is up to so much wider than its outlines


def _settings() -> dict[str, Any]:
    return {
        "font.family": [FAMILY, "DejaVu Sans"],
        "font.size": LABEL_SIZE,
        "axes.titlesize": LABEL_SIZE + 1,
        "axes.titlelocation": "left",
        "axes.labelsize": LABEL_SIZE,
        "axes.labelcolor": INK,
        "axes.edgecolor": MUTED,
        "axes.linewidth": 0.7,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": False,
        "axes.axisbelow": True,
        "grid.color": FAINT,
        "grid.linewidth": 0.6,
        "text.color": INK,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "xtick.labelsize": LABEL_SIZE - 0.5,
        "ytick.labelsize": LABEL_SIZE - 0.5,
        "legend.fontsize": LABEL_SIZE - 0.5,
        "legend.frameon": False,
        "svg.hashsalt": "yizhan",
        "svg.fonttype": "path",
        "savefig.dpi": DPI,
        "figure.dpi": DPI,
        "timezone": "UTC",
    }


@cache
def _register_font() -> None:
    entry = font_manager.FontEntry(
        fname=str(FONT_FILE),
        name=FAMILY,
        style="normal",
        variant="normal",
        weight=400,
        stretch="normal",
        size="scalable",
    )
    font_manager.fontManager.ttflist.append(entry)


@contextmanager
def context() -> Iterator[None]:
    """Apply the style inside the block, to drawing and saving alike, and undo it afterwards."""
    _register_font()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_settings())  # type: ignore[arg-type]
        yield


@cache
def _font(fallback: bool) -> FT2Font:
    name = font_manager.findfont("DejaVu Sans") if fallback else str(FONT_FILE)
    font = FT2Font(name)
    font.set_size(100.0, 72)
    return font


@cache
def _advance(character: str) -> float:
    """Advance of a character in font sizes."""
    code = ord(character)
    font = _font(code not in _font(False).get_charmap())
    return float(font.load_char(code, flags=LoadFlags.NO_HINTING).linearHoriAdvance) / 65536 / 100


def text_width(line: str, size: float) -> float:
    """Width of a line of text in inches at `size` points."""
    return sum(_advance(c) for c in line) * size / 72


def wrap(paragraph: str, width: float, size: float) -> list[str]:
    """Break a paragraph into lines of at most `width` inches: at spaces, or between Chinese characters."""
    pieces: list[str] = []
    for character in paragraph:
        wide = ord(character) >= 0x2E80
        closing = character in "，。；：、）》”’％"
        after_wide = bool(pieces) and ord(pieces[-1][-1]) >= 0x2E80 and pieces[-1][-1] not in "（《“‘"
        opened = bool(pieces) and pieces[-1][-1] in "（《“‘"
        if pieces and (closing or opened or not (wide or after_wide or pieces[-1].endswith(" "))):
            pieces[-1] += character
        else:
            pieces.append(character)
    lines = [""]
    for piece in pieces:
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def shorten(label: str, width: float, size: float = LABEL_SIZE - 0.5) -> str:
    """Cut a label to `width` inches, with an ellipsis where something was cut."""
    if text_width(label, size) <= width:
        return label
    while label and text_width(label + "…", size) > width:
        label = label[:-1]
    return label.rstrip() + "…"


def joined(lang: str, *sentences: str) -> str:
    """Join sentences, with a space between them where the language has one."""
    return ("" if lang == "zh" else " ").join(sentence for sentence in sentences if sentence)


def footnote(caption: Caption, lang: str, basis: str) -> str:
    """Name scenario, days, replications, seed and basis (`data` or `prior`, or both) below every chart."""
    return text(
        "footnote",
        lang,
        scenario=caption.scenario(lang),
        days=caption.days,
        warm_up=caption.warm_up_days,
        replications=caption.replications,
        seed=caption.seed,
        basis=text(f"basis.{basis}", lang),
    )


def interval_note(caption: Caption, lang: str) -> str:
    """Say what the whiskers are; with one replication that there are none, with two what they are worth."""
    return text({1: "single", 2: "two"}.get(caption.replications, "interval"), lang)


def load_note(caption: Caption, lang: str) -> str:
    """Say how loaded the facilities are, and that waits are prior-driven."""
    if caption.median_utilisation is None:
        return ""
    light = caption.median_utilisation < LIGHT
    return text("light" if light else "loaded", lang, share=percent(caption.median_utilisation))


def canvas(
    width: float, height: float, title: str, finding: str, notes: list[str], *, legend_rows: int = 0
) -> Figure:
    """Make a figure whose plotting area is about `height` inches high, with header above and notes below.

    The axes are laid out by matplotlib's constrained layout inside what header, notes and `legend_rows`
    (lines of `legend`) leave.
    """
    inner = (width - 2 * MARGIN) / HINTED
    header = [(line, TITLE_SIZE, INK) for line in wrap(title, inner, TITLE_SIZE)]
    header += [(line, FINDING_SIZE, MUTED) for line in wrap(finding, inner, FINDING_SIZE) if line]
    footer = [(line, NOTE_SIZE, MUTED) for note in notes for line in wrap(note, inner, NOTE_SIZE) if line]
    top = MARGIN + sum(size * LINE / 72 for _, size, _ in header) + 0.1
    bottom = MARGIN + sum(size * LINE / 72 for _, size, _ in footer) + 0.06
    foot, bottom = bottom, bottom + LEGEND_ROW * legend_rows
    total = height + top + bottom
    figure = Figure(figsize=(width, total), facecolor=PAPER)
    FigureCanvasAgg(figure)
    y = total - MARGIN
    for line, size, colour in header:
        y -= size * LINE / 72
        _write(figure, MARGIN / width, (y + 0.3 * size / 72) / total, line, size, colour)
    y = foot - 0.06
    for line, size, colour in footer:
        y -= size * LINE / 72
        _write(figure, MARGIN / width, (y + 0.3 * size / 72) / total, line, size, colour)
    side = MARGIN * 0.6 / width
    figure.set_layout_engine(
        "constrained", rect=(side, bottom / total, 1 - 2 * side, height / total), w_pad=0.05, h_pad=0.05
    )
    return figure


def legend(figure: Figure, handles: Sequence[Artist], *, columns: int = 5) -> None:
    """Put a legend between axes and notes, into the rows that `canvas` reserved."""
    engine = figure.get_layout_engine()
    edge = engine.get()["rect"][1] if isinstance(engine, ConstrainedLayoutEngine) else 0.0
    drawn = figure.legend(
        handles=list(handles),
        loc="upper center",
        bbox_to_anchor=(0.5, edge),
        ncols=min(columns, len(handles)),
        borderaxespad=0.2,
        borderpad=0.1,
        columnspacing=1.8,
    )
    drawn.set_in_layout(False)


def entries(*panels: Axes) -> list[Artist]:
    """The legend entries of some axes, each label once."""
    found = {handle.get_label(): handle for axes in panels for handle in axes.get_legend_handles_labels()[0]}
    return list(found.values())


def _write(figure: Figure, x: float, y: float, line: str, size: float, colour: str) -> None:
    artist = figure.text(x, y, line, fontsize=size, color=colour, va="baseline", ha="left", parse_math=False)
    artist.set_in_layout(False)


def empty(title: str, caption: Caption, lang: str) -> Figure:
    """Say in place of a chart that the run holds nothing to draw."""
    figure = canvas(7.0, 1.2, title, "", [footnote(caption, lang, "both")])
    axes = figure.subplots()
    axes.axis("off")
    axes.text(0.5, 0.5, text("empty", lang), ha="center", va="center", color=MUTED, fontsize=FINDING_SIZE)
    return figure


def settled(figure: Figure) -> Figure:
    """Lay a figure out once and for all: later renderings are quick and equal to the last bit."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
    figure.set_layout_engine("none")
    for axes in figure.axes:  # the solver's last bits differ from call to call
        left, bottom, width, height = (round(edge, 6) for edge in axes.get_position().bounds)
        axes.set_position((left, bottom, width, height))
    return figure


def tidy(axes: Axes, *, grid: str = "y") -> None:
    """Draw a light grid along one axis and drop the tick marks."""
    axes.grid(True, axis=grid)  # type: ignore[arg-type]
    axes.tick_params(length=0)
    axes.tick_params(axis="x", pad=7)


def png_bytes(figure: Figure) -> bytes:
    """Render a figure as PNG at 150 dots an inch; the same figure gives the same bytes."""
    with context():
        buffer = io.BytesIO()
        FigureCanvasAgg(figure).print_png(buffer, metadata={"Software": None})  # type: ignore[no-untyped-call]
        return buffer.getvalue()


def svg_bytes(figure: Figure) -> bytes:
    """Render a figure as SVG, text as outlines, without a date: equal figures give equal bytes."""
    with context():
        buffer = io.BytesIO()
        canvas_before = figure.canvas
        metadata = {"Date": None, "Creator": None}
        FigureCanvasSVG(figure).print_svg(buffer, metadata=metadata)  # type: ignore[no-untyped-call]
        figure.set_canvas(canvas_before)
        return buffer.getvalue()
