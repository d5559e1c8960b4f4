from __future__ import annotations

import pytest

from sim.rules.presence import CALL, HAND_UP, QUEUE, WAIT_FOR_VISIT, absent_skill


@pytest.mark.parametrize(
    ("resident", "visiting", "wait", "callable_", "call", "what"),
    [
        (True, False, -1, False, False, QUEUE),
        (False, True, -1, False, False, QUEUE),
        (True, False, 0, True, True, QUEUE),  # who is based here comes first
        (False, False, 0, True, True, WAIT_FOR_VISIT),  # outside working time until it comes
        (False, False, 100, True, True, WAIT_FOR_VISIT),  # just near enough
        (False, False, 101, True, True, CALL),
        (False, False, 101, False, True, HAND_UP),
        (False, False, 101, True, False, HAND_UP),  # the scenario does not call
        (False, False, -1, True, True, CALL),  # no visit is planned
        (False, False, -1, False, True, HAND_UP),
    ],
)
def test_absent_skill(
    resident: bool, visiting: bool, wait: int, callable_: bool, call: bool, what: int
) -> None:
    assert absent_skill(resident, visiting, wait, 100, callable_, call) == what
