"""The charts of runs and comparisons, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
        ("bottlenecks", _of_base(bottlenecks.chart(runs[0].folder), comparison)),
        ("reported", _of_base(reported.chart(runs[0].folder), comparison)),
    ]
    return [Section(name, PAGE[f"part.{name}"], [chart]) for name, chart in charts if chart]


def _of_base(chart: ChartData | None, comparison: Comparison | None) -> ChartData | None:
    """Note on a chart of a comparison's base alone that it is."""
    if chart is None or comparison is None:
        return chart
    return replace(chart, notes=[PAGE["of_base"], *chart.notes])
