"""Which member takes a case, and which case is taken: total orders, so that nothing is left to chance."""

from __future__ import annotations


def member_goes_before(
    skills: int, idle_since: int, member: int, other_skills: int, other_idle_since: int, other: int
) -> bool:
    """Fewest skills, then longest idle, then lowest id."""
    if skills != other_skills:
        return skills < other_skills
    if idle_since != other_idle_since:
        return idle_since < other_idle_since
    return member < other


def job_goes_before(
    priority: int,
    order: int,
    case: int,
    sub: int,
    other_priority: int,
    other_order: int,
    other: int,
    other_sub: int,
) -> bool:
    """Priority, time of joining the queue, case, sub-job."""
    if priority != other_priority:
        return priority < other_priority
    if order != other_order:
        return order < other_order
    if case != other:
        return case < other
    return sub < other_sub
