"""Values at given ranks of groups of cases: what percentiles are read from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import compiled
from sim.network.contract import Bools, Ints, Narrow

Int32s = NDArray[np.int32]
ENDLESS = 2**62  # seconds; stands for infinity in whole numbers
CASE_BITS = 32
DIGIT_BITS = 11
DIGITS = 1 << DIGIT_BITS
CASE, DIGIT = (1 << CASE_BITS) - 1, DIGITS - 1  # masks


@compiled
def ascending(seconds: Narrow, profile: NDArray[np.uint16], wanted: Bools) -> Int32s:
    """Return the cases with a wanted profile in ascending order of seconds.

    Sorted as seconds * 2**32 + case by eleven bits of the seconds at a time, the lowest first; each pass
    counts, then moves, and keeps the order of cases that are alike.
    """
    n, most = 0, np.int64(0)
    for case in range(len(profile)):
        if wanted[profile[case]]:
            n, most = n + 1, max(most, np.int64(seconds[case]))
    order, spare = np.empty(n, np.int64), np.empty(n, np.int64)
    n = 0
    for case in range(len(profile)):
        if wanted[profile[case]]:
            order[n] = np.int64(seconds[case]) << CASE_BITS | case
            n += 1
    shift = CASE_BITS
    while most > 0:
        place = np.zeros(DIGITS + 1, np.int64)
        for item in order:
            place[(item >> shift & DIGIT) + 1] += 1
        place = np.cumsum(place)
        for item in order:
            digit = item >> shift & DIGIT
            spare[place[digit]] = item
            place[digit] += 1
        order, spare = spare, order
        most, shift = most >> DIGIT_BITS, shift + DIGIT_BITS
    cases = np.empty(n, np.int32)
    for i in range(n):
        cases[i] = order[i] & CASE
    return cases


@compiled
def values_at_ranks(
    order: Int32s, seconds: Narrow, code: Narrow, group_of: Int32s, ranks: Ints, found: Ints
) -> None:
    """Write the seconds of the ranks [groups, n] into ``found`` [groups, n], where there are as many cases.

    Args:
        order: cases in ascending order of seconds.
        seconds: [C].
        code: [C] what the cases are grouped by, -1 = nothing.
        group_of: [levels, codes + 1] group of each code; the last column, that of -1, an empty group.
        ranks: ascending, counted from 1; 0 in an empty group.
        found: left as it is where the rank is beyond the last case.
    """
    left = ranks[:, 0].copy()  # cases until the next rank that is asked for
    at = np.zeros(len(ranks), np.int64)
    for case in order:
        which = code[case]
        for level in range(len(group_of)):
            group = group_of[level, which]
            left[group] -= 1
            while left[group] == 0:  # again where ranks coincide
                found[group, at[group]] = seconds[case]
                at[group] += 1
                if at[group] == ranks.shape[1]:
                    left[group] = -1
                else:
                    left[group] = ranks[group, at[group]] - ranks[group, at[group] - 1]
