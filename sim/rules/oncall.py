"""On-call specialists: when one may leave for a request."""

from __future__ import annotations


def may_leave(arrival: int, opens: int, closes: int, duty_end: int) -> bool:
    """Leaves only if it arrives while the facility is open and before its own duty ends."""
    return opens <= arrival < closes and arrival < duty_end
