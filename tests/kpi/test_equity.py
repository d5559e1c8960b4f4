import pytest

from sim.network.codes import Outcome
from tests.kpi.build import BETA, DAY, MINUTE, Values, at, case

# Mean time to solution by zone: 1 day, 2 days (1 and 3), 6 days.
PLACES = [
    case(at(1, 9), closed=at(2, 9), one_way=5 * MINUTE),
    case(at(1, 9), closed=at(2, 9), zone=1, one_way=5 * MINUTE),
    case(at(1, 9), closed=at(4, 9), zone=1, one_way=25 * MINUTE),
    case(at(1, 9), closed=at(7, 9), zone=2, facility=BETA, one_way=25 * MINUTE),
    case(at(1, 9), zone=2, facility=BETA, outcome=Outcome.OPEN),
]


def test_equity_time_ratio():
    values = Values(PLACES)
    assert values.all("equity_time_ratio") == pytest.approx(6 / 2)  # ranks ceil(2.7) = 3 and ceil(1.5) = 2
    assert values("equity_time_ratio", "county") == {"north": pytest.approx(2 / 1), "south": 1}


def test_equity_time_gini():
    values = Values(PLACES)
    # half the mean difference over the mean: (1 + 4 + 5) x 2 / 9 pairs / 2 / 3
    assert values.all("equity_time_gini") == pytest.approx((1 + 4 + 5) * 2 / 9 / 2 / 3)
    assert values("equity_time_gini", "county") == {"north": pytest.approx(1 * 2 / 4 / 2 / 1.5), "south": 0}


def test_equity_access_gini():
    values = Values(PLACES)
    # shares within 15 minutes: 1, 1/2 and 1/2 (the open case needs no way)
    assert values.all("equity_access_gini") == pytest.approx((0.5 + 0.5 + 0) * 2 / 9 / 2 / (2 / 3))
    nobody = Values([case(one_way=DAY)])
    assert nobody("equity_access_gini") == {}  # undefined where nobody is near
