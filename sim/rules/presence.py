"""What to do with a case whose skill is not based at the facility."""

from __future__ import annotations

QUEUE = 0
WAIT_FOR_VISIT = 1
CALL = 2
HAND_UP = 3


def absent_skill(resident: bool, visiting: bool, wait: int, limit: int, callable_: bool, call: bool) -> int:
    """QUEUE, WAIT_FOR_VISIT, CALL or HAND_UP.

    ``resident``: staff with the skill are based here; ``visiting``: a rotating specialist is here now;
    ``wait``: working seconds to its next visit, -1 if none is planned; ``limit``: longest wait that is
    near enough; ``callable_``: an on-call group serves this facility; ``call``: the scenario allows it.
    """
    if resident or visiting:
        return QUEUE
    if 0 <= wait <= limit:
        return WAIT_FOR_VISIT
    if callable_ and call:
        return CALL
    return HAND_UP
