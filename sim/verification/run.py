"""Replications of a system, and what theory speaks of as measured in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine import invariants
from sim.engine.fast import run
from sim.network import compile_network
from sim.network.codes import LOST
from sim.network.contract import CaseTable, Compiled, EngineLog
from sim.sampling import draw_case_table
from sim.scenario import Scenario


class Run(NamedTuple):
    """One replication; what arises in [warm_up, horizon) is measured."""

    compiled: Compiled
    table: CaseTable
    log: EngineLog

    @property
    def window(self) -> tuple[int, int]:
        """First second that is measured, and the first after it."""
        clock = self.compiled.network.clock
        return clock.warm_up, clock.horizon

    @property
    def seconds(self) -> int:
        """Length of the measured window."""
        first, last = self.window
        return last - first

    def measured(self, klass: int | None = None) -> NDArray[np.bool_]:
        """Which cases arose in the window, [cases]; of one class if given."""
        first, last = self.window
        mask: NDArray[np.bool_] = (self.table.arose >= first) & (self.table.arose < last)
        return mask if klass is None else mask & (self.table.service == klass)

    def waits(self, klass: int | None = None) -> NDArray[Any]:
        """Seconds in the queue of each measured case that got in."""
        return self.log.cases.wait[self.measured(klass) & (self.log.cases.accepted >= 0)]

    def wait(self, klass: int | None = None) -> float:
        """Mean seconds in the queue of the cases that got in."""
        return float(self.waits(klass).mean())

    def wait_at(self, place: int) -> float:
        """Mean seconds in the queue of one facility."""
        stages = self.log.stages
        mask = (stages.facility == place) & (stages.skill >= 0) & self.measured()[stages.case]
        return float((stages.started - stages.joined)[mask].mean())

    def delayed(self) -> float:
        """Share of those that got in who waited."""
        return float((self.waits() > 0).mean())

    def queue(self) -> float:
        """Mean number waiting over the window, at all facilities together."""
        first, last = self.window
        stages = self.log.stages
        clipped = np.clip(stages.started, first, last) - np.clip(stages.joined, first, last)
        return float(clipped[stages.skill >= 0].sum()) / self.seconds

    def utilisation(self, servers: int) -> float:
        """Busy share of the time of so many servers."""
        first, last = self.window
        busy = self.log.busy
        spells = np.clip(busy.end, first, last) - np.clip(busy.start, first, last)
        return float(spells.sum()) / (self.seconds * servers)

    def worked(self, times: NDArray[Any]) -> NDArray[np.int64]:
        """Statutory working seconds before each time, [times]."""
        clock = self.compiled.network.clock
        row = np.searchsorted(clock.work_start, times, side="right") - 1
        passed = np.minimum(times, clock.work_end[row]) - clock.work_start[row]
        found: NDArray[np.int64] = np.where(row < 0, 0, clock.work_before[row] + passed)
        return found

    def lost(self) -> float:
        """Share of all cases that were turned away or left."""
        outcome = self.log.cases.outcome[self.measured()]
        return float(np.isin(outcome, [int(cause) for cause in LOST]).mean())


def replications(compiled: Compiled, seed: int, numbers: range, *, checked: bool = True) -> Iterator[Run]:
    """Yield independent replications.

    Args:
        compiled: the scenario.
        seed: seed of all chance.
        numbers: which replications.
        checked: whether every log's invariants are checked, which takes as long as the run itself.

    Raises:
        sim.engine.invariants.InvariantError: a log that cannot be right.
    """
    for number in numbers:
        table = draw_case_table(compiled, seed, number)
        log = run(compiled.network, table)
        if checked:
            invariants.check(compiled.network, table, log)
        yield Run(compiled, table, log)


def replicate(scenario: Scenario, count: int) -> list[Run]:
    """Return independent replications of a scenario with its own seed, invariants checked in each."""
    return list(replications(compile_network(scenario), scenario.settings.seed, range(count)))
