"""Rank of a job in its queue: lower is served first."""

from __future__ import annotations

BACKSTOP = 0
APPOINTMENT = 0
ON_SITE = 1
TICKET = 2


def queue_rank(class_priority: int, tracked: bool, tracking_priority: int, position: int) -> int:
    """Rank by class priority, then on-time appointment, on site, ticket.

    ``position`` is APPOINTMENT, ON_SITE or TICKET: people at the counter go before papers. A tracked
    key-project need takes the better of its class's and the tracking priority. 0 is kept for the backstop.
    """
    level = min(class_priority, tracking_priority) if tracked else class_priority
    return 1 + 3 * level + position
