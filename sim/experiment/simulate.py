"""Replications of one scenario into a run folder."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import datetime, time
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any

import polars as pl

from sim.experiment import folder as folders
from sim.experiment import stress_des
from sim.experiment.case_log import CASES, STAGES, join_parts
from sim.experiment.collect import Tables
from sim.experiment.cross_check import Verification, flags, markdown
from sim.experiment.engines import engine_named
from sim.experiment.executor import Executor, Threads, cores, in_order
from sim.experiment.kept import Kept, kept_beside
from sim.experiment.manifest import Timings, run_manifest
from sim.experiment.memory import available, bytes_needed, fitting
from sim.experiment.networks import networks_of
from sim.experiment.observer import Observer
from sim.experiment.options import Options, resolve
from sim.experiment.precision import Rule, goals
from sim.experiment.replication import replicate
from sim.experiment.result import Job, Result
from sim.experiment.warm_up import FIRST_PILOT, WarmUp, choose
from sim.kpi import REGISTRY
from sim.scenario import Scenario, check, save

Finish = Callable[[Path], None]
_PROBED = 5  # draws whose networks are asked how much memory they take


_TIGHT = {
    "en": "one replication takes about {needed:.1f} GB of memory, and {room:.1f} GB are free",
    "zh": "一次重复约需 {needed:.1f} GB 内存，目前可用 {room:.1f} GB",
}


class Finished:
    """A finished run: where it lies, and its tables (columns as in the csv files), read when asked for."""

    def __init__(self, folder: Path) -> None:
        """Read the manifest; a run of many replications may have more KPI rows than one likes to hold."""
        self.folder = folder
        self.manifest: dict[str, Any] = folders.read_manifest(folder) or {}

    @cached_property
    def kpis(self) -> pl.DataFrame:
        """kpis.csv; raises InputError if it is missing or torn."""
        return folders.read_csv(self.folder / "kpis.csv")

    @cached_property
    def summary(self) -> pl.DataFrame:
        """summary.csv; raises InputError if it is missing or torn."""
        return folders.read_csv(self.folder / "summary.csv")


def default_out(scenario: Scenario, options: Options, results: Path = Path("results")) -> Path:
    """Name the run folder of a resolved scenario: <id>-<short digest>-<seed>, at draws with their digest."""
    settings = scenario.settings
    draws = f"-draws-{options.posterior.digest()[:8]}" if options.posterior else ""
    return results / f"{settings.id}-{scenario.digest()[:8]}-{settings.seed}{draws}"


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
        out: the run folder; by default as `default_out`. A finished run there is replaced.
        command: the command to record in the manifest.
        observer: hears how far the run is.
        finish: called with the folder before it takes its place (to add charts and a report).

    Raises:
        InputError: options or `out` cannot be used, or a draw of the posterior does not fit the scenario.
        ScenarioErrors: the scenario, with its options, has problems.
        InvariantError: an engine's log breaks an invariant.
        ClusterLostError: the cluster is gone; `resume` goes on from what was done.
    """
    options = options or Options()
    scenario = resolve(scenario, options)
    if options.posterior:
        options.posterior.check(scenario, scenario.settings.replications)
    warm_up = warm_up_of(scenario, options) if options.warm_up_auto else None
    if warm_up:
        scenario = resolve(scenario, Options(warm_up_days=warm_up.days))
    out = out or default_out(scenario, options)
    with (
        folders.new_folder(out, folders.RUN) as partial,
        kept_beside(out, resume=options.resume) as kept,
    ):
        write_run(
            scenario, options, partial, kept / "run", command=command, observer=observer, warm_up=warm_up
        )
        if finish:
            finish(partial)
    return Finished(out)


def write_run(
    scenario: Scenario,
    options: Options,
    folder: Path,
    kept: Path,
    *,
    command: Sequence[str] = (),
    observer: Observer | None = None,
    warm_up: WarmUp | None = None,
) -> None:
    """Run all replications of a resolved scenario into an existing empty folder, manifest last.

    Args:
        scenario: with the options in its settings; with a precision asked, its replications are the most.
        options: how to run it.
        folder: where the run goes.
        kept: folder in which finished replications are kept until the whole is done.
        command: to record in the manifest.
        observer: hears how far the run is.
        warm_up: how the warm-up in the settings was chosen, if it was.

    Raises:
        InputError: there is no such engine, KPI or cluster, or a draw does not fit the scenario.
        ScenarioErrors: the scenario, with its options, has problems.
        InvariantError: the engine's log breaks an invariant.
        EnginesDifferError: engines are checked and their logs differ.
        ClusterLostError: the cluster is gone.
    """
    observer = observer or Observer()
    engine_named(options.engine)  # before anything is done
    most = scenario.settings.replications
    rule = Rule(goals(options.precision, scenario), most) if options.precision else None
    doubts: list[Any] = list(check(scenario, known_kpis=REGISTRY))
    started = perf_counter()
    run = _Run(scenario, options, kept, observer)
    timings = Timings(perf_counter() - started)
    checks = Verification(run.networks.of(1), at_draws=options.posterior is not None)
    with (
        Tables(folder, scenario.settings.id) as tables,
        run.executor() as executor,
        closing(run.results(executor)) as results,
    ):
        for result in results:
            checks.add(result.checks)
            tables.add(result.number, result.kpis, result.series)
            timings.add(result, resumed=result.number in run.resumed)
            if result.number not in run.resumed:
                seconds = sum(result.seconds)
                observer.finished(run.job.name, result.number, run.job.most, result.cases, seconds)
            number, enough = result.number, rule.add(result.kpis) if rule else False
            del result  # before the next one is waited for
            if enough:
                break
        folders.write_csv(tables.summary(), folder / "summary.csv")
    run.join_logs(folder, number)
    doubts += _write_checks(checks, folder)
    record: dict[str, Any] = {}
    if warm_up:
        folders.write_csv(warm_up.table, folder / "warm_up.csv")
        record["warm_up"] = warm_up.record
        doubts += warm_up.doubts
    if rule:
        folders.write_csv(rule.trace(), folder / "precision.csv")
        record["precision"] = rule.record()
        doubts += rule.doubts()
    if options.posterior:
        options.posterior.save(folder / folders.POSTERIOR)
        record["posterior"] = options.posterior.record(number)
        doubts += options.posterior.doubts(number)
    scenario = resolve(scenario, Options(replications=number))
    save(scenario, folder / "scenario")
    record |= timings.record(perf_counter() - started)
    manifest = run_manifest(scenario, options, folder, record, command, doubts)
    (folder / "stress-des.md").write_text(stress_des.markdown(manifest, scenario), encoding="utf-8")
    folders.write_manifest(folder, manifest)


