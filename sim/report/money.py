"""Amounts of money as people read them: 万元 in Chinese, CNY million in English, everywhere in a report."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.report.chart_data import Names
from sim.report.texts import LANGUAGES

YEARLY = "CNY per year"  # the unit of KPIs that are amounts of money
COUNTED = {"zh": 1e4, "en": 1e6}  # CNY in the unit that the language counts money in
_WRITTEN = {"zh": "{} 万元", "en": "CNY {} million"}
_TO = {"zh": " 至 ", "en": " to "}


def in_money(value: float, lang: str) -> float:
    """Return CNY in the unit that the language counts money in."""
    return value / COUNTED[lang]


def money(value: float | None, lang: str, *, signed: bool = False, unit: bool = True) -> str:
    """Write CNY with two or three significant digits, or whole."""
    if value is None or math.isnan(value):
        return "-"
    shown = _shown(value, lang, _digits([value], lang), signed)
    return _WRITTEN[lang].format(shown) if unit else shown


def amount(value: float | None, *, signed: bool = False) -> Names:
    """Write CNY in both languages."""
    return {lang: money(value, lang, signed=signed) for lang in LANGUAGES}


def money_range(low: float, high: float, lang: str) -> str:
    """Write a range of CNY, the unit once."""
    return _ends(low, high, lang, _TO[lang], signed=False)


def difference_interval(low: float, high: float) -> Names:
    """Write the interval of a difference of CNY in both languages, with signs and the unit once."""
    return {lang: _ends(low, high, lang, " … ", signed=True) for lang in LANGUAGES}


def _ends(low: float, high: float, lang: str, between: str, *, signed: bool) -> str:
    digits = _digits([low, high], lang)
    return _WRITTEN[lang].format(between.join(_shown(one, lang, digits, signed) for one in (low, high)))


def _digits(values: Sequence[float], lang: str) -> int:
    """Decimals for all of the values, by the greatest; none where all are whole 万元."""
    counted = [abs(in_money(value, lang)) for value in values]
    most = max(counted)
    if most >= 99.95 or (lang == "zh" and all(one == round(one) for one in counted)):
        return 0
    return 1 if most >= 9.995 else 2 if most >= 0.0995 else 3


def _shown(value: float, lang: str, digits: int, signed: bool) -> str:
    return f"{in_money(value, lang):{'+' if signed else ''},.{digits}f}" if value else "0"
