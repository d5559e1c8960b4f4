"""Charts of results for browsers: one file a chart, each makes a `ChartData` (docs/chart-data.md)."""
