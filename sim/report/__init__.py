"""Charts, tables and pages of finished results: pure functions of what lies in their folders.

`write.write_page` puts report.html into a result folder of any kind, `write.write_charts` charts/ (PNG and
SVG in both languages) into one of a run or comparison. Nothing here simulates. How numbers are written
(`measures`) is asked for by commands that draw nothing, so this package loads nothing by itself.
"""
