"""The KPIs of a study, and the names of its parameters, as charts and words tell them."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.chart_data import Names
from sim.report.interactive.words import told, value_unit
from sim.report.measures import Measure, measure
from sim.report.texts import TEXTS, text
from sim.report.tornado import Drivers

SHARE, RATIO = "share", "ratio"  # units of parameters


def output_name(output: str) -> Names:
    """Name a KPI that is written kpi/level/key, with the part of the network that it is taken of."""
    kpi, level, key = output.split("/", 2)
    of = measure(kpi)
    if level == "network":
        return told(of.name)
    where = f"kind.{key}"
    return told(lambda lang: f"{of.name(lang)} · {text(where, lang) if where in TEXTS else key}")


def output_measure(output: str) -> Measure:
    """Return what a KPI that is written kpi/level/key is measured in."""
    return measure(output.partition("/")[0])


def output_unit(output: str) -> Names:
    """Return the unit of a KPI by language; `share` of one that is shown as per cent."""
    return value_unit(output_measure(output))


def ranged(parameters: Sequence[str], ends: Sequence[tuple[float, float]], drivers: Drivers) -> list[Names]:
    """Name parameters with their ranges in brackets; shares as per cent."""
    units = dict(drivers.parameters.select("name", "unit").iter_rows())
    named = {lang: drivers.names(lang) for lang in ("zh", "en")}
    told_ranges = [_range(low, high, units[one]) for one, (low, high) in zip(parameters, ends, strict=True)]
    return [
        {lang: f"{named[lang][one]} [{span}]" for lang in named}
        for one, span in zip(parameters, told_ranges, strict=True)
    ]


def _range(low: float, high: float, unit: str) -> str:
    if unit == SHARE:
        return f"{100 * low:g} … {100 * high:g} %"
    return " … ".join(taken(end, unit) for end in (low, high))


def taken(value: float, unit: str) -> str:
    """Write a value that a parameter takes: a share as per cent, a factor with its sign."""
    if unit == SHARE:
        return f"{100 * value:g} %"
    return f"×{value:g}" if unit == RATIO else f"{value:g}"
