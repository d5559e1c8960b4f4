"""The charts of runs and comparisons, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.chart_data import ChartData
from sim.report.content import Section
from sim.report.data import Comparison, Run
from sim.report.interactive import (
    backlog,
    bottlenecks,
    county,
    differences,
    flow,
    processing_time,
    reported,
    utilisation,
)
from sim.report.interactive import map as network_map
from sim.report.page_texts import PAGE


def chart_sections(runs: Sequence[Run], comparison: Comparison | None) -> list[Section]:
    """List the sections of charts of one run, or of the runs of a comparison with its base first.

    A chart without anything to draw has no section. Bottlenecks and reported figures are those of the base.
    """
    charts: list[tuple[str, ChartData | None]] = [
        ("map", network_map.chart(runs)),
        ("time", processing_time.chart(runs)),
        ("county", county.chart(runs)),
        ("utilisation", utilisation.chart(runs)),
        ("flow", flow.chart(runs)),
        ("backlog", backlog.chart(runs)),
        ("differences", differences.chart(comparison) if comparison else None),
        ("bottlenecks", bottlenecks.chart(runs[0].folder)),
        ("reported", reported.chart(runs[0].folder)),
    ]
    return [Section(name, PAGE[f"part.{name}"], [chart]) for name, chart in charts if chart]
