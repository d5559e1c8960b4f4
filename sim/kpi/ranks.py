"""Values at given ranks of groups of cases: what percentiles are read from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import compiled
from sim.network.contract import Bools, Ints, Narrow

Int32s = NDArray[np.int32]
ENDLESS = 2**62  # seconds; stands for infinity in whole numbers
DIGIT_BITS = 11
DIGITS = 1 << DIGIT_BITS
DIGIT = DIGITS - 1  # mask


@compiled
def ascending(seconds: Narrow, profile: NDArray[np.uint16], wanted: Bools) -> Int32s:
    """Return the cases with a wanted profile in ascending order of seconds.

    Sorted by eleven bits of the seconds at a time, the lowest first; each pass counts, then moves, and keeps
    the order of cases that are alike.
    """
    n, most = 0, 0
    for case in range(len(profile)):
        if wanted[profile[case]]:
            n, most = n + 1, max(most, int(seconds[case]))
    order, spare = np.empty(n, np.int32), np.empty(n, np.int32)
    n = 0
    for case in range(len(profile)):
        if wanted[profile[case]]:
            order[n] = case
            n += 1
    shift = 0
    while most >> shift > 0:
        place = np.zeros(DIGITS + 1, np.int64)
        for who in order:
            place[(seconds[who] >> shift & DIGIT) + 1] += 1
        place = np.cumsum(place)
        for who in order:
            digit = seconds[who] >> shift & DIGIT
            spare[place[digit]] = who
            place[digit] += 1
        order, spare = spare, order
        shift += DIGIT_BITS
    return order


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
