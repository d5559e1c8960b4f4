"""The register of KPIs: name, unit, better direction, and what the value rests on."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sim.kpi.view import View
    from sim.network.contract import Floats

Direction = Literal["higher", "lower", "none"]
Basis = Literal["data_informed", "prior_driven"]
Formula = Callable[["View"], "Floats"]

LEVELS = ("network", "county", "facility", "kind", "service", "family", "channel", "industry", "group")
CASE_LEVELS = LEVELS[:-1]  # what a case can be grouped by
STAFF_LEVELS = ("network", "facility", "group")

UNITS = {  # unit: Chinese
    "cases": "件",
    "share": "比例",
    "calendar days": "日历天",
    "working hours": "工作小时",
    "calendar hours": "小时",
    "hours": "小时",
    "minutes": "分钟",
    "hand-offs per case": "次/件",
    "CNY per year": "元/年",
    "CNY per case": "元/件",
    "ratio": "比值",
    "Gini coefficient": "基尼系数",
    "points of 1": "分(满分1)",
    "visits": "次",
}


@dataclass(frozen=True)
class Definition:
    """One registered KPI; ``formula`` is the text of its function's docstring."""

    name: str
    name_zh: str
    name_en: str
    unit: str
    direction: Direction
    basis: Basis
    levels: tuple[str, ...]
    file: str
    formula: str
    function: Formula

    @property
    def unit_zh(self) -> str:
        """The unit in Chinese."""
        return UNITS[self.unit]


REGISTRY: dict[str, Definition] = {}


def kpi(
    name_zh: str,
    name_en: str,
    *,
    unit: str,
    direction: Direction,
    basis: Basis,
    levels: tuple[str, ...] = CASE_LEVELS,
) -> Callable[[Formula], Formula]:
    """Register the decorated function under its own name as a KPI of the given levels.

    The function takes a :class:`sim.kpi.view.View` (one level) and returns one float per key of that level;
    NaN where the KPI is not defined (such rows are not emitted).

    Raises:
        ValueError: the name is taken, the docstring is missing, or a unit or level is unknown.
    """

    def register(function: Formula) -> Formula:
        name = function.__name__
        formula = inspect.getdoc(function)
        if name in REGISTRY:
            raise ValueError(f"KPI {name} is registered twice")
        if not formula:
            raise ValueError(f"KPI {name} has no formula in its docstring")
        if unit not in UNITS or not set(levels) <= set(LEVELS):
            raise ValueError(f"KPI {name} has an unknown unit or level: {unit}, {levels}")
        file = function.__module__.rsplit(".", 1)[-1]
        REGISTRY[name] = Definition(
            name, name_zh, name_en, unit, direction, basis, levels, file, formula, function
        )
        return function

    return register
