"""What a KPI is called, measured in and better at, as registered; and which ones come first in a report."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.experiment.headline import REPORTED
from sim.kpi import REGISTRY

# First in tables and charts, in this order; a KPI that a run does not hold is passed over.
HEADLINE = REPORTED
COUNTED = ("cases", "visits")  # units of whole numbers
SURVEYED, TRUE, ON_TIME = "satisfaction_surveyed", "satisfaction_true", "on_time_share"
COST = "staff_cost"
FINEST = 6  # decimals of a percentage point


@dataclass(frozen=True)
class Measure:
    """A KPI as people read it; `better` is higher, lower or none; `basis` is data or prior."""

    name_zh: str
    name_en: str
    unit_zh: str
    unit_en: str
    better: str
    basis: str

    def name(self, lang: str) -> str:
        """Name in `lang`."""
        return self.name_zh if lang == "zh" else self.name_en

    def unit(self, lang: str) -> str:
        """Unit in `lang`; shares are shown as per cent."""
        if self.unit_en == "share":
            return "%"
        return self.unit_zh if lang == "zh" else self.unit_en

    def behind(self, lang: str) -> str:
        """The unit as it stands behind a value; nothing of a share, whose value has its sign."""
        return "" if self.unit_en == "share" else f" {self.unit(lang)}"


def measure(kpi: str, unit: str = "") -> Measure:
    """Look a KPI up; one that is not registered (an older run) keeps its id and has no better direction."""
    found = REGISTRY.get(kpi)
    if found is None:
        return Measure(kpi, kpi, unit, unit, "none", "prior")
    basis = "data" if found.basis == "data_informed" else "prior"
    return Measure(found.name_zh, found.name_en, found.unit_zh, found.unit, found.direction, basis)


def number(value: float | None, unit: str, digits: int | None = None) -> str:
    """Write a value of a KPI: shares as per cent, others with three significant digits or whole.

    `digits` sets the decimals of what is no share instead.
    """
    if value is None or math.isnan(value):
        return "-"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if unit == "share":
        return percent(value) if 0 <= value <= 1 else f"{100 * value:.1f} %"
    return f"{value:,.{decimals(value, unit) if digits is None else digits}f}"


def percent(value: float, digits: int = 1) -> str:
    """Write a share as per cent; never rounds to a full 100 % or 0 % what is not full."""
    shown = f"{100 * value:.{digits}f}"
    if float(shown) == 100 and value < 1:
        shown = f"{100 - 10.0**-digits:.{digits}f}"
        return f">{shown} %"
    if float(shown) == 0 and value > 0:
        return f"<{10.0**-digits:.{digits}f} %"
    return f"{shown} %"


def decimals(value: float, unit: str) -> int:
    """Decimals that leave three significant digits; none of 100 and more and of whole counts."""
    if abs(value) >= 99.95 or value == 0 or (unit in COUNTED and value == int(value)):
        return 0
    return max(0, 2 - math.floor(math.log10(abs(value))))


def interval(low: float | None, high: float | None, unit: str) -> str:
    """Write an interval of a KPI, both ends alike and cut to what the KPI can be; empty if there is none.

    A t interval may pass what is possible: shares end at 0 and 100 %, every other KPI at 0.
    """
    if low is None or high is None:
        return ""
    low, high = max(low, 0.0), max(high, 0.0)
    if unit == "share":
        low, high = min(low, 1.0), min(high, 1.0)
    digits = decimals(high, unit) if math.isfinite(high) else None
    return f"{number(low, unit, digits)} … {number(high, unit, digits)}"


def signed(value: float | None, unit: str, digits: int | None = None) -> str:
    """Write a difference with its sign; differences of shares in percentage points, without the unit."""
    if value is None:
        return "–"
    if unit == "share":
        if value == 0 and digits is None:
            return "0"
        return f"{100 * value:+.{_point_digits(value) if digits is None else digits}f}"
    return ("+" if value > 0 else "") + number(value, unit, digits)


def signed_interval(low: float | None, high: float | None, unit: str) -> str:
    """Write the interval of a difference, both ends with the same decimals; empty if there is none."""
    if low is None or high is None:
        return ""
    furthest = max(abs(low), abs(high))
    if not math.isfinite(furthest) or furthest == 0:
        digits = None
    else:
        nearest = min((abs(one) for one in (low, high) if one), default=furthest)
        digits = _point_digits(furthest, nearest) if unit == "share" else decimals(furthest, unit)
    return f"{signed(low, unit, digits)} … {signed(high, unit, digits)}"


def _point_digits(value: float, least: float | None = None) -> int:
    """Decimals of percentage points; `least`, written with the same ones, shall not look like none."""
    usual = min(4, max(1, 2 - math.floor(math.log10(abs(100 * value)))))
    first = -math.floor(math.log10(abs(100 * (least or value))))  # decimal place of its first digit
    return usual if first > FINEST else max(usual, first)