def warm_up_of(scenario: Scenario, options: Options) -> WarmUp:
    """Choose the warm-up of a resolved scenario by pilot runs on this machine.

    Raises:
        InputError: the horizon is too short to tell, there is no such engine, or a draw does not fit.
    """

    def pilots(pilot: Scenario, replications: int) -> Iterator[pl.DataFrame]:
        networks, engine = networks_of(pilot, options.posterior), engine_named(options.engine)
        needed = bytes_needed(networks.of(FIRST_PILOT), case_log=False)
        workers = options.workers or fitting(cores(), needed, available())
        numbers = range(FIRST_PILOT, FIRST_PILOT + replications)
        return in_order(
            lambda n: replicate(networks.of(n), settings.seed, n, engine).series, numbers, workers
        )

    settings = scenario.settings
    return choose(scenario, pilots)


def _write_checks(checks: Verification, folder: Path) -> list[dict[str, str]]:
    """Write verification.csv and verification.md; return the flags."""
    found = checks.conclude()
    folders.write_csv(found, folder / "verification.csv")
    (folder / "verification.md").write_text(markdown(found), encoding="utf-8")
    return flags(found)


class _Run:
    """One run under way: its job, its networks, and the replications that are kept."""

    def __init__(self, scenario: Scenario, options: Options, kept: Path, observer: Observer) -> None:
        settings = scenario.settings
        self._scenario, self._options, self._observer = scenario, options, observer
        self.job = Job(
            settings.id,
            resolve(scenario, Options(replications=1)).digest(),
            options.posterior.digest() if options.posterior else None,
            settings.seed,
            datetime.combine(settings.start, time()),
            options.engine,
            options.check_engines,
            options.case_log,
            settings.replications,
        )
        self.networks = networks_of(scenario, options.posterior)
        # a single replication that is cut short leaves nothing to go on from
        self._kept = Kept(kept, self.job) if settings.replications > 1 or options.case_log else None
        self.resumed = self._kept.numbers() if self._kept else set()
        if options.resume:
            observer.resumed(settings.id, len(self.resumed))

    def executor(self) -> AbstractContextManager[Executor]:
        """Return who does the work."""
        if self._options.cluster:
            from sim.experiment.cluster import connected

            return connected(self._options.cluster, self._scenario, self._options.posterior)
        workers = self._options.workers or self._fitting()
        return nullcontext(Threads(min(workers, self.job.most), self.networks))

    def _fitting(self) -> int:
        """Return a worker for each processor, or as many as memory has room for.

        Draws differ in their cases: the largest of the first few stands for all.
        """
        few = min(self.job.most, _PROBED) if self._options.posterior else 1
        needed = max(
            bytes_needed(self.networks.of(number), case_log=self.job.case_log) for number in range(1, few + 1)
        )
        room = available()
        if room is not None and needed > room:
            sizes = {"needed": needed / 1e9, "room": room / 1e9}
            self._observer.doubted({lang: words.format(**sizes) for lang, words in _TIGHT.items()})
        return fitting(cores(), needed, room)

    def results(self, executor: Executor) -> Generator[Result]:
        """Yield every replication in order: a kept one as it lies there, any other done and kept now."""
        numbers = range(1, self.job.most + 1)
        missing = (number for number in numbers if number not in self.resumed)
        if executor.workers > 1:
            self._observer.running(self.job.name, 1, self.job.most, 0.0)
        with closing(executor.results(self.job, missing, self._observer)) as done:
            for number in numbers:
                if self._kept and number in self.resumed:
                    yield self._kept.load(number)
                    continue
                result = next(done)
                if self._kept:
                    self._kept.keep(result)
                yield result
                del result

    def join_logs(self, folder: Path, replications: int) -> None:
        """Join the case logs of the replications that the run consists of."""
        if self._options.case_log and self._kept:
            for name in (CASES, STAGES):
                join_parts(self._kept.logs(name, range(1, replications + 1)), folder / name)
