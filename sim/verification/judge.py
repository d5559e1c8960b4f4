"""What replications say of the exact answers: interval, p-value, verdict over all quantities together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sim.experiment.simultaneous import holm
from sim.experiment.summary import statistics
from sim.network import compile_network
from sim.verification.run import Run, replications
from sim.verification.system import Quantity, System

LEVEL = 0.05  # chance that a right engine has any quantity judged to differ


class Sample(NamedTuple):
    """The quantities of a system in its replications."""

    system: System
    values: NDArray[np.float64]  # [quantities, replications]
    cases: int  # measured, in all


class Verdict(Enum):
    """What is said of one quantity."""

    INSIDE = "inside"  # the 95 % interval, widened by rounding, holds the exact value
    CHANCE = "outside, as chance has it"  # it does not, but not clearly among so many quantities
    DIFFERS = "differs"


class Finding(NamedTuple):
    """One quantity beside its exact value."""

    system: System
    quantity: Quantity
    replications: int
    cases: int
    mean: float
    low: float  # 95 % interval
    high: float
    p: float  # of the exact value, rounding granted
    holm: float  # the same, adjusted for all quantities
    verdict: Verdict


def sample(system: System) -> Sample:
    """Run a system's replications, every log's invariants checked, and measure its quantities.

    The seed comes from the system's name: with the same one, similar systems would share their cases, and err
    alike.
    """
    compiled = compile_network(system.build(system.days))
    seed, numbers = crc32(system.id.encode()), range(system.replications)
    columns, cases = [], 0
    for run in replications(compiled, seed, numbers):
        columns.append(measured(system.quantities, run))
        cases += int(run.measured().sum())
    return Sample(system, np.array(columns).T, cases)


def measured(quantities: Sequence[Quantity], run: Run) -> list[float]:
    """Return the value of each quantity in one replication."""
    return [quantity.measure(run) for quantity in quantities]


def judge(samples: Iterable[Sample]) -> list[Finding]:
    """Judge all quantities of all systems together.

    The p-value of a quantity is that of Student's t of (mean - exact) over its standard error, the difference
    made smaller by what rounding can do. Holm's procedure holds the chance of any false alarm among all of
    them at `LEVEL`.
    """
    from scipy.special import stdtr

    rows: list[Finding] = []
    for one in samples:
        found = statistics(one.values)
        count = one.values.shape[1]
        for k, quantity in enumerate(one.system.quantities):
            mean, error = float(found.mean[k]), float(found.sd[k]) / math.sqrt(count)
            beyond = max(abs(mean - quantity.exact) - quantity.rounding, 0.0)
            p = 2 * float(stdtr(count - 1, -beyond / error))
            rows.append(
                Finding(
                    one.system, quantity, count, one.cases, mean,
                    float(found.ci_low[k]), float(found.ci_high[k]), p, 1.0, Verdict.INSIDE,
                )
            )  # fmt: skip
    adjusted = holm(np.array([row.p for row in rows]), np.zeros(len(rows), np.int64))
    return [
        row._replace(holm=float(each), verdict=_verdict(row.p, float(each)))
        for row, each in zip(rows, adjusted, strict=True)
    ]


def _verdict(p: float, adjusted: float) -> Verdict:
    if adjusted < LEVEL:
        return Verdict.DIFFERS
    return Verdict.CHANCE if p < LEVEL else Verdict.INSIDE
