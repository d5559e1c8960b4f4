"""The plans simulated so far, each on the same replications."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.planning.evaluate import Evaluator, Reading, values_of
from sim.planning.staffing.criterion import Criterion
from sim.planning.staffing.levers import Plan, Space

Floats = NDArray[np.float64]


class Simulated(NamedTuple):
    """A plan and what its replications gave."""

    number: int  # in the order of simulation, from 1
    stage: str
    plan: Plan
    cost: float  # CNY a year: all staff of the network, and what options cost beyond it
    values: Floats  # [replications, requirements]
    parts_facility: Floats  # [requirements, F, S] contributions, mean over replications
    parts_county: Floats  # [requirements, K, S]
    sums: Floats  # [requirements] of them all
    spread: Floats  # [requirements] standard deviation over replications of the sum of contributions
    busy: Floats  # [G] hours, mean over replications
    presence: Floats  # [G]
    slacks: Floats  # [requirements] of the criterion

    @property
    def kept(self) -> bool:
        """Whether the criterion is met."""
        return bool((self.slacks >= 0).all())


class Plans:
    """Simulates plans, each once, and remembers them; the best so far is told as it comes.

    Args:
        space: of plans.
        evaluator: whose ask begins with the requirements' KPIs.
        criterion: what counts as kept.
        numbers: of the replications, the same for all plans.
        told: hears the plan just simulated and the best so far.
        most: plans at most; None: no limit.
    """

    def __init__(
        self,
        space: Space,
        evaluator: Evaluator,
        criterion: Criterion,
        numbers: Sequence[int],
        told: Callable[[Simulated, Simulated | None], None] = lambda one, best: None,
        most: int | None = None,
    ) -> None:
        self.space, self.criterion, self.numbers, self.most = space, criterion, list(numbers), most
        self.listed: list[Simulated] = []
        self.best: Simulated | None = None
        self._evaluator, self._told = evaluator, told
        self._known: dict[Plan, Simulated] = {}
        self._rejected: set[Plan] = set()

    def stricter(self, criterion: Criterion) -> None:
        """Judge all plans, past and to come, by another criterion."""
        self.criterion = criterion
        self.listed = [one._replace(slacks=self._slacks(one.plan, one.values)) for one in self.listed]
        self._known = {one.plan: one for one in self.listed}
        self.best = None
        for one in self.listed:
            self._consider(one)

    def reject(self, plan: Plan) -> None:
        """Take a plan for one that fails: its certification did."""
        self._rejected.add(plan)
        self.stricter(self.criterion)

    def _slacks(self, plan: Plan, values: Floats) -> Floats:
        slacks = self.criterion.slacks(values)
        return np.minimum(slacks, -np.inf) if plan in self._rejected else slacks

    def cuts(self, one: Simulated) -> bool:
        """Tell whether a plan fails so that every plan with nowhere more staff does."""
        return one.plan in self._rejected or self.criterion.missed_by_less(one.values)

    @property
    def full(self) -> bool:
        """Whether no more plans may be simulated."""
        return self.most is not None and len(self.listed) >= self.most

    def known(self, plan: Plan) -> Simulated | None:
        """Return a plan if it has been simulated."""
        return self._known.get(plan)

    def at(self, plan: Plan, stage: str) -> Simulated:
        """Simulate a plan, unless that has been done; one without its cover is never the best."""
        return self.all([plan], stage)[0]

    def all(self, plans: Sequence[Plan], stage: str) -> list[Simulated]:
        """Simulate plans side by side."""
        new = [plan for plan in dict.fromkeys(plans) if plan not in self._known]
        designs = [self.space.design(plan, f"{stage} {place}") for place, plan in enumerate(new, start=1)]
        for plan, readings in zip(new, self._evaluator.run(designs, self.numbers), strict=True):
            self._add(plan, stage, readings)
        return [self._known[plan] for plan in plans]

    def _add(self, plan: Plan, stage: str, readings: list[Reading]) -> None:
        values = values_of(readings)[:, : len(self.criterion.requirements)]
        sums = np.array([one.margins for one in readings])
        one = Simulated(
            len(self.listed) + 1,
            stage,
            plan,
            float(np.mean([reading.cost for reading in readings])) + self.space.extra(plan),
            values,
            np.mean([reading.by_facility for reading in readings], axis=0),
            np.mean([reading.by_county for reading in readings], axis=0),
            sums.mean(axis=0),
            sums.std(axis=0, ddof=1) if len(sums) > 1 else np.zeros(sums.shape[1]),
            np.mean([reading.busy for reading in readings], axis=0),
            np.mean([reading.presence for reading in readings], axis=0),
            self._slacks(plan, values),
        )
        self.listed.append(one)
        self._known[plan] = one
        self._consider(one)
        self._told(one, self.best)

    def _consider(self, one: Simulated) -> None:
        cheaper = self.best is None or (one.cost, one.number) < (self.best.cost, self.best.number)
        if one.kept and cheaper and self.space.covered(one.plan):
            self.best = one
