"""One level of the measured cases: sums, shares, means and percentiles by key."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.kpi.levels import case_codes, level_keys
from sim.kpi.measured import FOREVER, Column
from sim.kpi.tally import Tally
from sim.network.contract import Bools, Floats, Ints


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Return numerator / denominator, NaN where the denominator is 0."""
    result = np.full(numerator.shape, np.nan)
    np.divide(numerator, denominator, out=result, where=denominator > 0)
    return result


class View:
    """The measured cases grouped by the keys of one level."""

    def __init__(self, tally: Tally, level: str) -> None:
        self.tally, self.level = tally, level
        self.measured = tally.measured
        self.keys = level_keys(self.measured.labels, level)
        self._by_key: dict[int, tuple[Ints, Ints]] = {}

    @cached_property
    def codes(self) -> NDArray[np.uint16]:
        """Key index + 1 of each measured case; 0 = no key at this level. 16 bits sort by counting."""
        if len(self.keys) >= 2**16 - 1:
            raise ValueError(f"level {self.level} has {len(self.keys)} keys, more than 65,534")
        return (case_codes(self.measured, self.level, self.measured.rows) + 1).astype(np.uint16)

    def count(self, mask: Bools) -> Floats:
        """Return the number of measured cases [keys] in the mask [C]."""
        return self.tally.sums(mask)[self.level]

    def total(self, values: Ints, mask: Bools) -> Floats:
        """Return the sum [keys] of whole numbers [C] over the cases in the mask [C]."""
        return self.tally.sums(mask, values)[self.level]

    def share(self, part: Bools, whole: Bools) -> Floats:
        """Return the share [keys] of the cases in ``whole`` that are in ``part`` too; NaN without cases."""
        return ratio(self.count(part & whole), self.count(whole))

    def mean(self, values: Ints, mask: Bools, scale: int = 1) -> Floats:
        """Return the mean [keys] over the mask, divided by ``scale``; NaN without cases."""
        return ratio(self.total(values, mask), self.count(mask) * scale)

    def percentile(self, column: Column, percent: int, scale: int = 1) -> Floats:
        """Return the nearest-rank percentile [keys], divided by ``scale``; inf if endless, NaN without cases.

        With n cases it is the value of rank ceil(percent * n / 100) in ascending order.
        """
        values, start = self._sorted(column)
        n = np.diff(start)
        rank = (percent * n + 99) // 100
        found = (
            values[np.minimum(start[:-1] + np.maximum(rank, 1) - 1, values.size - 1)] if values.size else n
        )
        result = np.where(found >= FOREVER, np.inf, found / scale)
        return np.where(n == 0, np.nan, result)

    def _sorted(self, column: Column) -> tuple[Ints, Ints]:
        """Return the column's values sorted by (key, value) and where each key starts [keys + 1]."""
        if id(column) not in self._by_key:
            codes = self.codes[column.order]
            by_key = column.order[np.argsort(codes, kind="stable")]
            start = np.cumsum(np.bincount(codes, minlength=len(self.keys) + 1))
            self._by_key[id(column)] = column.seconds[by_key], start
        return self._by_key[id(column)]
