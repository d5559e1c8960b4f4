"""A branch of the frontier: one siting alternative with its levers, and the plans simulated on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.experiment.posterior import Posterior
from sim.network import compile_network
from sim.planning.evaluate import Ask, Evaluator
from sim.planning.frontier.alternatives import Alternative
from sim.planning.frontier.curves import Swept
from sim.planning.requirement import Requirement
from sim.planning.staffing.cost import yearly_cost
from sim.planning.staffing.criterion import Criterion
from sim.planning.staffing.levers import Plan, moved
from sim.planning.staffing.master import cheapest
from sim.planning.staffing.plans import Plans, Simulated
from sim.planning.staffing.rules import Rules
from sim.planning.staffing.space import space_of
from sim.planning.staffing.sweep import Effects, classes, effect, moves_by, sweep

STEPS = (1, -1)  # heads, of a sweep


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

    def cost(self, plan: Plan) -> float:
        """Return CNY a year of a plan, its places among it."""
        return self.fixed + self.space.cost(plan)

    def least_cost(self) -> float | None:
        """Return the cost of the cheapest plan that holds the covers; None if there is none."""
        found = cheapest(self.space, [])
        return None if found is None else self.cost(found.plan)

    def sweep(self, plan: Plan) -> Swept:
        """Sweep all levers around a plan."""
        around = self.swept.at(plan, "sweep")
        return self._swept(around, sweep(self.swept, around, STEPS))

    def sweep_new(self, known: Sequence[str]) -> Swept | None:
        """Sweep the levers that others do not have, those of new stations, around today's staff."""
        space = self.space
        names = set(known)
        new = {place for place, lever in enumerate(space.levers) if lever.name not in names}
        if not new:
            return None
        around = self.swept.at(space.today, "sweep")
        found: Effects = {(place, space.today[place]): around.sums * 0 for place in new}
        for step in (*STEPS, None):
            moves = [move for move in moves_by(space, around.plan, step) if move[0] in new]
            for listed in classes(space, moves):
                plan = around.plan
                for lever, level in listed:
                    plan = moved(plan, lever, level)
                done = self.swept.at(plan, "sweep")
                for lever, level in listed:
                    found[lever, level] = effect(space.levers[lever], done, around)
        return self._swept(around, found)

    def _swept(self, around: Simulated, effects: Effects) -> Swept:
        names = tuple(one.name for one in self.space.levers)
        return Swept(names, around.plan, self.cost(around.plan), effects)
