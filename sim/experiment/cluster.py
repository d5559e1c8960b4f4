"""Replications on many machines: a Dask scheduler hands them to workers, the same numbers come back.

A replication is a pure function of (network, seed, number), so it does not matter which machine works on it,
nor that one is lost: the scheduler gives its replications to another. A network that all share is compiled
once, by one of the workers; the networks are themselves a task, so they are made again if their holder is
lost. At draws of parameters each replication compiles its own.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sim.experiment.errors import InputError
from sim.experiment.networks import networks_of
from sim.experiment.observer import Observer
from sim.experiment.provenance import code
from sim.experiment.result import Job, Result, result_of
from sim.scenario import Scenario

if TYPE_CHECKING:
    from distributed import Client, Future

    from sim.experiment.posterior import Posterior

CONNECT_SECONDS = 15
AHEAD = 2  # tasks handed out for each thread of the cluster, so that none waits for the next


class ClusterLostError(OSError):
    """The scheduler, or worker after worker, is gone; what was done is kept, and `--resume` goes on."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address}: {why}")
        self.message_en = (
            f"--cluster: the connection to {address} is lost ({why}); start it again and add --resume"
            " to the same command: replications that are done are not done again"
        )
        self.message_zh = (
            f"--cluster：与 {address} 的连接已断开（{why}）；请重新启动，并在同一命令后加 --resume："
            "已完成的重复不会重做"
        )


class Cluster:
    """An executor: replications go to the workers of a Dask scheduler."""

    def __init__(self, client: Client, address: str, scenario: Scenario, posterior: Posterior | None) -> None:
        """Use a connected client; see :func:`connected`."""
        self._client = client
        self._address = address
        self._networks_from = scenario, posterior
        threads: dict[str, int] = client.nthreads()
        self.workers = max(1, sum(threads.values()))

    def results(self, job: Job, numbers: Iterable[int], observer: Observer) -> Generator[Result]:
        """Yield the result of each replication, in order; only so many are under way or held at once.

        Raises:
            ClusterLostError: the scheduler does not answer any more.
        """
        from distributed import CancelledError, KilledWorker
        from distributed.comm.core import CommClosedError

        pending: deque[Future[Any]] = deque()
        networks = self._client.submit(networks_of, *self._networks_from, pure=False)
        try:
            for number in numbers:
                if len(pending) == AHEAD * self.workers:
                    yield self._taken(pending)
                pending.append(
                    self._client.submit(result_of, networks, job, number, pure=False, priority=-number)
                )
            while pending:
                yield self._taken(pending)
        except (CancelledError, CommClosedError, KilledWorker) as fault:
            raise ClusterLostError(self._address, type(fault).__name__) from fault
        finally:
            self._client.cancel([*pending, networks])

    @staticmethod
    def _taken(pending: deque[Future[Any]]) -> Result:
        """Wait for the first of the pending results; a fault of the work comes out here."""
        result: Result = pending.popleft().result()
        return result


@contextmanager
def connected(address: str, scenario: Scenario, posterior: Posterior | None = None) -> Iterator[Cluster]:
    """Connect to a scheduler, make sure that its workers run the same code, and yield the executor.

    Raises:
        InputError: the extra is not installed, nothing answers, there is no worker, or a worker has other
            code or other versions of what numbers depend on.
    """
    try:
        from distributed import Client
    except ImportError as fault:
        raise InputError(
            "--cluster needs the package distributed:"
            " pip install --require-hashes -r requirements/cluster.txt",
            "--cluster 需要 distributed：pip install --require-hashes -r requirements/cluster.txt",
        ) from fault
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as fault:
        raise InputError(
            f"--cluster: no scheduler answers at {address} ({type(fault).__name__});"
            " start one with: dask scheduler",
            f"--cluster：{address} 没有调度器应答（{type(fault).__name__}）；请先启动：dask scheduler",
        ) from fault
    # a lost worker is nothing that whoever waits has to mend, and of a lost scheduler they are told in words
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with client:
        _check_workers(client, address)
        yield Cluster(client, address, scenario, posterior)


def _check_workers(client: Client, address: str) -> None:
    """Make sure that there are workers and that they would give the same numbers."""
    if not client.nthreads():
        raise InputError(
            f"--cluster: the scheduler at {address} has no worker; start one with: dask worker {address}",
            f"--cluster：{address} 的调度器没有工作进程；请启动：dask worker {address}",
        )
    here = code()
    try:
        theirs: dict[str, dict[str, str]] = client.run(code)
    except Exception as fault:  # a worker that cannot read the request answers with a plain one
        if "ModuleNotFoundError" not in f"{type(fault).__name__}: {fault}":
            raise
        raise InputError(
            f"--cluster: a worker cannot import this program ({fault}); start workers in a copy of the"
            " project folder with PYTHONPATH=. and the packages of requirements/cluster.txt",
            f"--cluster：有工作进程无法导入本程序（{fault}）；请在项目文件夹的副本中以 PYTHONPATH=. "
            "和 requirements/cluster.txt 的软件包启动",
        ) from fault
    faults = [
        f"{worker}: {name} {found.get(name)}, here {own}"
        for worker, found in sorted(theirs.items())
        for name, own in here.items()
        if found.get(name) != own
    ]
    if faults:
        said = "; ".join(faults[:4])
        raise InputError(
            f"--cluster: workers would not give the same numbers ({said});"
            " give them the same version and locks",
            f"--cluster：工作进程的结果会不同（{said}）；请使用相同版本与锁文件",
        )
