"""Balking and reneging of people on site."""

from __future__ import annotations


def balks(u: float, waiting: int, per_waiting: float) -> bool:
    """Turns away when ``u`` is below the chance that grows with each person already waiting."""
    return u < waiting * per_waiting


def leaves_at(now: int, patience: int, used: int) -> int:
    """First second strictly after the rest of the patience: at a tie the service start wins."""
    return now + max(patience - used, 0) + 1
