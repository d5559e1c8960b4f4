"""The shortlist under simulation: designs race by ranking and selection, and the winner is checked again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment.errors import InputError
from sim.experiment.selection import Choice, kn
from sim.experiment.selection.choice import Step
from sim.kpi import REGISTRY
from sim.planning.design import Design
from sim.planning.evaluate import Evaluator
from sim.planning.numbers import SELECTION
from sim.planning.requirement import Identity

Floats = NDArray[np.float64]
AHEAD = 4  # replications made at a time once the first are done: a design is compiled once for them
Led = Callable[[str], None]


class Terms(NamedTuple):
    """On what terms designs race."""

    kpi: Identity
    indifference: float  # the smallest difference worth detecting, in the KPI's unit
    confidence: float = 0.95
    first: int = 10
    most: int = 40

    @property
    def higher(self) -> bool:
        """Whether more of the KPI is better."""
        return REGISTRY[self.kpi[0]].direction == "higher"


class Race:
    """Runs designs under common random numbers and keeps every reading, by design and replication.

    The evaluator's first KPI decides; ``led`` hears which design leads. Replications are made in blocks, a
    few ahead of what the procedure has asked for; what it does not ask for is not counted, so results depend
    on neither blocks nor workers.
    """

    def __init__(
        self,
        evaluator: Evaluator,
        designs: Sequence[Design],
        terms: Terms,
        led: Led = lambda best: None,
    ) -> None:
        self.designs, self.terms = list(designs), terms
        self._evaluator, self._led = evaluator, led
        self._made: list[dict[int, Floats]] = [{} for _ in designs]  # by replication, from 1: [kpis]
        self.asked: list[list[int]] = [[] for _ in designs]  # replications that the procedure has used

    def run(self) -> Choice:
        """Select the best design; a single one wins after its first replications.

        Raises:
            InputError: a number is out of its bounds, or the KPI has no finite value.
        """
        terms, k = self.terms, len(self.designs)
        if k == 1:
            values = np.array([self.draw([0], number) for number in range(1, terms.first + 1)])[:, 0]
            return _alone(values)
        return kn(
            self.draw,
            k,
            indifference=terms.indifference,
            confidence=terms.confidence,
            first=terms.first,
            most=terms.most,
            higher=terms.higher,
        )

    def draw(self, systems: Sequence[int], number: int) -> list[float]:
        """Return the KPI of some designs in a replication, from 1, with the same chances in each."""
        missing = [one for one in systems if number not in self._made[one]]
        if missing:
            block = self.terms.first if number == 1 else AHEAD
            self._make(missing, list(range(number, number + block)))
        for one in systems:
            self.asked[one].append(number)
        found = [float(self._made[one][number][0]) for one in systems]
        for one, value in zip(systems, found, strict=True):
            if not np.isfinite(value):
                name, of = "/".join(self.terms.kpi), self.designs[one].name
                raise InputError(
                    f"--kpi: {name} has no finite value in a replication of {of}; choose another KPI, or a"
                    " longer horizon",
                    f"--kpi：{of} 的一次重复中 {name} 没有有限值；请换一个指标或延长模拟期",
                )
        return found

    def _make(self, systems: Sequence[int], numbers: Sequence[int]) -> None:
        """Make replications design by design, so that an interruption leaves whole designs."""
        for one in systems:
            readings = self._evaluator.run([self.designs[one]], [SELECTION + each - 1 for each in numbers])[0]
            self._made[one] |= {each: reading.values for each, reading in zip(numbers, readings, strict=True)}
            self._led(self.designs[self.leader()].name)

    def values(self, system: int) -> Floats:
        """Return what the procedure used of a design [replications, KPIs]."""
        return np.array([self._made[system][number] for number in self.asked[system]])

    def leader(self) -> int:
        """Return the design with the best mean over the replications that all designs simulated have.

        Designs without any are passed over; of none at all, the first.
        """
        ran = [one for one, made in enumerate(self._made) if made]
        if not ran:
            return 0
        shared = set.intersection(*(set(self._made[one]) for one in ran))
        sign = 1 if self.terms.higher else -1
        means = {
            one: sign * float(np.mean([self._made[one][number][0] for number in sorted(shared)]))
            for one in ran
            if shared
        }
        return max(means, key=lambda one: (means[one], -one)) if means else ran[0]


def _alone(values: Floats) -> Choice:
    mean, sd = float(values.mean()), float(values.std(ddof=1))
    step = Step((len(values),), (mean,), (0,))
    return Choice(0, True, [len(values)], np.array([mean]), np.array([sd]), [None], None, [step])
