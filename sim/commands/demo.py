"""`run.py demo`: the network of Huzhou and two what-ifs, in a few minutes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.commands.console import DEFAULT_LANG, LangOption, guarded, say
from sim.commands.options import Out
from sim.commands.texts import text

HELP = """Run the Huzhou network and two what-ifs, compare and draw them. 运行湖州全网与两个假设情景并出图。

The whole network over a shortened horizon, with few replications: a first look, not a study.

全网、缩短的模拟期、少量重复：先看一眼，不作结论。

\b
Example 例:
  python run.py demo --lang zh
"""
SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
BASE = SCENARIOS / "huzhou"
WHAT_IFS = (SCENARIOS / "what_if" / "evening_hours.yaml", SCENARIOS / "what_if" / "push_off.yaml")
Quick = Annotated[bool, typer.Option("--quick", help="One short replication. 只做一次短的模拟。")]


@guarded
def demo(out: Out = Path("results/demo"), quick: Quick = False, lang: LangOption = DEFAULT_LANG) -> None:
    """Compare what-ifs with the base and write charts and report."""
    from sim.commands.operands import compare_and_print, load_operands
    from sim.experiment.options import Options

    options = (
        Options(replications=1, days=14, warm_up_days=7)
        if quick
        else Options(replications=10, days=56, warm_up_days=14)
    )
    operands = load_operands([BASE, *WHAT_IFS], lang)
    done = compare_and_print(operands, options, out, report=True, bottlenecks=not quick, lang=lang)
    say(text(lang, "written", path=done.folder))
    say(text(lang, "report_written", path=done.folder / "report.html"))
