"""Made-up spaces whose plans have made-up values: a search of thousands of plans takes a moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.planning.design import Design
from sim.planning.evaluate import Reading
from sim.planning.requirement import Requirement
from sim.planning.staffing.criterion import Criterion
from sim.planning.staffing.levers import Cover, Level, Lever, Plan, Space
from sim.planning.staffing.plans import Plans

Floats = NDArray[np.float64]
NOISE = np.array([-1.0, 0.0, 1.0])  # of three years, the same for every plan
AT_LEAST_0 = Requirement("made", "network", "all", 0.0, True)


def heads(number: int, costs: Sequence[float], today: int = 0, facility: int = -1) -> Lever:
    """A group at 0, 1, ... heads with these costs."""
    levels = [Level(str(n), ({"to": [number, n]},), cost, n) for n, cost in enumerate(costs)]
    return _lever(number, "head", levels, today, facility)


def choice(number: int, costs: Sequence[float], over: Sequence[float] | None = None) -> Lever:
    """Options with these costs, the first as today; each may cost less by ``over``."""
    each = over or [0.0] * len(costs)
    levels = [
        Level(f"o{n}", ({"to": [number, n]},) if n else (), cost, over=less)
        for n, (cost, less) in enumerate(zip(costs, each, strict=True))
    ]
    return _lever(number, "choice", levels, 0, -1)


def _lever(number: int, kind: str, levels: list[Level], today: int, facility: int) -> Lever:
    name = f"{kind}{number}"
    reach = facility, frozenset((0,)), frozenset((0,))
    return Lever(name, kind, name, name, "s", ("k",), tuple(levels), today, *reach)  # type: ignore[arg-type]


def cover(least: int, *levers: int) -> Cover:
    return Cover("s", "", "", levers, least)


def every(space: Space) -> list[Plan]:
    grid = np.indices([len(one.levels) for one in space.levers]).reshape(len(space.levers), -1)
    return [tuple(one) for one in grid.T.tolist()]


class Made:
    """Stands in for the evaluator: values of a plan by a function; the cost is the space's, or as told."""

    def __init__(
        self,
        space: Space,
        value: Callable[[Plan], Sequence[float]],
        cost: Callable[[Plan], float] | None = None,
        noise: Callable[[Plan], Floats] = lambda plan: NOISE,
    ) -> None:
        self.space, self.value, self.noise = space, value, noise
        self.cost = cost or space.cost

    def run(self, designs: Sequence[Design], numbers: Sequence[int]) -> list[list[Reading]]:
        return [[self._reading(design, year) for year in range(len(numbers))] for design in designs]

    def _reading(self, design: Design, year: int) -> Reading:
        plan = list(self.space.today)
        for one in design.changes:
            lever, level = one["to"]
            plan[lever] = level
        values = np.array(self.value(tuple(plan)), float) + self.noise(tuple(plan))[year]
        parts = values.reshape(-1, 1, 1)
        groups = np.zeros(len(plan))
        return Reading(values, parts, parts, groups, groups, self.cost(tuple(plan)))


def plans(made: Made, n: int = 1, reserve: float = 0.5, most: int | None = None) -> Plans:
    """Plans of a made-up space with n requirements at least 0."""
    criterion = Criterion((AT_LEAST_0,) * n, reserve)
    return Plans(made.space, made, criterion, range(len(NOISE)), most=most)  # type: ignore[arg-type]
