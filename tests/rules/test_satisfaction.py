from __future__ import annotations

from typing import Any

import pytest

from sim.rules.satisfaction import satisfied, score

WEIGHTS = {
    "intercept": 5.0, "wait": -0.5, "late": -2.0, "lateness": -0.25, "handoff": -0.125, "travel": -1.0,
    "unsolved": -4.0,
}  # fmt: skip
AT_ONCE = {
    "wait_seconds": 0, "is_late": False, "late_seconds": 0, "working_day": 23400, "handoffs": 0,
    "travel_seconds": 0, "solved": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "total"),
    [
        ({}, 5.0),
        ({"wait_seconds": 7200}, 4.0),
        ({"handoffs": 2}, 4.75),
        ({"travel_seconds": 1800}, 4.5),
        ({"solved": False}, 1.0),
        ({"is_late": True}, 3.0),  # late by nothing yet: the step alone
        ({"is_late": True, "late_seconds": 46800}, 2.5),  # two working days
        ({"late_seconds": 46800}, 5.0),  # counts only if late
        (
            {"wait_seconds": 3600, "is_late": True, "late_seconds": 23400, "handoffs": 1,
             "travel_seconds": 3600, "solved": False},
            5.0 - 0.5 - 2.0 - 0.25 - 0.125 - 1.0 - 4.0,
        ),
    ],
)  # fmt: skip
def test_score_by_hand(facts: dict[str, Any], total: float) -> None:
    assert score(**WEIGHTS, **{**AT_ONCE, **facts}) == total


def test_satisfied_where_the_logit_lies_below_the_score() -> None:
    assert satisfied(0.9, 1.0)
    assert not satisfied(1.0, 1.0)
    assert not satisfied(1.1, 1.0)
    assert satisfied(-9.0, -8.5)
