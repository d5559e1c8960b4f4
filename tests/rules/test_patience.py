from __future__ import annotations

import pytest

from sim.rules.patience import balks, leaves_at


@pytest.mark.parametrize(
    ("u", "waiting", "turns_away"),
    [(0.0, 0, False), (0.24, 1, True), (0.25, 1, False), (0.49, 2, True), (0.5, 2, False), (0.99, 4, True)],
)
def test_each_person_waiting_turns_a_quarter_away(u: float, waiting: int, turns_away: bool) -> None:
    assert balks(u, waiting, 0.25) is turns_away


def test_certain_to_turn_away_and_never() -> None:
    assert balks(0.999, 8, 0.125)
    assert not balks(0.0, 1000, 0.0)


@pytest.mark.parametrize(
    ("now", "patience", "used", "leaves"),
    [
        (100, 60, 0, 161),  # strictly after: a service that starts at 160 still wins
        (100, 60, 20, 141),  # part of it was used before closing time
        (100, 60, 60, 101),
        (100, 60, 90, 101),  # never in the past
        (100, 0, 0, 101),
    ],
)
def test_leaves_a_second_after_patience_is_over(now: int, patience: int, used: int, leaves: int) -> None:
    assert leaves_at(now, patience, used) == leaves
