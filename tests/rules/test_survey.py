from __future__ import annotations

import pytest

from sim.rules.survey import reported, surveyed


@pytest.mark.parametrize(
    ("on", "survey_u", "response_u", "asked"),
    [
        (True, 0.29, 0.59, True),
        (True, 0.3, 0.59, False),  # not in the sample
        (True, 0.29, 0.6, False),  # does not answer
        (False, 0.0, 0.0, False),
    ],
)
def test_in_the_sample_and_answering(on: bool, survey_u: float, response_u: float, asked: bool) -> None:
    assert surveyed(on, survey_u, 0.3, response_u, 0.6) is asked


def test_the_whole_and_nothing() -> None:
    assert surveyed(True, 0.999, 1.0, 0.999, 1.0)
    assert not surveyed(True, 0.0, 0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("satisfied", "report_u", "says_so"),
    [(True, 0.99, True), (False, 0.1, True), (False, 0.2, False), (False, 0.99, False)],
)
def test_a_fifth_of_the_dissatisfied_are_reported_satisfied(
    satisfied: bool, report_u: float, says_so: bool
) -> None:
    assert reported(satisfied, report_u, 0.2) is says_so
