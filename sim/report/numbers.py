"""How values, their intervals and p-values are written."""

from __future__ import annotations

import math

from sim.report.measures import decimals, number, percent
from sim.scenario.schema.units import UNITS_ZH

SATISFACTION_DIGITS = 2  # of a per cent: 474 of 477 and 3756 of 3756 are to be told apart
MOST_DIGITS = 4
SMALLEST_P = 0.001
BARE = ("", "share", "ratio", "factor", "weight", "index")  # units that say no more than the number does
COUNTED_ZH = {
    "cases": "件",
    "problems": "个问题",
    "transactions": "件",
    "months": "个月",
    "working days": "个工作日",
    "hand-offs": "次流转",
}


def unit_name(unit: str, lang: str) -> str:
    """Name a unit in `lang`; empty where the number says enough by itself."""
    if unit in BARE:
        return ""
    return unit if lang == "en" else COUNTED_ZH.get(unit) or UNITS_ZH.get(unit, unit)


def estimate(
    low: float | None, value: float | None, high: float | None, unit: str, *, fine: bool = False
) -> tuple[str, str]:
    """Write a value and its interval, all with the same decimals; `-` for what is missing.

    The greatest has three significant digits, the smallest at least one; shares are written as per cent,
    `fine` ones with two decimals. An interval without width is written as one value.
    """
    known = [one for one in (low, value, high) if one is not None and math.isfinite(one)]
    digits = _digits(known, unit)
    written = [_written(one, unit, digits, fine) for one in (low, value, high)]
    span = written[0] if low == high else f"{written[0].removesuffix(' %')} … {written[2]}"
    return written[1], "-" if low is None or high is None else span


def _written(value: float | None, unit: str, digits: int, fine: bool) -> str:
    if fine and value is not None:
        return percent(value, SATISFACTION_DIGITS)
    return number(value, unit, digits)


def _digits(values: list[float], unit: str) -> int:
    """Decimals for all of the values; none where there is none."""
    sizes = [abs(value) for value in values if value != 0]
    if not sizes:
        return 0
    first = -math.floor(math.log10(min(sizes)))  # decimal place of the smallest one's first digit
    return max(decimals(max(sizes), unit), min(MOST_DIGITS, first))


def p_text(p: float | None) -> str:
    """Write a p-value with two decimals, one below 0.1 with three; `-` if there is none."""
    if p is None:
        return "-"
    if p < SMALLEST_P:
        return f"p < {SMALLEST_P}"
    return f"p = {p:.2f}" if p >= 0.0995 else f"p = {p:.3f}"
