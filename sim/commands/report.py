"""`run.py report`: charts and report of what has been run before."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.commands.console import DEFAULT_LANG, LangOption, guarded, say
from sim.commands.texts import text

HELP = """Write the report of finished results, without simulating. 为已完成的结果写出报告。

Each folder is a result of simulate, compare, demo, site, staff, frontier, calibrate or sensitivity. It gets
report.html, one file that opens without a network, and charts/ (PNG and SVG). docs/report.md tells what the
report shows and how its answer is found.

每个文件夹是任一命令的结果；其中写入 report.html（单个文件，断网可看）与 charts/（PNG 与 SVG）。
报告的内容与结论的规则见 docs/report.md。

\b
Example 例:
  python run.py report results/demo --lang zh
  python run.py report results/demo --no-charts
"""
Folders = Annotated[
    list[Path], typer.Argument(metavar="DIR", help="Result folders. 结果文件夹。", show_default=False)
]


Charts = Annotated[
    bool, typer.Option("--charts/--no-charts", help="Pictures beside the report. 是否同时写出图片文件。")
]


@guarded
def report(folders: Folders, charts: Charts = True, lang: LangOption = DEFAULT_LANG) -> None:
    """Write charts and report into finished result folders."""
    from sim.commands.operands import write_report
    from sim.commands.progress import ProgressBar
    from sim.experiment.folder import require_result

    kinds = [require_result(folder) for folder in folders]
    for folder, kind in zip(folders, kinds, strict=True):
        with ProgressBar(lang, simulates=False) as bar:
            write_report(folder, kind, lang, bar, charts=charts)
        say(text(lang, "report_written", path=folder / "report.html"))
