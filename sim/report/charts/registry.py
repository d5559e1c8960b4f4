"""The charts of a run and of a comparison, in reading order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl
from matplotlib.figure import Figure

from sim.report import style
from sim.report.charts import (
    backlog,
    comparison,
    county,
    flow,
    network_map,
    processing_time,
    utilisation,
    warm_up,
)
from sim.report.data import Caption
from sim.report.texts import text

Subject = Literal["run", "comparison"]


@dataclass(frozen=True)
class Chart:
    """One chart: a pure table function of a run (or comparison) and a renderer of that table."""

    name: str
    subject: Subject
    title: str  # key of the text table
    table: Callable[[Any], pl.DataFrame]
    renderer: Callable[[pl.DataFrame, str, Caption], Figure]

    def draw(self, rows: pl.DataFrame, lang: str, caption: Caption) -> Figure:
        """Render a table in `lang` in the common style."""
        with style.context():
            return style.settled(self.renderer(rows, lang, caption))

    def heading(self, lang: str) -> str:
        """The chart's title in `lang`."""
        return text(self.title, lang)


CHARTS = {
    chart.name: chart
    for chart in (
        Chart("map", "run", "map.title", network_map.table, network_map.draw),
        Chart("processing_time", "run", "processing.title", processing_time.table, processing_time.draw),
        Chart("county", "run", "county.title", county.table, county.draw),
        Chart("utilisation", "run", "utilisation.title", utilisation.table, utilisation.draw),
        Chart("flow", "run", "flow.title", flow.table, flow.draw),
        Chart("backlog", "run", "backlog.title", backlog.table, backlog.draw),
        Chart("warm_up", "run", "warm_up.title", warm_up.table, warm_up.draw),
        Chart("comparison", "comparison", "comparison.title", comparison.table, comparison.draw),
    )
}


def charts_for(subject: Subject) -> list[Chart]:
    """List the charts of a run or of a comparison."""
    return [chart for chart in CHARTS.values() if chart.subject == subject]
