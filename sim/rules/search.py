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


def rank_ahead(values: Sequence[int], low: int, high: int, x: int) -> int:
    """As `rank`, quick where the answer lies little beyond ``low``: the steps double until one is too far.

    Source: J. L. Bentley, A. C. Yao, "An almost optimal algorithm for unbounded searching", Information
    Processing Letters 5 (1976).
    """
    step = 1
    while low + step <= high and values[low + step - 1] <= x:
        low += step
        step += step
    return rank(values, low, min(low + step, high), x)
