"""Write charts and report of a finished result into its folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sim.experiment.whole import whole
from sim.report.contents import content_of
from sim.report.texts import LANGUAGES

Progress = Callable[[int, int], None]
PAGE_FILE = "report.html"


def write_page(folder: Path | str, lang: str = "zh") -> Path:
    """Write report.html of a finished result folder of any kind, whole or not at all.

    Args:
        folder: a result folder.
        lang: the language that the page opens in, zh or en.

    Returns:
        The path of report.html.

    Raises:
        ReportError: a file of the folder is missing or torn.
        ValueError: an unknown language.
    """
    from sim.report.html import page

    if lang not in LANGUAGES:
        raise ValueError(f"unknown language: {lang}")
    path = Path(folder) / PAGE_FILE
    _replace(path, page(content_of(folder), lang).encode("utf-8"))
    return path


def write_charts(folder: Path | str, progress: Progress | None = None) -> None:
    """Write charts/<name>.<lang>.png and .svg of a run or a comparison, in both languages.

    Args:
        folder: a folder of a run or of a comparison.
        progress: called with (charts drawn, charts in all) after each chart.

    Raises:
        ReportError: a file of the folder is missing or torn.
    """
    from sim.report import style
    from sim.report.charts import charts_for
    from sim.report.data import load_comparison, load_run

    folder = Path(folder)
    compared = (folder / "comparison.csv").exists()
    data = load_comparison(folder) if compared else load_run(folder)
    charts = charts_for("comparison" if compared else "run")
    (folder / "charts").mkdir(exist_ok=True)
    for number, chart in enumerate(charts, 1):
        rows = chart.table(data)
        for lang in LANGUAGES:
            figure = chart.draw(rows, lang, data.caption)
            _replace(folder / "charts" / f"{chart.name}.{lang}.png", style.png_bytes(figure))
            _replace(folder / "charts" / f"{chart.name}.{lang}.svg", style.svg_bytes(figure))
        if progress:
            progress(number, len(charts))


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    with whole(path) as partial:
        partial.write_bytes(content)
