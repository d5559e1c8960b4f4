"""The selection step by step: the mean of each scenario while it was in."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import ChartData, Column
from sim.report.interactive.selecting.data import Selection
from sim.report.interactive.selecting.texts import both
from sim.report.interactive.words import worded

SHOWN = 8  # scenarios drawn, those that stand first: more lines cannot be told apart


def chart(found: Selection) -> ChartData | None:
    """Chart trajectory.csv over the replications of each scenario; None where there was one step only."""
    steps = found.trajectory
    if steps["step"].n_unique() < 2:
        return None
    shown = found.standings["scenario"].head(SHOWN)
    kept = steps.filter(pl.col("scenario").is_in(shown.implode()))
    rows = kept.unique(["scenario", "replications"], keep="first", maintain_order=True)
    order = {label: place for place, label in enumerate(shown)}
    rows = rows.sort(pl.col("scenario").replace_strict(order), "replications", maintain_order=True)
    return ChartData(
        name="trajectory",
        renderer="lines",
        title=both("trajectory"),
        finding=both(
            "trajectory.finding",
            steps=f"{steps['step'].n_unique():,}",
            runs=f"{int(found.standings['replications'].sum()):,}",
            out=int(found.standings["eliminated_at"].is_not_null().sum()),
        ),
        notes=[both("trajectory.note"), both(f"basis.{found.measure.basis}")],
        rows=rows.with_columns(*worded("name", [found.name(one) for one in rows["scenario"]])),
        columns=[
            Column("name", both("scenario"), "names"),
            Column("replications", both("replications"), "number"),
            Column("mean", found.kpi, "number", found.unit),
            Column("step", both("step"), "number"),
        ],
        encode={"x": "replications", "value": "mean", "series": "name"},
        texts={"x": both("replications"), "y": found.kpi},
    )
