"""The search for the frontier: sweeps tell what heads are worth, ladders propose plans, simulation judges.

Sweeps run on replications of their own, so that what made a plan look good to the guide is not what judges
it. All points share the replications that they are judged on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment.errors import InputError
from sim.planning.design import Design
from sim.planning.evaluate import Ask, Evaluator, values_of
from sim.planning.frontier.alternatives import Alternative
from sim.planning.frontier.branch import Branch, How
from sim.planning.frontier.curves import Swept, curves
from sim.planning.frontier.front import index
from sim.planning.frontier.ladder import best_within, budgets
from sim.planning.numbers import FRONTIER, SEARCH, numbers
from sim.planning.requirement import Identity, Requirement
from sim.planning.staffing.levers import Plan
from sim.planning.staffing.load import BUSIEST
from sim.planning.staffing.rules import Rules
from sim.scenario import Scenario

Floats = NDArray[np.float64]
Aim = Literal["today", "sites", "both", "satisfaction", "time"]
AIMS: dict[Aim, tuple[float, float]] = {
    "both": (0.5, 0.5), "satisfaction": (1.0, 0.0), "time": (0.0, 1.0),
}  # fmt: skip
MARGIN = 0.03  # of today's cost, that the ladder goes beyond it
WORSE = 1.25  # index (today's is 1) up to which plans are worth a ladder
HALVINGS = 3  # of the stretch between the cheapest plan and today's, to find the ladder's foot


class Terms(NamedTuple):
    """How much is looked at, and how closely."""

    time_kpi: Identity
    satisfaction_kpi: Identity = ("satisfaction_probability", "network", "all")
    rungs: int = 7  # budgets
    low: float | None = None  # CNY a year; None: see `Search.run`
    high: float | None = None  # None: today's cost, a margin and the dearest alternative's new stations
    replications: int = 10  # of a point
    sweeps: int = 3  # replications of a sweep
    busiest: float = BUSIEST  # part of its presence that a group may be busy with the work it has today

    @property
    def kpis(self) -> tuple[Identity, Identity]:
        """Satisfaction and time."""
        return self.satisfaction_kpi, self.time_kpi


class Point(NamedTuple):
    """A plan that was judged."""

    branch: int
    plan: Plan
    aim: Aim
    budget: float | None  # the rung that proposed it
    cost: float  # CNY a year, places and staff
    values: Floats  # [replications, 2] satisfaction and time


class InfeasibleError(Exception):
    """No plan that holds the covers lies within the budgets; says so in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh


