"""Write charts and report of a finished run or comparison into its folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from sim.report import html, style
from sim.report.charts import Chart, charts_for
from sim.report.data import Comparison, Run, load_comparison, load_run
from sim.report.texts import LANGUAGES

Progress = Callable[[int, int], None]


def write_run_report(run_dir: Path | str, lang: str = "zh", progress: Progress | None = None) -> Path:
    """Write charts/<name>.<lang>.png and .svg in both languages, and report.html, into a run folder.

    Args:
        run_dir: a finished run folder.
        lang: the language that report.html opens in, zh or en.
        progress: called with (charts drawn, charts in all) after each chart.

    Returns:
        The path of report.html.

    Raises:
        ReportError: a file of the folder is missing or torn.
        ValueError: an unknown language.
    """
    run = load_run(run_dir)
    pictures = _charts(run, "run", lang, progress)
    return _finish(run.folder, html.run_page(run, pictures, lang))


def write_comparison_report(
    comparison_dir: Path | str, lang: str = "zh", progress: Progress | None = None
) -> Path:
    """Write charts and report.html into a comparison folder; arguments and errors as `write_run_report`."""
    comparison = load_comparison(comparison_dir)
    pictures = _charts(comparison, "comparison", lang, progress)
    return _finish(comparison.folder, html.comparison_page(comparison, pictures, lang))


def _charts(data: Run | Comparison, subject: str, lang: str, progress: Progress | None) -> list[html.Picture]:
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language: {lang}")
    charts: list[Chart] = charts_for("run" if subject == "run" else "comparison")
    folder = data.folder / "charts"
    folder.mkdir(exist_ok=True)
    pictures = []
    for number, chart in enumerate(charts):
        rows = chart.table(data)
        images = {}
        for language in LANGUAGES:
            figure = chart.draw(rows, language, data.caption)
            images[language] = style.png_bytes(figure)
            _replace(folder / f"{chart.name}.{language}.png", images[language])
            _replace(folder / f"{chart.name}.{language}.svg", style.svg_bytes(figure))
        titles = {language: chart.heading(language) for language in LANGUAGES}
        pictures.append(html.Picture(chart.name, titles, images))
        if progress:
            progress(number + 1, len(charts))
    return pictures


def _finish(folder: Path, page: str) -> Path:
    _replace(folder / "report.html", page.encode("utf-8"))
    return folder / "report.html"


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    partial = path.with_name(f".{path.name}.partial-{os.getpid()}")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
