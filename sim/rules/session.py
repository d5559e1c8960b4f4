"""The leaders' session 政企面对面."""

from __future__ import annotations


def remaining(failed: float, solve: float) -> float:
    """Chance that all sessions so far, this one included, fail to solve the case."""
    return failed * (1.0 - solve)


def solved(u: float, failed: float) -> bool:
    """One uniform serves all sessions: solved by the n-th when u < 1 - (1 - p)^n, a geometric law."""
    return u < 1.0 - failed
