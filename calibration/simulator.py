"""The simulated side: points of parameters through the fast engine, each with chances of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from calibration.cells import Cells
from calibration.measure import Log, Tally, tallies
from calibration.observable import Observable
from calibration.parameter import Parameter
from sim import sampling
from sim.engine import invariants
from sim.experiment.engines import Engine, engine_named
from sim.experiment.errors import InputError
from sim.experiment.executor import in_order
from sim.experiment.points import Arrays, Points
from sim.network import compile_network
from sim.network.contract import Compiled
from sim.scenario import Scenario, ScenarioErrors, change

Floats = NDArray[np.float64]
Told = Callable[[str, int, int], None]
# Replication numbers of calibration: apart from those of runs (from 1) and of pilots (from 1,000,001).
FIRST = 2_000_001
_LOAD = [{"update": {"table": "zones", "where": {}, "multiply": {"demand_factor": "{value}"}}}]


class Point(NamedTuple):
    """A point to simulate."""

    number: int  # of the replication: its chances
    load: float  # multiplies all demand and visits
    values: Mapping[str, float]  # of parameters; others stay at their baseline


class Reading(NamedTuple):
    """What one point gave."""

    arisen: Floats  # [cells] all cases that arose
    tallies: list[Tally]  # of each observable
    intercept: float = 0.0  # of the satisfaction score at the point


class Simulator:
    """Runs points and measures the observables; every point has chances of its own.

    Points share no chances: a mean that is emulated over many points is estimated best from independent runs
    (X. Chen, B. E. Ankenman, B. L. Nelson, "The effects of common random numbers on stochastic kriging
    metamodels", ACM TOMACS 22 (2012)). The two runs of a paired difference share theirs.

    Args:
        scenario: that is calibrated.
        parameters: whose changes make a point.
        observables: measured at each point.
        engine: name of the engine.
        workers: points at a time; results do not depend on it.
        store: folder that keeps finished points, or None.
        told: hears stage, points done, points in all.

    Raises:
        InputError: there is no such engine, or the changes of an observable do not fit.
    """

    def __init__(
        self,
        scenario: Scenario,
        parameters: Sequence[Parameter],
        observables: Sequence[Observable],
        *,
        engine: str = "fast",
        workers: int = 1,
        store: Path | None = None,
        told: Told = lambda stage, done, total: None,
    ) -> None:
        self.scenario, self.observables = scenario, list(observables)
        self.cells = Cells([row.id for row in scenario.counties])
        self._parameters = {one.name: one for one in parameters}
        self._engine: Engine = engine_named(engine)
        self._told, self.workers = told, workers
        identity = {"measured_by": _digest(), "scenario": scenario.digest(), "engine": engine}
        self._points = Points(store, identity)
        self.ways: list[list[dict[str, Any]]] = []  # distinct changes of paired observables
        for one in self.observables:
            if one.without and one.without not in self.ways:
                self.ways.append(one.without)
        for ways in self.ways:
            self._changed(scenario, ways, "observable.without")
        self.compiled: Compiled = compile_network(scenario)

    def run(self, stage: str, points: Sequence[Point]) -> list[Reading]:
        """Return what each point gives, in order; finished points are kept if there is a store.

        Raises:
            InputError: a point makes no valid scenario.
        """
        found = []
        for done, reading in enumerate(in_order(self._kept, points, self.workers), start=1):
            found.append(reading)
            self._told(stage, done, len(points))
        return found

    def changes(self, values: Mapping[str, float]) -> list[dict[str, Any]]:
        """Return the changes of the scenario that parameters make; those at their baseline make none."""
        return [
            part
            for name, value in values.items()
            if value != self._parameters[name].baseline or self._parameters[name].role == "place"
            for part in self._parameters[name].applied(value)
        ]

    def at(self, point: Point) -> Scenario:
        """Return the scenario of a point.

        Raises:
            InputError: the changes do not fit.
        """
        changes = self.changes(point.values)
        if point.load != 1.0:
            from sim.scenario.templates import filled

            changes = filled(_LOAD, point.load) + changes
        return self._changed(self.scenario, changes, f"point {point.number - FIRST + 1}")

    def _kept(self, point: Point) -> Reading:
        return _reading(self._points.get(self._content(point), lambda: _arrays(self._reading(point))))

    def _name(self, point: Point) -> str:
        return self._points.name(self._content(point))

    def _content(self, point: Point) -> dict[str, Any]:
        """Return all that a point's result depends on, besides what is the simulator's."""
        return {
            "number": point.number,
            "load": point.load,
            "changes": self.changes(point.values),
            "observables": [one.model_dump(mode="json") for one in self.observables],
        }

    def logs(self, point: Point) -> tuple[Log, list[Log | None]]:
        """Return the log of a point, and for each observable the log without its ways, if it has such."""
        scenario = self.at(point)
        base = self._log(scenario, point.number)
        others = [self._log(self._changed(scenario, ways, "without"), point.number) for ways in self.ways]
        without = [others[self.ways.index(one.without)] if one.without else None for one in self.observables]
        return base, without

    def _reading(self, point: Point) -> Reading:
        base, without = self.logs(point)
        intercept = float(base.compiled.network.rules.satisfaction_intercept)
        return Reading(base.arisen(), tallies(self.observables, base, without), intercept)

    def _log(self, scenario: Scenario, number: int) -> Log:
        compiled = compile_network(scenario)
        table = sampling.draw_case_table(compiled, scenario.settings.seed, number)
        log = self._engine(compiled.network, table, progress=lambda done, total: None)
        invariants.check(compiled.network, table, log)
        return Log(compiled, table, log, self.cells)

    @staticmethod
    def _changed(scenario: Scenario, changes: list[dict[str, Any]], where: str) -> Scenario:
        try:
            return change(scenario, changes) if changes else scenario
        except ScenarioErrors as fault:
            first = fault.problems[0]
            raise InputError(
                f"calibrate: no valid scenario at {where}: {first.render('en')}",
                f"校准：{where} 处情景无效：{first.render('zh')}",
            ) from fault


def _digest() -> str:
    """Return a digest of what makes a log into a reading: a point measured otherwise is another one."""
    here = Path(__file__).parent
    content = b"".join((here / f"{name}.py").read_bytes() for name in ("cells", "measure", "observable"))
    return hashlib.sha256(content).hexdigest()


def _arrays(reading: Reading) -> Arrays:
    """Return a reading as arrays to keep."""
    return {
        "arisen": reading.arisen,
        "intercept": np.array(reading.intercept),
        "counts": np.array([one.counts for one in reading.tallies]),
        "population": np.array([one.population for one in reading.tallies]),
        "moments": np.array([[one.n, one.mean, one.variance] for one in reading.tallies]),
        "sums": np.array([one.sums for one in reading.tallies]),
    }


def _reading(held: Arrays) -> Reading:
    tallies = []
    for i, moments in enumerate(held["moments"]):
        n, mean, variance = (float(value) for value in moments)
        tallies.append(Tally(held["counts"][i], held["population"][i], n, mean, variance, held["sums"][i]))
    return Reading(held["arisen"], tallies, float(held["intercept"]))
