"""Queueing theory beside the engine: closed forms, their scenario, estimates with their errors.

Formulas: L. Kleinrock, "Queueing Systems", vol. 1 (1975) for M/M/c and M/M/c/K as birth-death chains and for
Pollaczek-Khinchine; C. Palm (1957) for M/M/c+M; A. Cobham, "Priority assignment in waiting line problems",
Operations Research 2 (1954).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import t as student

from sim.engine import invariants
from sim.engine.fast import run
from sim.network import compile_network
from sim.network.codes import LOST, Channel, Distribution
from sim.network.contract import CaseTable, Compiled, EngineLog
from sim.sampling import draw_case_table
from sim.scenario import Scenario, change, load

DAY = 86400
THEORY = Path(__file__).resolve().parents[2] / "scenarios" / "theory"
CONFIDENCE = 0.999  # two-sided: a right engine fails one comparison in a thousand choices of the seed
UNIT_CV = {int(Distribution.EXPONENTIAL): 1.0, int(Distribution.UNIFORM): 3**-0.5}  # others: as given
MOST_STATES = 400  # of a birth-death chain without a bound


class Class(NamedTuple):
    """One class of a queue: ``load`` is arrival rate x mean service time."""

    load: float
    mean: float = 1800.0  # seconds
    distribution: str = "exponential"
    cv: float = 1.0
    priority: int = 5

    @property
    def rate(self) -> float:
        return self.load / self.mean

    @property
    def second_moment(self) -> float:
        return self.mean**2 * (1 + self.cv**2)


# Closed forms


class Steady(NamedTuple):
    """A birth-death queue at rest."""

    wait: float  # seconds in the queue, per case that gets in
    delayed: float  # chance that a case that gets in waits
    queue: float  # mean number waiting
    utilisation: float
    lost: float  # share blocked or gone


def birth_death(
    one: Class, servers: int, capacity: int | None = None, patience: float | None = None
) -> Steady:
    """M/M/c, M/M/c/K (``capacity`` waiting or in service) and M/M/c+M (mean ``patience`` in seconds)."""
    states = (capacity or MOST_STATES) + 1
    leaving = np.zeros(states)
    n = np.arange(states)
    leaving[:] = np.minimum(n, servers) / one.mean
    if patience is not None:
        leaving += np.maximum(n - servers, 0) / patience
    weight = np.cumprod(np.append(1.0, one.rate / leaving[1:]))
    p = weight / weight.sum()
    assert capacity is not None or p[-1] < 1e-12
    queue = float((p * np.maximum(n - servers, 0)).sum())
    blocked = float(p[-1]) if capacity is not None else 0.0
    gone = queue / patience / one.rate if patience is not None else 0.0
    return Steady(
        wait=queue / (one.rate * (1 - blocked)),
        delayed=float(p[servers:].sum() - blocked) / (1 - blocked),
        queue=queue,
        utilisation=float((p * np.minimum(n, servers)).sum()) / servers,
        lost=blocked + gone,
    )


def pollaczek_khinchine(one: Class) -> float:
    """Mean wait of M/G/1."""
    return one.rate * one.second_moment / (2 * (1 - one.load))


def cobham(classes: list[Class]) -> list[float]:
    """Mean waits of a single server with non-preemptive priorities, classes in order of priority."""
    residual = sum(one.rate * one.second_moment for one in classes) / 2
    above = np.append(0.0, np.cumsum([one.load for one in classes]))
    return [residual / ((1 - above[k]) * (1 - above[k + 1])) for k in range(len(classes))]


# The scenario


def station(
    classes: list[Class],
    servers: int,
    days: int,
    *,
    capacity: int | None = None,
    patience: float | None = None,
    tandem: bool = False,
    warm_up: int = 10,
) -> Scenario:
    """scenarios/theory with other classes, clerks, room or patience.

    With ``tandem`` the station solves nothing and hands all on, without delay, to a centre like itself.
    """  # fmt: skip
    base = load(THEORY)
    settings = {"days": days, "warm_up_days": warm_up, "follow_up_days": min(days, 30)}
    policies: dict[str, Any] = {
        "choice.centre": -900, "push.hours_with": 0, "push.hours_without": 0,
        "patience.on": patience is not None,
    }  # fmt: skip
    if patience is not None:
        policies["patience.mean_minutes"] = patience / 60
    changes: list[dict[str, Any]] = [
        {"set": {f"settings.{name}": value for name, value in settings.items()}},
        {"set": {f"policies.{name}": value for name, value in policies.items()}},
        {"update": {"table": "staff", "where": {"facility": "station"}, "set": {"head_count": servers}}},
    ]
    if capacity is not None:
        changes.append(
            {
                "update": {
                    "table": "facilities",
                    "where": {"id": "station"},
                    "set": {"queue_capacity": capacity},
                }
            }
        )
    for number, one in enumerate(classes):
        changes += _add_class(f"class{number}", one, solved=not tandem)
    for table, field in (("demand", "service"), ("catalogues", "item"), ("items", "id"), ("services", "id")):
        name = {"demand": "counter", "services": "counter"}.get(table, "item")
        changes.append({"remove": {"table": table, "where": {field: name}}})
    if tandem:
        changes += _add_centre()
    return change(base, changes)


def _add_class(name: str, one: Class, solved: bool) -> list[dict[str, Any]]:
    mean = {f"handling_{tier}": one.mean / 60 for tier in ("station", "subcentre", "district", "city")}
    fields = {
        "id": name, "priority": one.priority, "handling_cv": one.cv,
        "handling_distribution": one.distribution, "solve_station": float(solved), **mean,
    }  # fmt: skip
    yearly = one.rate * DAY * 365
    return [
        {"copy": {"table": "services", "where": {"id": "counter"}, "set": fields}},
        {"copy": {"table": "items", "where": {"id": "item"}, "set": {"id": name, "service": name}}},
        {"copy": {"table": "catalogues", "where": {"item": "item"}, "set": {"item": name}}},
        {
            "copy": {
                "table": "demand",
                "where": {"service": "counter"},
                "set": {"service": name, "rate": yearly},
            }
        },
    ]


def _add_centre() -> list[dict[str, Any]]:
    centre = {"id": "centre", "tier": "district", "kind": "district_centre"}
    parents = {f"parent_{family}": "centre" for family in ("basic", "value_added", "professional")}
    team = {"id": "centre-team", "facility": "centre"}
    return [
        {"copy": {"table": "facilities", "where": {"id": "station"}, "set": centre}},
        {"update": {"table": "facilities", "where": {"id": "station"}, "set": parents}},
        {"copy": {"table": "staff", "where": {"facility": "station"}, "set": team}},
        {"copy": {"table": "catalogues", "where": {"facility": "station"}, "set": {"facility": "centre"}}},
    ]


# Estimates


class Run(NamedTuple):
    """One replication, with what theory speaks of measured in [warm_up, horizon)."""

    compiled: Compiled
    table: CaseTable
    log: EngineLog

    @property
    def window(self) -> tuple[int, int]:
        clock = self.compiled.network.clock
        return clock.warm_up, clock.horizon

    def _measured(self, klass: int | None) -> np.ndarray:
        first, last = self.window
        mask = (self.table.arose >= first) & (self.table.arose < last)
        return mask if klass is None else mask & (self.table.service == klass)

    def controls(self) -> list[float]:
        """Cases, work and work squared of each class in the window, over what is expected, minus 1."""
        first, last = self.window
        demand, found = self.compiled.demand, []
        for klass, rate in enumerate(demand.rate.sum(axis=(0, 1)).tolist()):
            mask = self._measured(klass)
            found.append(mask.sum() / (rate * (last - first)) - 1)
            if demand.handling_distribution[klass] != Distribution.CONSTANT:
                work = self.table.handling[mask, 0] / demand.handling_mean[klass, 0]
                cv = UNIT_CV.get(int(demand.handling_distribution[klass]), float(demand.handling_cv[klass]))
                found += [work.mean() - 1, (work**2).mean() / (1 + cv**2) - 1]
        return found

    def wait(self, klass: int | None = None) -> float:
        """Mean seconds in the queue of the cases that got in."""
        mask = self._measured(klass) & (self.log.cases.accepted >= 0)
        return float(self.log.cases.wait[mask].mean())

    def wait_at(self, place: int) -> float:
        """Mean seconds in the queue of one facility."""
        stages = self.log.stages
        mask = (stages.facility == place) & (stages.skill >= 0) & self._measured(None)[stages.case]
        return float((stages.started - stages.joined)[mask].mean())

    def delayed(self) -> float:
        mask = self._measured(None) & (self.log.cases.accepted >= 0)
        return float((self.log.cases.wait[mask] > 0).mean())

    def queue(self) -> float:
        """Mean number waiting over the window."""
        first, last = self.window
        stages = self.log.stages
        clipped = np.clip(stages.started, first, last) - np.clip(stages.joined, first, last)
        return float(clipped[stages.skill >= 0].sum()) / (last - first)

    def utilisation(self, servers: int) -> float:
        first, last = self.window
        busy = self.log.busy
        return float((np.clip(busy.end, first, last) - np.clip(busy.start, first, last)).sum()) / (
            (last - first) * servers
        )

    def lost(self) -> float:
        mask = self._measured(None)
        return float(np.isin(self.log.cases.outcome[mask], [int(cause) for cause in LOST]).mean())


def replicate(scenario: Scenario, replications: int) -> list[Run]:
    """Independent replications of the scenario, invariants checked in each."""
    return list(_replicate(scenario, replications))


def _replicate(scenario: Scenario, replications: int) -> Iterator[Run]:
    compiled = compile_network(scenario)
    for replication in range(replications):
        table = draw_case_table(compiled, scenario.settings.seed, replication)
        assert (table.channel == Channel.WALK_IN).all()
        assert (table.facility == 0).all()
        log = run(compiled.network, table)
        invariants.check(compiled.network, table, log)
        yield Run(compiled, table, log)


class Estimate(NamedTuple):
    """Mean over independent replications and half width of its confidence interval."""

    mean: float
    half: float

    def agrees(self, exact: float, rounding: float = 0.0) -> bool:
        """Whether theory lies in the interval, widened by what whole seconds can do."""
        return abs(self.mean - exact) <= self.half + rounding

    def sharp(self, exact: float, most: float) -> bool:
        """Whether the interval is narrow enough to mean something."""
        return self.half <= most * exact


def estimate(runs: list[Run], measure: Callable[[Run], float]) -> Estimate:
    """Mean over the replications, with what was drawn as control variates (their means are known exactly).

    S. S. Lavenberg, P. D. Welch, "A perspective on the use of control variables", Management Science 27
    (1981): the intercept of the regression of the measure on the controls, with its standard error.
    """
    values = np.array([measure(one) for one in runs])
    known = np.array([one.controls() for one in runs])
    design = np.column_stack((np.ones(len(runs)), known))
    solution, *_ = np.linalg.lstsq(design, values, rcond=None)
    freedom = len(values) - design.shape[1]
    variance = float(((values - design @ solution) ** 2).sum()) / freedom
    error = np.sqrt(variance * np.linalg.inv(design.T @ design)[0, 0])
    return Estimate(float(solution[0]), float(student.ppf((1 + CONFIDENCE) / 2, freedom) * error))


def rounding(formula: Callable[[float], float], mean: float, extra: float) -> float:
    """What whole seconds can do: services half a second longer (``formula`` of their mean), and ``extra``."""
    return abs(formula(mean + 0.5) - formula(mean)) + extra
