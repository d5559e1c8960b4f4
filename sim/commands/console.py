"""Printing, and how a command ends when something goes wrong."""

from __future__ import annotations

import functools
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from sim.commands import events
from sim.commands.texts import Lang, both, system_language, text
from sim.experiment.errors import BEST_SO_FAR

if TYPE_CHECKING:
    from rich.console import Console

    from sim.scenario import Problem

BAD_INPUT, INTERNAL, INTERRUPTED = 2, 70, 130
_WIDTH_WITHOUT_TERMINAL = 160

DEFAULT_LANG = system_language()
LangOption = Annotated[Lang, typer.Option("--lang", help="Language of output. 输出语言。")]
Command = TypeVar("Command", bound=Callable[..., None])


def console(*, stderr: bool = False) -> Console:
    """Return a console that keeps wide tables whole where no terminal limits them.

    Where another program listens, standard output is kept for events.
    """
    from rich.console import Console

    stderr = stderr or events.wanted()
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _WIDTH_WITHOUT_TERMINAL
    return Console(stderr=stderr, width=width, markup=False, highlight=False, emoji=False)


def say(line: str, *, stderr: bool = False) -> None:
    """Print one line, never wrapped."""
    console(stderr=stderr).print(line, soft_wrap=True)


def tell_problems(problems: Sequence[Problem], lang: Lang, *, stderr: bool) -> None:
    """Print problems as a table: file, row, field, value, problem, mend."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for key in ("file", "row", "field"):
        table.add_column(text(lang, key), no_wrap=True)
    for key in ("value", "problem", "mend"):
        table.add_column(text(lang, key), overflow="fold")
    for one in problems:
        message, mend = (one.message_zh, one.mend_zh) if lang is Lang.zh else (one.message_en, one.mend_en)
        cells = (one.file, one.row, one.field, one.value)
        table.add_row(*("" if cell is None else _short(str(cell)) for cell in cells), message, mend)
    console(stderr=stderr).print(table)


def _short(cell: str, most: int = 60) -> str:
    return cell if len(cell) <= most else cell[: most - 3] + "..."


def guarded(command: Command) -> Command:
    """Let a command end with a message and an exit code instead of a traceback."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        lang, code = kwargs.get("lang", DEFAULT_LANG), 0
        try:
            command(*args, **kwargs)
        except KeyboardInterrupt as stop:
            code = _tell_interruption(stop, lang)
        except (typer.Exit, typer.Abort, BrokenPipeError) as end:
            code = getattr(end, "exit_code", 1)
            raise
        except Exception as fault:
            code = _tell_fault(fault, lang)
        finally:
            events.emit("ended", code=code)
        if code:
            raise typer.Exit(code)

    return run  # type: ignore[return-value]


def _tell_interruption(stop: KeyboardInterrupt, lang: Lang) -> int:
    """Say what an interruption leaves: finished replications (sim.experiment.kept) or the best so far."""
    notes = getattr(stop, "__notes__", ())
    key = "interrupted_best" if BEST_SO_FAR in notes else "interrupted_kept" if notes else "interrupted"
    say(text(lang, key), stderr=True)
    events.emit("line", words=both(key))
    return INTERRUPTED


def _tell_fault(fault: Exception, lang: Lang) -> int:
    """Say what went wrong; errors that speak both languages are the user's to mend, the rest is ours."""
    problems = getattr(fault, "problems", None)
    if problems is not None:
        notes = getattr(fault, "__notes__", None) or ["-"]
        say(text(lang, "problems", name=notes[0], n=len(problems)), stderr=True)
        tell_problems(problems, lang, stderr=True)
        for one in problems:
            events.problem(one)
        return BAD_INPUT
    message = getattr(fault, f"message_{lang}", None)
    if message is not None:
        say(message, stderr=True)
        events.fault({one.value: str(getattr(fault, f"message_{one}")) for one in Lang})
        return BAD_INPUT
    handle, log = tempfile.mkstemp(prefix="yizhan-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as lines:
        lines.write(" ".join(sys.argv) + "\n")
        traceback.print_exception(fault, file=lines)
    named = f"{type(fault).__name__}: {fault}"
    say(text(lang, "internal", fault=named, log=log), stderr=True)
    events.fault(both("internal", fault=named, log=log))
    return INTERNAL
