"""Turning a lever under common random numbers: both runs, their KPIs, and what must not have moved."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import polars as pl

from sim.engine import invariants
from sim.engine.fast import run
from sim.kpi import compute
from sim.network import compile_network
from sim.network.codes import Outcome, StageKind
from sim.sampling import draw_case_table
from sim.scenario import Scenario
from tests.builders import changed

SEED = 20240101
MONTH = {"days": 30, "follow_up_days": 30}  # settings of most scenarios here
Test = TypeVar("Test", bound=Callable[..., None])

# Draws of a case that no lever may touch: they belong to the case, not to what is done about it.
DRAWS = (
    "zone", "county", "industry", "service", "item", "handling", "solve_u", "handoff", "review", "session_u",
    "satisfaction", "survey_u", "response_u", "report_u", "patience", "balk_u", "return_lag", "no_show_u",
)  # fmt: skip


def lever(name: str, *policies: str) -> Callable[[Test], Test]:
    """Mark a test as the one of a lever of the model, and of the policies that switch it."""
    assert name
    return lambda test: test


class Played:
    """One replication of a scenario: table, log and KPIs."""

    def __init__(self, scenario: Scenario) -> None:
        self.compiled = compile_network(scenario)
        self.table = draw_case_table(self.compiled, SEED, 0)
        self.log = run(self.compiled.network, self.table)
        invariants.check(self.compiled.network, self.table, self.log)

    @cached_property
    def kpis(self) -> pl.DataFrame:
        return compute(self.compiled, self.table, self.log)

    def kpi(self, name: str, level: str = "network", key: str = "all") -> float:
        """Value of a KPI; NaN where it has none."""
        rows = self.kpis.filter((pl.col("kpi") == name) & (pl.col("level") == level) & (pl.col("key") == key))
        return float(rows["value"][0]) if len(rows) else float("nan")

    def place(self, facility: str) -> int:
        return self.compiled.labels.facility.index(facility)

    def group(self, name: str) -> int:
        return self.compiled.labels.group.index(name)

    def service(self, name: str) -> int:
        return self.compiled.labels.service.index(name)

    def of(self, name: str) -> np.ndarray:
        """Cases [N] of a service class."""
        return self.table.service == self.service(name)

    def at(self, facility: str) -> np.ndarray:
        """Cases [N] that go first to a facility."""
        return self.table.facility == self.place(facility)

    def of_county(self, county: str) -> np.ndarray:
        return self.table.county == self.compiled.labels.county.index(county)

    @property
    def measured(self) -> np.ndarray:
        """Cases [N] of the measured window: a run follows these to their end, and may leave others open."""
        clock = self.compiled.network.clock
        return (self.table.arose >= clock.warm_up) & (self.table.arose < clock.horizon)

    def rows(self, *columns: str, where: np.ndarray | None = None) -> dict[int, tuple[Any, ...]]:
        """Columns of the table by key of the case, for all or some of the cases."""
        return self._rows(self.table, columns, where)

    def stamps(self, *columns: str, where: np.ndarray | None = None) -> dict[int, tuple[Any, ...]]:
        """Columns of the case log by key of the case, for all or some of the measured cases."""
        return self._rows(self.log.cases, columns, self.measured if where is None else self.measured & where)

    def _rows(
        self, holder: Any, columns: tuple[str, ...], where: np.ndarray | None
    ) -> dict[int, tuple[Any, ...]]:
        chosen = slice(None) if where is None else where
        values = [getattr(holder, name)[chosen].tolist() for name in columns]
        return dict(zip(self.table.key[chosen].tolist(), zip(*values, strict=True), strict=True))

    def stages(self, kind: StageKind, **where: int) -> list[tuple[int, ...]]:
        """Stages of a kind: (key of the case, sub-job, facility, joined, started, ended, work), sorted."""
        log = self.log.stages
        mask = log.kind == kind
        for column, value in where.items():
            mask = mask & (getattr(log, column) == value)
        key = self.table.key[log.case]
        columns = (key, log.sub, log.facility, log.joined, log.started, log.ended, log.work)
        return sorted(zip(*(column[mask].tolist() for column in columns), strict=True))

    def solved(self, where: np.ndarray | None = None) -> int:
        mask = self.log.cases.outcome == Outcome.SOLVED
        return int((mask if where is None else mask & where).sum())


def play(scenario: Scenario) -> Played:
    return Played(scenario)


def both(scenario: Scenario, **policies: dict[str, Any]) -> tuple[Played, Played]:
    """Run the scenario as it is and with policies changed: (as it is, changed)."""
    return compare(scenario, changed(scenario, **policies))


def compare(one: Scenario, other: Scenario) -> tuple[Played, Played]:
    """Run two scenarios; the cases that they share have the same draws."""
    first, second = Played(one), Played(other)
    a, b = first.rows(*DRAWS), second.rows(*DRAWS)
    shared = a.keys() & b.keys()
    assert len(shared) > 0.5 * min(len(a), len(b)) > 5
    assert all(a[key] == b[key] for key in shared)
    return first, second


def assert_same_log(one: Played, other: Played) -> None:
    """Nothing moved at all."""
    _same(one.log, other.log, "log")


def assert_same_stamps(one: Played, other: Played) -> None:
    """Nothing moved but what cases think of it."""
    opinions = ("score", "satisfied", "surveyed", "reported")
    blank = {name: np.zeros(0) for name in opinions}
    a, b = (played.log._replace(cases=played.log.cases._replace(**blank)) for played in (one, other))
    _same(a, b, "log")


def _same(one: Any, other: Any, name: str) -> None:
    if hasattr(one, "_fields"):
        for field in one._fields:
            _same(getattr(one, field), getattr(other, field), f"{name}.{field}")
    else:
        np.testing.assert_array_equal(one, other, err_msg=name)
