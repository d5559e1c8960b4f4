"""Jobs: commands as processes of their own that tell their progress and stop with the server (`processes`).

As many run at a time as there are processors; what each has said is kept for whoever asks.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import IO, Any

from sim.experiment.folder import read_manifest, remove_kept
from sim.page.errors import ApiError, not_found, problem
from sim.page.job_lines import Line
from sim.page.processes import close, start_process, stop_process
from sim.page.texts import ENDINGS, names

LOG = logging.getLogger("yizhan.page.jobs")
RUN = Path(__file__).resolve().parents[2] / "run.py"
MOST_OPEN = 40  # jobs that wait or run
MOST_KEPT = 100  # jobs that have ended
MOST_LINES, MOST_PROBLEMS = 200, 200
TAIL = 40  # lines of standard error kept for a job that fails without a word
ENDED = {0: "done", 1: "missed", 130: "cancelled"}  # by exit code; any other has failed


class Job:
    """One command: what it is, how far it is, what came of it. All fields are read and set under a lock."""

    def __init__(self, asked: dict[str, Any], line: Line) -> None:
        """Wait for its turn; `asked` is the request that it answers."""
        self.id = token_hex(6)
        self.asked, self.line = asked, line
        self.state = "waiting"
        self.progress: dict[str, Any] = {"share": None, "words": names(("", "")), "seconds_left": None}
        self.best: dict[str, str] | None = None
        self.lines: deque[dict[str, str]] = deque(maxlen=MOST_LINES)
        self.problems: list[dict[str, Any]] = []
        self.created, self.started, self.ended = _now(), "", ""
        self.exit_code: int | None = None
        self.result: str | None = None
        self.version = 0  # counts changes
        self.process: subprocess.Popen[str] | None = None
        self.cancelled = False

    @property
    def open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ("waiting", "running")


class Jobs:
    """The jobs of one server: as many run at a time as there are processors, the others wait in turn."""

    def __init__(
        self,
        results: Path,
        slots: int,
        command: list[str] | None = None,
        finished: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Run jobs whose results lie below `results`.

        Args:
            results: the results folder.
            slots: jobs that run at a time.
            command: stands for `python run.py` in tests.
            finished: hears the id of each result, when its job has ended.
        """
        self._finished = finished
        self._results = results
        self._slots = slots
        self.command = command or [sys.executable, str(RUN)]
        self._jobs: dict[str, Job] = {}
        self._lock = threading.RLock()
        self._stopping = False

    # What is asked of them

    def create(self, asked: dict[str, Any], line: Line) -> str:
        """Start the job of a request (`command`, `lang`, its fields), or let it wait; returns its id.

        Raises:
            ApiError: 429, too many wait.
        """
        with self._lock:
            if sum(one.open for one in self._jobs.values()) >= MOST_OPEN:
                raise ApiError(429, "Too many runs wait; stop some first", "排队的运行过多，请先停止一些")
            job = Job(asked, line)
            self._jobs[job.id] = job
            ended = [one.id for one in self._jobs.values() if not one.open]
            for old in ended[: max(0, len(ended) - MOST_KEPT)]:
                del self._jobs[old]
            self._start_next()
            return job.id

    def listed(self) -> list[dict[str, Any]]:
        """List jobs, the newest first, without their lines."""
        with self._lock:
            return [self._told(job, lines=False) for job in reversed(self._jobs.values())]

    def told(self, job_id: str) -> dict[str, Any]:
        """Return a job; raises ApiError 404."""
        with self._lock:
            return self._told(self._job(job_id), lines=True)

    def version(self, job_id: str) -> tuple[int, bool]:
        """Return how often a job has changed, and whether it still waits or runs; raises ApiError 404."""
        with self._lock:
            job = self._job(job_id)
            return job.version, job.open

    def cancel(self, job_id: str) -> None:
        """Let a job end: it has some seconds to clean up; raises ApiError 404."""
        with self._lock:
            job = self._job(job_id)
            if job.state == "waiting":
                job.cancelled = True
                self._end(job, None)
            elif job.open and job.process and not job.cancelled:
                job.cancelled = True
                threading.Thread(target=stop_process, args=(job.process,), daemon=True).start()

    def running(self) -> int:
        """Count the jobs that run."""
        with self._lock:
            return sum(job.state == "running" for job in self._jobs.values())

    def busy(self, folder: Path) -> bool:
        """Tell whether a job that waits or runs reads or writes a folder, or one in it."""
        with self._lock:
            lines = [job.line for job in self._jobs.values() if job.open]
        return any(one.is_relative_to(folder) for line in lines for one in (line.out, *line.reads))

    def stop(self) -> None:
        """End all jobs and wait until their processes are gone."""
        with self._lock:
            self._stopping = True
            for job in self._jobs.values():
                if job.open:
                    job.cancelled = True
            processes = [job.process for job in self._jobs.values() if job.open and job.process]
        stoppers = [threading.Thread(target=stop_process, args=(one,)) for one in processes]
        for thread in stoppers:
            thread.start()
        for thread in stoppers:
            thread.join()

    # One after the other

    def _job(self, job_id: str) -> Job:
        if job_id not in self._jobs:
            raise not_found(job_id, "job")
        return self._jobs[job_id]

    def _start_next(self) -> None:
        for job in list(self._jobs.values()):
            if self._stopping or self.running() >= self._slots:
                return
            if job.state == "waiting":
                self._start(job)

    def _start(self, job: Job) -> None:
        job.state, job.started = "running", _now()
        job.version += 1
        try:
            job.process = start_process([*self.command, *job.line.run(job.asked["lang"])], heard=True)
        except OSError as fault:
            LOG.error("a job cannot start", exc_info=fault)
            why = fault.strerror or str(fault)
            job.problems.append(problem(names((f"无法启动：{why}", f"It cannot be started: {why}"))))
            self._end(job, 70)
            return
        threading.Thread(target=self._follow, args=(job, job.process), daemon=True).start()

    def _follow(self, job: Job, process: subprocess.Popen[str]) -> None:
        """Hear a process until its end."""
        assert process.stdout is not None
        assert process.stderr is not None
        tail: deque[str] = deque(maxlen=TAIL)
        errors = threading.Thread(target=_keep_tail, args=(process.stderr, tail), daemon=True)
        errors.start()
        for line in process.stdout:
            self._hear(job, line)
        code = process.wait()
        errors.join(timeout=2)
        for stream in (process.stdin, process.stdout, process.stderr):
            close(stream)
        if code != 0 and job.line.new:
            remove_kept(job.line.out)  # nobody can go on from it: the next job has a folder of its own
        with self._lock:
            if code not in ENDED and not job.problems and not job.cancelled:
                said = "\n".join(tail).strip()[-2000:]
                job.problems.append(problem(names((said, said))))
            self._end(job, code)
            self._start_next()
        if job.result is not None and not self._stopping:
            self._finished(job.result)

    def _hear(self, job: Job, line: str) -> None:
        """Take in one event; what is none is left out."""
        try:
            event = json.loads(line)
        except ValueError:
            return
        kind = event.pop("event", None) if isinstance(event, dict) else None
        if kind is None:
            return
        with self._lock:
            if kind == "progress":
                job.progress = {name: event.get(name) for name in ("share", "words", "seconds_left")}
            elif kind == "best":
                job.best = event.get("words")
            elif kind == "line":
                job.lines.append(event.get("words"))
            elif kind == "problem" and len(job.problems) < MOST_PROBLEMS:
                job.problems.append(event)
            job.version += 1

    def _end(self, job: Job, code: int | None) -> None:
        job.ended, job.exit_code = _now(), code
        job.state = "cancelled" if job.cancelled and code != 0 else ENDED.get(code or 0, "failed")
        if (job.line.new or code == 0) and read_manifest(job.line.out) is not None:
            job.result = job.line.out.relative_to(self._results).as_posix()
        job.version += 1

    def _told(self, job: Job, *, lines: bool) -> dict[str, Any]:
        return {
            "id": job.id,
            "command": job.asked["command"],
            "asked": job.asked,
            "title": job.line.title,
            "line": job.line.typed,
            "state": job.state,
            "ending": names(ENDINGS["kept" if job.state == "cancelled" and job.result else job.state]),
            "progress": job.progress,
            "best": job.best,
            "problems": list(job.problems),
            "result": job.result,
            "created": job.created,
            "started": job.started or None,
            "ended": job.ended or None,
            "exit_code": job.exit_code,
            **({"lines": list(job.lines)} if lines else {}),
        }


def _keep_tail(stream: IO[str], tail: deque[str]) -> None:
    tail.extend(line.rstrip() for line in stream)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
