"""Binary search over a sorted sequence, written so that lists and compiled arrays can both use it."""

from __future__ import annotations

from collections.abc import Sequence


def rank(values: Sequence[int], low: int, high: int, x: int) -> int:
    """Index of the first of ``values[low:high]`` that is greater than ``x`` (``high`` if none is)."""
    while low < high:
        middle = (low + high) // 2
        if values[middle] > x:
            high = middle
        else:
            low = middle + 1
    return low
