from __future__ import annotations

import pytest

from sim.rules.priority import APPOINTMENT, BACKSTOP, ON_SITE, TICKET, queue_rank


@pytest.mark.parametrize(
    ("level", "tracked", "tracking", "position", "rank"),
    [
        (0, False, 3, APPOINTMENT, 1),
        (0, False, 3, ON_SITE, 2),
        (0, False, 3, TICKET, 3),
        (1, False, 3, APPOINTMENT, 4),
        (5, False, 3, ON_SITE, 17),
        (5, True, 3, ON_SITE, 11),  # a tracked need rises
        (2, True, 3, ON_SITE, 8),  # and never falls
        (9, False, 0, TICKET, 30),
    ],
)
def test_by_hand(level: int, tracked: bool, tracking: int, position: int, rank: int) -> None:
    assert queue_rank(level, tracked, tracking, position) == rank


def test_class_goes_before_position_and_the_backstop_before_all() -> None:
    ranks = [queue_rank(level, False, 0, at) for level in range(10) for at in (APPOINTMENT, ON_SITE, TICKET)]
    assert ranks == sorted(set(ranks))
    assert min(ranks) > BACKSTOP
