"""Where an unsolved case goes next, and where a graded case enters."""

from __future__ import annotations

from collections.abc import Sequence

PARENT = 0
LEADERS = 1
GIVE_UP = 2


def next_step(parent: int, problem: bool, sessions_on: bool, session_held: bool) -> int:
    """The parent of its family; above the top, for a problem, its county's leaders' session; else closed."""
    if parent >= 0:
        return PARENT
    return LEADERS if problem and sessions_on and session_held else GIVE_UP


def entry_facility(facility: int, grade: int, parents: Sequence[int], tiers: Sequence[int]) -> int:
    """First facility up the family's chain whose tier reaches the grade (the last one if none does).

    ``parents``: [F] parent by facility for the case's family.
    """
    while tiers[facility] < grade and parents[facility] >= 0:
        facility = parents[facility]
    return facility
