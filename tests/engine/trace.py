"""Run a small scenario on given cases and write its log as text, to hold against one written by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.engine import invariants
from sim.network import Compiled, compile_network
from sim.network.codes import Outcome, StageKind, StageOutcome
from sim.network.contract import CaseTable, EngineLog
from sim.sampling import draw_case_table
from sim.scenario.scenario import Scenario
from tests.engine.both import run_both

Need = tuple[str, str] | tuple[str, str, str]


def needs(*rows: Need) -> list[dict[str, Any]]:
    """Replay rows from ("1 09:00", service) or ("1 09:00", service, channel); day 1 is the first."""
    return [
        {
            "time": f"2024-01-{int(when.split()[0]):02d}T{_clock(when.split()[1])}",
            "zone": "z", "industry": "i", "service": service, "channel": channel[0] if channel else "walk_in",
        }
        for when, service, *channel in rows
    ]  # fmt: skip


def _clock(text: str) -> str:
    return text if text.count(":") == 2 else text + ":00"


def execute(scenario: Scenario, **columns: Any) -> tuple[Compiled, CaseTable, EngineLog]:
    """Compile, draw, overwrite columns of the case table where given, run both engines, check the invariants.

    A facility that is given is entered as the need arises, without travel.
    """
    compiled = compile_network(scenario)
    table = draw_case_table(compiled, scenario.settings.seed, 0)
    fixed = {name: np.asarray(value, dtype=getattr(table, name).dtype) for name, value in columns.items()}
    table = table._replace(**fixed)
    if "facility" in columns:
        order = np.lexsort((np.arange(len(table.arose)), table.facility, table.arose))
        table = table._replace(entry=table.arose, travel=table.travel * 0, entry_order=order)
    log = run_both(compiled.network, table)
    invariants.check(compiled.network, table, log)
    return compiled, table, log


def clock(second: int) -> str:
    """Write second as day.hour:minute (day 1 is the first), with seconds where there are any."""
    day, rest = divmod(second, 86400)
    text = f"{day + 1}.{rest // 3600:02d}:{rest % 3600 // 60:02d}"
    return text if rest % 60 == 0 else f"{text}:{rest % 60:02d}"


def stages(scenario: Scenario, **columns: Any) -> str:
    """One line per stage: case[/review] stage facility joined started ended outcome; then the outcomes."""
    compiled, _, log = execute(scenario, **columns)
    lines = []
    for case, sub, kind, place, *_, joined, started, ended, _, outcome in zip(
        *(column.tolist() for column in log.stages), strict=True
    ):
        who = f"{case}/{sub}" if sub else f"{case}"
        where = compiled.labels.facility[place]
        times = " ".join(clock(t) for t in (joined, started, ended))
        what = f"{StageKind(kind).name} {where} {times} {StageOutcome(outcome).name}"
        lines.append(f"{who} {what}".lower())
    ends = [f"{case} {Outcome(o).name}".lower() for case, o in enumerate(log.cases.outcome.tolist())]
    return "\n".join(lines + ends)


def expect(text: str) -> str:
    """Strip indentation and comments from a log written by hand."""
    lines = (line.split("#")[0].strip() for line in text.strip().splitlines())
    return "\n".join(" ".join(line.split()) for line in lines if line)
