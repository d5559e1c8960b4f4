"""Where progress is shown: a bar on a terminal, lines elsewhere, events for another program."""

from __future__ import annotations

import sys
from time import monotonic
from typing import Protocol

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from sim.commands import events
from sim.commands.console import console, say
from sim.commands.texts import Lang, Words

PATIENCE = 2.0  # seconds after which a bar appears
BETWEEN = 0.25  # seconds between two events of progress


class Display(Protocol):
    """Shows progress; words come in both languages."""

    def move(self, task: str, words: Words, done: float, total: float) -> None:
        """Show how far a task is; a total of 0 is one that is not known."""

    def note(self, words: Words) -> None:
        """Say what a moving bar shows already."""

    def tell(self, words: Words) -> None:
        """Say what nobody should miss."""

    def best(self, words: Words) -> None:
        """Say what leads so far."""

    def close(self) -> None:
        """End."""


def display(lang: Lang) -> Display:
    """Return the display that fits whoever waits."""
    if events.wanted():
        return Events()
    return Terminal(lang) if sys.stderr.isatty() else Lines(lang)


class Terminal:
    """A bar for each task, once the whole has taken longer than two seconds."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._started = monotonic()
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=console(stderr=True),
            transient=True,
        )
        self._tasks = {task: self._bar.add_task("", visible=False) for task in ("runs", "charts")}

    def move(self, task: str, words: Words, done: float, total: float) -> None:
        """Move a bar."""
        if monotonic() - self._started >= PATIENCE:
            self._bar.start()
            said = words[self._lang.value]
            self._bar.update(self._tasks[task], completed=done, total=total, description=said, visible=True)

    def note(self, words: Words) -> None:
        """Say nothing: the bar does."""

    def tell(self, words: Words) -> None:
        """Print a line."""
        say(words[self._lang.value], stderr=True)

    def best(self, words: Words) -> None:
        """Say nothing: it stands beside the bar."""

    def close(self) -> None:
        """Take the bars away; stopping one that never showed would print an empty line."""
        if self._bar.live.is_started:
            self._bar.stop()


class Lines:
    """A line now and then, for logs."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang

    def move(self, task: str, words: Words, done: float, total: float) -> None:
        """Print nothing."""

    def note(self, words: Words) -> None:
        """Print a line."""
        say(words[self._lang.value], stderr=True)

    tell = note

    def best(self, words: Words) -> None:
        """Print nothing: it stands in the lines."""

    def close(self) -> None:
        """Print nothing more."""


class Events:
    """Events of progress at most four times a second, lines and the best as they come."""

    def __init__(self) -> None:
        self._task = ""
        self._started = self._last = 0.0  # when the task began, and when it was last told
        self._first = self._share = 0.0  # how much of it was done then
        self._best: Words = {}

    def move(self, task: str, words: Words, done: float, total: float) -> None:
        """Tell share and time left, by the pace since the task was first heard of."""
        now, share = monotonic(), min(1.0, done / total) if total else None
        if task != self._task or (share or 0.0) < self._share:  # another one, or the next stage of the same
            self._task, self._started, self._first = task, now, share or 0.0
        elif now - self._last < BETWEEN and done != total:
            return
        self._last, self._share = now, share or 0.0
        left = None
        if share is not None and share > self._first:
            left = round((now - self._started) * (1 - share) / (share - self._first), 1)
        events.emit("progress", share=share, words=words, seconds_left=left)

    def note(self, words: Words) -> None:
        """Tell a line."""
        events.emit("line", words=words)

    tell = note

    def best(self, words: Words) -> None:
        """Tell the best so far, when it is another one."""
        if words != self._best:
            self._best = words
            events.emit("best", words=words)

    def close(self) -> None:
        """Tell nothing more."""
