from sim.network.codes import Outcome
from tests.kpi.build import BETA, DAY, DISPUTE, HORIZON, HOUR, TOOLS, WARM_UP, Values, at, case

STORY = [
    case(WARM_UP - 1),  # before the window
    case(WARM_UP),
    case(at(2, 9), zone=2, facility=BETA, industry=TOOLS),
    case(at(2, 10), service=DISPUTE),
    case(at(3, 9), service=DISPUTE, outcome=Outcome.UNSOLVED),
    case(at(3, 10), outcome=Outcome.RENEGED),
    case(at(3, 11), outcome=Outcome.RENEGED, zone=2, facility=BETA),
    case(at(4, 9), outcome=Outcome.BALKED),
    case(at(4, 10), outcome=Outcome.BLOCKED),
    case(at(4, 11), outcome=Outcome.NO_SHOW),
    case(at(5, 9), outcome=Outcome.UNSERVED, facility=-1),
    case(at(5, 10), outcome=Outcome.OPEN, service=DISPUTE),
    case(HORIZON),  # after the window
]


def test_cases_arisen():
    values = Values(STORY)
    assert values.all("cases_arisen") == 11
    assert values("cases_arisen", "county") == {"north": 9, "south": 2}
    assert values("cases_arisen", "kind") == {"transaction": 8, "problem": 3}
    assert values("cases_arisen", "service") == {"licence": 8, "dispute": 3}
    assert values("cases_arisen", "family") == {"basic": 8, "value_added": 0, "professional": 3}
    assert values("cases_arisen", "industry") == {"food": 10, "tools": 1}
    assert values("cases_arisen", "channel")["walk_in"] == 11
    # the unserved case went to no facility
    assert list(values("cases_arisen", "facility").values()) == [8, 2, 0, 0, 0, 0]


def test_cases_solved():
    values = Values(STORY)
    assert values.all("cases_solved") == 3
    assert values("cases_solved", "county") == {"north": 2, "south": 1}


def test_transactions_solved():
    assert Values(STORY).all("transactions_solved") == 2


def test_problems_solved():
    assert Values(STORY).all("problems_solved") == 1


def test_unsolved_cases():
    assert Values(STORY).all("unsolved_cases") == 1


def test_open_cases():
    assert Values(STORY).all("open_cases") == 1


def test_lost_cases():
    values = Values(STORY)
    assert values.all("lost_cases") == 5
    assert values("lost_cases", "county") == {"north": 4, "south": 1}


def test_lost_reneged():
    assert Values(STORY)("lost_reneged", "county") == {"north": 1, "south": 1}


def test_lost_balked():
    assert Values(STORY)("lost_balked", "county") == {"north": 1, "south": 0}


def test_lost_blocked():
    assert Values(STORY)("lost_blocked", "county") == {"north": 1, "south": 0}


def test_lost_no_show():
    assert Values(STORY)("lost_no_show", "county") == {"north": 1, "south": 0}


def test_unserved_cases():
    values = Values(STORY)
    assert values.all("unserved_cases") == 1
    assert values("unserved_cases", "facility")["alpha"] == 0


def test_backlog_end():
    stock = [
        case(at(0, 9), closed=at(0, 10)),  # closed long before
        case(at(0, 9), closed=HORIZON),  # of the warm-up, and still in hand at the horizon
        case(at(2, 9), closed=HORIZON - 1),  # closed just in time
        case(at(2, 9), outcome=Outcome.OPEN, facility=BETA, zone=2),
        case(HORIZON - DAY, accepted=HORIZON, closed=HORIZON + HOUR),  # not yet accepted at the horizon
        case(at(9, 9), outcome=Outcome.RENEGED, closed=at(9, 10)),
        case(at(9, 9), outcome=Outcome.UNSERVED, facility=-1),
    ]
    values = Values(stock)
    assert values.all("backlog_end") == 2
    assert values("backlog_end", "county") == {"north": 1, "south": 1}
    assert values("backlog_end", "facility") == {
        "alpha": 1, "beta": 1, "hub": 0, "centre": 0, "city": 0, "office": 0
    }  # fmt: skip
