"""A system: a scenario, what is measured in it, and the exact answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sim.scenario import Scenario
from sim.verification.run import Run

SECOND = 1.0  # a wait is the difference of two whole seconds


class Quantity(NamedTuple):
    """One figure with an exact expectation."""

    zh: str
    en: str
    unit: str
    exact: float
    measure: Callable[[Run], float]
    rounding: float  # most that times in whole seconds can move it


class System(NamedTuple):
    """A system with a known answer."""

    id: str
    zh: str
    en: str
    formula: str  # name in sim.verification.formulas
    build: Callable[[int], Scenario]  # by days measured
    quantities: tuple[Quantity, ...]
    days: int = 300  # measured
    replications: int = 100


def slack(formula: Callable[[float], float], mean: float, extra: float = 0.0) -> float:
    """Return what whole seconds can do: services half a second longer, and ``extra``.

    Args:
        formula: the exact value by mean service (s), at the same arrival rate.
        mean: mean service (s).
        extra: what rounding does beside that, in the unit of the value.
    """
    return abs(formula(mean + 0.5) - formula(mean)) + extra
