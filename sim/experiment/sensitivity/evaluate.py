"""The scenario as a function: a point of the unit cube in, the mean of each KPI over replications out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.experiment.engines import Engine, engine_named
from sim.experiment.errors import InputError
from sim.experiment.executor import in_order
from sim.experiment.replication import replicate
from sim.experiment.sensitivity.parameters import Parameter
from sim.network import compile_network
from sim.scenario import Scenario, ScenarioErrors, change

Floats = NDArray[np.float64]
Identity = tuple[str, str, str]  # kpi, level, key


class Point(NamedTuple):
    """One value of each parameter, and where it comes from."""

    stage: str  # base, one_at_a_time, morris or sobol
    values: tuple[float, ...]


class Model:
    """Runs the scenario at points, under common random numbers: every point has the same chances."""

    def __init__(
        self,
        scenario: Scenario,
        parameters: Sequence[Parameter],
        kpis: Sequence[Identity],
        engine: str,
        workers: int,
        told: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        """Prepare; ``told`` hears how many points of how many are done.

        Raises:
            InputError: there is no such engine.
        """
        self.parameters, self.kpis = list(parameters), list(kpis)
        self.points: list[Point] = []
        self.responses: list[Floats] = []
        self._scenario, self._workers, self._told = scenario, workers, told
        self._engine: Engine = engine_named(engine)

    def run(self, stage: str, points: Sequence[Sequence[float]]) -> Floats:
        """Return KPI values [points, replications, KPIs] at parameter values; keep them for the files.

        Raises:
            InputError: a point makes no valid scenario, or a KPI has no finite value there.
        """
        listed = [Point(stage, tuple(values)) for values in points]
        found = []
        for number, values in enumerate(in_order(self._at, listed, self._workers), start=1):
            found.append(values)
            self._told(number, len(listed))
        self.points += listed
        self.responses += found
        return np.array(found)

    def scaled(self, stage: str, which: Sequence[int]) -> Callable[[Floats], Floats]:
        """Return the model as a function of points [n, p] in [0, 1] of some parameters; others stay."""

        def evaluate(units: Floats) -> Floats:
            rows = []
            for unit in units:
                values = [one.baseline for one in self.parameters]
                for place, parameter in enumerate(which):
                    values[parameter] = self.parameters[parameter].value(float(unit[place]))
                rows.append(values)
            return np.asarray(self.run(stage, rows).mean(axis=1))

        return evaluate

    def _at(self, point: Point) -> Floats:
        """Return KPI values [replications, KPIs] at one point."""
        changes = [
            one
            for parameter, value in zip(self.parameters, point.values, strict=True)
            if value != parameter.baseline
            for one in parameter.applied(value)
        ]
        try:
            scenario = change(self._scenario, changes) if changes else self._scenario
        except ScenarioErrors as fault:
            raise InputError(*self._told_point(point, fault)) from fault
        compiled = compile_network(scenario)
        settings = scenario.settings
        return np.array(
            [
                self._values(replicate(compiled, settings.seed, number, self._engine).kpis, point)
                for number in range(1, settings.replications + 1)
            ]
        )

    def _values(self, kpis: pl.DataFrame, point: Point) -> list[float]:
        rows = kpis.filter(pl.col("kpi").is_in([one[0] for one in self.kpis]))
        found = {row[:3]: row[3] for row in rows.select("kpi", "level", "key", "value").iter_rows()}
        values = [found.get(one, np.nan) for one in self.kpis]
        for one, value in zip(self.kpis, values, strict=True):
            if not np.isfinite(value):
                name = "/".join(one)
                where = ", ".join(self._named(point)) or "baseline"
                raise InputError(
                    f"sensitivity: {name} has no finite value at {where}; choose another KPI, a narrower"
                    " range or a longer horizon",
                    f"敏感性分析：{name} 在 {where} 处没有有限值；请换一个指标、缩小范围或延长模拟期",
                )
        return values

    def _named(self, point: Point) -> list[str]:
        return [
            f"{parameter.name} = {value:g}"
            for parameter, value in zip(self.parameters, point.values, strict=True)
            if value != parameter.baseline
        ]

    def _told_point(self, point: Point, fault: ScenarioErrors) -> tuple[str, str]:
        at = ", ".join(self._named(point))
        first = fault.problems[0]
        return (
            f"sensitivity: no valid scenario at {at}: {first.render('en')}",
            f"敏感性分析：{at} 处情景无效：{first.render('zh')}",
        )
