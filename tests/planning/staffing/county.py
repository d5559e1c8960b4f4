"""A county of three stations and their district centre, short of heads; a replication takes milliseconds.

km        0     2            5     10
zones     z0                 z1    z2      260, 180 and 110 enterprises
stations  s     d (centre)   p     t       heads cost 100, 120, 83 and 71 thousand a year
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.planning.design import Design
from sim.planning.evaluate import Ask, Evaluator, Reading
from sim.planning.numbers import SEARCH, numbers
from sim.planning.requirement import Requirement, typed_requirements
from sim.planning.staffing.criterion import criterion_of
from sim.planning.staffing.levers import Space
from sim.planning.staffing.plans import Plans
from sim.planning.staffing.rules import Heads, Rules
from sim.planning.staffing.space import space_of
from sim.scenario import Scenario
from tests.builders import Table, facility, minimal, service, staff, zone

COSTS = {"s": 100_000, "p": 83_000, "t": 71_000}
STATIONS = Rules((Heads(where={"facility": ["s", "p", "t"]}, least=1, most=3),))
BOTH = "counter;advice"


def county(*, days: int = 14, seed: int = 7, **overrides: Any) -> Scenario:
    """The county with two heads at every station and three at the centre, measured for so many days."""
    random = {"handling_distribution": "lognormal", "handling_cv": 0.6}
    content: Table = {
        "settings": {"days": days + 7, "warm_up_days": 7, "follow_up_days": 7, "seed": seed},
        "zones": [zone("z0"), zone("z1", km=5), zone("z2", km=10)],
        "enterprises": [
            {"zone": name, "industry": "i", "enterprises": n}
            for name, n in (("z0", 260), ("z1", 180), ("z2", 110))
        ],
        "services": [
            service("file", minutes=22, solve=(0.9, 1, 1, 1), share_walk_in=1, share_online=0, **random),
            service(
                "problem", minutes=45, solve=(0.6, 1, 1, 1), kind="problem", family="value_added",
                skill="advice", promise_hours=8, share_walk_in=0.8, share_online=0.2, **random,
            ),
        ],
        "demand": [
            {"industry": "i", "service": name, "rate": rate} for name, rate in (("file", 24), ("problem", 8))
        ],
        "facilities": [
            facility("s", parent="d"),
            facility("p", parent="d", km=5),
            facility("t", parent="d", km=10),
            facility("d", tier="district", km=2, attraction=-2),
        ],
        "staff": [
            *(team(at, head_count=2, cost_per_year=cost) for at, cost in COSTS.items()),
            team("d", head_count=3, cost_per_year=120_000, enterprise_share=1),
        ],
        "policies": {
            "choice": {"radius_km": 15},
            "push": {"hours_with": 1, "hours_without": 2, "cv": 0.5},
            "satisfaction": {"intercept": 4, "handoff": -0.5, "wait": -1, "travel": 0, "unsolved": 0},
        },
    }  # fmt: skip
    return minimal(**{**content, **overrides})


def team(at: str, **fields: Any) -> Table:
    return staff(f"{at}.team", at, **{"skills": BOTH, "enterprise_share": 0.7, **fields})


def requirements(*texts: str) -> tuple[Requirement, ...]:
    return tuple(typed_requirements(texts))


def evaluator(scenario: Scenario, asked: Sequence[Requirement], **options: Any) -> Evaluator:
    """What simulates designs, the requirements' KPIs first."""
    return Evaluator(scenario, Ask(tuple(one.identity for one in asked), tuple(asked)), **options)


def plans_of(
    scenario: Scenario, *texts: str, rules: Rules = STATIONS, n: int = 4, probability: float = 0.9
) -> Plans:
    """The plans of a scenario, judged by n replications of the search."""
    asked = requirements(*texts)
    space = space_of(scenario, rules)
    criterion = criterion_of(asked, "year", probability, 0.95, n)
    return Plans(space, evaluator(scenario, asked), criterion, numbers(SEARCH, n))


class Bank:
    """Simulates every design once for many searches, each of which sees some of the requirements."""

    def __init__(self, scenario: Scenario, rules: Rules, n: int, asked: Sequence[Requirement]) -> None:
        self.space: Space = space_of(scenario, rules)
        self._asked, self._numbers = list(asked), numbers(SEARCH, n)
        self._evaluator = evaluator(scenario, asked)
        self._evaluator.hold(self._numbers)
        self._known: dict[str, list[Reading]] = {}

    def plans(self, *chosen: Requirement, probability: float = 0.9) -> Plans:
        """Fresh plans that know nothing, judged by the chosen requirements."""
        columns = [self._asked.index(one) for one in chosen]
        criterion = criterion_of(chosen, "year", probability, 0.95, len(self._numbers))
        return Plans(self.space, _Seen(self, columns), criterion, self._numbers)  # type: ignore[arg-type]

    def readings(self, design: Design) -> list[Reading]:
        if design.text not in self._known:
            (self._known[design.text],) = self._evaluator.run([design], self._numbers)
        return self._known[design.text]


class _Seen:
    """The bank as an evaluator of some requirements."""

    def __init__(self, bank: Bank, columns: list[int]) -> None:
        self._bank, self._columns = bank, columns

    def run(self, designs: Sequence[Design], replications: Sequence[int]) -> list[list[Reading]]:
        return [[self._of(one) for one in self._bank.readings(design)] for design in designs]

    def _of(self, one: Reading) -> Reading:
        return one._replace(
            values=one.values[self._columns],
            by_facility=one.by_facility[self._columns],
            by_county=one.by_county[self._columns],
        )


def enumerated(plans: Plans) -> tuple[float, list[tuple[int, ...]]]:
    """Simulate every plan; return the least cost that keeps cover and requirements, and its plans."""
    grid = np.indices([len(one.levels) for one in plans.space.levers]).reshape(len(plans.space.levers), -1)
    listed = plans.all([tuple(one) for one in grid.T.tolist()], "all")
    good = [one for one in listed if one.kept and plans.space.covered(one.plan)]
    least = min((one.cost for one in good), default=float("inf"))
    return least, [one.plan for one in good if one.cost <= least * (1 + 1e-9)]
