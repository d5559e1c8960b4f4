import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kpi.spells import Spells, by_hour_of_week, overtime, presence_spells, staff_time
from sim.network.contract import Members
from tests.kpi.build import HOUR, ints

MEMBERS, FACILITIES, SECONDS = 3, 4, 60
NO_BASE = ints([-1] * MEMBERS)


def spells(rows, base=NO_BASE) -> Spells:
    """Spells of (member, start, end), each at the facility of its member's number."""
    member, start, end = (np.array([row[i] for row in rows], np.int32) for i in range(3))
    return Spells(member, member.astype(np.int16), start, end, base)


def members_of(present) -> Members:
    """Members with presence (member, start, end), sorted, at the last facility."""
    counts = [sum(row[0] == member for row in present) for member in range(MEMBERS)]
    return Members(
        group=ints([0] * MEMBERS),
        presence_ptr=np.cumsum([0, *counts]),
        presence_start=ints(row[1] for row in present),
        presence_end=ints(row[2] for row in present),
        presence_facility=ints([FACILITIES - 1] * len(present)),
    )


def seconds_of(rows, member) -> set[int]:
    return {second for who, start, end in rows if who == member for second in range(start, end)}


work = st.lists(
    st.tuples(st.integers(0, MEMBERS - 1), st.integers(0, SECONDS), st.integers(1, SECONDS)).map(
        lambda row: (row[0], row[1], row[1] + row[2])
    ),
    max_size=8,
)
window = st.tuples(st.integers(0, SECONDS), st.integers(0, SECONDS)).map(lambda w: (w[0], w[0] + w[1]))


@st.composite
def presence(draw):
    """Intervals that never touch within a member, by (member, start)."""
    rows = []
    for member in range(MEMBERS):
        edges = sorted(draw(st.sets(st.integers(0, 2 * SECONDS), max_size=8)))
        rows += [(member, a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    return rows


@given(work, presence(), window)
def test_overtime_are_the_seconds_of_the_window_outside_the_presence_of_the_same_member(
    busy, present, window
):
    """Whatever the order of the spells, and where spells of a member overlap each counts."""
    inside = set(range(*window))
    expected = [0] * MEMBERS
    for row in busy:
        expected[row[0]] += len(seconds_of([row], row[0]) & inside - seconds_of(present, row[0]))
    found = overtime(spells(busy), members_of(present), *window, FACILITIES)
    assert found.by_member.tolist() == expected
    assert found.by_facility.tolist() == [*expected, 0]


@given(work, window)
def test_staff_time_are_the_seconds_of_the_window(busy, window):
    inside = set(range(*window))
    expected = [0] * MEMBERS
    for row in busy:
        expected[row[0]] += len(seconds_of([row], row[0]) & inside)
    found = staff_time(spells(busy), *window, FACILITIES)
    assert found.by_member.tolist() == expected
    assert found.by_facility.tolist() == [*expected, 0]


def test_the_time_of_a_member_with_a_base_counts_there():
    busy = [(0, 0, 10), (1, 0, 7), (1, 20, 25)]
    based = spells(busy, base=ints([-1, 3, -1]))
    assert staff_time(based, 0, 30, FACILITIES).by_facility.tolist() == [10, 0, 0, 12]
    assert overtime(based, members_of([(1, 5, 22)]), 0, 30, FACILITIES).by_facility.tolist() == [10, 0, 0, 8]
    assert by_hour_of_week(based, 0, 30, FACILITIES, 0)[:, 0].tolist() == [10, 0, 0, 12]


@given(presence(), window)
def test_presence_is_a_spell_for_each_interval_of_each_member(present, window):
    found = staff_time(presence_spells(members_of(present)), *window, FACILITIES)
    inside = set(range(*window))
    assert found.by_member.tolist() == [len(seconds_of(present, m) & inside) for m in range(MEMBERS)]
    assert found.by_facility.tolist() == [0, 0, 0, found.by_member.sum()]


@given(
    st.lists(st.tuples(st.integers(0, 20 * 24 * HOUR), st.integers(1, 40 * HOUR)), max_size=6),
    st.integers(0, 6),
)
def test_hours_of_the_week_hold_each_second_once(rows, weekday):
    busy = spells([(0, start, start + length) for start, length in rows])
    table = by_hour_of_week(busy, 0, 30 * 24 * HOUR, 2, weekday)
    assert table.shape == (2, 168)
    assert table.sum() == sum(length for _, length in rows)
    expected = np.zeros(168, np.int64)
    for start, length in rows:
        for second in range(start - start % 900, start + length, 900):  # quarter hours: no hour is cut
            part = min(start + length, second + 900) - max(start, second)
            expected[(second // HOUR + 24 * weekday) % 168] += part
    assert table[0].tolist() == expected.tolist()


def test_hours_of_the_week_are_those_of_the_window():
    table = by_hour_of_week(spells([(0, 0, 3 * HOUR)]), HOUR // 2, 2 * HOUR + 1, 2, 0)
    assert table[0, :4].tolist() == [HOUR // 2, HOUR, 1, 0]
