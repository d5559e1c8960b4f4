import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kpi.working_time import worked_between, worked_until
from sim.rules.working_time import working_between
from tests.kpi.build import DAY, HOUR, at, clock, ints


def test_moments_before_inside_between_and_after_the_working_intervals():
    moments = ints(
        [0, at(0, 9), at(0, 10), at(0, 12), at(0, 13), at(0, 14), at(0, 17), at(0, 23), at(1, 9, 30)]
    )
    hours = worked_until(clock(), moments) / HOUR
    assert hours.tolist() == [0, 0, 1, 3, 3, 3.5, 6.5, 6.5, 7]


def test_without_working_time_nothing_passes():
    nothing = np.zeros(0, np.int64)
    closed = clock()._replace(work_start=nothing, work_end=nothing, work_before=nothing)
    assert worked_until(closed, ints([0, DAY])).tolist() == [0, 0]


@given(st.lists(st.tuples(st.integers(0, 30 * DAY), st.integers(0, 30 * DAY)), max_size=20))
def test_whole_arrays_agree_with_the_rule_of_the_engines(pairs):
    calendar = clock()
    lists = calendar.work_start.tolist(), calendar.work_end.tolist(), calendar.work_before.tolist()
    start, end = ints(a for a, _ in pairs), ints(b for _, b in pairs)
    assert worked_between(calendar, start, end).tolist() == [working_between(*lists, a, b) for a, b in pairs]
