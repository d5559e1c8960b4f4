"""The files that a report leaves beside report.html, for docs/outputs.md."""

# ruff: noqa: E501 - rows of Markdown tables
from __future__ import annotations

SECTION = """\
## Files to go on working with 供继续使用的文件

The report step writes these into any folder above, next to `report.html`; [going-on.md](going-on.md) reads each in three
lines. The same folder gives the same bytes.

报告步骤在上述各类文件夹中写入以下文件，与 `report.html` 并列；[going-on.md](going-on.md) 用三行代码读取每一种。

| file | what it holds | 内容 |
|---|---|---|
| `tables.xlsx` | the summary tables for Excel or WPS: a sheet a table with names and heads in both languages, the first sheet \
says what is in it, what is assumed and what is left out | 供 Excel 或 WPS 打开的汇总表：每表一页，名称与表头为中英文；首页说明内容、假设与未列入的表 |
| `kpis.parquet`, `summary.parquet`, `series.parquet`, `comparison.parquet`, `values.parquet`, `draws.parquet`, \
`simulated.parquet`, `design.parquet`, `responses.parquet` | the rows and columns of the csv of the same name, typed (zstd) \
| 与同名 csv 相同的行与列，带类型（zstd） |
| `events.xes.gz` | of a run with `--cases`: the event log of its first replication in IEEE XES, see [event-log.md](event-log.md) \
| 用 `--cases` 的运行：第一次重复的事件日志（IEEE XES） |
"""
