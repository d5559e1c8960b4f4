"""`run.py report`: charts and report of what has been run before."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.commands.console import DEFAULT_LANG, LangOption, guarded, say
from sim.commands.texts import text

HELP = """Draw charts and report of finished runs, without simulating. 为已完成的运行出图与报告。

Each folder is a run (of simulate) or a comparison (of compare or demo); it gets charts/ and report.html.
One of sensitivity, of calibrate or of planning (site, staff, frontier) gets charts/ alone.

每个文件夹是一次运行或一次比较；其中写入 charts/ 与 report.html。
sensitivity、calibrate 与规划（site、staff、frontier）的文件夹只有 charts/。

\b
Example 例:
  python run.py report results/demo --lang zh
"""
Folders = Annotated[
    list[Path], typer.Argument(metavar="DIR", help="Result folders. 结果文件夹。", show_default=False)
]


@guarded
def report(folders: Folders, lang: LangOption = DEFAULT_LANG) -> None:
    """Write charts and report into finished result folders."""
    from sim.commands.operands import write_report
    from sim.commands.progress import ProgressBar
    from sim.experiment.folder import COMPARISON, RUN, require_result

    kinds = [require_result(folder) for folder in folders]
    for folder, kind in zip(folders, kinds, strict=True):
        with ProgressBar(lang) as bar:
            write_report(folder, kind, lang, bar)
        if kind in (RUN, COMPARISON):
            say(text(lang, "report_written", path=folder / "report.html"))
        else:
            say(text(lang, "written", path=folder / "charts"))
