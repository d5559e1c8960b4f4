"""Replications of one scenario into a run folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import polars as pl

from sim.experiment import folder as folders
from sim.experiment import provenance
from sim.experiment.case_log import CaseLogWriter
from sim.experiment.engines import checked, engine_named
from sim.experiment.executor import cores, in_order
from sim.experiment.observer import Observer
from sim.experiment.options import Options, resolve
from sim.experiment.replication import Replication, replicate
from sim.experiment.summary import summarise
from sim.kpi import REGISTRY
from sim.network import compile_network
from sim.scenario import Problem, Scenario, check, save

Finish = Callable[[Path], None]


class Finished(NamedTuple):
    """A finished run: where it lies and its tables (columns as in the csv files)."""

    folder: Path
    manifest: dict[str, Any]
    kpis: pl.DataFrame
    summary: pl.DataFrame


def default_out(scenario: Scenario, results: Path = Path("results")) -> Path:
    """Name the run folder of a resolved scenario: <id>-<short digest>-<seed>."""
    settings = scenario.settings
    return results / f"{settings.id}-{scenario.digest()[:8]}-{settings.seed}"


def simulate(
    scenario: Scenario,
    options: Options | None = None,
    out: Path | None = None,
    *,
    command: Sequence[str] = (),
    observer: Observer | None = None,
    finish: Finish | None = None,
) -> Finished:
    """Run a scenario and write its run folder, whole or not at all.

    Args:
        scenario: the scenario as loaded.
        options: overrides of its settings.
        out: the run folder; by default results/<id>-<short digest>-<seed>. A finished run there is replaced.
        command: the command to record in the manifest.
        observer: hears how far the run is.
        finish: called with the folder before it takes its place (to add charts and a report).

    Raises:
        InputError: options or `out` cannot be used.
        ScenarioErrors: the scenario, with its options, has problems.
        InvariantError: an engine's log breaks an invariant.
    """
    options = options or Options()
    scenario = resolve(scenario, options)
    out = out or default_out(scenario)
    with folders.new_folder(out, folders.RUN) as partial:
        write_run(scenario, options, partial, command=command, observer=observer)
        if finish:
            finish(partial)
    return read_run(out)


def read_run(folder: Path) -> Finished:
    """Read the tables of a finished run folder."""
    manifest = folders.read_manifest(folder) or {}
    kpis, summary = (folders.read_csv(folder / name) for name in ("kpis.csv", "summary.csv"))
    return Finished(folder, manifest, kpis, summary)


def write_run(
    scenario: Scenario,
    options: Options,
    folder: Path,
    *,
    command: Sequence[str] = (),
    observer: Observer | None = None,
) -> None:
    """Run all replications of a resolved scenario into an existing empty folder, manifest last.

    Raises:
        InputError: there is no such engine.
        ScenarioErrors: the scenario, with its options, has problems.
        InvariantError: the engine's log breaks an invariant.
        EnginesDifferError: engines are checked and their logs differ.
    """
    observer = observer or Observer()
    engine = checked(options.engine) if options.check_engines else engine_named(options.engine)
    settings = scenario.settings
    name, wanted = settings.id, settings.replications
    doubts = check(scenario, known_kpis=REGISTRY)
    started = perf_counter()
    compiled = compile_network(scenario)
    timings: dict[str, Any] = {"compile": round(perf_counter() - started, 3), "replications": []}
    kpis, series = [], []
    with ExitStack() as stack:
        writer = stack.enter_context(CaseLogWriter(folder, scenario, compiled)) if options.case_log else None
        workers = min(options.workers or cores(), wanted)

        def work(number: int) -> Replication:
            """One replication; several at a time are told of only when they are done."""

            def tell(share: float) -> None:
                if workers == 1:
                    observer.running(name, number, wanted, share)

            return replicate(compiled, settings.seed, number, engine, tell)

        if workers > 1:
            observer.running(name, 1, wanted, 0.0)
        for done in in_order(work, range(1, wanted + 1), workers):
            number = done.number
            kpis.append(_labelled(done.kpis, name, number))
            series.append(_labelled(done.series, name, number))
            if writer:
                writer.add(done)
            timings["replications"].append(_timing(done))
            observer.finished(name, number, wanted, len(done.table.key), sum(done.seconds))
            del done  # before the next one is waited for
    all_kpis = pl.concat(kpis)
    folders.write_csv(all_kpis, folder / "kpis.csv")
    folders.write_csv(summarise(all_kpis), folder / "summary.csv")
    folders.write_csv(pl.concat(series), folder / "series.csv")
    save(scenario, folder / "scenario")
    timings["total"] = round(perf_counter() - started, 3)
    folders.write_manifest(folder, _manifest(scenario, options, folder, timings, command, doubts))


def _labelled(table: pl.DataFrame, scenario: str, number: int) -> pl.DataFrame:
    labels = [pl.lit(scenario).alias("scenario"), pl.lit(number, dtype=pl.Int64).alias("replication")]
    return table.select(*labels, pl.all())


def _timing(done: Replication) -> dict[str, Any]:
    seconds = {name: round(value, 3) for name, value in done.seconds._asdict().items()}
    entered = int((done.table.entry <= done.log.stopped).sum())  # it may stop before the last of the table
    return {"replication": done.number, "cases": entered, **seconds}


def _manifest(
    scenario: Scenario,
    options: Options,
    folder: Path,
    timings: dict[str, Any],
    command: Sequence[str],
    doubts: Sequence[Problem],
) -> dict[str, Any]:
    settings = scenario.settings
    cases = sum(one["cases"] for one in timings["replications"])
    engine_seconds = sum(one["engine"] for one in timings["replications"])
    return {
        "kind": folders.RUN,
        **provenance.environment(),
        "command": list(command),
        "scenario": {
            "id": settings.id,
            "name_zh": settings.name_zh,
            "name_en": settings.name_en,
            "digest": scenario.digest(),
        },
        "seed": settings.seed,
        "replications": settings.replications,
        "start": settings.start.isoformat(),
        "days": settings.days,
        "warm_up_days": settings.warm_up_days,
        "follow_up_days": settings.follow_up_days,
        "engine": options.engine,
        "engines_checked": options.check_engines,
        "warnings": [{"en": one.render("en"), "zh": one.render("zh")} for one in doubts],
        "cases": cases,
        "cases_per_second": round(cases / engine_seconds) if engine_seconds > 0 else None,
        "timings": timings,
        "complete": {"replications": settings.replications, "case_log": options.case_log, "report": False},
        "files": provenance.checksums(folder),
    }
