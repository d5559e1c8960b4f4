from __future__ import annotations

import pytest

from sim.rules import backstop
from sim.rules.backstop import IGNORE, MARK, TAKE, action, allowance

ACTIONS = {
    backstop.QUEUED: TAKE,
    backstop.AWAY: TAKE,
    backstop.HANDOFF: TAKE,  # the delay is cut
    backstop.IN_SERVICE: MARK,
    backstop.REVIEW: MARK,
    backstop.TRIP: MARK,
    backstop.SESSION: IGNORE,  # with the leaders already
    backstop.CLOSED: IGNORE,
    backstop.BOOKED: IGNORE,  # not accepted yet
}


@pytest.mark.parametrize(("state", "what"), ACTIONS.items())
def test_action_by_where_the_case_is(state: int, what: int) -> None:
    assert action(state) == what


def test_every_state_has_its_action() -> None:
    states = {
        value
        for name, value in vars(backstop).items()
        if name.isupper() and name not in ("TAKE", "MARK", "IGNORE")
    }
    assert states == set(ACTIONS)


@pytest.mark.parametrize(
    ("promise", "share", "seconds"), [(14400, 0.5, 7200), (14400, 0, 0), (14400, 1, 14400), (10, 0.33, 3)]
)
def test_allowance_in_whole_seconds(promise: int, share: float, seconds: int) -> None:
    assert allowance(promise, share) == seconds
