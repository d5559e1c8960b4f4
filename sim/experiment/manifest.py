"""manifest.json of a run: everything needed to make it again, and what it was like."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.experiment import folder as folders
from sim.experiment import provenance
from sim.experiment.options import Options
from sim.experiment.result import Result
from sim.scenario import Problem, Scenario


class Timings:
    """What each replication took, told as it comes in."""

    def __init__(self, compile_seconds: float) -> None:
        """Begin with the time of compiling."""
        self._compile = compile_seconds
        self._replications: list[dict[str, Any]] = []

    def add(self, result: Result, *, resumed: bool = False) -> None:
        """Add one replication; ``resumed``: an earlier process did it."""
        seconds = {name: round(value, 3) for name, value in result.seconds._asdict().items()}
        row = {"replication": result.number, "cases": result.cases, **seconds}
        self._replications.append(row | ({"resumed": True} if resumed else {}))

    def record(self, total: float) -> dict[str, Any]:
        """Return the entries of the manifest: timings, cases and the engine's pace."""
        cases = sum(one["cases"] for one in self._replications)
        seconds = sum(one["engine"] for one in self._replications)
        return {
            "cases": cases,
            "cases_per_second": round(cases / seconds) if seconds > 0 else None,
            "timings": {
                "compile": round(self._compile, 3),
                "replications": self._replications,
                "total": round(total, 3),
            },
        }


def head(kind: str, scenario: Scenario, engine: str, command: Sequence[str]) -> dict[str, Any]:
    """Return what every result of one scenario says first: what made it, of what, over which window."""
    settings = scenario.settings
    return {
        "kind": kind,
        **provenance.environment(),
        "command": list(command),
        "scenario": {
            "id": settings.id,
            "name_zh": settings.name_zh,
            "name_en": settings.name_en,
            "digest": scenario.digest(),
        },
        "seed": settings.seed,
        "replications": settings.replications,
        "start": settings.start.isoformat(),
        "days": settings.days,
        "warm_up_days": settings.warm_up_days,
        "follow_up_days": settings.follow_up_days,
        "engine": engine,
    }


def run_manifest(
    scenario: Scenario,
    options: Options,
    folder: Path,
    record: dict[str, Any],
    command: Sequence[str],
    doubts: Sequence[Problem | dict[str, str]],
) -> dict[str, Any]:
    """Return the manifest of a run whose other files are all in ``folder``.

    Args:
        scenario: as it was run, its replications those that were made.
        options: what was asked on top of it.
        folder: the run folder.
        record: what the run has to say besides: cases and timings, precision, warm-up.
        command: as typed.
        doubts: about scenario, precision or warm-up.
    """
    return {
        **head(folders.RUN, scenario, options.engine, command),
        "engines_checked": options.check_engines,
        "warnings": [one if isinstance(one, dict) else _told(one) for one in doubts],
        **record,
        "complete": {
            "replications": scenario.settings.replications,
            "case_log": options.case_log,
            "report": False,
        },
        "files": provenance.checksums(folder),
    }


def _told(doubt: Problem) -> dict[str, str]:
    return {"en": doubt.render("en"), "zh": doubt.render("zh")}
