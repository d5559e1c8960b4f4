"""Our side of every measurement: the fast engine, the case tables it runs on, and how many cases it took."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.measurement import NotMeasuredError
from sim.experiment.engines import Engine, engine_named
from sim.experiment.errors import InputError
from sim.network import compile_network
from sim.network.contract import CaseTable, Compiled, EngineLog
from sim.sampling import draw_case_table
from sim.scenario import Scenario

FAST, REFERENCE = "fast", "reference"


def fast_engine() -> Engine:
    """Return the fast engine.

    Raises:
        NotMeasuredError: this version has none.
    """
    try:
        return engine_named(FAST)
    except InputError:
        raise NotMeasuredError("this version has no fast engine", "本版本没有快速引擎") from None


class Drawn(NamedTuple):
    """A compiled scenario and the case table of its first replication."""

    compiled: Compiled
    seed: int
    table: CaseTable

    def draw(self) -> CaseTable:
        """Draw the same table again."""
        return draw_case_table(self.compiled, self.seed, 1)

    def run(self, engine: Engine) -> EngineLog:
        """Run an engine on the table."""
        return engine(self.compiled.network, self.table)


def drawn(scenario: Scenario) -> Drawn:
    """Compile a scenario and draw its first replication."""
    compiled, seed = compile_network(scenario), scenario.settings.seed
    return Drawn(compiled, seed, draw_case_table(compiled, seed, 1))


def entered(table: CaseTable, log: EngineLog) -> int:
    """Count the cases that an engine took in before it stopped."""
    return int((table.entry <= log.stopped).sum())


def _bits(column: NDArray[Any]) -> NDArray[Any]:
    """Floats as the whole numbers that they are stored as: so equal that even "not a number" is."""
    return column.view(np.int64) if column.dtype == np.float64 else column


def same_share(one: EngineLog, other: EngineLog) -> float:
    """Share of cases whose rows are equal to the last bit; 0 if anything besides the cases differs."""
    for name in ("stages", "busy"):
        if not all(map(np.array_equal, getattr(one, name), getattr(other, name))):
            return 0.0
    rest = ("queue_integral", "overtime", "coaching_level", "assessment", "stopped")
    if not all(np.array_equal(getattr(one, name), getattr(other, name)) for name in rest):
        return 0.0
    same = np.ones(len(one.cases.outcome), dtype=bool)
    for left, right in zip(one.cases, other.cases, strict=True):
        same &= _bits(left) == _bits(right)
    return float(same.mean()) if len(same) else 1.0
