from __future__ import annotations

import pytest

from sim.rules.work import busy_seconds


@pytest.mark.parametrize(
    ("work", "share", "seconds"),
    [
        (1800, 1.0, 1800),
        (1800, 0.5, 3600),
        (1800, 0.75, 2400),
        (1, 0.75, 2),  # 1.33 is rounded up
        (1000, 0.3, 3334),
        (1, 1.0, 1),
        (0, 0.5, 0),
    ],
)
def test_stretched_by_the_share_and_rounded_up(work: int, share: float, seconds: int) -> None:
    assert busy_seconds(work, share) == seconds


def test_never_shorter_than_the_work_nor_a_second_too_long() -> None:
    for work in range(1, 5000, 7):
        for share in (0.1, 0.37, 0.6, 0.8, 0.95, 1.0):
            busy = busy_seconds(work, share)
            assert busy >= work
            assert 0 <= busy - work / share < 1
