"""Requirements: bounds that KPIs shall keep, from the scenario's targets or from what is typed."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment.errors import InputError
from sim.kpi import NETWORK_KEY, REGISTRY
from sim.kpi.levels import level_keys
from sim.network.contract import Labels
from sim.scenario import Scenario

Floats = NDArray[np.float64]
Identity = tuple[str, str, str]  # kpi, level, key
_TYPED = re.compile(
    r"(?P<kpi>[a-z0-9_]+)(/(?P<level>[a-z]+)(/(?P<key>[^<>=]+))?)?(?P<sign>>=|<=)(?P<bound>.+)"
)
FORM = "KPI[/LEVEL/KEY]>=BOUND"


class Fault(NamedTuple):
    """What is wrong with a requirement, and how to mend it, in both languages."""

    message_en: str
    message_zh: str
    mend_en: str
    mend_zh: str

    @property
    def sentence(self) -> tuple[str, str]:
        """Both in one, for a line of text: English, Chinese."""
        mend = self.mend_en[:1].lower() + self.mend_en[1:]
        return f"{self.message_en}; {mend}", f"{self.message_zh}；{self.mend_zh}"


class Requirement(NamedTuple):
    """A KPI and the bound it shall keep."""

    kpi: str
    level: str
    key: str
    bound: float
    at_least: bool  # False: at most

    @property
    def identity(self) -> Identity:
        """Which KPI, where."""
        return self.kpi, self.level, self.key

    def margins(self, values: Floats) -> Floats:
        """Return by how much values keep the bound, below 0 where they miss it; NaN (no case) keeps it."""
        apart = values - self.bound if self.at_least else self.bound - values
        return np.where(np.isnan(values), 0.0, apart)

    def render(self) -> str:
        """Write it as it is typed."""
        where = f"/{self.level}/{self.key}" if self.level != "network" else ""
        return f"{self.kpi}{where}{'>=' if self.at_least else '<='}{self.bound:g}"


def requirements_of(scenario: Scenario) -> list[Requirement]:
    """Return the scenario's targets; one with two bounds makes two."""
    found = []
    for row in scenario.targets:
        key = row.key or NETWORK_KEY
        for bound, at_least in ((row.at_least, True), (row.at_most, False)):
            if bound is not None:
                found.append(Requirement(row.kpi, row.level, key, bound, at_least))
    return found


def typed_requirements(texts: Sequence[str]) -> list[Requirement]:
    """Read requirements as they are typed: ``on_time_share/kind/problem>=0.95``.

    Raises:
        InputError: with everything that is wrong with any of them.
    """
    read = [_read(text) for text in texts]
    _raise([one.sentence for one in read if isinstance(one, Fault)])
    return [one for one in read if isinstance(one, Requirement)]


def faults_of(text: str, labels: Labels) -> list[Fault]:
    """Return what is wrong with one requirement as it is typed: how it reads, then whether it fits."""
    read = _read(text)
    return [read] if isinstance(read, Fault) else _faults(read, labels)


def _read(text: str) -> Requirement | Fault:
    match = _TYPED.fullmatch(text.replace(" ", ""))
    bound = _number(match["bound"]) if match else None
    if match is None or bound is None:
        return Fault(
            f"{text!r} does not read as {FORM}",
            f"{text!r} 不符合 {FORM} 的写法",
            "Write for instance on_time_share>=97%",
            "例如写 on_time_share>=97%",
        )
    level, key = match["level"] or "network", match["key"] or NETWORK_KEY
    return Requirement(match["kpi"], level, key, bound, match["sign"] == ">=")


def check_requirements(requirements: Collection[Requirement], labels: Labels) -> None:
    """Make sure that there are requirements and that each names a KPI, level and key that there are.

    Raises:
        InputError: with everything that is wrong.
    """
    faults: list[tuple[str, str]] = []
    if not requirements:
        faults.append(
            (
                f"no target is given: write targets.csv, or --target {FORM}",
                f"没有目标：请填写 targets.csv，或用 --target {FORM}",
            )
        )
    for one in requirements:
        faults += [fault.sentence for fault in _faults(one, labels)]
    _raise(faults)


def _faults(one: Requirement, labels: Labels) -> list[Fault]:
    named = one.render()
    definition = REGISTRY.get(one.kpi)
    if definition is None:
        return [
            Fault(
                f"{named}: there is no such KPI",
                f"{named}：没有该指标",
                "Choose one of docs/kpis.md",
                "请从 docs/kpis.md 中选择",
            )
        ]
    if one.level not in definition.levels:
        levels = ", ".join(definition.levels)
        return [
            Fault(
                f"{named}: {one.kpi} has levels {levels}",
                f"{named}：{one.kpi} 的层级为 {levels}",
                "Choose one of them",
                "请选其中之一",
            )
        ]
    if definition.unit == "share" and not 0 <= one.bound <= 1:
        return [
            Fault(
                f"{named}: {one.kpi} is a share; {one.bound:g} is none",
                f"{named}：{one.kpi} 为比例，{one.bound:g} 不是比例",
                f"Give a bound from 0 to 1, or in per cent ({min(abs(one.bound), 100):g}%)",
                f"界限须在 0 与 1 之间，或写成百分数（{min(abs(one.bound), 100):g}%）",
            )
        ]
    return [*_of_key(one, labels), *_of_direction(one)][:1]


def _of_key(one: Requirement, labels: Labels) -> list[Fault]:
    keys = level_keys(labels, one.level)
    if one.key in keys:
        return []
    shown = ", ".join(keys[:6]) + (" ..." if len(keys) > 6 else "")
    return [
        Fault(
            f"{one.render()}: the keys of {one.level} are {shown}",
            f"{one.render()}：{one.level} 的对象有 {shown}",
            "Choose one of them",
            "请选其中之一",
        )
    ]


def _of_direction(one: Requirement) -> list[Fault]:
    better = REGISTRY[one.kpi].direction
    if better != ("lower" if one.at_least else "higher"):
        return []
    sign = "<=" if one.at_least else ">="
    return [
        Fault(
            f"{one.render()}: {one.kpi} is better {better}; the bound stands on the wrong side",
            f"{one.render()}：{one.kpi} 的优劣方向与该界限相反",
            f"Write {sign}",
            f"请写 {sign}",
        )
    ]


def _number(text: str) -> float | None:
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _raise(faults: Sequence[tuple[str, str]]) -> None:
    if faults:
        en, zh = zip(*faults, strict=True)
        raise InputError("targets: " + "; ".join(en), "目标：" + "；".join(zh))
