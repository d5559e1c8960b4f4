from __future__ import annotations

import pytest

from sim.rules.oncall import may_leave


@pytest.mark.parametrize(
    ("arrival", "duty_end", "leaves"),
    [
        (100, 1000, True),  # as it opens
        (99, 1000, False),
        (199, 1000, True),
        (200, 1000, False),  # as it closes
        (150, 151, True),
        (150, 150, False),  # its own duty is over on arrival
    ],
)
def test_arrives_while_open_and_on_duty(arrival: int, duty_end: int, leaves: bool) -> None:
    assert may_leave(arrival, 100, 200, duty_end) is leaves
