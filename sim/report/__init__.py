"""Charts and tables of finished runs: pure table functions with a renderer each.

`write_run_report` and `write_comparison_report` put charts/ (PNG and SVG in both languages) and report.html
into a result folder. Nothing here simulates.
"""

from sim.report.data import ReportError
from sim.report.write import write_comparison_report, write_run_report

__all__ = ["ReportError", "write_comparison_report", "write_run_report"]
