"""Compiling the program's inner loops in the background, so that the first user need not wait for it.

A short run of a scenario does it, in a process of its own (compiling would hold up the page) that ends with
the server, even a killed one, as a job does.
"""

from __future__ import annotations

import logging
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from sim.page.processes import start_process, stop_process

LOG = logging.getLogger("yizhan.page.preparing")
SHORT = ("--replications=1", "--days=3", "--warmup=0")


class Preparing:
    """The one background run of a server."""

    def __init__(self, command: Sequence[str]) -> None:
        """Run with `command`, which stands for `python run.py`."""
        self._command = command
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._stopped = False

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        process = self._process
        return process is not None and process.poll() is None

    def run(self, scenario: Path) -> None:
        """Run a scenario for a few days and forget the result; returns when that is done."""
        with tempfile.TemporaryDirectory(prefix="yizhan-") as folder:
            words = [*self._command, "simulate", str(scenario), *SHORT, "--out", str(Path(folder) / "run")]
            with self._lock:
                if self._stopped:
                    return
                try:
                    self._process = start_process(words, heard=False)
                except OSError as fault:  # the first job will compile instead
                    LOG.info("nothing is prepared", exc_info=fault)
                    return
            with self._process as process:
                process.wait()

    def stop(self) -> None:
        """End it, and start no other."""
        with self._lock:
            self._stopped = True
        if self._process is not None:
            stop_process(self._process)
