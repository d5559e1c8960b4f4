"""What a replication leaves once its cases are counted: small enough to be kept, or sent between machines."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import polars as pl

from sim.experiment.case_log import CASES, STAGES, case_frame, labelled, stage_frame
from sim.experiment.engines import checked, engine_named
from sim.experiment.networks import Networks
from sim.experiment.replication import Seconds, replicate


class Job(NamedTuple):
    """What all replications of a run share, besides their networks."""

    name: str  # id of the scenario, for whoever listens
    digest: str  # of the scenario, whatever its number of replications
    posterior: str | None  # digest of the draws that replications run at, if there are any
    seed: int
    start: datetime  # second 0 of the run
    engine: str
    check_engines: bool
    case_log: bool
    most: int  # replications at most, for whoever listens


class Result(NamedTuple):
    """The numbers of one replication."""

    number: int  # 1..N
    kpis: pl.DataFrame  # kpi, unit, level, key, value
    series: pl.DataFrame  # series, key, x, value
    checks: pl.DataFrame  # what sim.experiment.cross_check observes
    cases: int  # that entered before the engine stopped
    seconds: Seconds
    logs: dict[str, bytes]  # parquet files by name, where the case log was asked for


def result_of(
    networks: Networks, job: Job, number: int, progress: Callable[[float], None] = lambda share: None
) -> Result:
    """Run one replication and let go of its cases.

    Raises:
        InputError: there is no such engine, or the replication's draw does not fit the scenario.
        InvariantError: the engine's log breaks an invariant.
        EnginesDifferError: engines are checked and their logs differ.
    """
    compiled = networks.of(number)
    engine = checked(job.engine) if job.check_engines else engine_named(job.engine)
    done = replicate(compiled, job.seed, number, engine, progress)
    entered = int((done.table.entry <= done.log.stopped).sum())  # it may stop before the last of the table
    logs = {}
    if job.case_log:
        for name, frame in ((CASES, case_frame), (STAGES, stage_frame)):
            table = labelled(frame(compiled, done, job.start), job.name, number)
            file = io.BytesIO()
            table.write_parquet(file)
            logs[name] = file.getvalue()
            del table, file
    return Result(number, done.kpis, done.series, done.checks, entered, done.seconds, logs)
