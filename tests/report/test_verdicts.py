"""What a paired difference says."""

import pytest

from sim.report.verdicts import verdict, verdict_of


@pytest.mark.parametrize(
    ("difference", "own", "together", "better", "expected"),
    [
        (0.0, (0.0, 0.0), (0.0, 0.0), "higher", "zero"),
        (0.0, (None, None), (None, None), "higher", "zero"),
        (0.0, (-1.0, 1.0), (-2.0, 2.0), "lower", "unclear"),
        (2.0, (None, None), (None, None), "higher", "alone"),
        (2.0, (1.0, 3.0), (0.5, 3.5), "higher", "better"),
        (2.0, (1.0, 3.0), (0.5, 3.5), "lower", "worse"),
        (-2.0, (-3.0, -1.0), (-3.5, -0.5), "lower", "better"),
        (-2.0, (-3.0, 0.5), (-3.5, 1.0), "lower", "unclear"),
        (2.0, (1.0, 3.0), (0.5, 3.5), "none", "neutral"),
        (2.0, (1.0, 3.0), (-0.5, 4.5), "higher", "better_alone"),
        (-2.0, (-3.0, -1.0), (-4.0, 0.0), "higher", "worse_alone"),
        (2.0, (1.0, 3.0), (None, None), "none", "neutral_alone"),
        (None, (None, None), (None, None), "lower", "none"),
    ],
)
def test_verdict(difference, own, together, better, expected):
    assert verdict(difference, own, together, better) == expected


def test_a_row_without_a_simultaneous_interval_is_judged_alone():
    row = {"difference": 2.0, "ci_low": 1.0, "ci_high": 3.0}
    assert verdict_of(row, "higher") == "better_alone"
    assert verdict_of(row | {"simultaneous_low": 0.5, "simultaneous_high": 3.5}, "higher") == "better"
