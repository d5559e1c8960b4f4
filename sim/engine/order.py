"""The order of events at one second, shared by both engines.

Service end, review join, hand-off arrival, calendar (closings before openings), roster (ends before
starts), timers, session, arrival, dispatch; within a kind by facility, case, sub-job. An on-call
member that arrives counts as a service end, after those of cases, by member.
"""

from __future__ import annotations

FACILITY_BITS, CASE_BITS, SUB_BITS = 14, 28, 4


def event_rank(kind: int, facility: int, case: int, sub: int) -> int:
    """Rank within one second as one whole number; ``-1`` (none) goes first."""
    return (((kind << FACILITY_BITS | facility + 1) << CASE_BITS | case + 1) << SUB_BITS) | sub
