"""Charts of plans for browsers: one file a chart, each with `chart(tables, facts) -> ChartData | None`.

The tables are those of `sim.report.planning`, which draws the same charts as pictures.
"""
