"""The k best distinct sets of new sites, by no-good cuts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.planning.location.ask import Ask
from sim.planning.location.instance import Instance
from sim.planning.location.solution import Solution
from sim.planning.location.solve import solve


def k_best(
    instance: Instance, ask: Ask, k: int, told: Callable[[int, Solution], None] = lambda number, found: None
) -> Iterator[Solution]:
    """Yield the k best solutions, the best first, no two with the same new sites; fewer where there are none.

    Each is an optimum over all sets but those found before (`open_sites`), so that proven ones come in order
    of their objectives. Of equal ones the solver takes the same first in every run. They come one by one: a
    caller that is stopped keeps those it has.

    Args:
        instance: demand points and sites.
        ask: model and options; the time limit holds for each solution.
        k: at most so many.
        told: hears the number, from 1, and the solution of each that is found.

    Raises:
        InputError: as `solve`.
    """
    before: list[tuple[int, ...]] = []
    while len(before) < k:
        found = solve(instance, ask, before)
        if not found.found:
            return
        before.append(found.sites)
        told(len(before), found)
        yield found
