"""A branch of the frontier: one siting alternative with its levers, and the plans simulated on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sim.experiment.posterior import Posterior
from sim.network import compile_network
from sim.planning.evaluate import Ask, Evaluator
from sim.planning.frontier.alternatives import Alternative
from sim.planning.frontier.curves import Swept
from sim.planning.requirement import Requirement
from sim.planning.staffing.cost import yearly_cost
from sim.planning.staffing.criterion import Criterion
from sim.planning.staffing.levers import Plan, Space, moved
from sim.planning.staffing.load import with_load
from sim.planning.staffing.master import cheapest
from sim.planning.staffing.plans import Plans
from sim.planning.staffing.rules import Rules
from sim.planning.staffing.space import space_of
from sim.planning.staffing.sweep import Effects, Move, classes, effect


class How(NamedTuple):
    """How replications are made."""

    engine: str
    workers: int
    posterior: Posterior | None
    store: Path | None
    told: Callable[[], None]  # one more replication is done


class Branch:
    """A siting alternative: its space of staffing plans, swept on some replications, judged on others.

    Args:
        alternative: whose scenario the plans change.
        rules: which heads may change.
        measures: satisfaction and time, with today's values as bounds.
        searched: numbers of the replications that sweeps are made on.
        judged: numbers of those that points are judged on.
        how: to make them.
    """

    def __init__(
        self,
        alternative: Alternative,
        rules: Rules,
        measures: Sequence[Requirement],
        searched: Sequence[int],
        judged: Sequence[int],
        how: How,
    ) -> None:
        self.alternative, self.measures = alternative, tuple(measures)
        compiled = compile_network(alternative.scenario)
        self.space = space_of(alternative.scenario, rules, compiled)
        self.fixed = yearly_cost(compiled) - self.space.cost(self.space.today) + alternative.place_cost
        self._numbers = [*searched, *judged]
        self.evaluator = Evaluator(
            alternative.scenario,
            Ask(tuple(one.identity for one in measures), self.measures),
            engine=how.engine,
            workers=how.workers,
            posterior=how.posterior,
            store=how.store,
            told=lambda done: how.told(),
        )
        criterion = Criterion(self.measures, 0.0)
        self.swept = Plans(self.space, self.evaluator, criterion, searched)
        self.judged = Plans(self.space, self.evaluator, criterion, judged)

    def hold(self, *, keep: bool) -> None:
        """Keep the draws of all replications in memory, or let them go."""
        self.evaluator.hold(self._numbers if keep else ())

    def keep_load(self, busiest: float) -> None:
        """Simulate today's staff, and let no plan have too few heads for the work that it does."""
        today = self.swept.at(self.space.today, "sweep")
        scenario = self.alternative.scenario
        self.space = with_load(self.space, scenario, today.busy, today.presence, busiest)
        self.swept.space = self.judged.space = self.space

    def cost(self, plan: Plan) -> float:
        """Return CNY a year of a plan, its places among it."""
        return self.fixed + self.space.cost(plan)

    def least_cost(self) -> float | None:
        """Return the cost of the cheapest plan that holds the covers; None if there is none."""
        found = cheapest(self.space, [])
        return None if found is None else self.cost(found.plan)

    def sweep(self, plan: Plan, known: Sequence[str] = ()) -> Swept:
        """Move each lever by itself around a plan, those whose reaches lie apart in one simulation.

        Args:
            plan: to move away from.
            known: names of levers that are left where they are.
        """
        space, names = self.space, set(known)
        around = self.swept.at(plan, "sweep")
        nothing = np.zeros(len(self.measures))
        effects: Effects = {}
        moves: list[Move] = []
        for number, lever in enumerate(space.levers):
            if lever.name not in names:
                effects[number, plan[number]] = nothing
                moves += [(number, level) for level in levels_tried(space, plan, number)]
        for listed in classes(space, moves):
            tried = plan
            for number, level in listed:
                tried = moved(tried, number, level)
            done = self.swept.at(tried, "sweep")
            for number, level in listed:
                effects[number, level] = effect(space.levers[number], done, around)
        return Swept(tuple(one.name for one in space.levers), plan, effects)


def levels_tried(space: Space, plan: Plan, number: int) -> list[int]:
    """Return the levels that a sweep moves a lever to: all other options, or heads far and near.

    One head more and one fewer; the least that covers allow and half the way to it; today's, and half the way
    to it. The far ones are what keeps a pool from being given away because its first head was idle.
    """
    lever, at = space.levers[number], plan[number]
    if not lever.ordered:
        return [level for level in range(len(lever.levels)) if level != at]
    least = next(level for level in range(at + 1) if level == at or space.covered(moved(plan, number, level)))
    found = {at + 1, lever.today, (at + lever.today) // 2, at - 1, (at + least) // 2, least}
    return sorted(level for level in found if least <= level < len(lever.levels) and level != at)
