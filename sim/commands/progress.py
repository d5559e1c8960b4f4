"""How far a long run is, in words: what is told, when, and where it is shown (`display`)."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from sim.commands.display import display
from sim.commands.texts import Lang, Words, both, text
from sim.experiment.observer import Observer

SELDOM = 20  # replications between two lines of a siting, without a terminal


class ProgressBar(Observer):
    """Tells what share of all replications is done."""

    def __init__(self, lang: Lang, replications: int = 0, *, simulates: bool = True) -> None:
        """Expect so many replications in all, over all runs; or that nothing is simulated."""
        self._all = replications
        self._simulates = simulates
        self._done = 0
        self._display = display(lang)
        self._owed: Exception | None = None

    def __enter__(self) -> ProgressBar:
        if self._simulates:
            self._prepare()
        return self

    def _prepare(self) -> None:
        """Say that the first replication takes longer, where its inner loops have yet to be compiled."""
        from sim.experiment.kernels import cold

        if cold():
            self._display.tell(both("preparing"))
            self._display.move("runs", both("preparing"), 0, 0)

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._display.close()
        if self._owed is not None and fault is None:
            raise self._owed

    def owe(self, fault: Exception, words: str = "report_owed") -> None:
        """Keep what went wrong after a run was whole, until its folder has taken its place."""
        self._owed = self._owed or fault
        self._display.tell(both(words))

    def running(self, run: str, replication: int, replications: int, share: float) -> None:
        """Move the bar."""
        words = both("running", run=run, number=replication, total=replications)
        self._display.move("runs", words, self._done + share, self._all)

    def finished(self, run: str, replication: int, replications: int, cases: int, seconds: float) -> None:
        """Count the replication."""
        self._done += 1
        values = {"run": run, "number": replication, "total": replications}
        self._display.move("runs", both("running", **values), self._done, self._all)
        self._display.note(both("replication", **values, cases=cases, seconds=seconds))

    def resumed(self, run: str, replications: int) -> None:
        """Tell how many replications need not be done again."""
        self._done += replications
        self._display.tell(both("resumed", run=run, n=replications))

    def doubted(self, doubt: dict[str, str]) -> None:
        """Tell a doubt before the runs begin."""
        self._display.tell({lang.value: text(lang, "doubt", words=doubt[lang.value]) for lang in Lang})

    def selecting(self, done: int) -> None:
        """Tell how many replications of a selection are done; how many there will be is not known."""
        self._display.move("runs", both("selecting", n=done), done, 0)

    def points(self, done: int, total: int) -> None:
        """Tell how many points of a design are done."""
        self._counting("points_done", done, total)

    def bottlenecks(self, done: int, total: int) -> None:
        """Tell how many replications with one more person are done."""
        self._counting("bottlenecks_done", done, total)

    def _counting(self, key: str, done: int, total: int) -> None:
        words = both(key, number=done, total=total)
        self._display.move("runs", words, done, total)
        if done == total:
            self._display.note(words)

    def stage(self, stage: str, done: int, total: int) -> None:
        """Tell how far a stage of a calibration is; in lines, four times."""
        wave = stage.removeprefix("wave_") if stage.startswith("wave_") else ""
        named = both("cal_stage_wave", n=wave) if wave else both(f"cal_stage_{stage}")
        words = {
            lang.value: text(lang, "cal_stage", stage=named[lang.value], number=done, total=total)
            for lang in Lang
        }
        self._display.move("runs", words, done, total)
        if done in {-(-total * part // 4) for part in range(1, 5)}:
            self._display.note(words)

    def siting(self, stage: str, done: int, best: str) -> None:
        """Tell how far a siting is, and which design is best so far; how much is left is not known."""
        leads = both("site_leads", best=best) if best else None
        self._searching(both(f"site_stage_{stage}", n=done), leads, done, 0, done % SELDOM == 0)

    def staffing(self, stage: str, done: int, total: int, best: float | None) -> None:
        """Tell how far a staffing is, and the least cost so far; how long its search takes is not known."""
        leads = None
        if best is not None:
            leads = {lang.value: text(lang, "staff_best", cost=_money(lang, best)) for lang in Lang}
        words = both(f"staff_stage_{stage}", n=done, total=total)
        self._searching(words, leads, done, total, done % SELDOM == 0 or stage != "search")

    def frontier(self, stage: str, done: int, best: tuple[str, float, float, float] | None) -> None:
        """Tell how far a frontier is, and the best point so far that costs no more than today's network."""
        leads = None
        if best is not None:
            name, cost, satisfaction, time = best
            told = {"name": name, "satisfaction": satisfaction, "time": time}
            leads = {lang.value: text(lang, "front_leads", cost=_money(lang, cost), **told) for lang in Lang}
        self._searching(both(f"front_stage_{stage}", n=done), leads, done, 0, done % SELDOM == 0)

    def _searching(self, words: Words, leads: Words | None, done: int, total: int, line: bool) -> None:
        """Show how far a search is, with what leads beside it."""
        if leads:
            words = {lang: words[lang] + leads[lang] for lang in words}
            self._display.best({lang: said.lstrip("，；,; ") for lang, said in leads.items()})
        self._display.move("runs", words, done, total)
        if line:
            self._display.note(words)

    def drawing_of(self, run: str) -> Callable[[int, int], None]:
        """Return what hears how many charts of a run or comparison are drawn."""
        return lambda charts, total: self._drawing(run, charts, total)

    def _drawing(self, run: str, charts: int, total: int) -> None:
        """Move the bar of the charts; in lines, say once that they are drawn."""
        words = both("drawing", run=run, number=charts, total=total)
        self._display.move("charts", words, charts, total)
        if charts == total:
            self._display.note(words)


def _money(lang: Lang, cost: float) -> str:
    """Return CNY as they are said: ten thousands in Chinese, millions in English."""
    return text(lang, "staff_money", value=cost / (1e4 if lang is Lang.zh else 1e6))
