"""When a facility is next open.

Facilities that share their opening hours share one table: by hour, the first interval that ends later.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.contract import Facilities
from sim.sampling.loops import inner

Ints = NDArray[np.int64]
Rows = NDArray[np.int32]

HOUR = 3600
NEVER = 2**61 - 1


class Openings(NamedTuple):
    """Opening intervals by pattern of hours, closed by an interval that never comes."""

    pattern: Ints  # [F] which pattern a facility follows
    start: Ints  # [O] intervals of all patterns; a last one of each starts and ends at NEVER
    end: Ints  # [O]
    first: Rows  # [P, T] first interval of the pattern that ends after hour t begins


def openings(facilities: Facilities, end: int) -> Openings:
    """Tables of the opening intervals that begin before ``end`` (seconds)."""
    patterns: dict[tuple[bytes, bytes], int] = {}
    of_facility: list[int] = []
    starts: list[Ints] = []
    ends: list[Ints] = []
    firsts: list[Ints] = []
    hours = np.arange(-(-end // HOUR) + 1) * HOUR
    base = 0
    for f in range(len(facilities.tier)):
        rows = slice(facilities.open_ptr[f], facilities.open_ptr[f + 1])
        start, stop = facilities.open_start[rows], facilities.open_end[rows]
        start, stop = start[start < end], stop[start < end]
        number = patterns.setdefault((start.tobytes(), stop.tobytes()), len(patterns))
        of_facility.append(number)
        if number < len(starts):
            continue
        starts.append(np.append(start, NEVER))
        ends.append(np.append(stop, NEVER))
        firsts.append(base + np.searchsorted(stop, hours, side="right"))
        base += len(start) + 1
    return Openings(
        np.array(of_facility, dtype=np.int64),
        np.concatenate(starts).astype(np.int64),
        np.concatenate(ends).astype(np.int64),
        np.array(firsts, dtype=np.int32),
    )


@inner
def next_open(table: Openings, facility: int, time: int) -> int:
    """Row of ``table.start`` that is open at ``time`` or opens next; its start is NEVER if none does."""
    row = int(table.first[table.pattern[facility], min(time // HOUR, table.first.shape[1] - 1)])
    while table.end[row] <= time:
        row += 1
    return row
