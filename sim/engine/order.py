"""The order of events at one second, shared by both engines.

Service end, review join, hand-off arrival, calendar (closings before openings), roster (ends before
starts), timers, session, arrival, dispatch; within a kind by facility, case, sub-job. An on-call
member that arrives counts as a service end, after those of cases, by member.
"""

from __future__ import annotations

from sim.network.codes import EventKind

TIME_BITS, KIND_BITS, FACILITY_BITS, CASE_BITS, SUB_BITS, STAMP_BITS = 30, 4, 14, 28, 4, 31
AFTER_ALL = len(EventKind)  # kind of a second to look at when all else has happened


def event_rank(kind: int, facility: int, case: int, sub: int) -> int:
    """Rank within one second as one whole number; ``-1`` (none) goes first."""
    return (((kind << FACILITY_BITS | facility + 1) << CASE_BITS | case + 1) << SUB_BITS) | sub


def event_when(time: int, kind: int, facility: int) -> int:
    """Upper word of a compiled event list's key: time, kind, facility; ``-1`` (none) goes first."""
    return (time << KIND_BITS | kind) << FACILITY_BITS | facility + 1


def event_what(case: int, sub: int, stamp: int) -> int:
    """Lower word: case, sub-job, and a stamp that tells whether the event still holds when it comes."""
    return (case + 1 << SUB_BITS | sub) << STAMP_BITS | stamp


def time_of(when: int) -> int:
    """Second of an event."""
    return when >> KIND_BITS + FACILITY_BITS


def kind_of(when: int) -> int:
    """Kind of an event."""
    return when >> FACILITY_BITS & (1 << KIND_BITS) - 1


def facility_of(when: int) -> int:
    """Facility of an event, -1 = none."""
    return (when & (1 << FACILITY_BITS) - 1) - 1


def case_of(what: int) -> int:
    """Case of an event, -1 = none."""
    return (what >> SUB_BITS + STAMP_BITS) - 1


def sub_of(what: int) -> int:
    """Sub-job of an event."""
    return what >> STAMP_BITS & (1 << SUB_BITS) - 1


def stamp_of(what: int) -> int:
    """Stamp of an event."""
    return what & (1 << STAMP_BITS) - 1
