"""The charts: one file each, a pure table function and a renderer. `CHARTS` lists them in reading order."""

from sim.report.charts.registry import CHARTS, Chart, charts_for

__all__ = ["CHARTS", "Chart", "charts_for"]
