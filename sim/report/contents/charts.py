"""The charts of runs and comparisons, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.content import Section
from sim.report.contents.shared import chart_section
from sim.report.data import Comparison, Run
from sim.report.page_texts import PAGE


def chart_sections(runs: Sequence[Run], comparison: Comparison | None) -> list[Section]:
    """List the sections of charts of one run, or of the runs of a comparison with its base first."""
    del runs, comparison
    return [*chart_section("map", PAGE["part.map"])]
