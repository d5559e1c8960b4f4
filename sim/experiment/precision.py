"""How many replications: as many as make the intervals of the target KPIs narrow enough.

The rule reads prefixes of the replication index only (the first 1, 2, 3 ... replications), so where it stops
depends neither on workers nor on the order in which replications are done.

Source: K. Hoad, S. Robinson, R. Davies, "Automated selection of the number of replications for a
discrete-event simulation", Journal of the Operational Research Society 61 (2010): the half-width must stay
within what is asked over a look-ahead of further replications, since it can dip by chance.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from sim.experiment.errors import InputError
from sim.experiment.summary import statistics
from sim.kpi import NETWORK_KEY, REGISTRY
from sim.scenario import Scenario

LEAST = 10  # replications before the rule may stop
LOOK_AHEAD = 5
MOST = 100  # where the options name no other maximum
RELATIVE = 0.05  # of the mean: times, counts
POINTS = 0.001  # of shares: 0.1 percentage points
SHARE = "share"
# Asked for where a scenario has no targets.
WITHOUT_TARGETS = ("satisfaction_true", "on_time_share", "processing_days_mean", "processing_days_p90")


class Goal(NamedTuple):
    """The half-width that the 95 % interval of one KPI may have at most."""

    kpi: str
    level: str
    key: str
    width: float  # in the KPI's unit, or as a share of its mean
    relative: bool

    def allowed(self, mean: float) -> float:
        """The half-width allowed at this mean."""
        return self.width * abs(mean) if self.relative else self.width

    @property
    def name(self) -> str:
        """As it is typed: the KPI, with level and key unless it is the network's."""
        return self.kpi if self.level == "network" else f"{self.kpi}/{self.level}/{self.key}"


class _Width(NamedTuple):
    width: float
    relative: bool


def goals(text: str, scenario: Scenario) -> list[Goal]:
    """Read what ``--precision`` asks.

    Args:
        text: widths, joined by commas. A bare one holds for all target KPIs: ``5%`` for those that are not
            shares, ``0.1pp`` (percentage points) for shares; what is not given is 5 % and 0.1 points.
            ``KPI=WIDTH`` or ``KPI/LEVEL/KEY=WIDTH`` holds for one KPI, where a number without a sign is in
            the KPI's unit. With such alone, only these KPIs are asked for.
        scenario: its targets are the target KPIs; without any they are `WITHOUT_TARGETS`.

    Raises:
        InputError: the text cannot be read, or there is no such KPI.
    """
    bare: dict[bool, _Width] = {True: _Width(RELATIVE, True), False: _Width(POINTS, False)}
    named: dict[tuple[str, str, str], _Width] = {}
    all_targets = False
    for part in text.split(","):
        kpi, equals, width = part.rpartition("=")
        found = _width(width.strip(), part)
        if equals:
            identity = identity_of(kpi.strip(), "--precision")
            named[identity] = found
        elif found.relative or "pp" in width:
            bare[found.relative] = found
            all_targets = True
        else:
            raise _unreadable(part)
    wanted: dict[tuple[str, str, str], _Width] = {}
    if all_targets:
        wanted = {one: bare[REGISTRY[one[0]].unit != SHARE] for one in targets(scenario)}
    return [Goal(*identity, *width) for identity, width in (wanted | named).items()]


def targets(scenario: Scenario) -> list[tuple[str, str, str]]:
    """List the (kpi, level, key) that the scenario's targets speak of, else `WITHOUT_TARGETS`."""
    listed = [(one.kpi, one.level, one.key or NETWORK_KEY) for one in scenario.targets if one.kpi in REGISTRY]
    return list(dict.fromkeys(listed)) or [(name, "network", NETWORK_KEY) for name in WITHOUT_TARGETS]


def identity_of(text: str, option: str) -> tuple[str, str, str]:
    """Read ``KPI`` or ``KPI/LEVEL/KEY`` as (kpi, level, key); ``option`` names it in errors.

    Raises:
        InputError: there is no such KPI, or it has no such level.
    """
    kpi, _, rest = text.partition("/")
    level, _, key = rest.partition("/")
    if kpi not in REGISTRY:
        near = ", ".join(difflib.get_close_matches(kpi, REGISTRY, 3, 0.4)) or "docs/kpis.md"
        raise InputError(
            f"{option}: there is no KPI {kpi!r}; near it: {near}",
            f"{option}：没有指标 {kpi!r}；相近的有：{near}",
        )
    level = level or "network"
    if level not in REGISTRY[kpi].levels or (level != "network" and not key):
        levels = ", ".join(f"{kpi}/{one}/KEY" for one in REGISTRY[kpi].levels if one != "network")
        raise InputError(
            f"{option}: {text!r} names no value of this KPI; write {kpi}, or one of {levels}",
            f"{option}：{text!r} 不是该指标的取值；请写 {kpi}，或 {levels} 之一",
        )
    return kpi, level, key or NETWORK_KEY


