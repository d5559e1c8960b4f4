"""Sums and order statistics over sets of cases, at all levels at once.

Cases are counted once, by profile and facet; the count of any set is a sum over its profiles. Other values
are gone through once for each set of cases that a KPI asks for. Sums are of whole numbers below 2**53 and
therefore exact, whatever the order of summation.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import compiled
from sim.kpi.column import Column
from sim.kpi.levels import FACETS, grouping, level_keys
from sim.kpi.measured import Measured
from sim.kpi.ranks import ENDLESS, ascending, values_at_ranks
from sim.kpi.registry import CASE_LEVELS
from sim.network.contract import Bools, Floats, Ints, Narrow

PERCENTS = (50, 90, 95)  # the percentiles that KPIs may ask for: ascending, one walk finds them all
Facets = tuple[Any, Any, Any, Any, Any]  # the columns of FACETS [C]
Int32s = NDArray[np.int32]


def weighed(codes: Ints, weights: Ints | Floats | Bools | None, n: int) -> Floats:
    """Return the sum of the weights (or the number of codes) by code [n]; codes lie in 0..n - 1."""
    return np.bincount(codes, weights=weights, minlength=n).astype(np.float64)


class Tally:
    """Sums by level of the measured cases, remembered by the set of cases and the values summed.

    The values of all facets share one axis of *slots*: slot 0 for no facility, then facet after facet.
    """

    def __init__(self, measured: Measured) -> None:
        self.measured = measured
        self.facets: Facets = tuple(measured.drawn(facet) for facet in FACETS)  # type: ignore[assignment]
        sizes = [len(level_keys(measured.labels, facet)) for facet in FACETS]
        self._base = 1 + np.cumsum([0, *sizes])  # first slot of each facet, and their end
        for facet, column, size in zip(FACETS, self.facets, sizes, strict=True):
            if column.size and not (column.min() >= -(facet == "facility") and column.max() < size):
                raise ValueError(f"{facet} of a case is not one of the {size} that there are")
        profiles = measured.profiles
        self._counts = count_by(profiles.of_case, profiles.n, self.facets, self._base)
        self._groupings = {level: grouping(measured, level) for level in (*CASE_LEVELS, "zone")}
        self._sums: dict[tuple[bytes, int], tuple[dict[str, Floats], Narrow | None]] = {}
        self._percentiles: dict[int, tuple[dict[str, Ints], Column]] = {}

    def sums(self, mask: Bools, values: Narrow | None = None) -> dict[str, Floats]:
        """Return by case level, and by zone, the sums [keys] of ``values`` [C], or counts, of a set of cases.

        The mask of the set is one over profiles [P].
        """
        key = mask.tobytes(), id(values)
        if key not in self._sums:  # `values` is kept too: its id stays its own
            if values is None:
                total = self._counts[mask].sum(axis=0, dtype=np.int64)
            else:
                seconds = values.astype(np.int32, copy=False)
                total = add_by(self.measured.profiles.of_case, mask, seconds, self.facets, self._base)
            self._sums[key] = self._by_level(total), values
        return self._sums[key][0]

    def percentiles(self, column: Column) -> dict[str, Ints]:
        """Return by case level the nearest-rank percentiles [keys, PERCENTS] of the column's population.

        With n cases it is the value of rank ceil(percent * n / 100) in ascending order; ENDLESS where that
        case has not ended. Without cases it means nothing.
        """
        if id(column) not in self._percentiles:
            order = ascending(column.seconds, self.measured.profiles.of_case, column.ended)
            found: dict[str, Ints] = {}
            for facet in FACETS:
                levels = [level for level in CASE_LEVELS if self._groupings[level][0] == facet]
                if levels:
                    found |= self._at_ranks(order, column, facet, levels)
            self._percentiles[id(column)] = found, column
        return self._percentiles[id(column)][0]

    def _at_ranks(self, order: Int32s, column: Column, facet: str, levels: list[str]) -> dict[str, Ints]:
        """Return the percentiles [keys, PERCENTS] of the column at levels of one facet."""
        n = self.sums(column.population)
        keys_of = [self._groupings[level][1] for level in levels]
        sizes = [n[level].size for level in levels]
        group_of = np.full((len(levels), keys_of[0].size + 1), sum(sizes), np.int32)
        ranks, starts = [], np.cumsum([0, *sizes]).tolist()
        for row, level in enumerate(levels):
            group_of[row, :-1] = starts[row] + keys_of[row]
            ranks.append((np.outer(n[level].astype(np.int64), PERCENTS) + 99) // 100)
        ranks.append(np.zeros((1, len(PERCENTS)), np.int64))  # the empty group
        found = np.full((sum(sizes) + 1, len(PERCENTS)), ENDLESS, np.int64)
        code = self.facets[FACETS.index(facet)]
        values_at_ranks(order, column.seconds, code, group_of, np.concatenate(ranks), found)
        return {level: found[starts[row] : starts[row + 1]] for row, level in enumerate(levels)}

    def _slots(self, facet: str) -> slice:
        at = FACETS.index(facet)
        return slice(self._base[at], self._base[at + 1])

    def _by_level(self, total: Ints) -> dict[str, Floats]:
        return {
            level: weighed(key_of, total[self._slots(facet)], len(level_keys(self.measured.labels, level)))
            for level, (facet, key_of) in self._groupings.items()
        }


@compiled
def count_by(profile: NDArray[np.uint16], n_profiles: int, facets: Facets, base: Ints) -> Int32s:
    """Return the number [profile, slot] of cases."""
    count = np.zeros((n_profiles, base[-1]), np.int32)
    facility, zone, service, channel, industry = facets
    for case in range(len(profile)):
        row = count[profile[case]]
        row[base[0] + facility[case]] += 1
        row[base[1] + zone[case]] += 1
        row[base[2] + service[case]] += 1
        row[base[3] + channel[case]] += 1
        row[base[4] + industry[case]] += 1
    return count


@compiled
def add_by(profile: NDArray[np.uint16], wanted: Bools, values: Narrow, facets: Facets, base: Ints) -> Ints:
    """Return the sums [slot] of the values [C] of cases with a wanted profile."""
    total = np.zeros(base[-1], np.int64)
    facility, zone, service, channel, industry = facets
    for case in range(len(profile)):
        if wanted[profile[case]]:
            value = values[case]
            total[base[0] + facility[case]] += value
            total[base[1] + zone[case]] += value
            total[base[2] + service[case]] += value
            total[base[3] + channel[case]] += value
            total[base[4] + industry[case]] += value
    return total
