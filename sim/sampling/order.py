"""Orders of cases, by counting: the time they take grows with the number of cases only, whatever the ties."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import compiled
from sim.sampling.keys import Streams
from sim.sampling.loops import inner, loop

Rows = NDArray[np.int32]

DIGIT = 13  # bits per pass: 8192 counters stay in the first-level cache
LEAST = -(2**63)


@compiled
def sorted_rows(values: Rows, rows: Rows, most: int) -> Rows:
    """Rows by ascending value, [N]; equal ones stay as they were in ``rows`` (least significant digit first).

    Args:
        values: [N] whole numbers in 0 .. most.
        rows: [N] each row once.
        most: below 2**31.
    """
    now, then = rows.copy(), np.empty_like(rows)
    shift = 0
    while most >> shift > 0:
        place = np.zeros((1 << DIGIT) + 1, np.int64)
        for row in now:
            place[((values[row] >> shift) & ((1 << DIGIT) - 1)) + 1] += 1
        for digit in range(1 << DIGIT):
            place[digit + 1] += place[digit]
        for row in now:
            digit = (values[row] >> shift) & ((1 << DIGIT) - 1)
            then[place[digit]] = row
            place[digit] += 1
        now, then = then, now
        shift += DIGIT
    return now


@loop
def sort_ties(values: Rows, keys: Streams, rows: Rows) -> None:
    """Put rows of equal values, which stand side by side, in the order of their unsigned keys, in place."""
    first = 0
    while first < len(rows):
        last = first + 1
        while last < len(rows) and values[rows[last]] == values[rows[first]]:
            last += 1
        if last - first > 1:
            _sort_by_key(keys, rows, first, last)
        first = last


@inner
def _sort_by_key(keys: Streams, rows: Rows, first: int, last: int) -> None:
    """Shell's sort: insertion at ever shorter distances, one at the end."""
    gap = 1
    while gap < (last - first) // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(first + gap, last):
            row, j = rows[i], i
            while j >= first + gap and keys[row] ^ LEAST < keys[rows[j - gap]] ^ LEAST:
                rows[j] = rows[j - gap]
                j -= gap
            rows[j] = row
        gap //= 3
