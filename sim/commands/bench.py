"""`run.py bench`: how fast the model runs, beside other simulators, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.commands.console import DEFAULT_LANG, LangOption, console, guarded, say
from sim.commands.texts import Lang, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.measurement import Measurement
    from benchmarks.rows import Outcome

HELP = """Measure speed and memory on this machine. 在本机测量速度与内存。

Two sides are timed in turn in one run, and their ratio is compared with a target: the fast engine beside
the reference, SimPy, Ciw and C++; a whole replication beside its engine; a city ten times as large; threads,
memory and start. Prints the tables and writes benchmarks/results.md; what is missing (Ciw, a compiler) is
said in its row. Takes some ten minutes; --quick gives a rough look in one or two.

同一次运行中交替计时两方并与目标比较：快速引擎与参考引擎、SimPy、Ciw、C++；完整重复与引擎；十倍城市；线程、内存与启动。
打印表格并写入 benchmarks/results.md；缺少 Ciw 或编译器时在该行注明。约十分钟；--quick 一两分钟，结果粗略。

\b
Example 例:
  python run.py bench --only engines --only memory --quick
"""
_HEADS = {
    "measured": ("本次运行所测", "measured in one run"),
    "absolute": ("本机绝对数值", "absolute figures of this machine"),
    "median": ("中位数", "median"),
    "range": ("最小-最大（次数）", "min - max (times)"),
    "target": ("目标", "target"),
    "result": ("结果", "result"),
    "measuring": ("测量：{title}", "measuring: {title}"),
    "unknown": ("--only：没有 {names}；可选：{known}", "--only: there is no {names}; choose from: {known}"),
}
Only = Annotated[
    list[str] | None,
    typer.Option("--only", help="Only this one; may be repeated. 只测此项，可重复。", metavar="NAME"),
]
Quick = Annotated[bool, typer.Option("--quick", help="Short horizons, few repetitions. 短时段、少重复。")]
OutFile = Annotated[
    Path | None,
    typer.Option("--out", help="File to write. 输出文件。", show_default="benchmarks/results.md"),
]


@guarded
def bench(
    only: Only = None, quick: Quick = False, out: OutFile = None, lang: LangOption = DEFAULT_LANG
) -> None:
    """Take the measurements, print them and write the page."""
    from benchmarks import machine, report
    from benchmarks.measurement import Effort
    from benchmarks.rows import take_all

    chosen = _chosen(only, lang)

    def tell(one: Measurement) -> None:
        say(_word(lang, "measuring", title=one.title[lang is Lang.zh]), stderr=True)

    here = machine.description()
    outcome = take_all(chosen, Effort(quick), tell)
    path = out or report.RESULTS
    report.write(outcome, here, path)
    _print(outcome, lang)
    say(text(lang, "written", path=path))


def _chosen(only: Sequence[str] | None, lang: Lang) -> list[Measurement]:
    """Return the measurements asked for, all by default, in the order of the table."""
    from benchmarks.registry import MEASUREMENTS
    from sim.experiment.errors import InputError

    strangers = [name for name in only or () if name not in MEASUREMENTS]
    if strangers:
        values = {"names": ", ".join(strangers), "known": ", ".join(MEASUREMENTS)}
        raise InputError(*(_word(each, "unknown", **values) for each in (Lang.en, Lang.zh)))
    return [one for name, one in MEASUREMENTS.items() if not only or name in only]


def _word(lang: Lang, key: str, **values: object) -> str:
    return _HEADS[key][lang is Lang.en].format(**values)


def _print(outcome: Outcome, lang: Lang) -> None:
    """Print the table of targets, and the one of absolute figures."""
    from rich.table import Table

    from benchmarks.rows import bound_of, range_of, with_unit

    place = int(lang is Lang.zh)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("measured", "median", "range", "target", "result"):
        table.add_column(_word(lang, key), justify="left" if key in ("measured", "result") else "right")
    for row in outcome.rows:
        shown = (
            (with_unit(row.value.median, row.target.unit), range_of(row.value)) if row.value else ("-", "-")
        )
        table.add_row(row.target.what[place], *shown, bound_of(row.target), row.verdict(place))
    console().print(table)
    if outcome.absolutes:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for key in ("absolute", "median", "range"):
            table.add_column(_word(lang, key), justify="left" if key == "absolute" else "right")
        for one in outcome.absolutes:
            table.add_row(one.what[place], with_unit(one.value.median, one.unit), range_of(one.value))
        console().print()
        console().print(table)
    for remark in outcome.remarks:
        say(remark[place])
