"""How far a long run is: a bar with the time left on a terminal, one line per replication elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic
from types import TracebackType

from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from sim.commands.console import console, say
from sim.commands.texts import Lang, text
from sim.experiment.observer import Observer

PATIENCE = 2.0  # seconds after which a bar appears
SELDOM = 20  # replications between two lines of a siting, without a terminal


class ProgressBar(Observer):
    """Shows the share of all replications that is done, once a run has taken longer than two seconds."""

    def __init__(self, lang: Lang, replications: int = 0) -> None:
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
        self._runs, self._drawn = (self._bar.add_task("", visible=False) for _ in range(2))

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar.live.is_started:  # stopping one that never showed would print an empty line
            self._bar.stop()

    def running(self, run: str, replication: int, replications: int, share: float) -> None:
        """Move the bar."""
        words = text(self._lang, "running", run=run, number=replication, total=replications)
        if self._terminal:
            self._show(self._runs, words, completed=self._done + share, total=self._all)

    def resumed(self, run: str, replications: int) -> None:
        """Tell how many replications need not be done again."""
        self._done += replications
        say(text(self._lang, "resumed", run=run, n=replications), stderr=True)

    def doubted(self, doubt: dict[str, str]) -> None:
        """Tell a doubt before the runs begin."""
        say(text(self._lang, "doubt", words=doubt[self._lang.value]), stderr=True)

    def selecting(self, done: int) -> None:
        """Tell how many replications of a selection are done; how many there will be is not known."""
        if self._terminal:
            self._show(self._runs, text(self._lang, "selecting", n=done), completed=done, total=0)

    def points(self, done: int, total: int) -> None:
        """Tell how many points of a design are done."""
        self._counting("points_done", done, total)

    def bottlenecks(self, done: int, total: int) -> None:
        """Tell how many replications with one more person are done."""
        self._counting("bottlenecks_done", done, total)

    def _counting(self, key: str, done: int, total: int) -> None:
        words = text(self._lang, key, number=done, total=total)
        if self._terminal:
            self._show(self._runs, words, completed=done, total=total)
        elif done == total:
            say(words, stderr=True)

    def stage(self, stage: str, done: int, total: int) -> None:
        """Tell how far a stage of a calibration is; without a terminal, say so four times."""
        wave = stage.removeprefix("wave_") if stage.startswith("wave_") else ""
        named = text(self._lang, "cal_stage_wave", n=wave) if wave else text(self._lang, f"cal_stage_{stage}")
        words = text(self._lang, "cal_stage", stage=named, number=done, total=total)
        if self._terminal:
            self._show(self._runs, words, completed=done, total=total)
        elif done in {-(-total * part // 4) for part in range(1, 5)}:
            say(words, stderr=True)

    def siting(self, stage: str, done: int, best: str) -> None:
        """Tell how far a siting is, and which design is best so far; how much is left is not known."""
        words = text(self._lang, f"site_stage_{stage}", n=done)
        if best:
            words += text(self._lang, "site_leads", best=best)
        if self._terminal:
            self._show(self._runs, words, completed=done, total=0)
        elif done % SELDOM == 0:
            say(words, stderr=True)

    def staffing(self, stage: str, done: int, total: int, best: float | None) -> None:
        """Tell how far a staffing is, and the least cost so far; how long its search takes is not known."""
        words = text(self._lang, f"staff_stage_{stage}", n=done, total=total)
        if best is not None:
            zh = self._lang is Lang.zh
            cost = text(self._lang, "staff_money", value=best / (1e4 if zh else 1e6))
            words += text(self._lang, "staff_best", cost=cost)
        if self._terminal:
            self._show(self._runs, words, completed=done, total=total)
        elif done % SELDOM == 0 or stage != "search":
            say(words, stderr=True)

    def frontier(self, stage: str, done: int, best: tuple[str, float, float, float] | None) -> None:
        """Tell how far a frontier is, and the best point so far that costs no more than today's network."""
        words = text(self._lang, f"front_stage_{stage}", n=done)
        if best is not None:
            name, cost, satisfaction, time = best
            money = text(self._lang, "staff_money", value=cost / (1e4 if self._lang is Lang.zh else 1e6))
            told = {"name": name, "cost": money, "satisfaction": satisfaction, "time": time}
            words += text(self._lang, "front_leads", **told)
        if self._terminal:
            self._show(self._runs, words, completed=done, total=0)
        elif done % SELDOM == 0:
            say(words, stderr=True)

    def drawing_of(self, run: str) -> Callable[[int, int], None]:
        """Return what hears how many charts of a run or comparison are drawn."""
        return lambda charts, total: self._drawing(run, charts, total)

    def _drawing(self, run: str, charts: int, total: int) -> None:
        """Move the bar of the charts; without a terminal, say once that they are drawn."""
        words = text(self._lang, "drawing", run=run, number=charts, total=total)
        if self._terminal:
            self._show(self._drawn, words, completed=charts, total=total)
        elif charts == total:
            say(words, stderr=True)

    def _show(self, task: TaskID, words: str, *, completed: float, total: float) -> None:
        """Move a task's bar, once the whole has taken longer than two seconds."""
        if monotonic() - self._started >= PATIENCE:
            self._bar.start()
            self._bar.update(task, completed=completed, total=total, description=words, visible=True)

    def finished(self, run: str, replication: int, replications: int, cases: int, seconds: float) -> None:
        """Count the replication; without a terminal, print a line."""
        self._done += 1
        if not self._terminal:
            values = {"run": run, "number": replication, "total": replications}
            say(text(self._lang, "replication", **values, cases=cases, seconds=seconds), stderr=True)
