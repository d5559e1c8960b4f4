"""`run.py --progress json`: what a command tells another program, as JSON, one object a line.

Events go to standard output, what people read to standard error. Each has `event`: progress (`share` 0 to 1
or null, `words`, `seconds_left`), best (`words`: the best found so far), line (`words`), problem (as
docs/page-api.md has it) and at last ended (`code`). Words are in both languages. A command stops, as if
interrupted, when its standard input closes: whoever started it need not live on to end it.
"""

from __future__ import annotations

import _thread
import json
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.scenario import Problem

VARIABLE = "YIZHAN_PROGRESS"
JSON = "json"

_state = {"wanted": False}
_one_line = threading.Lock()


def start() -> None:
    """From here on, tell events, and stop when standard input closes."""
    _state["wanted"] = True
    threading.Thread(target=_stop_at_end_of_input, name="stdin", daemon=True).start()


def wanted() -> bool:
    """Tell whether another program listens."""
    return _state["wanted"]


def emit(event: str, **content: Any) -> None:
    """Write one event; where nobody asked for events, or nobody listens any more, nothing."""
    if not wanted():
        return
    line = json.dumps({"event": event, **content}, ensure_ascii=True, separators=(",", ":"), default=str)
    with _one_line:
        try:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        except (OSError, ValueError):  # the reader is gone; the end of input will say so too
            pass


def problem(one: Problem) -> None:
    """Tell a problem of a file."""
    if wanted():
        from sim.page import errors

        emit("problem", **errors.told(one))


def fault(message: dict[str, str]) -> None:
    """Tell what is wrong besides files."""
    if wanted():
        from sim.page import errors

        emit("problem", **errors.problem(message))


def _stop_at_end_of_input() -> None:
    """Read standard input to its end, past Python's buffers, whose locks would hold up the program's end."""
    try:
        while os.read(0, 4096):
            pass
    except OSError:
        pass
    if os.name == "nt":  # there, a signal would end the process at once
        _thread.interrupt_main()
    else:
        os.kill(os.getpid(), signal.SIGTERM)