class Search:
    """Finds points; what it has found so far stands in `points`, whatever stops it.

    Args:
        scenario: today's.
        options: siting alternatives, today's stations first.
        rules: which heads may change.
        terms: how much, how closely.
        how: to make replications.
        stage: hears what begins.
    """

    def __init__(
        self,
        scenario: Scenario,
        options: Sequence[Alternative],
        rules: Rules,
        terms: Terms,
        how: How,
        stage: Callable[[str], None] = lambda name: None,
    ) -> None:
        self.terms, self.points, self.rungs = terms, [], []
        self._stage, self._how = stage, how
        self._known: set[tuple[int, Plan]] = set()
        self._sweeps: list[Swept] = []
        self.measures = self._measures(scenario)
        numbered = numbers(SEARCH, terms.sweeps), numbers(FRONTIER, terms.replications)
        self.branches = [Branch(one, rules, self.measures, *numbered, how) for one in options]

    points: list[Point]
    rungs: list[float]

    def _measures(self, scenario: Scenario) -> tuple[Requirement, Requirement]:
        """Return both measures with today's means as their bounds, from the replications of the sweeps.

        Raises:
            InputError: one has no finite value.
        """
        self._stage("sweep")
        terms, how = self.terms, self._how
        evaluator = Evaluator(
            scenario,
            Ask(terms.kpis, (Requirement(*terms.kpis[0], 0.0, True),)),
            engine=how.engine,
            workers=how.workers,
            posterior=how.posterior,
            store=how.store,
            told=lambda done: how.told(),
        )
        (readings,) = evaluator.run([Design("today")], numbers(SEARCH, terms.sweeps))
        satisfaction, time = (float(one) for one in values_of(readings).mean(axis=0))
        for kpi, value in zip(terms.kpis, (satisfaction, time), strict=True):
            if not np.isfinite(value):
                raise InputError(
                    f"frontier: {kpi[0]} has no finite value in today's network: too few cases are closed;"
                    " choose another --time-kpi, or a longer horizon",
                    f"前沿：现状下 {kpi[0]} 没有有限值（未结件过多）；请另选 --time-kpi 或延长模拟期",
                )
        return (
            Requirement(*terms.satisfaction_kpi, satisfaction, True),
            Requirement(*terms.time_kpi, time, False),
        )

    def run(self) -> None:
        """Find the points.

        Unless a lowest budget is given, the ladder stands where plans get worse than today's by a quarter of
        the index: that place is sought by halving, from the cheapest plan that holds the covers. The plans
        tried there are points too.

        Raises:
            InfeasibleError: there is no plan within the budgets.
            InputError: a plan makes no valid scenario.
        """
        first = self.branches[0]
        first.hold(keep=True)
        first.keep_load(self.terms.busiest)
        low, high = self._range()
        today = first.cost(first.space.today)
        self._judge(0, first.space.today, "today", None)
        self._sweeps.append(first.sweep(first.space.today))
        if self.terms.low is None and low < today:
            low = self._foot(low, min(today, high))
        self.rungs = budgets(low, high, self.terms.rungs, today)
        lean = self._best(0, self.rungs[0], "both")
        if lean is not None and self.rungs[0] < today:
            self._stage("sweep")
            self._sweeps.append(first.sweep(lean))
        for number, branch in enumerate(self.branches):
            self._stage("ladder")
            if number:
                branch.hold(keep=True)
                branch.keep_load(self.terms.busiest)
                self._judge(number, branch.space.today, "sites", None)
                self._sweeps.append(branch.sweep(branch.space.today, self._swept_names()))
            for rung in self.rungs:
                self._propose(number, rung, "both")
            branch.hold(keep=False)
        self._extremes()

    def _range(self) -> tuple[float, float]:
        """Return the least and greatest budget that some plan can be had for."""
        terms, first = self.terms, self.branches[0]
        least, today = first.least_cost(), first.cost(first.space.today)
        dearest = max(one.cost(one.space.today) for one in self.branches)
        high = max(today * (1 + MARGIN), dearest) if terms.high is None else terms.high
        if least is None or least > high:
            told = "-" if least is None else f"{least:,.0f}"
            raise InfeasibleError(
                f"no plan that keeps minimum presence, skills and heads for today's work costs {high:,.0f}"
                f" CNY a year or less; the cheapest costs {told}",
                f"没有任何满足最少在岗、技能覆盖与现有工作量的方案年成本不超过 {high:,.0f} 元；"
                f"最便宜的为 {told} 元",
            )
        return (least if terms.low is None else max(terms.low, least)), high

    def _foot(self, low: float, high: float) -> float:
        """Return the lowest budget, as far as halving finds it, whose plan is not much worse than today's."""
        for step in range(HALVINGS + 1):
            budget = low if step == 0 else (low + high) / 2
            self._propose(0, budget, "both")
            best = self.best_at(budget)
            if best is not None and indices([self.points[0], best])[1] <= WORSE:
                high = budget
                if step == 0:
                    break
            else:
                low = budget
        return high

    def _swept_names(self) -> list[str]:
        """Return the levers that some sweep has moved."""
        return [name for one in self._sweeps for name in one.levers]

    def _best(self, number: int, budget: float, aim: Aim) -> Plan | None:
        branch = self.branches[number]
        gains = curves(branch.space.levers, self._sweeps)
        return best_within(branch.space, gains, AIMS[aim], budget - branch.fixed)

    def _propose(self, number: int, budget: float, aim: Aim) -> None:
        plan = self._best(number, budget, aim)
        if plan is not None:
            self._judge(number, plan, aim, budget)

    def _judge(self, number: int, plan: Plan, aim: Aim, budget: float | None) -> None:
        """Simulate a plan, unless that has been done."""
        if (number, plan) in self._known:
            return
        branch = self.branches[number]
        done = branch.judged.at(plan, aim)
        self._known.add((number, plan))
        cost = done.cost + branch.alternative.place_cost
        self.points.append(Point(number, plan, aim, budget, cost, done.values))

    def _extremes(self) -> None:
        """Propose at each budget the plans that look at one measure only, on its best alternative so far."""
        chosen = {rung: self.best_at(rung) for rung in self.rungs}
        for number, branch in enumerate(self.branches):
            rungs = [rung for rung, best in chosen.items() if best is not None and best.branch == number]
            if rungs:
                branch.hold(keep=True)
                for rung in rungs:
                    self._propose(number, rung, "satisfaction")
                    self._propose(number, rung, "time")
                branch.hold(keep=False)

    def best_at(self, budget: float) -> Point | None:
        """Return the point with the lowest index within a budget; None: there is none."""
        return best_within_budget(self.points, budget)


def indices(points: Sequence[Point]) -> Floats:
    """Return the index of each point, the first being today's (:func:`sim.planning.frontier.front.index`)."""
    means = np.array([one.values.mean(axis=0) for one in points])
    return index(means, means[0])


def best_within_budget(points: Sequence[Point], budget: float) -> Point | None:
    """Return the point with the lowest index that costs no more than a budget; None: there is none."""
    found = [
        (float(value), one.cost, place)
        for place, (value, one) in enumerate(zip(indices(points), points, strict=True))
        if one.cost <= budget * (1 + 1e-9) and np.isfinite(value)
    ]
    return points[min(found)[2]] if found else None
