"""What came of a benchmark: one row per target, and the absolute figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from benchmarks.measurement import (
    Absolute,
    Effort,
    Found,
    Measurement,
    NotMeasuredError,
    Sense,
    Spread,
    Target,
    Words,
)

_DIGITS = 3  # significant ones; whole numbers above
VERDICTS = {
    True: Words("reached", "达到"),
    False: Words("short", "未达到"),
    None: Words("recorded", "仅记录"),
}


class Row(NamedTuple):
    """A target and what was measured for it, or why nothing was."""

    target: Target
    value: Spread | None
    missing: Words | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None where there is none, or nothing was measured."""
        return None if self.value is None else self.target.reached(self.value.median)

    def verdict(self, place: int) -> str:
        """Say in a language (0 English, 1 Chinese) what came of the target."""
        if self.missing is not None:
            return (f"not measured: {self.missing.en}", f"未测：{self.missing.zh}")[place]
        return VERDICTS[self.reached][place]


class Outcome(NamedTuple):
    """Everything that one call of the benchmark found."""

    rows: tuple[Row, ...]
    absolutes: tuple[Absolute, ...]
    remarks: tuple[Words, ...]
    quick: bool


def take_all(
    measurements: Iterable[Measurement], effort: Effort, tell: Callable[[Measurement], None]
) -> Outcome:
    """Take the measurements one after another; one that cannot be taken says so in its rows."""
    rows: list[Row] = []
    absolutes: list[Absolute] = []
    remarks: list[Words] = []
    for one in measurements:
        tell(one)
        try:
            found = one.take(effort)
        except NotMeasuredError as fault:
            rows += [Row(target, None, fault.reason) for target in one.targets]
            continue
        rows += [_row(target, found) for target in one.targets]
        absolutes += found.absolutes
        remarks += found.remarks
    return Outcome(tuple(rows), tuple(absolutes), tuple(remarks), effort.quick)


def _row(target: Target, found: Found) -> Row:
    return Row(target, found.values[target.key])


def number(value: float) -> str:
    """Write a number with three significant digits, thousands separated."""
    if abs(value) >= 10 ** (_DIGITS - 1) or value == 0:
        return f"{value:,.0f}"
    text = f"{value:.{_DIGITS}g}"
    return text if "e" not in text else f"{value:.6f}".rstrip("0")


def with_unit(value: float, unit: str) -> str:
    """Write a number with its unit."""
    return f"{number(value)} {unit}"


def range_of(value: Spread) -> str:
    """Write what repeated values lay between, and how many there were."""
    if value.n == 1:
        return "1"
    return f"{number(value.low)} - {number(value.high)} ({value.n})"


def bound_of(target: Target) -> str:
    """Write what is to be reached."""
    if target.bound is None or target.sense is Sense.RECORDED:
        return "-"
    return f"{target.sense.value} {with_unit(target.bound, target.unit)}"
