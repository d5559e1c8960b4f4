"""Sums over sets of cases at all levels at once: each set is gone through once, whatever asks for it.

Sums are of whole numbers below 2**53 and therefore exact, whatever the order of summation.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from sim.kpi.levels import case_codes, level_keys
from sim.kpi.measured import Measured
from sim.network.contract import Bools, Floats, Ints

CROSSED = ("county", "channel", "industry")  # few keys each: summed in one cross table


def weighed(codes: Ints, weights: Ints | Floats | Bools | None, n: int) -> Floats:
    """Return the sum of the weights (or the number of codes) by code [n]; codes lie in 0..n - 1."""
    return np.bincount(codes, weights=weights, minlength=n).astype(np.float64)


class Tally:
    """Sums by level of the measured cases, remembered by the set of cases and the values summed."""

    def __init__(self, measured: Measured) -> None:
        self.measured = measured
        self._sums: dict[tuple[bytes, int], tuple[dict[str, Floats], Ints | None]] = {}

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """Number of keys of the crossed levels."""
        return tuple(len(level_keys(self.measured.labels, level)) for level in CROSSED)

    @cached_property
    def crossed(self) -> Ints:
        """Cell [C] of each measured case in the cross table."""
        codes = [case_codes(self.measured, level, self.measured.rows) for level in CROSSED]
        return np.ravel_multi_index(codes, self.shape).astype(np.int64)

    def sums(self, mask: Bools, values: Ints | None = None) -> dict[str, Floats]:
        """Return by case level the sums [keys] of ``values`` [C], or counts, over the cases in the mask."""
        key = np.packbits(mask).tobytes(), id(values)
        if key not in self._sums:  # `values` is kept too: its id stays its own
            self._sums[key] = self._add_up(np.flatnonzero(mask), values), values
        return self._sums[key][0]

    def _add_up(self, rows: Ints, values: Ints | None) -> dict[str, Floats]:
        measured, services = self.measured, self.measured.network.services
        weights = None if values is None else values[rows]
        table = weighed(self.crossed[rows], weights, int(np.prod(self.shape))).reshape(self.shape)
        by_service = weighed(measured.service[rows], weights, len(measured.labels.service))
        by_facility = weighed(measured.facility[rows] + 1, weights, len(measured.labels.facility) + 1)
        found = {
            level: table.sum(axis=tuple(axis for axis in range(len(CROSSED)) if CROSSED[axis] != level))
            for level in CROSSED
        }
        return found | {
            "network": table.sum().reshape(1),
            "facility": by_facility[1:],
            "service": by_service,
            "kind": weighed(services.kind, by_service, len(level_keys(measured.labels, "kind"))),
            "family": weighed(services.family, by_service, len(level_keys(measured.labels, "family"))),
        }
