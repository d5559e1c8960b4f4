import pytest

from sim.network.codes import Outcome, StageKind, StageOutcome
from tests.kpi.build import ALPHA, BETA, CENTRE, CITY, DISPUTE, HOUR, HUB, OFFICE, Values, case, stage


def test_handoffs_mean():
    cases = [case(handoffs=2), case(handoffs=0), case(handoffs=1, outcome=Outcome.OPEN)]
    cases += [case(handoffs=9, outcome=Outcome.RENEGED)]
    assert Values(cases).all("handoffs_mean") == 1


SOLVERS = [
    case(),
    case(facility_last=BETA),
    case(facility_last=HUB),
    case(facility_last=CENTRE),
    case(facility_last=CITY),
    case(facility_last=CITY, in_session=True),
    case(facility_last=CITY, in_session=True, outcome=Outcome.OPEN),
    case(facility_last=CITY, outcome=Outcome.UNSOLVED),
]


def test_solved_share_station():
    assert Values(SOLVERS).all("solved_share_station") == 2 / 6


def test_solved_share_subcentre():
    assert Values(SOLVERS).all("solved_share_subcentre") == 1 / 6


def test_solved_share_district():
    assert Values(SOLVERS).all("solved_share_district") == 1 / 6


def test_solved_share_city():
    assert Values(SOLVERS).all("solved_share_city") == 1 / 6


def test_solved_share_session():
    assert Values(SOLVERS).all("solved_share_session") == 1 / 6


def test_jointly_solved_problems():
    problem = {"service": DISPUTE}
    cases = [
        case(**problem),  # 0: alone at the station
        case(**problem),  # 1: station, then district
        case(**problem),  # 2: station, then another station
        case(**problem, in_session=True),  # 3: station, then a session
        case(**problem),  # 4: station, with a review in a department's queue
        case(**problem, outcome=Outcome.OPEN),  # 5: two tiers, but open
        case(),  # 6: a transaction
        case(**problem),  # 7: waited at the sub-centre, was served at the district only
        case(**problem, zone=2),  # 8: three tiers, from the south
    ]
    one = {"outcome": StageOutcome.UNSOLVED}
    stages = [
        stage(0, ALPHA),
        stage(1, ALPHA, **one),
        stage(1, CENTRE),
        stage(2, ALPHA, **one),
        stage(2, BETA),
    ]
    stages += [
        stage(3, ALPHA, **one),
        stage(4, ALPHA),
        stage(4, OFFICE, sub=1),
        stage(5, ALPHA),
        stage(5, HUB),
    ]
    stages += [stage(6, ALPHA), stage(6, HUB), stage(7, HUB, kind=StageKind.QUEUE), stage(7, CENTRE)]
    stages += [stage(8, ALPHA), stage(8, HUB), stage(8, CITY)]
    values = Values(cases, stages=stages)
    assert values.all("jointly_solved_problems") == 3  # 1, 3 and 8
    assert values("jointly_solved_problems", "county") == {"north": 2, "south": 1}


def test_backstop_cases():
    assert Values([case(backstop=True), case()])("backstop_cases", "county") == {"north": 1, "south": 0}


def test_session_cases():
    assert Values(SOLVERS).all("session_cases") == 2


TIMES = [
    case(handoff_time=3 * HOUR, review_time=10 * HOUR, session_time=100 * HOUR),
    case(outcome=Outcome.OPEN, handoff_time=2 * HOUR),
    case(outcome=Outcome.BLOCKED, handoff_time=99 * HOUR, review_time=99 * HOUR, session_time=99 * HOUR),
]


def test_handoff_hours_mean():
    assert Values(TIMES).all("handoff_hours_mean") == pytest.approx(2.5)


def test_review_hours_mean():
    assert Values(TIMES).all("review_hours_mean") == pytest.approx(5)


def test_session_hours_mean():
    assert Values(TIMES).all("session_hours_mean") == pytest.approx(50)
