import math

import pytest

from sim.network.codes import Outcome
from tests.kpi.build import BETA, DISPUTE, END, Values, at, case

# Closed after 1, 2, .. 19 days exactly, and one case still open: 20 handled cases. Beside them a lost one.
LADDER = [case(at(1, 9), closed=at(1 + days, 9)) for days in range(1, 20)]
LADDER += [case(at(1, 9), outcome=Outcome.OPEN), case(at(1, 9), outcome=Outcome.RENEGED)]
DAY_OF_WORK = 6.5  # hours


def test_processing_days_mean():
    values = Values(LADDER)
    assert values.all("processing_days_mean") == 10  # (1 + .. + 19) / 19: over closed cases
    assert "south" not in values("processing_days_mean", "county")  # no case there: no row


def test_processing_days_median():
    assert Values(LADDER).all("processing_days_median") == 10  # rank ceil(0.5 x 20) = 10


def test_processing_days_p90():
    assert Values(LADDER).all("processing_days_p90") == 18  # rank 18


def test_processing_days_p95():
    assert Values(LADDER).all("processing_days_p95") == 19  # rank 19
    assert (
        Values([*LADDER, case(outcome=Outcome.OPEN)]).all("processing_days_p95") == math.inf
    )  # rank 20 of 21


def test_processing_hours_mean():
    over_noon = case(at(1, 11), closed=at(1, 14))  # 1 h before noon, half an hour after
    over_night = case(at(1, 16, 30), closed=at(2, 9, 30))
    in_the_evening = case(at(1, 19), closed=at(1, 20))
    values = Values([over_noon, over_night, in_the_evening, case(outcome=Outcome.OPEN)])
    assert values.all("processing_hours_mean") == pytest.approx((1.5 + 1 + 0) / 3)


def test_processing_hours_median():
    assert Values(LADDER).all("processing_hours_median") == 10 * DAY_OF_WORK


def test_processing_hours_p90():
    assert Values(LADDER).all("processing_hours_p90") == 18 * DAY_OF_WORK


def test_processing_hours_p95():
    assert Values(LADDER).all("processing_hours_p95") == 19 * DAY_OF_WORK
    assert Values([case(outcome=Outcome.OPEN)]).all("processing_hours_p95") == math.inf


def test_open_share():
    values = Values(LADDER)
    assert values.all("open_share") == 1 / 20
    assert values("open_share", "kind") == {"transaction": 1 / 20}


# The need arose a day before it was accepted.
LATE_START = case(at(1, 9), accepted=at(2, 9), closed=at(3, 9))


def test_time_to_solution_days_mean():
    unsolved = case(at(1, 9), closed=at(15, 9), outcome=Outcome.UNSOLVED)
    assert Values([LATE_START, case(at(1, 9), closed=at(2, 9)), unsolved]).all(
        "time_to_solution_days_mean"
    ) == pytest.approx(1.5)


def test_time_to_solution_days_p90():
    nine = [case(at(1, 9), accepted=at(1, 10), closed=at(1 + days, 9)) for days in range(1, 10)]
    unsolved = case(at(1, 9), closed=at(1, 10), outcome=Outcome.UNSOLVED)
    assert Values([*nine, unsolved]).all("time_to_solution_days_p90") == 9
    assert Values([*nine[:8], unsolved]).all("time_to_solution_days_p90") == math.inf


PUNCTUAL = [
    case(at(1, 9), closed=at(1, 17)),  # due at 17:00 the same day
    case(at(1, 9), closed=at(1, 17) + 1),  # a second late
    case(at(1, 9), closed=at(1, 10), outcome=Outcome.UNSOLVED),  # in time, but without a solution
    case(at(1, 9), outcome=Outcome.OPEN),  # long past its limit
    case(at(10, 9), outcome=Outcome.OPEN, due=END),  # nobody can tell yet
    case(at(1, 9), outcome=Outcome.RENEGED),
    case(at(10, 9), outcome=Outcome.OPEN, accepted=-1, facility=BETA, zone=2),  # booked, never begun
]


def test_on_time_share():
    values = Values(PUNCTUAL)
    assert values.all("on_time_share") == 1 / 4
    assert values("on_time_share", "county") == {"north": 1 / 4}


def test_problem_on_time_share():
    problems = [
        case(at(1, 9), closed=at(2, 17), service=DISPUTE),
        case(at(1, 9), closed=at(3, 10), service=DISPUTE),
    ]
    assert Values(PUNCTUAL + problems).all("problem_on_time_share") == 1 / 2


def test_lateness_hours_mean():
    in_time, late = case(at(1, 9), closed=at(1, 10)), case(at(1, 9), closed=at(2, 11))  # due 17:00: 2 h late
    still_open = case(at(1, 9), outcome=Outcome.OPEN)  # until the end: 20 - 1 whole working days late
    values = Values([in_time, late, still_open])
    assert values.all("lateness_hours_mean") == pytest.approx((0 + 2 + 19 * DAY_OF_WORK) / 3)


LINKED = [
    case(at(1, 9), closed=at(3, 9), linked=True),
    case(at(1, 9), closed=at(4, 9), linked=True),
    case(at(1, 9), closed=at(1, 10)),
    case(at(1, 9), outcome=Outcome.OPEN, linked=True),
]


def test_linked_processing_days_mean():
    assert Values(LINKED)("linked_processing_days_mean", "facility") == {"alpha": 2.5}


def test_linked_processing_hours_mean():
    assert Values(LINKED)("linked_processing_hours_mean", "facility") == {"alpha": 2.5 * DAY_OF_WORK}
