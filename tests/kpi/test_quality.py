import math

import pytest

from sim.network.codes import Outcome
from tests.kpi.build import BETA, DISPUTE, Values, at, case


def test_solved_first_contact():
    cases = [case(first_contact=True), case(), case(outcome=Outcome.OPEN), case(outcome=Outcome.RENEGED)]
    assert Values(cases).all("solved_first_contact") == 1 / 3


OPINIONS = [
    case(satisfied=True, surveyed=True, reported=True),
    case(satisfied=False, surveyed=True, reported=True),  # dissatisfied, reported as satisfied
    case(satisfied=False, surveyed=True, reported=False, service=DISPUTE),
    case(satisfied=True, service=DISPUTE),
    case(satisfied=True, service=DISPUTE, outcome=Outcome.UNSOLVED),
    case(outcome=Outcome.OPEN),
    case(outcome=Outcome.NO_SHOW),
]


def test_satisfaction_true():
    values = Values(OPINIONS)
    assert values.all("satisfaction_true") == 3 / 5
    assert values("satisfaction_true", "kind") == {"transaction": 1 / 2, "problem": 2 / 3}


def test_satisfaction_surveyed():
    values = Values(OPINIONS)
    assert values.all("satisfaction_surveyed") == 2 / 3
    assert "south" not in values("satisfaction_surveyed", "county")


def test_problem_satisfaction_true():
    assert Values(OPINIONS).all("problem_satisfaction_true") == 2 / 3


def test_problem_satisfaction_surveyed():
    assert Values(OPINIONS).all("problem_satisfaction_surveyed") == 0


SCORES = [  # odds of 3:1, 9:1, 1:1 and none at all
    case(score=math.log(3), satisfied=False),  # the outcome is not read
    case(score=math.log(9), service=DISPUTE),
    case(score=0.0, service=DISPUTE, outcome=Outcome.UNSOLVED),
    case(score=-800.0, zone=2, facility=BETA),  # exp(800) is more than a float holds
    case(score=math.nan, outcome=Outcome.OPEN),
    case(score=math.nan, outcome=Outcome.RENEGED),
]


def test_satisfaction_probability():
    values = Values(SCORES)
    assert values.all("satisfaction_probability") == (0.75 + 0.9 + 0.5 + 0) / 4
    assert values("satisfaction_probability", "county") == {"north": 2_150_000 / 3_000_000, "south": 0}
    assert values("satisfaction_probability", "kind") == {"transaction": 0.375, "problem": 0.7}


def test_a_probability_is_rounded_to_whole_millionths():
    values = Values([case(score=math.log(2)), case(score=math.log(2)), case(score=40.0)])
    assert values.all("satisfaction_probability") == (2 * 666_667 + 1_000_000) / 3_000_000


def test_problem_satisfaction_probability():
    values = Values(SCORES)
    assert values.all("problem_satisfaction_probability") == 0.7
    assert "south" not in values("problem_satisfaction_probability", "county")


def test_surveyed_cases():
    assert Values(OPINIONS).all("surveyed_cases") == 3


def test_high_quality_rate():
    south = {"service": DISPUTE, "zone": 2, "facility": BETA}
    cases = [
        case(service=DISPUTE, surveyed=True, reported=True),  # solved, in time, satisfied
        case(service=DISPUTE, surveyed=True),  # dissatisfied
        case(service=DISPUTE),  # not asked
        case(service=DISPUTE, closed=at(9, 9), surveyed=True, reported=True),  # satisfied, but late
        case(surveyed=True, reported=True),  # a transaction
        case(**south),  # nobody asked in the south: the own part alone
        case(**south, outcome=Outcome.UNSOLVED),
    ]
    values = Values(cases)
    assert values("high_quality_rate", "county") == {
        "north": pytest.approx(0.8 * 3 / 4 + 0.2 * 1 / 3),
        "south": pytest.approx(1 / 2),
    }
    assert values.all("high_quality_rate") == pytest.approx(0.8 * 4 / 6 + 0.2 * 1 / 3)
    assert list(values("high_quality_rate", "kind")) == ["problem"]


def test_problem_solved_share():
    cases = [case(service=DISPUTE), case(service=DISPUTE, outcome=Outcome.UNSOLVED), case()]
    cases += [
        case(service=DISPUTE, outcome=Outcome.OPEN),
        case(service=DISPUTE, outcome=Outcome.UNSERVED, facility=-1),
    ]
    assert Values(cases).all("problem_solved_share") == 1 / 3
