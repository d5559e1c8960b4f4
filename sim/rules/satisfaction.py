"""Satisfaction: a linear score compared with the logit of the case's own uniform."""

from __future__ import annotations


def score(
    intercept: float,
    wait: float,
    late: float,
    lateness: float,
    handoff: float,
    travel: float,
    unsolved: float,
    wait_seconds: int,
    is_late: bool,
    late_seconds: int,
    working_day: int,
    handoffs: int,
    travel_seconds: int,
    solved: bool,
) -> float:
    """Logit of the probability to be satisfied: falls with waiting, lateness, hand-offs and travel."""
    total = intercept + wait * (wait_seconds / 3600.0) + handoff * handoffs
    total += travel * (travel_seconds / 3600.0)
    if is_late:
        total += late + lateness * (late_seconds / working_day)
    if not solved:
        total += unsolved
    return total


def satisfied(logit_u: float, total: float) -> bool:
    """True satisfaction."""
    return logit_u < total
