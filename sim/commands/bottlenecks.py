"""`--bottlenecks` of simulate and compare, and what is added to a result before it takes its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from sim.commands.console import console, say
from sim.commands.progress import ProgressBar
from sim.commands.texts import Lang, text

UNREADABLE = {
    "zh": "未查找瓶颈：基准运行的情景无法由此版本读取",
    "en": "bottlenecks are left out: this version cannot read the scenario of the base run",
}
Finish = Callable[[Path], None]
Bottlenecks = Annotated[
    bool | None,
    typer.Option(
        "--bottlenecks/--no-bottlenecks",
        help="Whose one more person would cut the 90th percentile of processing time? Some 110 further"
        " replications, of the base. 哪组多一人最能缩短办理时长 90 分位；对基准情景另做约 110 次模拟。",
        show_default="with --report",
    ),
]


def finishing(
    report: Finish | None, bar: ProgressBar, *, bottlenecks: bool, workers: int | None
) -> Finish | None:
    """Return what adds to a result folder what is asked, bottlenecks before the report; None: nothing is."""
    if not bottlenecks:
        return report

    def finish(folder: Path) -> None:
        try:
            _find(folder, bar, workers)
        except Exception as fault:  # hours of simulation are worth more than this search
            bar.owe(fault, "bottlenecks_owed")
        if report:
            report(folder)

    return finish


def _find(folder: Path, bar: ProgressBar, workers: int | None) -> None:
    """Write bottlenecks.csv, but where a finished run that is compared has brought it along."""
    from sim.experiment.folder import BOTTLENECKS, run_in
    from sim.planning.bottlenecks import write
    from sim.scenario import ScenarioErrors

    if (run_in(folder) / BOTTLENECKS).exists():
        return
    try:
        write(folder, workers=workers, told=bar.bottlenecks)
    except ScenarioErrors:  # no reason to lose the rest
        bar.doubted(UNREADABLE)


def print_bottlenecks(folder: Path, lang: Lang) -> None:
    """Print what one more person would do, if that was asked: a sentence, and the groups of the chart."""
    from sim.report.interactive.bottlenecks import NETWORK, chart

    found = chart(folder)
    if found is None:
        return
    say(found.finding[lang.value])
    columns = {column.id: column for column in found.columns}
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("group", "busy_share", "effect", "simultaneous", "potential", "cost"):
        head = text(lang, "simultaneous") if name == "simultaneous" else columns[name].names[lang.value]
        unit = columns["effect"].unit
        if name == "effect" and isinstance(unit, dict):
            head = text(lang, "in_unit", name=head, unit=unit[lang.value])
        table.add_column(head, justify="left" if name == "group" else "right", overflow="fold")
    for row in found.rows.filter(level=NETWORK).to_dicts():
        table.add_row(*_cells(row, lang))
    console().print(table)
    say("")


def _cells(row: dict[str, Any], lang: Lang) -> list[str]:
    from sim.report.measures import number, percent, signed, signed_interval
    from sim.report.money import money

    unit = row["unit"]
    return [
        row[f"group_{lang}"],
        percent(row["busy_share"]),
        signed(row["effect"], unit),
        signed_interval(row["simultaneous_low"], row["simultaneous_high"], unit),
        number(row["potential"], unit),
        money(row["cost"], lang.value),
    ]
