"""The compiled loops of the invariants against plain definitions, and in narrow and wide columns."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine import invariants
from sim.engine.invariants.cases import one_after_another
from sim.engine.invariants.queues import overtaken, rows_by_time
from sim.engine.invariants.staff import interval_at
from tests.engine.test_invariants import DAMAGE, Played, city

FAR = 1_200_000_000  # seconds


def wide(columns: Any) -> Any:
    """The columns with whole numbers of 64 bits."""
    cast = {name: c.astype(np.int64) for name, c in columns._asdict().items() if c.dtype.kind == "i"}
    return columns._replace(**cast)


def widened(played: Played) -> Played:
    compiled, table, log = played
    parts = {name: wide(getattr(log, name)) for name in ("cases", "stages", "busy")}
    return compiled, wide(table), log._replace(**parts)


@pytest.mark.parametrize("message", DAMAGE)
def test_wide_columns_show_the_violations_of_narrow_ones(message: str) -> None:
    compiled, table, log = DAMAGE[message](city())
    found = invariants.violations(compiled.network, table, log)
    assert found
    assert invariants.violations(compiled.network, *widened((compiled, table, log))[1:]) == found


TIMES = {"arose", "entry", "accepted", "due", "first_start", "closed", "order", "joined", "started", "ended"}
TIMES |= {"start", "end"}
SPANS = {"wait", "work", "review_time"}


def timed(columns: Any, factor: int, shift: int) -> Any:
    """The columns with every moment put off, and every span lengthened; -1 stays -1."""
    changed = {}
    for name, values in columns._asdict().items():
        if name in TIMES:
            changed[name] = np.where(values >= 0, values * np.int64(factor) + shift, values).astype(np.int32)
        elif name in SPANS:
            changed[name] = (values * np.int64(factor)).astype(np.int32)
    return columns._replace(**changed)


def replayed(factor: int, shift: int) -> Played:
    """The city's run in slow motion, and later."""
    compiled, table, log = city()
    members = compiled.network.members
    members = members._replace(
        presence_start=members.presence_start * factor + shift,
        presence_end=members.presence_end * factor + shift,
    )
    parts = {name: timed(getattr(log, name), factor, shift) for name in ("cases", "stages", "busy")}
    log = log._replace(
        **parts, queue_integral=log.queue_integral * factor, stopped=log.stopped * factor + shift
    )
    compiled = compiled._replace(network=compiled.network._replace(members=members))
    return compiled, timed(table, factor, shift), log


def test_moments_near_the_limit() -> None:
    compiled, table, log = replayed(1, 2**31 - 1 - int(city()[2].stopped))
    assert log.stages.ended.max() > 2**31 - 10**7
    assert invariants.violations(compiled.network, table, log) == []


def test_sums_beyond_32_bits() -> None:
    factor = FAR // int(city()[2].stopped)
    compiled, table, log = replayed(factor, 0)
    assert log.stages.ended.max() > FAR * 0.9
    assert log.queue_integral.max() > 2**31
    assert log.stages.work.sum(dtype=np.int64) > 2**31
    assert invariants.violations(compiled.network, table, log) == []
    more = log.queue_integral.copy()
    more[np.argmax(more)] += 2**32  # what sums of 32 bits would not notice
    found = invariants.violations(compiled.network, table, log._replace(queue_integral=more))
    assert [text.split(" (")[0] for text in found] == [
        "queues: length integral differs from the waiting times"
    ]


spells = st.lists(
    st.tuples(st.integers(0, 1), st.booleans(), st.integers(0, 9), st.integers(-1, 4)), max_size=6
)


@given(spells)
def test_spells_one_after_another_do_not_overlap(rows: list[tuple[int, bool, int, int]]) -> None:
    who, start, length = (np.array([row[i] for row in rows], np.int32) for i in (0, 2, 3))
    wanted = np.array([row[1] for row in rows], np.bool_)
    as_given = [(row[0], row[2], row[2] + row[3]) for row in rows if row[1]]
    ordered = sorted(as_given)
    overlap = any(one[0] == other[0] and other[1] < one[2] for one, other in pairwise(ordered))
    proven = one_after_another(who, wanted, start, start + length, 2)
    assert not (proven and overlap)
    if (length[wanted] >= 0).all() and sorted(as_given, key=lambda row: row[0]) == ordered:
        assert proven is not overlap


intervals = st.lists(st.sets(st.integers(0, 30), max_size=8).map(sorted), min_size=3, max_size=3)


@given(intervals, st.lists(st.tuples(st.integers(-1, 2), st.integers(0, 31)), max_size=10))
def test_the_interval_that_holds_a_time_is_found_in_any_order(
    edges: list[list[int]], asked: list[tuple[int, int]]
) -> None:
    rows = [list(zip(one[::2], one[1::2], strict=False)) for one in edges]
    ptr = np.cumsum([0, *(len(row) for row in rows)])
    start, end = (np.array([pair[i] for row in rows for pair in row], np.int64) for i in range(2))
    owner, time = (np.array([one[i] for one in asked], np.int32) for i in range(2))
    found = interval_at(ptr, start, end, owner, time)
    for (who, moment), at in zip(asked, found.tolist(), strict=True):
        holding = (
            [i for i in range(ptr[who], ptr[who + 1]) if start[i] <= moment < end[i]] if who >= 0 else []
        )
        assert [at] == (holding or [-1])


jobs = st.lists(
    st.tuples(
        st.integers(0, 1),  # queue
        st.booleans(),  # served
        st.integers(0, 2),  # priority
        st.integers(0, 9),  # joined
        st.integers(0, 9),  # waits so long
        st.integers(0, 5),  # joined this queue first so much earlier
    ),
    max_size=12,
)


@given(jobs)
def test_the_sweep_over_queues_finds_whoever_was_overtaken(
    rows: list[tuple[int, bool, int, int, int, int]],
) -> None:
    queue, priority, joined, wait, before = (
        np.array([row[i] for row in rows], np.int32) for i in (0, 2, 3, 4, 5)
    )
    served = np.array([row[1] for row in rows], np.bool_)
    left, case = joined + wait, np.arange(len(rows), dtype=np.int32)
    rank = list(zip(priority.tolist(), (joined - before).tolist(), case.tolist(), strict=True))
    higher = earlier = 0
    for i in np.flatnonzero(served).tolist():
        waiting = [j for j in case.tolist() if queue[j] == queue[i] and joined[j] < left[i] < left[j]]
        first = min((rank[j] for j in waiting), default=rank[i])
        higher += first < rank[i] and first[0] < rank[i][0]
        earlier += first < rank[i] and first[0] == rank[i][0]
    waited = wait > 0
    found = overtaken(
        rows_by_time(served, left),
        rows_by_time(waited, joined),
        queue,
        left,
        (priority.astype(np.int8), joined - before, case, np.zeros(len(rows), np.int8)),
        np.bincount(queue[waited], minlength=2),
    )
    assert tuple(found) == (higher, earlier)
