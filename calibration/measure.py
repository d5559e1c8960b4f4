"""Observables of one simulated log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from calibration.cells import FAMILIES, KINDS, Cells
from calibration.observable import Observable
from sim.kpi.measured import Measured
from sim.kpi.stages import tiers_worked
from sim.network.codes import Outcome
from sim.network.contract import CaseTable, Compiled, EngineLog

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
DAY, MINUTE = 86_400, 60
_NONE = np.zeros(0)


class Tally(NamedTuple):
    """One observable of one run."""

    counts: Floats  # [cells] cases that it selects
    population: Floats  # [cells] cases that arose, of the same kind, family and county
    n: float  # cases that a value is known of
    mean: float  # of the value over them; the number of cases where the value is "cases"
    variance: float  # of the value between cases
    sums: Floats = _NONE  # [cells] of the value over them, where it is a mean


class Log:
    """A simulated log, with what several observables ask for worked out once."""

    def __init__(self, compiled: Compiled, table: CaseTable, log: EngineLog, cells: Cells) -> None:
        self.compiled, self.cells = compiled, cells
        self.measured = measured = Measured(*compiled, table, log)
        self.cell = cells.of(compiled, measured)
        outcome = measured.case("outcome")
        self.solved: Bools = outcome == Outcome.SOLVED
        self.closed: Bools = self.solved | (outcome == Outcome.UNSOLVED)  # neither lost nor unserved
        self.handled: Bools = self.closed | (outcome == Outcome.OPEN)
        tier = compiled.network.facilities.tier
        tiers = tiers_worked(log.stages, tier, measured.rows.start, measured.size)
        self.several_tiers: Bools = tiers + measured.case("in_session") > 1
        self.key = table.key[measured.rows]
        self.sessions = compiled.network.sessions

    def arisen(self) -> Floats:
        """Return the cases that arose, by cell."""
        return self.by_cell(np.ones(self.measured.size, bool))

    def by_cell(self, which: Bools) -> Floats:
        """Return how many of these cases there are in each cell."""
        return np.bincount(self.cell[which], minlength=self.cells.size).astype(np.float64)

    def sums(self, values: Floats, which: Bools) -> Floats:
        """Return the sums of values [C] over these cases, by cell."""
        weights = np.asarray(values[which], np.float64)
        sums = np.bincount(self.cell[which], weights=weights, minlength=self.cells.size)
        return sums.astype(np.float64)

    def population(self, one: Observable) -> Bools:
        """Return the cases that arose of the observable's kind, family and county."""
        services = self.compiled.network.services
        service = self.measured.drawn("service")
        which = np.ones(self.measured.size, bool)
        if one.kind is not None:
            which &= (services.kind == KINDS.index(one.kind))[service]
        if one.family is not None:
            which &= (services.family == FAMILIES.index(one.family))[service]
        if one.county is not None:
            which &= self.measured.drawn("county") == self.compiled.labels.county.index(one.county)
        return which

    def selected(self, one: Observable) -> Bools:
        """Return the cases that an observable is about."""
        which = self.population(one)
        if one.facility is not None:
            which &= self.measured.drawn("facility") == self.compiled.labels.facility.index(one.facility)
        case = self.measured.case
        if one.of in ("solved", "jointly_solved", "linked_solved"):
            which &= self.solved
        if one.of == "jointly_solved":
            which &= self.several_tiers
        if one.of == "linked_solved":
            which &= case("linked")
        if one.of in ("backstop", "in_session"):
            which &= case(one.of)
        return which

    def values(self, one: Observable) -> tuple[Floats, Bools]:
        """Return the value of every measured case, and of which cases it is known, as the KPIs have it."""
        case = self.measured.case
        if one.value == "satisfaction":
            return 1.0 / (1.0 + np.exp(-case("score").astype(np.float64))), self.closed
        if one.value == "satisfied":
            return case("satisfied").astype(np.float64), self.closed
        if one.value == "processing_days":
            return (case("closed") - case("accepted")) / DAY, self.solved
        if one.value == "processing_working_days":
            seconds = self.measured.processing_work.seconds
            return seconds / float(self.compiled.network.rules.working_day), self.solved
        if one.value == "wait_minutes":
            return case("wait") / MINUTE, case("accepted") >= 0
        if one.value == "first_contact":
            return case("first_contact").astype(np.float64), self.handled
        if one.value == "on_time":
            return (self.solved & (case("closed") <= case("due"))).astype(np.float64), self.closed
        if one.value == "handoffs":
            return case("handoffs").astype(np.float64), self.handled
        return np.ones(self.measured.size), np.ones(self.measured.size, bool)


def tally(one: Observable, log: Log) -> Tally:
    """Return an observable of a log."""
    which = log.selected(one)
    counts, population = log.by_cell(which), log.by_cell(log.population(one))
    if one.value == "cases":
        return Tally(
            counts,
            population,
            float(which.sum()),
            float(which.sum()) / _units(one, log),
            0.0,
            np.zeros(log.cells.size),
        )
    values, known = log.values(one)
    rows = which & known
    return _moments(values[rows], counts, population, log.sums(values, rows))


def paired(one: Observable, with_: Log, without: Log) -> Tally:
    """Return the mean over cases of the value without the ways less the value with them.

    The cases are those that the run with the ways selects; a case is the same in both runs by its key. Cases
    that only one of the runs knows the value of are left out.
    """
    which = with_.selected(one)
    counts, population = with_.by_cell(which), with_.by_cell(with_.population(one))
    value, known = with_.values(one)
    other, other_known = without.values(one)
    rows = np.flatnonzero(which & known)
    order = np.argsort(without.key)
    place = np.searchsorted(without.key, with_.key[rows], sorter=order)
    mate = order[np.minimum(place, len(order) - 1)]
    same = (without.key[mate] == with_.key[rows]) & other_known[mate]
    sums = np.zeros(with_.cells.size)  # of no use: a difference is not mixed
    return _moments(other[mate[same]] - value[rows[same]], counts, population, sums)


def tallies(observables: Sequence[Observable], log: Log, without: Sequence[Log | None]) -> list[Tally]:
    """Return every observable of a run; ``without``: for each the run without its ways, or None."""
    return [
        tally(one, log) if other is None else paired(one, log, other)
        for one, other in zip(observables, without, strict=True)
    ]


def _moments(values: Floats, counts: Floats, population: Floats, sums: Floats) -> Tally:
    if len(values) < 2:
        return Tally(counts, population, float(len(values)), float("nan"), float("nan"), sums)
    mean, variance = float(values.mean()), float(values.var(ddof=1))
    return Tally(counts, population, float(len(values)), mean, variance, sums)


def _units(one: Observable, log: Log) -> float:
    """Return what a count is divided by: 1, centres x working days, or sessions held in the window."""
    start, stop = log.measured.window
    if one.per == "session":
        county = log.sessions.county
        held = (log.sessions.time >= start) & (log.sessions.time < stop)
        if one.county is not None:
            held &= county == log.compiled.labels.county.index(one.county)
        return max(float(held.sum()), 1.0)
    if one.per == "facility_day":
        clock = log.compiled.network.clock
        days = np.unique(clock.work_start[(clock.work_start >= start) & (clock.work_start < stop)] // DAY)
        drawn = log.measured.drawn("facility")[log.population(Observable(county=one.county))]
        facilities = len(np.unique(drawn[drawn >= 0]))
        return float(len(days) * (1 if one.facility else max(facilities, 1)))
    return 1.0
