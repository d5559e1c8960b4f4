"""Who works on the replications of a run: threads of this process, or machines behind a scheduler.

Drawing, running, checking and counting are compiled code that lets go of the interpreter's lock, so threads
use all cores; a network that all replications have they share. :mod:`sim.experiment.cluster` is the executor
of many machines.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

from sim.experiment.networks import Networks
from sim.experiment.observer import Observer
from sim.experiment.result import Job, Result, result_of

Task = TypeVar("Task")
Done = TypeVar("Done")


class Executor(Protocol):
    """Works on the replications of one job and hands their results back in the order asked for."""

    workers: int  # replications under way at a time

    def results(self, job: Job, numbers: Iterable[int], observer: Observer) -> Generator[Result]:
        """Yield the result of each replication; numbers are taken as they are needed, a few ahead."""
        ...


class Threads:
    """Replications side by side in threads of this process.

    Args:
        workers: threads; results do not depend on it.
        networks: of the job's replications.
    """

    def __init__(self, workers: int, networks: Networks) -> None:
        self.workers = workers
        self._networks = networks

    def results(self, job: Job, numbers: Iterable[int], observer: Observer) -> Generator[Result]:
        """Yield the result of each replication, in order; one thread alone tells how far it is."""

        def work(number: int) -> Result:
            def tell(share: float) -> None:
                if self.workers == 1:
                    observer.running(job.name, number, job.most, share)

            return result_of(self._networks, job, number, tell)

        return in_order(work, numbers, self.workers)


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(work: Callable[[Task], Done], tasks: Iterable[Task], workers: int) -> Generator[Done]:
    """Yield the result of each task, in the order of the tasks, worked on by so many threads.

    No more than ``workers`` results and tasks under way are held at once, and no task is taken before there
    is a thread for it: whoever asks may stop at any result. One worker works in this thread.
    """
    if workers <= 1:
        yield from map(work, tasks)
        return
    with ThreadPoolExecutor(workers, thread_name_prefix="replication") as threads:
        pending: deque[Future[Done]] = deque()
        try:
            for task in tasks:
                if len(pending) == workers:
                    yield pending.popleft().result()
                pending.append(threads.submit(work, task))
            while pending:
                yield pending.popleft().result()
        finally:
            threads.shutdown(wait=True, cancel_futures=True)
