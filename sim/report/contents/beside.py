"""The section that names the files beside a report of a plan, a calibration or a study."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from sim.report.chart_data import Names
from sim.report.content import Cell, Section, Table
from sim.report.page_texts import PAGE


def files(folder: Path, listed: Sequence[str], words: Callable[[str], Names]) -> Section:
    """Link to the files that are there, each with the words that say what it holds."""
    rows = [[Cell(name, link=quote(name)), Cell(words(name))] for name in listed if (folder / name).exists()]
    return Section("files", PAGE["files"], [Table([PAGE["file"], PAGE["holds"]], rows)], PAGE["files_note"])
