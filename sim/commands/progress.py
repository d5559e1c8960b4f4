"""How far a long run is: a bar with the time left on a terminal, one line per replication elsewhere."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from sim.commands.console import console, say
from sim.commands.texts import Lang, text
from sim.experiment.observer import Observer

PATIENCE = 2.0  # seconds after which a bar appears


class ProgressBar(Observer):
    """Shows the share of all replications that is done, once a run has taken longer than two seconds."""

    def __init__(self, lang: Lang, replications: int) -> None:
        """Expect so many replications in all, over all runs."""
        self._lang = lang
        self._all = replications
        self._done = 0
        self._started = monotonic()
        self._terminal = sys.stderr.isatty()
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("", total=max(replications, 1))

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def running(self, run: str, replication: int, replications: int, share: float) -> None:
        """Move the bar."""
        if not self._terminal or monotonic() - self._started < PATIENCE:
            return
        self._bar.start()
        words = text(self._lang, "running", run=run, number=replication, total=replications)
        self._bar.update(self._task, completed=self._done + share, description=words)

    def drawing(self) -> None:
        """Say that charts and report are being drawn, which takes some seconds."""
        if self._terminal:
            self._bar.start()
            self._bar.update(self._task, completed=self._all, description=text(self._lang, "drawing"))
        else:
            say(text(self._lang, "drawing"), stderr=True)

    def finished(self, run: str, replication: int, replications: int, cases: int, seconds: float) -> None:
        """Count the replication; without a terminal, print a line."""
        self._done += 1
        if not self._terminal:
            values = {"run": run, "number": replication, "total": replications}
            say(text(self._lang, "replication", **values, cases=cases, seconds=seconds), stderr=True)
