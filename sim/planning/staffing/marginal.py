"""What one more person anywhere would buy: the busiest groups, each with one head more, simulated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.kpi import REGISTRY
from sim.planning.certify import Interval, mean_interval
from sim.planning.design import Change, Design
from sim.planning.evaluate import Evaluator, values_of
from sim.planning.requirement import Identity
from sim.scenario import Scenario

Floats = NDArray[np.float64]
TOP = 20


class Marginal(NamedTuple):
    """One more head of one group, and what a KPI gains by it."""

    group: str
    kpi: Identity
    effect: Interval  # KPI with less without, paired replications
    clear: bool  # the interval does not hold 0
    cost: float  # CNY a year
    busy_share: float
    n: int

    @property
    def gain(self) -> float:
        """The effect in the KPI's better direction."""
        return self.effect.value if REGISTRY[self.kpi[0]].direction == "higher" else -self.effect.value


def busiest(scenario: Scenario, busy: Floats, presence: Floats, top: int = TOP) -> list[tuple[str, float]]:
    """Return the groups that are busy the greatest part of their presence, with that part.

    Chiefs and groups that are never present are left out. A group's own cases wait for it the longer the
    busier it is, so that groups further down have less to gain.
    """
    shares = np.divide(busy, presence, out=np.zeros_like(busy), where=presence > 0)
    allowed = [
        number for number, row in enumerate(scenario.staff) if row.role != "chief" and presence[number] > 0
    ]
    order = sorted(allowed, key=lambda number: (-shares[number], scenario.staff[number].id))
    return [(scenario.staff[number].id, float(shares[number])) for number in order[:top]]


def one_more(scenario: Scenario, group: str) -> tuple[Change, ...]:
    """Return the changes that give a group one more head, on duty as its member 0."""
    changes: list[Change] = [{"update": {"table": "staff", "where": {"id": group}, "add": {"head_count": 1}}}]
    heads = next(row.head_count for row in scenario.staff if row.id == group)
    own = [
        row for row in scenario.rosters if row.staff == group and row.activity == "duty" and row.member == 0
    ]
    for row in own:
        fields = row.model_dump(mode="json")
        fields |= {"id": f"{row.id}.more", "member": heads}
        changes.append(
            {"add": {"table": "rosters", "row": {k: v for k, v in fields.items() if v is not None}}}
        )
    return tuple(changes)


def marginal_values(
    evaluator: Evaluator,
    scenario: Scenario,
    changes: Sequence[Change],
    groups: Sequence[tuple[str, float]],
    kpis: Sequence[Identity],
    numbers: Sequence[int],
    *,
    confidence: float = 0.95,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> list[Marginal]:
    """Return what one more head of each group does to each KPI, with intervals.

    The whole network is simulated, with and without, by the same chances: what a head does to others through
    the places above is in it.

    Args:
        evaluator: whose first KPIs are ``kpis``.
        scenario: with the plan.
        changes: the plan, as changes of the evaluator's base.
        groups: group and busy share.
        kpis: KPIs.
        numbers: of the replications.
        confidence: of the intervals, each by itself.
        told: hears groups done, and how many there are.
    """
    base = Design("plan", tuple(changes))
    without = values_of(evaluator.run([base], numbers)[0])[:, : len(kpis)]
    costs = {row.id: row.cost_per_year for row in scenario.staff}
    found = []
    for place, (group, share) in enumerate(groups, start=1):
        design = Design(f"one more: {group}", (*changes, *one_more(scenario, group)))
        beyond = values_of(evaluator.run([design], numbers)[0])[:, : len(kpis)] - without
        for column, one in enumerate(kpis):
            effect = mean_interval(beyond[:, column], confidence)
            clear = bool(effect.low > 0 or effect.high < 0)
            found.append(Marginal(group, one, effect, clear, costs[group], share, len(numbers)))
        told(place, len(groups))
    return found
