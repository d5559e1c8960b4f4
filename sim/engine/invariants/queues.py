"""Invariants of the queues: who is next, and how long they are."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import compiled
from sim.engine.invariants.cases import added_up, seconds
from sim.engine.invariants.count import count
from sim.network.codes import StageKind
from sim.network.contract import CaseTable, EngineLog, Ints, Narrow, Network, StageLog

Int32s = NDArray[np.int32]
Ranks = tuple[Any, Any, Any, Any]  # priority, order, case and sub-job of the stages [rows], lower first
ROW_BITS = 32


def queue_of(network: Network, stages: StageLog) -> Int32s:
    """Return the queue (facility * n_skills + skill) of each stage; meaningless where there is none."""
    return stages.facility.astype(np.int32) * network.n_skills + stages.skill


def queue_integral(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Little's law in whole numbers: time integral of queue length = sum of waiting times, per queue."""
    stages = log.stages
    queued = (stages.kind == StageKind.QUEUE) | (stages.kind == StageKind.SERVICE)
    queue, waits = queue_of(network, stages), seconds(stages.joined, stages.started)
    sums = added_up(queue, queued, waits, len(log.queue_integral))
    return count("queues: length integral differs from the waiting times", sums != log.queue_integral)


def order_of_service(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Whoever is served goes before all who wait in that queue since before: by priority, then first come.

    One sweep over the service starts in order of time, with the waiting jobs of each queue (those not served
    on the second they came) in a heap by (priority, order, case, sub-job).
    """
    stages = log.stages
    queue = queue_of(network, stages)
    served = stages.kind == StageKind.SERVICE
    waited = (served | (stages.kind == StageKind.QUEUE)) & (stages.joined < stages.started)
    waiting = np.bincount(queue[waited], minlength=len(log.queue_integral))
    served &= waiting[queue] > 0
    higher, earlier = overtaken(
        rows_by_time(served, stages.started),
        rows_by_time(waited, stages.joined),
        queue,
        stages.started,
        (stages.priority, stages.order, stages.case, stages.sub),
        waiting,
    )
    found = []
    if higher:
        found.append(f"priority: {higher} services overtook a case of higher priority in their queue")
    if earlier:
        found.append(f"FIFO: {earlier} services overtook an earlier case of the same queue")
    return found


def rows_by_time(wanted: NDArray[np.bool_], time: Narrow) -> Ints:
    """Return the wanted rows in order of time, each as time * 2**32 + row."""
    rows = np.flatnonzero(wanted)
    rows |= time[rows].astype(np.int64) << ROW_BITS
    rows.sort()
    return rows


@compiled
def overtaken(
    starts: Ints, joins: Ints, queue: Int32s, left: Narrow, ranks: Ranks, waiting: Ints
) -> tuple[int, int]:
    """Return how many services began while a job of higher priority, or an earlier one, waited in the queue.

    Args:
        starts: rows of service starts by time (see rows_by_time).
        joins: rows of jobs that waited, by the time of joining.
        queue: [rows] queue of the stage.
        left: [rows] when the job left the queue.
        ranks: the order of service.
        waiting: [queues] how many jobs ever waited there: room for their heap.
    """
    base = np.cumsum(waiting) - waiting
    size = np.zeros(len(waiting), np.int64)
    heaps = np.empty(len(joins), np.int64)  # one after another, each from its base
    higher, earlier, come = 0, 0, 0
    for start in starts:
        moment, row = start >> ROW_BITS, start & 0xFFFFFFFF
        while come < len(joins) and joins[come] >> ROW_BITS < moment:
            job = joins[come] & 0xFFFFFFFF
            at = queue[job]
            size[at] += 1
            push(heaps[base[at] : base[at] + size[at]], job, ranks)
            come += 1
        at = queue[row]
        while size[at] > 0 and left[heaps[base[at]]] <= moment:
            pop(heaps[base[at] : base[at] + size[at]], ranks)
            size[at] -= 1
        if size[at] > 0 and goes_before(heaps[base[at]], row, ranks):
            same = ranks[0][heaps[base[at]]] == ranks[0][row]
            higher, earlier = higher + (not same), earlier + same
    return higher, earlier


@compiled
def goes_before(one: int, other: int, ranks: Ranks) -> bool:
    """Is the job of one row to be served before that of the other?"""
    priority, order, case, sub = ranks
    if priority[one] != priority[other]:
        return bool(priority[one] < priority[other])
    if order[one] != order[other]:
        return bool(order[one] < order[other])
    if case[one] != case[other]:
        return bool(case[one] < case[other])
    return bool(sub[one] < sub[other])


@compiled
def push(heap: Ints, job: int, ranks: Ranks) -> None:
    """Put the job into the heap, whose last place is free."""
    at = len(heap) - 1
    while at > 0 and goes_before(job, heap[(at - 1) // 2], ranks):
        heap[at] = heap[(at - 1) // 2]
        at = (at - 1) // 2
    heap[at] = job


@compiled
def pop(heap: Ints, ranks: Ranks) -> None:
    """Take the first job out of the heap; its last place becomes free."""
    job, n, at = heap[-1], len(heap) - 1, 0
    while 2 * at + 1 < n:
        child = 2 * at + 1
        if child + 1 < n and goes_before(heap[child + 1], heap[child], ranks):
            child += 1
        if not goes_before(heap[child], job, ranks):
            break
        heap[at] = heap[child]
        at = child
    heap[at] = job
