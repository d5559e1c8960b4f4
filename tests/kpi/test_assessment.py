import pytest

from tests.kpi.build import ALPHA, BETA, HORIZON, WARM_UP, Values, at

MONTHS = [
    (WARM_UP, ALPHA, 0, 1),  # the month of the warm-up
    (at(5), ALPHA, 900, 0),
    (at(5), BETA, 500, 1),
    (HORIZON, ALPHA, 700, 1),  # the last measured month
    (at(15), ALPHA, 0, 1),  # in the follow-up
]


def test_assessment_score():
    values = Values([], assessment=MONTHS)
    assert values.all("assessment_score") == pytest.approx(0.7)
    assert values("assessment_score", "facility") == {"alpha": pytest.approx(0.8), "beta": pytest.approx(0.5)}
    assert Values([])("assessment_score") == {}


def test_coached_visits():
    values = Values([], assessment=MONTHS)
    assert values.all("coached_visits") == 2
    assert values("coached_visits", "facility")["alpha"] == 1
