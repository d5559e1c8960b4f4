"""The engine beside queueing theory: short runs, made sharp by what was drawn as control variates.

The closed forms are those of `sim/queueing`, the scenarios those of `sim/verification`, whose long runs make
docs/verification.md.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.stats import t as student

from sim import queueing
from sim.network.codes import Channel, Distribution
from sim.queueing import Steady
from sim.scenario import Scenario
from sim.verification.run import Run
from sim.verification.run import replicate as run_replications
from sim.verification.station import THEORY, Class, centre, room, update
from sim.verification.station import patience as patient
from sim.verification.station import station as one_station

__all__ = ["THEORY", "Class", "Estimate", "Run", "Steady"]

CONFIDENCE = 0.999  # two-sided: a right engine fails one comparison in a thousand choices of the seed
UNIT_CV = {int(Distribution.EXPONENTIAL): 1.0, int(Distribution.UNIFORM): 3**-0.5}  # others: as given


# Closed forms, by class


def birth_death(
    one: Class, servers: int, capacity: int | None = None, patience: float | None = None
) -> Steady:
    return queueing.birth_death(one.rate, one.mean, servers, capacity, patience)


def pollaczek_khinchine(one: Class) -> float:
    return queueing.pollaczek_khinchine(one.rate, one.mean, one.scv)


def cobham(classes: list[Class]) -> list[float]:
    return queueing.cobham(
        [one.rate for one in classes], [one.mean for one in classes], [one.scv for one in classes]
    )


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
    """One station; with ``tandem`` it solves nothing and hands all on at once to a centre like itself."""
    changes = []
    if capacity is not None:
        changes.append(room(capacity))
    if patience is not None:
        changes.append(patient(patience))
    if tandem:
        names = [f"class{number}" for number in range(len(classes))]
        changes += [update("services", {"id": names}, solve_station=0), *centre(servers)]
    return one_station(classes, servers, days, *changes, warm_up=warm_up)


# Estimates


def controls(run: Run) -> list[float]:
    """Cases, work and work squared of each class in the window, over what is expected, minus 1."""
    demand, found = run.compiled.demand, []
    for klass, rate in enumerate(demand.rate.sum(axis=(0, 1)).tolist()):
        mask = run.measured(klass)
        found.append(mask.sum() / (rate * run.seconds) - 1)
        if demand.handling_distribution[klass] != Distribution.CONSTANT:
            work = run.table.handling[mask, 0] / demand.handling_mean[klass, 0]
            cv = UNIT_CV.get(int(demand.handling_distribution[klass]), float(demand.handling_cv[klass]))
            found += [work.mean() - 1, (work**2).mean() / (1 + cv**2) - 1]
    return found


def replicate(scenario: Scenario, replications: int) -> list[Run]:
    """Independent replications of the scenario, invariants checked in each."""
    runs = run_replications(scenario, replications)
    for one in runs:
        assert (one.table.channel == Channel.WALK_IN).all()
        assert (one.table.facility == 0).all()
    return runs


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
    known = np.array([controls(one) for one in runs])
    design = np.column_stack((np.ones(len(runs)), known))
    solution, *_ = np.linalg.lstsq(design, values, rcond=None)
    freedom = len(values) - design.shape[1]
    variance = float(((values - design @ solution) ** 2).sum()) / freedom
    error = np.sqrt(variance * np.linalg.inv(design.T @ design)[0, 0])
    return Estimate(float(solution[0]), float(student.ppf((1 + CONFIDENCE) / 2, freedom) * error))


def rounding(formula: Callable[[float], float], mean: float, extra: float) -> float:
    """What whole seconds can do: services half a second longer (``formula`` of their mean), and ``extra``."""
    return abs(formula(mean + 0.5) - formula(mean)) + extra
