"""How often 95 % intervals hold the exact value: the share of many seeds, each with its own interval.

The interval is the one that every run reports: Student's t over independent replications.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment.summary import statistics
from sim.network import compile_network
from sim.verification.judge import measured
from sim.verification.run import Run, replications
from sim.verification.system import Quantity, System

LEAST, MOST = 0.93, 0.97  # share of intervals that hold the exact value


class Plan(NamedTuple):
    """A system whose intervals are counted, on runs that are short."""

    build: Callable[[], System]
    days: int  # measured
    replications: int  # of one interval


class Coverage(NamedTuple):
    """How often the intervals of one quantity hold its exact value."""

    system: System
    quantity: Quantity
    seeds: int
    replications: int
    cases: float  # measured, of one replication on average
    inside: int  # intervals that hold the exact value
    bias: float  # mean of all replications minus the exact value, over the standard error of one interval

    @property
    def share(self) -> float:
        """Share of intervals that hold the exact value."""
        return self.inside / self.seeds

    @property
    def right(self) -> bool:
        """Whether the share is what it should be."""
        return LEAST <= self.share <= MOST


def coverage(plan: Plan, seeds: Sequence[int], workers: int = 1) -> list[Coverage]:
    """Count, for each quantity of a system.

    Args:
        plan: which system, and how long and how many its runs are.
        seeds: one interval each.
        workers: threads; the result does not depend on it.
    """
    system = plan.build()
    compiled = compile_network(system.build(plan.days))

    def interval(seed: int) -> tuple[NDArray[np.float64], int]:
        values, cases = [], 0
        for run in replications(compiled, seed, range(plan.replications), checked=False):
            values.append(measured(system.quantities, run))
            cases += int(run.measured().sum())
        return np.array(values).T, cases

    with ThreadPoolExecutor(workers) as pool:
        found = list(pool.map(interval, seeds))
    values = np.array([each for each, _ in found])  # [seeds, quantities, replications]
    cases = sum(each for _, each in found) / (len(seeds) * plan.replications)
    return [_count(system, quantity, values[:, k], cases) for k, quantity in enumerate(system.quantities)]


def _count(system: System, quantity: Quantity, values: NDArray[np.float64], cases: float) -> Coverage:
    """Count the intervals, one per row of ``values`` [seeds, replications]."""
    found, (seeds, replicates) = statistics(values), values.shape
    inside = int(((found.ci_low <= quantity.exact) & (quantity.exact <= found.ci_high)).sum())
    bias = float(values.mean() - quantity.exact) / (float(found.sd.mean()) / math.sqrt(replicates))
    return Coverage(system, quantity, seeds, replicates, cases, inside, bias)


def as_if_independent(
    plan: Plan, seeds: Sequence[int], measure: Callable[[Run], NDArray[np.float64]]
) -> float:
    """Return the share of intervals that hold the first exact value when cases are taken as independent.

    Known to be wrong, and so here to show that the count can tell: the waits of neighbours are alike, so that
    an interval from the spread of cases is far too short.

    Args:
        plan: which system, and how long and how many its runs are.
        seeds: one interval each.
        measure: one value per case of a replication.
    """
    system = plan.build()
    compiled = compile_network(system.build(plan.days))
    exact, inside = system.quantities[0].exact, 0
    for seed in seeds:
        runs = replications(compiled, seed, range(plan.replications), checked=False)
        cases = np.concatenate([measure(run) for run in runs])
        half = 1.96 * float(cases.std(ddof=1)) / math.sqrt(len(cases))
        inside += abs(float(cases.mean()) - exact) <= half
    return inside / len(seeds)
