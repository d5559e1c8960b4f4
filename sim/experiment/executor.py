"""Work on this machine: replications side by side in threads, their results in order.

Drawing, running, checking and counting are compiled code that lets go of the interpreter's lock, so threads
use all cores and share the network's arrays.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(work: Callable[[Task], Result], tasks: Sequence[Task], workers: int) -> Iterator[Result]:
    """Yield the result of each task, in the order of the tasks, worked on by so many threads.

    No more than ``workers`` results and tasks under way are held at once. One worker works in this thread.
    """
    if min(workers, len(tasks)) <= 1:
        yield from map(work, tasks)
        return
    with ThreadPoolExecutor(workers, thread_name_prefix="replication") as threads:
        pending: deque[Future[Result]] = deque()
        try:
            for task in tasks:
                if len(pending) == workers:
                    yield pending.popleft().result()
                pending.append(threads.submit(work, task))
            while pending:
                yield pending.popleft().result()
        finally:
            threads.shutdown(wait=True, cancel_futures=True)
