"""One level of the measured cases: sums, shares, means and percentiles by key."""

from __future__ import annotations

import numpy as np

from sim.kpi.measured import FOREVER, Column, Measured
from sim.kpi.registry import NETWORK_KEY
from sim.network.codes import CaseKind, Channel, Family
from sim.network.contract import Bools, Floats, Ints, Labels


def level_keys(labels: Labels, level: str) -> tuple[str, ...]:
    """Return the keys of a level in their fixed order."""
    keys: dict[str, tuple[str, ...]] = {
        "network": (NETWORK_KEY,),
        "county": labels.county,
        "facility": labels.facility,
        "kind": tuple(kind.name.lower() for kind in CaseKind),
        "service": labels.service,
        "family": tuple(family.name.lower() for family in Family),
        "channel": tuple(channel.name.lower() for channel in Channel),
        "industry": labels.industry,
        "group": labels.group,
    }
    return keys[level]


def case_codes(measured: Measured, level: str, rows: Ints) -> Ints:
    """Return the key index at a level of each of the table's ``rows``; -1 where it has none (unserved)."""
    table, services = measured.table, measured.network.services
    if level == "network":
        return np.zeros(rows.size, np.int64)
    if level == "county":
        return measured.demand.zone_county[table.zone[rows]]
    if level == "kind":
        return services.kind[table.service[rows]]
    if level == "family":
        return services.family[table.service[rows]]
    column = {
        "facility": table.facility,
        "service": table.service,
        "channel": table.channel,
        "industry": table.industry,
    }[level]
    return column[rows]


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Return numerator / denominator, NaN where the denominator is 0."""
    result = np.full(numerator.shape, np.nan)
    np.divide(numerator, denominator, out=result, where=denominator > 0)
    return result


def weighed(codes: Ints, weights: Ints | Floats | Bools, n: int) -> Floats:
    """Return the sum of the weights by code [n]; codes lie in 0..n - 1."""
    return np.bincount(codes, weights=weights, minlength=n).astype(np.float64)


class View:
    """The measured cases grouped by the keys of one level.

    Sums are of whole numbers below 2**53 and therefore exact, whatever the order of summation.
    """

    def __init__(self, measured: Measured, level: str) -> None:
        self.measured, self.level = measured, level
        self.keys = level_keys(measured.labels, level)
        self._codes: Ints | None = None
        self._cells: dict[int, tuple[Ints, Ints]] = {}

    @property
    def codes(self) -> Ints:
        """Key index + 1 of each measured case; 0 = no key at this level."""
        if self._codes is None:
            self._codes = case_codes(self.measured, self.level, self.measured.rows) + 1
        return self._codes

    def count(self, mask: Bools) -> Floats:
        """Return the number of measured cases [keys] in the mask [C]."""
        counts = np.bincount(self.codes[mask], minlength=len(self.keys) + 1)
        return counts[1:].astype(np.float64)

    def total(self, values: Ints, mask: Bools) -> Floats:
        """Return the sum [keys] of whole numbers [C] over the cases in the mask [C]."""
        return weighed(self.codes[mask], values[mask], len(self.keys) + 1)[1:]

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
        if id(column) not in self._cells:
            codes = self.codes[column.order]
            small = codes.astype(np.uint16) if len(self.keys) < 2**16 - 1 else codes
            by_key = np.argsort(small, kind="stable")  # counting sort on 16 bits
            start = np.cumsum(np.bincount(codes, minlength=len(self.keys) + 1))
            self._cells[id(column)] = column.seconds[column.order[by_key]], start
        return self._cells[id(column)]
