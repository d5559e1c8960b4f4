from __future__ import annotations

import pytest

from sim.rules.handoff import delay, mean_delay


@pytest.mark.parametrize(
    ("push_from", "push_to", "mean"),
    [(True, True, 7200), (True, False, 36000), (False, True, 36000), (False, False, 36000)],
)
def test_short_only_where_both_push(push_from: bool, push_to: bool, mean: int) -> None:
    assert mean_delay(push_from, push_to, 7200, 36000) == mean


@pytest.mark.parametrize(
    ("factor", "mean", "seconds"), [(1.0, 7200, 7200), (0.5, 7201, 3600), (2.25, 4, 9), (0.0, 7200, 0)]
)
def test_whole_seconds_rounded_down(factor: float, mean: int, seconds: int) -> None:
    assert delay(factor, mean) == seconds
