"""Factors of places: what attraction makes a facility's cases so many times what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from calibration.parameter import Parameter
from sim import sampling
from sim.experiment.executor import in_order
from sim.network import compile_network
from sim.scenario import Scenario, change

Floats = NDArray[np.float64]
_GRID = np.array([-5.0, -3.5, -2.5, -1.75, -1.0, -0.5, 0.0, 0.5, 1.0, 1.75, 2.5, 3.5, 5.0, 7.0])
_ROUNDS = 8  # of making up for neighbours


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


class Places(dict[str, Attraction]):
    """The maps of all places, and how each place's attraction moves the cases of the others.

    Args:
        names: of the parameters.
        added: [g] attractions of the grid.
        log_factor: [place, moved, g] log of a place's cases against those of the scenario as it is, when one
            place alone is moved.
    """

    def __init__(self, names: Sequence[str], added: Floats, log_factor: Floats) -> None:
        super().__init__({name: Attraction(added, log_factor[i, i]) for i, name in enumerate(names)})
        self._added, self._log_factor = added, log_factor

    def jointly(self, factors: Mapping[str, float]) -> dict[str, float]:
        """Return what to add to each place's attraction so that all have their factors together.

        A place takes cases from its neighbours: effects on the log of a place's cases are added up, and each
        place in turn makes up for what the others take.
        """
        names = list(self)
        found = {name: self[name].of(factors[name]) for name in names}
        for _ in range(_ROUNDS):
            for i, name in enumerate(names):
                taken = sum(
                    float(np.interp(found[other], self._added, self._log_factor[i, j]))
                    for j, other in enumerate(names)
                    if other != name
                )
                found[name] = self[name].of(factors[name] * float(np.exp(-taken)))
        return found


def attractions(scenario: Scenario, places: Sequence[Parameter], number: int, workers: int) -> Places:
    """Return the maps of the factors of places, each moved alone.

    Args:
        scenario: as it is.
        places: parameters of the role ``place``.
        number: of the replication whose chances are used.
        workers: draws at a time.
    """

    def cases(task: tuple[int, float]) -> list[float]:
        moved, added = task
        changed = change(scenario, places[moved].applied(added)) if added else scenario
        compiled = compile_network(changed)
        table = sampling.draw_case_table(compiled, scenario.settings.seed, number)
        counts = np.bincount(table.facility[table.facility >= 0], minlength=len(compiled.labels.facility))
        return [float(counts[compiled.labels.facility.index(str(one.facility))]) + 0.5 for one in places]

    n = len(places)
    tasks = [(moved, added) for moved in range(n) for added in _GRID.tolist()]
    found = np.log(np.array(list(in_order(cases, tasks, workers)))).reshape(n, len(_GRID), n)
    apart = found - found[:, _GRID == 0.0]  # [moved, g, place]
    return Places([one.name for one in places], _GRID, apart.transpose(2, 0, 1))
