"""A solution of a location model, with what is proved of it."""

from __future__ import annotations

from dataclasses import dataclass

from sim.planning.location.instance import Bools, Floats, Ints
from sim.planning.location.program import INFEASIBLE, OPTIMAL, TIME_LIMIT

__all__ = ["INFEASIBLE", "OPTIMAL", "TIME_LIMIT", "Solution"]


@dataclass(frozen=True)
class Solution:
    """What a model proposes.

    Attributes:
        model: which.
        status: OPTIMAL, TIME_LIMIT (the best so far, if any) or INFEASIBLE.
        sites: the new sites, in order; empty too where nothing was found.
        objective: set covering: number or cost of new sites; maximal covering: demand covered; p-median: sum
            of demand x minutes. Computed anew from the sites, in the units of the instance; nan: none found.
        worst: covered share of the worst township; nan: none found.
        bound: no solution has a better objective (given the worst township's share where that comes first).
        gap: |objective - bound| / |objective|; 0 where proven, inf where there is no bound, nan: none found.
        proven: the solution is an optimum.
        seconds: of the solver.
        cost: of the new sites.
        assignment: [Z] the site that serves most of the point's demand; -1: none.
        served: [Z] share of the point's demand that is served within reach.
        covered: [Z] whether that is all of it.
    """

    model: str
    status: str
    sites: tuple[int, ...]
    objective: float
    worst: float
    bound: float
    gap: float
    proven: bool
    seconds: float
    cost: float
    assignment: Ints
    served: Floats
    covered: Bools

    @property
    def found(self) -> bool:
        """Whether there is a solution, proven or not."""
        return self.objective == self.objective  # nan: none
