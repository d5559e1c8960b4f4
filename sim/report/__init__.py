"""Charts and tables of finished runs: pure table functions with a renderer each.

`write.write_run_report` and `write.write_comparison_report` put charts/ (PNG and SVG in both languages) and
report.html into a result folder. Nothing here simulates. How numbers are written (`measures`) is asked for by
commands that draw nothing, so this package loads nothing by itself.
"""
