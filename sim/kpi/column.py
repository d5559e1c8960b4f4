"""A duration of every measured case."""

from __future__ import annotations

from dataclasses import dataclass

from sim.network.contract import Bools, Narrow


@dataclass(frozen=True, eq=False)
class Column:
    """A duration per case in whole seconds, and the profiles it is defined for.

    Attributes:
        seconds: [C], 32 bits; of a case whose duration has not ended it means nothing.
        population: [P] profiles of the cases it is defined for.
        ended: [P] those of the population whose duration is finite.
    """

    seconds: Narrow
    population: Bools
    ended: Bools
