"""Slots of the facility are rows 1 to 3 (start 1000, 2000, 3000)."""

from __future__ import annotations

import pytest

from sim.rules.appointment import first_slot

SLOTS = [500, 1000, 2000, 3000, 1500]


@pytest.mark.parametrize(
    ("earliest", "booked", "slot"),
    [
        (0, [0, 0, 0], 1),
        (1000, [0, 0, 0], 1),  # a slot at the earliest second itself will do
        (1001, [0, 0, 0], 2),
        (0, [2, 1, 0], 2),  # the first is full
        (0, [2, 2, 2], -1),  # all are
        (0, [3, 2, 1], 3),  # never more than the capacity counts as room
        (2500, [0, 0, 2], -1),
        (3001, [0, 0, 0], -1),  # too late for the last
    ],
)
def test_first_slot_with_room(earliest: int, booked: list[int], slot: int) -> None:
    assert first_slot(SLOTS, [9, *booked, 0], 1, 4, earliest, capacity=2) == slot


def test_no_slots_at_all() -> None:
    assert first_slot(SLOTS, [0] * 5, 1, 1, 0, capacity=2) == -1
