"""Commands as processes of their own: started so that they end with the server, and ended whole.

A command's standard input is held open for as long as it is wanted. Closing it, or the death of the server,
makes the command clean up and end (sim/commands/events.py).
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from typing import IO, Any

GRACE = 15.0  # seconds that a command has to end a replication and clean up, before a signal follows


def start_process(words: Sequence[str], *, heard: bool) -> subprocess.Popen[str]:
    """Start a command that tells its progress as JSON lines; what it says is kept only if it is `heard`.

    Raises:
        OSError: it cannot be started.
    """
    told = subprocess.PIPE if heard else subprocess.DEVNULL
    return subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=told,
        stderr=told,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "YIZHAN_PROGRESS": "json", "PYTHONIOENCODING": "utf-8"},
        start_new_session=os.name != "nt",  # a group of its own, which can be ended whole
    )


def stop_process(process: subprocess.Popen[str]) -> None:
    """End a process and all that it has started: by the end of its input, by a signal, by force."""
    close(process.stdin)
    for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        try:
            process.wait(GRACE)
            return
        except subprocess.TimeoutExpired:
            _signal(process, number)
    process.wait()


def close(stream: IO[Any] | None) -> None:
    """Close a stream, if there is one, whether or not somebody is at its other end."""
    try:
        if stream is not None:
            stream.close()
    except OSError:  # the other end is gone
        pass


def _signal(process: subprocess.Popen[str], number: int) -> None:
    try:
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        pass
