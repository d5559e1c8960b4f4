import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kpi.spells import Spells, by_hour_of_week, clip, seconds_present
from tests.kpi.build import HOUR, ints

MEMBERS, SECONDS = 3, 60


def spells(rows) -> Spells:
    """Spells of (member, start, end), all at facility 0."""
    columns = [ints(row[i] for row in rows) for i in range(3)]
    return Spells(columns[0], np.zeros(len(rows), np.int64), columns[1], columns[2])


def seconds_of(rows, member) -> set[int]:
    return {second for who, start, end in rows if who == member for second in range(start, end)}


work = st.lists(
    st.tuples(st.integers(0, MEMBERS - 1), st.integers(0, SECONDS), st.integers(1, SECONDS)).map(
        lambda row: (row[0], row[1], row[1] + row[2])
    ),
    max_size=8,
)


@st.composite
def presence(draw):
    """Intervals that never touch within a member, by (member, start)."""
    rows = []
    for member in range(MEMBERS):
        edges = sorted(draw(st.sets(st.integers(0, 2 * SECONDS), max_size=8)))
        rows += [(member, a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    return rows


@given(work, presence())
def test_seconds_present_are_those_in_the_presence_of_the_same_member(busy, present):
    found = seconds_present(spells(busy), spells(present)).tolist()
    assert found == [len(seconds_of([row], row[0]) & seconds_of(present, row[0])) for row in busy]


@given(work, st.integers(0, SECONDS), st.integers(0, SECONDS))
def test_clipping_keeps_the_seconds_of_the_window(busy, first, length):
    last = first + length
    clipped = clip(spells(busy), first, last)
    assert (clipped.end > clipped.start).all()
    inside = [len(set(range(start, end)) & set(range(first, last))) for _, start, end in busy]
    assert (clipped.end - clipped.start).tolist() == [seconds for seconds in inside if seconds]


@given(
    st.lists(st.tuples(st.integers(0, 20 * 24 * HOUR), st.integers(1, 40 * HOUR)), max_size=6),
    st.integers(0, 6),
)
def test_hours_of_the_week_hold_each_second_once(rows, weekday):
    busy = spells([(0, start, start + length) for start, length in rows])
    table = by_hour_of_week(busy, 2, weekday)
    assert table.shape == (2, 168)
    assert table.sum() == sum(length for _, length in rows)
    expected = np.zeros(168, np.int64)
    for start, length in rows:
        for second in range(start - start % 900, start + length, 900):  # quarter hours: no hour is cut
            part = min(start + length, second + 900) - max(start, second)
            expected[(second // HOUR + 24 * weekday) % 168] += part
    assert table[0].tolist() == expected.tolist()
