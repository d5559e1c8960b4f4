"""The criterion of the search, by hand."""

import numpy as np
import pytest

from sim.planning.staffing.criterion import Criterion, criterion_of
from tests.planning.staffing.county import requirements

SHARE, TIME = requirements("on_time_share>=0.9", "processing_days_p90<=5")


def test_the_reserve():
    """The normal quantiles of 0.9, 0.95 (two share what may be missed), and of a mean of four years."""
    assert criterion_of([SHARE], "year", 0.9, 0.95, 4).reserve == pytest.approx(1.2815516)
    assert criterion_of([SHARE, TIME], "year", 0.9, 0.95, 4).reserve == pytest.approx(1.6448536)
    assert criterion_of([SHARE], "mean", 0.9, 0.95, 4).reserve == pytest.approx(1.6448536 / 2)
    assert criterion_of([SHARE, TIME], "mean", 0.9, 0.95, 4).reserve == pytest.approx(1.9599640 / 2)


def test_slacks_are_means_less_the_reserve():
    values = np.array([[0.95, 3.0], [0.93, 4.0], [0.97, 5.0]])  # margins 0.05, 0.03, 0.07 and 2, 1, 0
    slacks = Criterion((SHARE, TIME), 1.5).slacks(values)
    assert slacks == pytest.approx([0.05 - 1.5 * 0.02, 1 - 1.5 * 1])
    assert Criterion((SHARE, TIME), 1.0).kept(values)
    assert not Criterion((SHARE, TIME), 1.1).kept(values)


def test_endless_times_and_years_without_cases():
    values = np.array([[np.nan, np.inf], [np.nan, 1.0]])
    assert Criterion((SHARE, TIME), 1.0).slacks(values).tolist() == [0.0, -np.inf]


def test_a_failure_must_be_clear_to_hold_for_less_staff():
    """Margins 0.05 on average, spread 0.02: a reserve of 3 takes 0.06 off, 0.7 of it 0.042."""
    values = np.array([[0.95], [0.93], [0.97]])
    assert not Criterion((SHARE,), 3.0).kept(values)
    assert not Criterion((SHARE,), 3.0).missed_by_less(values)
    assert Criterion((SHARE,), 3.6).missed_by_less(values)  # 0.7 of 0.072 is 0.0504
