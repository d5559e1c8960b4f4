"""The chiefs' backstop 三长兜底."""

from __future__ import annotations

# What the backstop does to a case, by where it finds it.
TAKE = 0  # moves to the chiefs' queue now
MARK = 1  # goes on; taken if it comes out unsolved
IGNORE = 2  # nothing to back up

QUEUED, AWAY, IN_SERVICE, HANDOFF, REVIEW, TRIP, SESSION, CLOSED, BOOKED = range(9)


def allowance(promise: int, share: float) -> int:
    """Working seconds from acceptance until the backstop looks at the case."""
    return int(promise * share)


def action(state: int) -> int:
    """Queued, gone home or in hand-off: taken at once (the delay is cut). In service or in review: marked."""
    if state == QUEUED or state == AWAY or state == HANDOFF:
        return TAKE
    if state == IN_SERVICE or state == REVIEW or state == TRIP:
        return MARK
    return IGNORE
