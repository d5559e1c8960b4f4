import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kpi.working_time import worked_between
from sim.rules.working_time import working_between
from tests.kpi.build import DAY, HOUR, at, clock


def moments_of(values):
    return np.array(list(values), np.int32)


def worked_until(calendar, values):
    """Working seconds from second 0 to each moment."""
    moments = moments_of(values)
    return worked_between(calendar, np.zeros_like(moments), moments)


def test_moments_before_inside_between_and_after_the_working_intervals():
    moments = [0, at(0, 9), at(0, 10), at(0, 12), at(0, 13), at(0, 14), at(0, 17), at(0, 23), at(1, 9, 30)]
    hours = worked_until(clock(), moments) / HOUR
    assert hours.tolist() == [0, 0, 1, 3, 3, 3.5, 6.5, 6.5, 7]


def test_without_working_time_nothing_passes():
    nothing = np.zeros(0, np.int64)
    closed = clock()._replace(work_start=nothing, work_end=nothing, work_before=nothing)
    assert worked_until(closed, [0, DAY]).tolist() == [0, 0]


def test_moments_before_the_run_and_far_after_the_last_working_interval():
    assert worked_until(clock(), [-1, at(59, 17), at(60), 600_000_000]).tolist() == [0, *[60 * 23_400] * 3]


def test_intervals_of_any_length_and_number_a_day():
    """Two that go over midnight, and five on one day."""
    start = np.array([at(0, 20), at(2, 1), *(at(4, hour) for hour in (1, 4, 9, 10, 23))])
    end = np.array([at(1, 4), at(3, 23), *(at(4, hour, 30) for hour in (1, 4, 9, 10, 23))])
    odd = clock()._replace(work_start=start, work_end=end, work_before=np.cumsum(end - start) - (end - start))
    moments = [at(0, 19), at(1), at(1, 5), at(3), at(4), at(4, 9, 15), at(4, 23, 45), at(5)]
    lists = start.tolist(), end.tolist(), odd.work_before.tolist()
    assert worked_until(odd, moments).tolist() == [working_between(*lists, 0, moment) for moment in moments]


@given(st.lists(st.tuples(st.integers(0, 30 * DAY), st.integers(0, 30 * DAY)), max_size=20))
def test_whole_arrays_agree_with_the_rule_of_the_engines(pairs):
    calendar = clock()
    lists = calendar.work_start.tolist(), calendar.work_end.tolist(), calendar.work_before.tolist()
    start, end = moments_of(a for a, _ in pairs), moments_of(b for _, b in pairs)
    assert worked_between(calendar, start, end).tolist() == [working_between(*lists, a, b) for a, b in pairs]
