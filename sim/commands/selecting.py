"""`run.py compare --select`: which scenario is best by one KPI."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.commands.console import say
from sim.commands.texts import Lang, text

if TYPE_CHECKING:
    from sim.experiment.options import Options
    from sim.experiment.selection.scenarios import Selected


class SelectMethod(StrEnum):
    """How the best is selected."""

    kn = "kn"
    knpp = "kn++"
    ocba = "ocba"


Select = Annotated[
    str | None,
    typer.Option(
        "--select",
        metavar="KPI",
        help="Select the best by this KPI (or KPI/LEVEL/KEY) instead. 改为按该指标择优。",
        show_default=False,
    ),
]
Method = Annotated[SelectMethod, typer.Option("--method", help="Of --select: kn, kn++ or ocba. 择优方法。")]
Indifference = Annotated[
    float | None,
    typer.Option(help="Of --select: smallest difference that matters. 在意的最小差异。", show_default=False),
]
Confidence = Annotated[float, typer.Option(help="Of --select: guarantee of kn. kn 的保证概率。")]
First = Annotated[
    int | None,
    typer.Option(help="Of --select: first replications. 首批重复次数。", show_default="10; kn++: 30"),
]
Budget = Annotated[
    int | None,
    typer.Option(help="Of --select: replications in all, ocba. ocba 的总重复次数。", show_default=False),
]
Most = Annotated[int, typer.Option(help="Of --select: most replications each, kn. kn 每情景上限。")]


def select_and_print(
    paths: list[Path],
    kpi: str,
    options: Options,
    out: Path | None,
    lang: Lang,
    *,
    method: str,
    indifference: float | None,
    confidence: float,
    first: int | None,
    budget: int | None,
    most: int,
) -> None:
    """Run a selection, print its table and what it is worth."""
    from sim.commands.operands import finisher, load_operands
    from sim.commands.progress import ProgressBar
    from sim.experiment.folder import SELECTION
    from sim.experiment.precision import identity_of
    from sim.experiment.provenance import command_line
    from sim.experiment.selection.scenarios import Ask, select

    identity = identity_of(kpi, "--select")
    ask = Ask(identity, method, indifference, confidence, first, budget, most)
    with ProgressBar(lang) as bar:
        done = select(
            load_operands(paths, lang),
            ask,
            options,
            out,
            command=command_line(),
            told=bar.selecting,
            finish=finisher(SELECTION, lang, bar),
        )
    _print(done, lang)
    say(text(lang, "written", path=done.folder))


def _print(done: Selected, lang: Lang) -> None:
    """Print a row for each scenario, then one sentence: which is selected, and how surely."""
    from rich.table import Table

    from sim.commands.console import console
    from sim.report.measures import measure, number

    manifest, choice = done.manifest, done.choice
    kpi, level, key = manifest["kpi"].split("/", 2)
    of = measure(kpi)
    name = of.name(lang.value) if level == "network" else f"{of.name(lang.value)} · {key}"
    say(f"{name} ({of.unit(lang.value)})")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, head in enumerate(("scenario", "replications", "mean", "sd", "eliminated")):
        table.add_column(text(lang, f"select_{head}"), justify="right" if place else "left")
    for place, label in enumerate(done.labels):
        shown = f"{manifest['scenarios'][label][f'name_{lang}']} ({label})"
        gone = choice.eliminated_at[place]
        state = text(lang, "select_chosen") if place == choice.best else "" if gone is None else str(gone)
        cells = [number(float(values[place]), of.unit_en) for values in (choice.means, choice.sds)]
        table.add_row(shown, str(choice.replications[place]), *cells, state)
    console().print(table)
    values = {"name": done.labels[choice.best], "n": sum(choice.replications)}
    if manifest["method"] == "ocba":
        say(text(lang, "select_estimate", chance=f"{choice.correct:.1%}", **values))
    elif choice.decided:
        zone = number(manifest["indifference"], of.unit_en)
        key_name = "select_guarantee" if manifest["method"] == "kn" else "select_asymptotic"
        say(text(lang, key_name, zone=zone, confidence=f"{manifest['confidence']:.4g}", **values))
    else:
        say(text(lang, "select_undecided", **values))
    if posterior := manifest.get("posterior"):
        say(text(lang, "draws_selected", used=posterior["draws_used"], draws=posterior["draws"]))
    for doubt in manifest["warnings"]:
        say(text(lang, "doubt", words=doubt[lang.value]))
