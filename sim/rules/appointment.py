"""Appointments: the slot that a booking gets."""

from __future__ import annotations

from collections.abc import Sequence

from sim.rules.search import rank


def first_slot(
    slots: Sequence[int], booked: Sequence[int], low: int, high: int, earliest: int, capacity: int
) -> int:
    """Index of the first slot from ``earliest`` on with room, or -1."""
    i = rank(slots, low, high, earliest - 1)
    while i < high and booked[i] >= capacity:
        i += 1
    return i if i < high else -1
