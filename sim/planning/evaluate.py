"""Designs through the engine: their KPIs, and what each place adds to the requirements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim import kpi, sampling
from sim.engine import invariants
from sim.experiment.engines import Engine, engine_named
from sim.experiment.executor import in_order
from sim.experiment.networks import Networks, networks_of
from sim.experiment.points import Arrays, Points
from sim.experiment.posterior import Posterior
from sim.kpi.measured import Measured
from sim.network.contract import CaseTable, Compiled, EngineLog
from sim.planning.contribution import by_place
from sim.planning.design import Design
from sim.planning.requirement import Identity, Requirement
from sim.scenario import Scenario

Floats = NDArray[np.float64]
Told = Callable[[int], None]
COST: Identity = ("staff_cost", "network", "all")
BUSY, PRESENCE = "busy_hours", "presence_hours"


class Ask(NamedTuple):
    """What is kept of each replication."""

    kpis: tuple[Identity, ...]
    requirements: tuple[Requirement, ...] = ()


class Reading(NamedTuple):
    """What one replication of a design gave."""

    values: Floats  # [kpis] in the KPI's unit, NaN where it has no value
    by_facility: Floats  # [requirements, F, S] contributions (sim.planning.contribution)
    by_county: Floats  # [requirements, K, S]
    busy: Floats  # [G] hours, in the measured window
    presence: Floats  # [G] hours
    cost: float  # CNY a year

    @property
    def margins(self) -> Floats:
        """Contributions to each requirement [requirements] of all cases."""
        return np.asarray(self.by_county.sum(axis=(1, 2)))


class Evaluator:
    """Runs replications of designs in threads and keeps what is asked.

    Designs that change staff only have the same cases as the base; the draws of numbers that are held are
    made once for all of them.

    Args:
        base: what designs change.
        ask: KPIs and requirements.
        engine: its name.
        workers: replications at a time; results do not depend on it.
        posterior: replication k runs at its k-th draw.
        store: folder that keeps finished replications, or None.
        told: hears how many replications are done, all in all.

    Raises:
        InputError: there is no such engine.
    """

    def __init__(
        self,
        base: Scenario,
        ask: Ask,
        *,
        engine: str = "fast",
        workers: int = 1,
        posterior: Posterior | None = None,
        store: Path | None = None,
        told: Told = lambda done: None,
    ) -> None:
        self.base, self.ask, self.workers, self.posterior = base, ask, workers, posterior
        self.done = 0
        self._engine: Engine = engine_named(engine)
        self._told = told
        self._points = Points(
            store,
            {
                "scenario": base.digest(),
                "engine": engine,
                "posterior": posterior.digest() if posterior else None,
                "kpis": ask.kpis,
                "requirements": ask.requirements,
                "seed": base.settings.seed,
            },
        )
        self._held: dict[int, CaseTable | None] = {}
        self._networks: dict[str, Networks] = {}
        self._lock = Lock()

    def hold(self, numbers: Iterable[int]) -> None:
        """Keep the draws of these replications in memory, and no others: some 30 MB for 200,000 cases."""
        self._held = dict.fromkeys(numbers)

    def compiled(self, design: Design, number: int) -> Compiled:
        """Return the network of a design in a replication.

        Raises:
            InputError: the changes, or the draw, do not fit.
        """
        return self._networks_of(design).of(number)

    def run(self, designs: Sequence[Design], numbers: Sequence[int]) -> list[list[Reading]]:
        """Return the readings [designs][numbers].

        Raises:
            InputError: the changes of a design do not fit the base.
        """
        pairs = [(design, number) for design in designs for number in numbers]
        found = []
        for reading in in_order(self._one, pairs, self.workers):
            found.append(reading)
            self.done += 1
            self._told(self.done)
        for design in designs:
            self._networks.pop(design.text, None)
        width = len(numbers)
        return [found[start : start + width] for start in range(0, len(found), width)]

    def _one(self, pair: tuple[Design, int]) -> Reading:
        design, number = pair
        content = {"changes": design.text, "number": number}
        held = self._points.get(content, lambda: _arrays(self._simulated(design, number)))
        cost = float(held.pop("cost"))
        return Reading(**held, cost=cost)

    def measured(self, design: Design, number: int) -> Measured:
        """Return the measured cases of a design in a replication, with their whole log; nothing is kept.

        Raises:
            InputError: the changes, or the draw, do not fit.
        """
        compiled, table, log = self._logged(design, number)
        return Measured(*compiled, table, log)

    def _logged(self, design: Design, number: int) -> tuple[Compiled, CaseTable, EngineLog]:
        compiled = self._networks_of(design).of(number)
        table = self._table(design, compiled, number)
        log = self._engine(compiled.network, table, progress=lambda done, total: None)
        invariants.check(compiled.network, table, log)
        return compiled, table, log

    def _simulated(self, design: Design, number: int) -> Reading:
        compiled, table, log = self._logged(design, number)
        asked, groups = self.ask.kpis, compiled.labels.group
        names = {BUSY, PRESENCE, *(one[0] for one in (*asked, COST))}
        found = _found(kpi.compute(compiled, table, log, names))
        measured = Measured(*compiled, table, log)
        parts = [by_place(one, measured) for one in self.ask.requirements]
        labels, n = compiled.labels, len(parts)
        services = len(labels.service)  # told by name: without requirements no size can be inferred
        return Reading(
            _values(found, asked),
            np.array([one for one, _ in parts]).reshape(n, len(labels.facility), services),
            np.array([other for _, other in parts]).reshape(n, len(labels.county), services),
            _values(found, [(BUSY, "group", one) for one in groups]),
            _values(found, [(PRESENCE, "group", one) for one in groups]),
            found[COST],
        )

    def _networks_of(self, design: Design) -> Networks:
        with self._lock:
            if design.text not in self._networks:
                self._networks[design.text] = networks_of(design.scenario(self.base), self.posterior)
            return self._networks[design.text]

    def _table(self, design: Design, compiled: Compiled, number: int) -> CaseTable:
        seed = self.base.settings.seed
        if number not in self._held or not design.keeps_draws:
            return sampling.draw_case_table(compiled, seed, number)
        held = self._held[number]
        if held is None:
            held = self._held[number] = sampling.draw_case_table(compiled, seed, number)
        return held


def _arrays(reading: Reading) -> Arrays:
    return {name: np.asarray(value) for name, value in reading._asdict().items()}


def values_of(readings: Sequence[Reading]) -> Floats:
    """Return the KPI values [replications, kpis] of one design."""
    return np.array([one.values for one in readings])


def _found(frame: pl.DataFrame) -> dict[Identity, float]:
    rows = zip(*(frame[name].to_list() for name in ("kpi", "level", "key", "value")), strict=True)
    return {(name, level, key): value for name, level, key, value in rows}


def _values(found: Mapping[Identity, float], identities: Sequence[Identity]) -> Floats:
    """Return the values of KPIs, NaN where there is none."""
    return np.array([found.get(one, np.nan) for one in identities], np.float64)
