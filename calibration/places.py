"""Factors of places: what attraction makes a facility's cases so many times what they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.parameter import Parameter
from sim import sampling
from sim.experiment.executor import in_order
from sim.network import compile_network
from sim.scenario import Scenario, change

Floats = NDArray[np.float64]
_GRID = np.array([-5.0, -3.5, -2.5, -1.75, -1.0, -0.5, 0.0, 0.5, 1.0, 1.75, 2.5, 3.5, 5.0, 7.0])


class Attraction:
    """Maps a factor to what is added to a facility's attraction, and back.

    Cases are drawn with each attraction of a grid, under the same chances, without running them; the log of
    the facility's number of cases is interpolated between. A factor that no attraction of the grid reaches
    counts as the nearest that one does.

    Args:
        added: [g] attractions, ascending.
        log_factor: [g] log of the cases against those at attraction 0, ascending.
    """

    def __init__(self, added: Floats, log_factor: Floats) -> None:
        self.added, self.log_factor = added, np.maximum.accumulate(log_factor)

    def of(self, factor: float) -> float:
        """Return what to add for a factor."""
        return float(np.interp(np.log(factor), self.log_factor, self.added))

    @property
    def reach(self) -> tuple[float, float]:
        """Return the smallest and the largest factor."""
        return float(np.exp(self.log_factor[0])), float(np.exp(self.log_factor[-1]))


def attractions(
    scenario: Scenario, places: Sequence[Parameter], number: int, workers: int
) -> dict[str, Attraction]:
    """Return the map of each place's factor.

    Args:
        scenario: as it is.
        places: parameters of the role ``place``.
        number: of the replication whose chances are used.
        workers: draws at a time.
    """
    if not places:
        return {}

    def cases(added: float) -> list[float]:
        changes: list[dict[str, Any]] = [part for one in places for part in one.applied(added)]
        compiled = compile_network(change(scenario, changes) if added else scenario)
        table = sampling.draw_case_table(compiled, scenario.settings.seed, number)
        counts = np.bincount(table.facility[table.facility >= 0], minlength=len(compiled.labels.facility))
        return [float(counts[compiled.labels.facility.index(str(one.facility))]) + 0.5 for one in places]

    work: Callable[[float], list[float]] = cases
    found = np.log(np.array(list(in_order(work, _GRID.tolist(), workers))))
    base = found[int(np.flatnonzero(_GRID == 0.0)[0])]
    return {one.name: Attraction(_GRID, found[:, i] - base[i]) for i, one in enumerate(places)}
