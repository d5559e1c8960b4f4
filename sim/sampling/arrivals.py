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

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.sampling.distributions import poisson_counts, poisson_table
from sim.sampling.keys import RunKey, Streams, mix, uniforms
from sim.sampling.purposes import Purpose

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

HOUR = 3600
BLOCK = 13 * 7 * 86400  # seconds
CELL_MEAN = 4.0  # points
LAYER = CELL_MEAN / BLOCK  # cases per second
CELLS_AT_ONCE = 8192  # about 32,000 points


class Arrivals(NamedTuple):
    """Points below the curve, in no particular order."""

    stream: Ints  # [N] row of the stream
    key: Streams  # [N] stable identity
    time: Ints  # [N] seconds, in [0, end)


class Cells(NamedTuple):
    """Cells of the plane that can hold a case."""

    stream: Ints  # [C] row of the stream
    layer: Ints  # [C]
    block: Ints  # [C]
    key: Streams  # [C]


def draw_arrivals(key: RunKey, streams: Streams, rate: Floats, hour_weight: Floats, end: int) -> Arrivals:
    """Draw every stream's cases in [0, end).

    Args:
        key: seed and replication.
        streams: [N] stable numbers of the streams.
        rate: [N] cases per second at weight 1, >= 0.
        hour_weight: [T] intensity multiplier by hour of the run, covering `end`.
        end: seconds.
    """
    table = poisson_table(CELL_MEAN)
    parts = [
        _accepted(key, cells, table, rate, hour_weight, end)
        for cells in _cells(streams, rate, hour_weight, end)
    ]
    if not parts:
        return Arrivals(np.empty(0, np.int64), np.empty(0, np.uint64), np.empty(0, np.int64))
    return Arrivals(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _cells(streams: Streams, rate: Floats, hour_weight: Floats, end: int) -> Iterator[Cells]:
    """Batches of the cells whose lower edge lies under the stream's highest intensity in that block."""
    hours = BLOCK // HOUR
    for block in range(-(-end // BLOCK)):
        peak = float(hour_weight[block * hours : (block + 1) * hours].max(initial=0.0))
        layers = np.ceil(rate * (peak / LAYER)).astype(np.int64)
        total = np.cumsum(layers)
        for start in range(0, int(total[-1]) if len(total) else 0, CELLS_AT_ONCE):
            rank = np.arange(start, min(start + CELLS_AT_ONCE, int(total[-1])))
            row = np.searchsorted(total, rank, side="right")
            layer = rank - (total[row] - layers[row])
            cell = mix(mix(streams[row], layer.astype(np.uint64)), block)
            yield Cells(row, layer, np.full(len(row), block), cell)


def _accepted(
    key: RunKey, cells: Cells, table: Floats, rate: Floats, hour_weight: Floats, end: int
) -> Arrivals:
    """Points of the cells, thinned: kept where they lie under the curve and before the end."""
    count = poisson_counts(uniforms(key, cells.key, 0, Purpose.COUNT)[0], table)
    cell = np.repeat(np.arange(len(count)), count)
    index = (np.arange(len(cell)) - np.repeat(np.cumsum(count) - count, count)).astype(np.uint64)
    u, v = uniforms(key, cells.key[cell], index, Purpose.POINT)
    time = cells.block[cell] * BLOCK + (u * BLOCK).astype(np.int64)
    row = cells.stream[cell]
    hour = np.minimum(time // HOUR, len(hour_weight) - 1)
    kept = np.flatnonzero(((cells.layer[cell] + v) * LAYER < rate[row] * hour_weight[hour]) & (time < end))
    return Arrivals(row[kept], mix(cells.key[cell[kept]], index[kept]), time[kept])