def _width(text: str, part: str) -> _Width:
    for sign, factor, relative in (("%", 0.01, True), ("pp", 0.01, False), ("", 1.0, False)):
        if text.endswith(sign):
            try:
                width = float(text.removesuffix(sign)) * factor
            except ValueError:
                break
            if not (math.isfinite(width) and width > 0):
                break
            return _Width(width, relative)
    raise _unreadable(part)


def _unreadable(part: str) -> InputError:
    return InputError(
        f"--precision: cannot read {part.strip()!r}; write 5% (of the mean), 0.1pp (percentage points of a"
        " share), or KPI=WIDTH such as satisfaction_true=0.1pp,processing_days_mean/kind/problem=5%",
        f"--precision：无法读取 {part.strip()!r}；请写 5%（相对均值）、0.1pp（百分点），或“指标=宽度”，"
        "如 satisfaction_true=0.1pp,processing_days_mean/kind/problem=5%",
    )


class Rule:
    """Reads replications one after the other, and tells when there are enough."""

    def __init__(self, wanted: Sequence[Goal], most: int) -> None:
        """Ask for ``wanted`` with at most so many replications."""
        self.goals = list(wanted)
        self.most = most
        self.reached = False
        self._values: list[list[float]] = [[] for _ in wanted]
        self._met_since: int | None = None  # the replication from which on all goals were met
        self._trace: list[dict[str, Any]] = []

    @property
    def made(self) -> int:
        """Replications read so far."""
        return len(self._values[0]) if self._values else 0

    @property
    def met_at(self) -> int | None:
        """The number of replications, not below `LEAST`, from which on all goals were met."""
        return self._met_since and max(self._met_since, LEAST)

    def add(self, kpis: pl.DataFrame) -> bool:
        """Read the next replication (columns kpi, level, key, value); return whether it was the last needed.

        Raises:
            InputError: the run has no such value (a level's key that does not exist).
        """
        rows = kpis.filter(pl.col("kpi").is_in([goal.kpi for goal in self.goals]))
        found = {row[:3]: row[3] for row in rows.select("kpi", "level", "key", "value").iter_rows()}
        return self.read([found.get(goal[:3], math.nan) for goal in self.goals])

    def read(self, values: Sequence[float]) -> bool:
        """Read the next replication's value of each goal; as `add`."""
        for known, value in zip(self._values, values, strict=True):
            known.append(value)
        if self.made == LEAST:
            self._check_there()
        met = self._all_met()
        self._met_since = None if not met else self._met_since or self.made
        since = self._met_since
        self.reached = since is not None and self.made >= max(since, LEAST) + LOOK_AHEAD
        return self.reached or self.made >= self.most

    def _check_there(self) -> None:
        absent = [
            goal.name
            for goal, values in zip(self.goals, self._values, strict=True)
            if all(math.isnan(one) for one in values)
        ]
        if absent:
            names = ", ".join(absent)
            raise InputError(
                f"--precision: no replication so far has a value of {names}; check level and key",
                f"--precision：各次重复都没有 {names} 的值；请检查层级与键",
            )

    def _all_met(self) -> bool:
        found = statistics(np.array(self._values, np.float64).reshape(len(self.goals), -1))
        halves = (found.ci_high - found.ci_low) / 2
        all_met = True
        for goal, n, mean, half in zip(self.goals, found.n, found.mean, halves, strict=True):
            allowed = goal.allowed(float(mean))
            met = bool(n >= 2 and half <= allowed)  # False where either is not a number
            all_met = all_met and met
            row = {"replications": self.made, **goal._asdict(), "mean": float(mean), "half": float(half)}
            self._trace.append(row | {"allowed": allowed, "met": met})
        return all_met

    def trace(self) -> pl.DataFrame:
        """Return precision.csv: every goal after every replication.

        Columns: replications, kpi, level, key, width, relative, mean, half_width, allowed, met.
        """
        return pl.DataFrame(self._trace).rename({"half": "half_width"}).fill_nan(None)

    def record(self) -> dict[str, Any]:
        """Return what the manifest says of it."""
        last = self._trace[-len(self.goals) :]
        return {
            "goals": [{**goal._asdict()} for goal in self.goals],
            "least": LEAST,
            "look_ahead": LOOK_AHEAD,
            "most": self.most,
            "met_at": self.met_at if self.reached else None,
            "reached": self.reached,
            "missed": [goal.name for goal, row in zip(self.goals, last, strict=True) if not row["met"]],
        }

    def doubts(self) -> Iterable[dict[str, str]]:
        """Tell, in both languages, if the maximum came before the precision."""
        if self.reached:
            return []
        names = ", ".join(self.record()["missed"]) or "-"
        return [
            {
                "en": f"the precision asked for is not reached after {self.made} replications ({names});"
                " raise the maximum (--replications) or ask for less (--precision)",
                "zh": f"{self.made} 次重复后仍未达到要求的精度（{names}）；"
                "请提高最大重复次数（--replications）或放宽 --precision",
            }
        ]
