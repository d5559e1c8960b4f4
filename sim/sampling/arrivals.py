"""When cases arise: keyed non-homogeneous Poisson streams.

Source: P. A. W. Lewis, G. S. Shedler, "Simulation of nonhomogeneous Poisson processes by thinning", Naval
Research Logistics Quarterly 26 (1979). A homogeneous Poisson process in the plane (time x intensity) is laid
over each stream, and its points below the curve rate x weight(t) are the stream's cases. The plane is cut
into cells of one block (13 weeks) by one layer (`CELL_MEAN` / block of intensity), each with the same mean
number of points. A cell's points are keyed by (stream, layer, block, index) and by nothing else, so a higher
rate keeps every case and adds others, a lower one only removes cases, and a longer horizon changes nothing
earlier.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.sampling.distributions import poisson_table, table_rank
from sim.sampling.keys import RunKey, Streams, block, derived, uniform
from sim.sampling.loops import inner, loop
from sim.sampling.purposes import Purpose

Floats = NDArray[np.float64]

HOUR = 3600
BLOCK = 13 * 7 * 86400  # seconds
CELL_MEAN = 4.0  # points
LAYER = CELL_MEAN / BLOCK  # cases per second


class Profile(NamedTuple):
    """What all streams share."""

    hour_weight: Floats  # [T] intensity multiplier by hour of the run, covering `end`
    peak: Floats  # [B] highest multiplier of each block
    counts: Floats  # distribution function of the number of points of a cell
    end: int  # seconds


class Arrivals(NamedTuple):
    """One row per case."""

    key: Streams  # [N] stable identity
    time: NDArray[np.int32]  # [N] seconds, in [0, end)
    source: NDArray[np.int32]  # [N] row of its stream

    def first(self, cases: int) -> Arrivals:
        """The first ``cases`` rows."""
        return Arrivals(self.key[:cases], self.time[:cases], self.source[:cases])


def unfilled(cases: int) -> Arrivals:
    """Room for so many cases."""
    return Arrivals(np.empty(cases, np.int64), np.empty(cases, np.int32), np.empty(cases, np.int32))


def profile(hour_weight: Floats, end: int) -> Profile:
    """Peaks by block of a profile.

    Args:
        hour_weight: [T] intensity multiplier by hour of the run, covering `end`.
        end: seconds, below 2**31.
    """
    hours = BLOCK // HOUR
    blocks = range(-(-end // BLOCK))
    peak = [float(hour_weight[b * hours : (b + 1) * hours].max(initial=0.0)) for b in blocks]
    return Profile(np.array(hour_weight, np.float64), np.array(peak), poisson_table(CELL_MEAN), int(end))


def draw_arrivals(run: RunKey, streams: Streams, rate: Floats, shape: Profile) -> Arrivals:
    """Draw every stream's cases in [0, end), in no particular order.

    Args:
        run: seed and replication.
        streams: [S] stable numbers of the streams.
        rate: [S] cases per second at weight 1, >= 0.
        shape: what all streams share.
    """
    hours = shape.hour_weight[: -(-shape.end // HOUR)]
    expected = float(rate.sum() * hours.sum() * HOUR)
    room = int(expected + 6 * math.sqrt(expected)) + 16
    while True:
        out = unfilled(room)
        found = _draw(run, streams, rate, shape, out)
        if found <= room:
            return out.first(found)
        room = found  # one replication in a thousand million


@loop
def _draw(run: RunKey, streams: Streams, rate: Floats, shape: Profile, out: Arrivals) -> int:
    """Write the cases of all streams as far as there is room; returns how many there are."""
    found = 0
    for source in range(len(streams)):
        for number in range(len(shape.peak)):
            layers = math.ceil(rate[source] * (shape.peak[number] / LAYER))
            for layer in range(layers):
                found = _cell(run, streams[source], source, rate[source], number, layer, shape, out, found)
    return found


@inner
def _cell(
    run: RunKey,
    stream: int,
    source: int,
    rate: float,
    number: int,
    layer: int,
    shape: Profile,
    out: Arrivals,
    found: int,
) -> int:
    """Thin the points of one cell: kept where they lie under the curve and before the end."""
    points = table_rank(uniform(block(run, stream, layer, Purpose.COUNT, number)[0]), shape.counts)
    for index in range(0, points, 2):
        t0, h0, t1, h1 = block(run, stream, layer, Purpose.POINT, number << 8 | index >> 1)
        for half in range(min(2, points - index)):
            time = number * BLOCK + ((t1 if half else t0) * BLOCK >> 32)
            if time >= shape.end:
                continue
            height = (layer + uniform(h1 if half else h0)) * LAYER
            if height >= rate * shape.hour_weight[min(time // HOUR, len(shape.hour_weight) - 1)]:
                continue
            if found < len(out.key):
                out.key[found] = derived(stream, layer << 32 | number << 16 | index + half)
                out.time[found] = time
                out.source[found] = source
            found += 1
    return found
