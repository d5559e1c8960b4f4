"""One replication: draw the case table, run an engine, check its log, compute KPIs and series."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from time import perf_counter
from typing import NamedTuple

import polars as pl

from sim import kpi, sampling
from sim.engine import invariants
from sim.experiment.cross_check import observe
from sim.experiment.engines import Engine
from sim.network.contract import CaseTable, Compiled, EngineLog


class Seconds(NamedTuple):
    """Where the time of a replication went."""

    draw: float
    engine: float
    check: float
    kpi: float


class Replication(NamedTuple):
    """What one replication leaves: its numbers, and its log for whoever wants every case."""

    number: int  # 1..N
    kpis: pl.DataFrame  # kpi, unit, level, key, value
    series: pl.DataFrame  # series, key, x, value
    checks: pl.DataFrame  # what sim.experiment.cross_check observes
    table: CaseTable
    log: EngineLog
    seconds: Seconds


# How a replication's time splits before it is known; only progress bars read it.
_DRAWN, _RUN, _CHECKED = 0.2, 0.8, 0.85


def replicate(
    compiled: Compiled,
    seed: int,
    number: int,
    engine: Engine,
    progress: Callable[[float], None] = lambda share: None,
) -> Replication:
    """Run replication `number` (from 1) of a compiled scenario.

    Raises:
        InvariantError: the engine's log breaks an invariant, which is a fault of the engine.
    """
    try:
        return _replicate(compiled, seed, number, engine, progress)
    except Exception as fault:
        fault.add_note(f"seed {seed}, replication {number}")
        raise


def _replicate(
    compiled: Compiled, seed: int, number: int, engine: Engine, progress: Callable[[float], None]
) -> Replication:
    times = [perf_counter()]

    def reached(share: float) -> None:
        times.append(perf_counter())
        progress(share)

    progress(0.0)
    table = sampling.draw_case_table(compiled, seed, number)
    reached(_DRAWN)
    log = engine(
        compiled.network,
        table,
        progress=lambda done, total: progress(_DRAWN + (_RUN - _DRAWN) * done / max(total, 1)),
    )
    reached(_RUN)
    invariants.check(compiled.network, table, log)
    checks = observe(compiled, table, log)
    reached(_CHECKED)
    kpis = kpi.compute(compiled, table, log)
    series = kpi.series(compiled, table, log)
    reached(1.0)
    seconds = Seconds(*(later - earlier for earlier, later in pairwise(times)))
    return Replication(number, kpis, series, checks, table, log, seconds)
