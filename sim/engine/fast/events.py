"""The event list: a binary heap whose keys are two whole numbers (see ``sim.engine.order``)."""

from __future__ import annotations

from sim.compiled import shared
from sim.engine.fast.state import State
from sim.engine.fast.view import View
from sim.engine.order import event_what, event_when


@shared
def push(state: State, when: int, what: int) -> None:
    """Put an event on the list."""
    hole = state.heap_size
    state.heap_size = hole + 1
    if state.heap_size == state.room_events:  # the last row: it may be spoilt
        state.heap_size, state.full = hole, True
    _rise(state, hole, when, what)


@shared
def drop_first(state: State) -> None:
    """Take the first event off the list: the hole sinks to a leaf, and the last event rises from there.

    Source: I. Wegener, "Bottom-up-heapsort", Theoretical Computer Science 118 (1993). Hardly a comparison is
    then a guess that a processor gets wrong.
    """
    size = state.heap_size - 1
    state.heap_size = size
    heap_when, heap_what = state.heap_when, state.heap_what
    when, what = heap_when[size], heap_what[size]
    hole, child = 0, 1
    while child + 1 < size:  # down to a leaf, always the earlier child
        one, other = heap_when[child], heap_when[child + 1]
        right = int(other < one)
        if one == other:
            right = int(heap_what[child + 1] < heap_what[child])
        child += right
        heap_when[hole], heap_what[hole] = heap_when[child], heap_what[child]
        hole, child = child, 2 * child + 1
    if child < size:
        heap_when[hole], heap_what[hole] = heap_when[child], heap_what[child]
        hole = child
    _rise(state, hole, when, what)


@shared
def _rise(state: State, hole: int, when: int, what: int) -> None:
    """Put an event at the hole, or as far above it as its time demands."""
    heap_when, heap_what = state.heap_when, state.heap_what
    while hole > 0:
        above = (hole - 1) >> 1
        upper = heap_when[above]
        if upper < when or (upper == when and heap_what[above] <= what):
            break
        heap_when[hole], heap_what[hole] = upper, heap_what[above]
        hole = above
    heap_when[hole], heap_what[hole] = when, what


@shared
def at(
    view: View, state: State, time: int, kind: int, facility: int, case: int, sub: int, stamp: int
) -> None:
    """Put an event on the clock; what lies beyond the end never happens."""
    if time <= view.end:
        push(state, event_when(time, kind, facility), event_what(case, sub, stamp))


@shared
def dispatch_soon(state: State, facility: int) -> None:
    """Match queue and staff of a facility once everything else of this second has happened."""
    if state.dispatch_due[facility]:
        return
    state.dispatch_due[facility] = True
    heap = state.dispatch_heap
    hole = state.dispatch_size
    state.dispatch_size = hole + 1
    while hole > 0 and heap[(hole - 1) >> 1] > facility:
        heap[hole] = heap[(hole - 1) >> 1]
        hole = (hole - 1) >> 1
    heap[hole] = facility


@shared
def next_dispatch(state: State) -> int:
    """Take the first facility that is due."""
    heap = state.dispatch_heap
    first = heap[0]
    size = state.dispatch_size - 1
    state.dispatch_size = size
    last = heap[size]
    hole, child = 0, 1
    while child < size:
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if last <= heap[child]:
            break
        heap[hole] = heap[child]
        hole, child = child, 2 * child + 1
    heap[hole] = last
    return first
