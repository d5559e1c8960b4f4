"""What a measurement is: its targets, the figures it finds, and why one could not be taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from statistics import median
from typing import NamedTuple


class Words(NamedTuple):
    """A text in both languages."""

    en: str
    zh: str


class NotMeasuredError(Exception):
    """A measurement cannot be taken here, for the reason given; the others go on."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.reason = Words(en, zh)


class Spread(NamedTuple):
    """Repeated values of one figure."""

    median: float
    low: float
    high: float
    n: int


def spread(values: Sequence[float]) -> Spread:
    """Summarise repeated values."""
    return Spread(median(values), min(values), max(values), len(values))


class Sense(Enum):
    """On which side of its target a figure should lie."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    RECORDED = ""  # no target


class Target(NamedTuple):
    """One row of the table: what is measured and what is to be reached."""

    key: str
    what: Words
    unit: str
    sense: Sense
    bound: float | None = None

    def reached(self, value: float) -> bool | None:
        """Whether a value reaches the target; None where there is none."""
        if self.sense is Sense.RECORDED or self.bound is None:
            return None
        return value >= self.bound if self.sense is Sense.AT_LEAST else value <= self.bound


class Absolute(NamedTuple):
    """One figure of this machine on this day: told, never judged."""

    what: Words
    value: Spread
    unit: str


class Found(NamedTuple):
    """What a measurement found: a value for each of its targets, absolute figures, and remarks."""

    values: dict[str, Spread]
    absolutes: tuple[Absolute, ...] = ()
    remarks: tuple[Words, ...] = ()


class Effort(NamedTuple):
    """How much is done: a quick look takes short horizons and one pair."""

    quick: bool = False

    @property
    def pairs(self) -> int:
        """How often the two sides are timed in turn."""
        return 1 if self.quick else 3


class Measurement(NamedTuple):
    """One entry of the benchmark."""

    name: str
    title: Words
    targets: tuple[Target, ...]
    take: Callable[[Effort], Found]
