"""One level of the measured cases: sums, shares, means and percentiles by key."""

from __future__ import annotations

import numpy as np

from sim.kpi.column import Column
from sim.kpi.levels import level_keys
from sim.kpi.ranks import ENDLESS
from sim.kpi.tally import PERCENTS, Tally
from sim.network.contract import Bools, Floats, Narrow


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Return numerator / denominator, NaN where the denominator is 0."""
    result = np.full(numerator.shape, np.nan)
    np.divide(numerator, denominator, out=result, where=denominator > 0)
    return result


class View:
    """The measured cases grouped by the keys of one level.

    Sets of cases are given as masks over profiles [P], such as the properties of Measured and what ``&``,
    ``|`` and ``~`` make of them; values as columns of cases [C].
    """

    def __init__(self, tally: Tally, level: str) -> None:
        self.tally, self.level = tally, level
        self.measured = tally.measured
        self.keys = level_keys(self.measured.labels, level)

    def count(self, mask: Bools) -> Floats:
        """Return the number of measured cases [keys] in the mask [P]."""
        return self.tally.sums(mask)[self.level]

    def total(self, values: Narrow, mask: Bools) -> Floats:
        """Return the sum [keys] of whole numbers [C] over the cases in the mask [P]."""
        return self.tally.sums(mask, values)[self.level]

    def share(self, part: Bools, whole: Bools) -> Floats:
        """Return the share [keys] of the cases in ``whole`` that are in ``part`` too; NaN without cases."""
        return ratio(self.count(part & whole), self.count(whole))

    def mean(self, values: Narrow, mask: Bools, scale: int = 1) -> Floats:
        """Return the mean [keys] over the mask, divided by ``scale``; NaN without cases."""
        return ratio(self.total(values, mask), self.count(mask) * scale)

    def percentile(self, column: Column, percent: int, scale: int = 1) -> Floats:
        """Return the nearest-rank percentile [keys], divided by ``scale``; inf if endless, NaN without cases.

        With n cases it is the value of rank ceil(percent * n / 100) in ascending order.
        """
        found = self.tally.percentiles(column)[self.level][:, PERCENTS.index(percent)]
        result = np.where(found >= ENDLESS, np.inf, found / scale)
        return np.where(self.count(column.population) == 0, np.nan, result)
