from __future__ import annotations

import pytest

from sim.rules.assessment import needs_more, pair_score


@pytest.mark.parametrize(
    ("closed", "solved_here", "handed_up", "helped_on_time", "score"),
    [
        (0, 0, 0, 0, 1000),  # nothing to judge
        (10, 10, 0, 0, 1000),
        (10, 0, 10, 0, 0),
        (10, 6, 4, 3, 300 + 375),
        (3, 1, 2, 1, 166 + 250),  # whole permille, rounded down
        (4, 0, 0, 0, 500),  # closed unsolved without help: the board is not to blame
        (2, 0, 2, 2, 500),  # all by the board
    ],
)
def test_pair_score(closed: int, solved_here: int, handed_up: int, helped_on_time: int, score: int) -> None:
    assert pair_score(closed, solved_here, handed_up, helped_on_time) == score


def test_the_lower_score_is_coached_and_a_tie_changes_nothing() -> None:
    assert needs_more(400, 401)
    assert not needs_more(401, 400)
    assert not needs_more(400, 400)
