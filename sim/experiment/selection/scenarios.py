"""Scenarios as the systems of a selection, and what it writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from sim.experiment import folder as folders
from sim.experiment import provenance
from sim.experiment.engines import Engine, engine_named
from sim.experiment.errors import InputError
from sim.experiment.executor import cores, in_order
from sim.experiment.networks import networks_of
from sim.experiment.options import Options, resolve
from sim.experiment.pairing import check_posterior, check_shared, labels_of
from sim.experiment.replication import replicate
from sim.experiment.selection.choice import Choice
from sim.experiment.selection.kn import kn
from sim.experiment.selection.ocba import ocba
from sim.kpi import REGISTRY
from sim.scenario import Scenario, check, save

METHODS = ("kn", "kn++", "ocba")
STREAM = 10_000_000  # replication numbers apart: system i of OCBA begins at (i + 1) times this
NEAR_ONE = 0.99  # a share beyond which few cases decide, and normality is doubtful


class Ask(NamedTuple):
    """What is asked of a selection."""

    kpi: tuple[str, str, str]  # kpi, level, key
    method: str = "kn"
    indifference: float | None = None
    confidence: float = 0.95
    first: int | None = None
    budget: int | None = None
    most: int = 200


class Selected(NamedTuple):
    """A finished selection."""

    folder: Path
    manifest: dict[str, Any]
    choice: Choice
    labels: list[str]


class _Systems:
    """Runs replications of the scenarios and keeps every value."""

    def __init__(
        self, scenarios: Sequence[Scenario], ask: Ask, options: Options, told: Callable[[int], None]
    ) -> None:
        self._networks = [networks_of(one, options.posterior) for one in scenarios]
        self._seed = scenarios[0].settings.seed
        self._names = [one.settings.id for one in scenarios]
        self._kpi, self._told = ask.kpi, told
        self._engine: Engine = engine_named(options.engine)
        self._workers = options.workers or cores()
        self._next = [0] * len(scenarios)
        self.values: list[tuple[int, int, float]] = []  # system, replication, value

    def together(self, systems: Sequence[int], number: int) -> list[float]:
        """One replication of some systems, with the same chances in each."""
        return self._run([(system, number) for system in systems])

    def apart(self, systems: list[int]) -> list[float]:
        """The next replication of each system named, with chances of its own."""
        tasks = []
        for system in systems:
            self._next[system] += 1
            tasks.append((system, STREAM * (system + 1) + self._next[system]))
        return self._run(tasks)

    def _run(self, tasks: list[tuple[int, int]]) -> list[float]:
        found = []
        for (system, number), value in zip(tasks, in_order(self._one, tasks, self._workers), strict=True):
            self.values.append((system, number, value))
            found.append(value)
            self._told(len(self.values))
        return found

    def _one(self, task: tuple[int, int]) -> float:
        system, number = task
        compiled = self._networks[system].of(number)
        kpis = replicate(compiled, self._seed, number, self._engine).kpis
        kpi, level, key = self._kpi
        rows = kpis.filter(pl.col("kpi") == kpi, pl.col("level") == level, pl.col("key") == key)
        value = float(rows["value"][0]) if rows.height else np.nan
        if not np.isfinite(value):
            name = "/".join(self._kpi)
            raise InputError(
                f"--select: {name} has no finite value in a replication of {self._names[system]}; choose"
                f" another"
                " KPI, or a longer horizon",
                f"--select：{self._names[system]} 的一次重复中 {name} 没有有限值；请换一个指标或延长模拟期",
            )
        return value


def select(
    operands: Sequence[Scenario | Path],
    ask: Ask,
    options: Options,
    out: Path | None = None,
    *,
    command: Sequence[str] = (),
    told: Callable[[int], None] = lambda done: None,
    finish: Callable[[Path], object] | None = None,
) -> Selected:
    """Select the best of several scenarios by one KPI and write the selection's folder, whole or not at all.

    KN and KN++ compare under common random numbers; OCBA gives each scenario chances of its own, since its
    theory takes systems for independent.

    Args:
        operands: scenarios; finished runs are refused, as a selection decides how many replications it makes.
        ask: KPI, method and sizes.
        options: overrides of the settings of every scenario, engine, workers.
        out: by default results/select-<kpi>-<first scenario>-<seed>.
        command: as typed, for the manifest.
        told: hears how many replications are done.
        finish: called with the folder before it takes its place (to write its report).

    Raises:
        InputError: an operand is a finished run, a number is missing or out of bounds, windows differ, the
            KPI has no better direction or no finite value, draws do not fit a scenario or the method, or
            `out` cannot be written.
        ScenarioErrors: a scenario, with the options, has problems.
    """
    scenarios = _scenarios(operands, options)
    _check_kpi(ask)
    posterior = options.posterior
    if posterior:
        _check_method(ask)
        check_posterior([resolve(one, Options(replications=ask.most)) for one in scenarios], posterior)
    doubts = [one for scenario in scenarios for one in check(scenario, known_kpis=REGISTRY)]
    labels = labels_of(scenarios)
    settings = scenarios[0].settings
    out = out or Path("results") / f"select-{ask.kpi[0]}-{labels[0]}-{settings.seed}"
    with folders.new_folder(out, folders.SELECTION) as partial:
        systems = _Systems(scenarios, ask, options, told)
        choice = _choose(systems, len(scenarios), ask)
        _write(partial, systems, choice, labels)
        for label, scenario in zip(labels, scenarios, strict=True):
            save(scenario, partial / "scenarios" / label)
        few: list[dict[str, str]] = []
        made: dict[str, Any] = {}
        if posterior:
            posterior.save(partial / folders.POSTERIOR)
            made["posterior"] = posterior.record(max(choice.replications))
            few += posterior.doubts(max(choice.replications))
        manifest = _manifest(partial, scenarios, labels, ask, options, choice, command) | made
        warnings = [{"en": one.render("en"), "zh": one.render("zh")} for one in dict.fromkeys(doubts)]
        manifest["warnings"] = warnings + _doubts(ask, choice) + few
        folders.write_manifest(partial, manifest)
        if finish:
            finish(partial)
    return Selected(out, folders.read_manifest(out) or {}, choice, labels)


def _scenarios(operands: Sequence[Scenario | Path], options: Options) -> list[Scenario]:
    if len(operands) < 2:
        raise InputError("--select: name two scenarios or more", "--select：请给出两个或更多情景")
    for one in operands:
        if isinstance(one, Path):
            raise InputError(
                f"--select: {one} is a finished run; a selection makes its own replications: name its"
                f" scenario,"
                f" {one / 'scenario'}",
                f"--select：{one} 是已完成的运行；择优要自行决定重复次数，请给出其情景 {one / 'scenario'}",
            )
    given = [one for one in operands if isinstance(one, Scenario)]
    base = given[0].settings
    shared = options._replace(
        replications=1,
        days=options.days if options.days is not None else base.days,
        warm_up_days=options.warm_up_days if options.warm_up_days is not None else base.warm_up_days,
        seed=options.seed if options.seed is not None else base.seed,
    )
    scenarios = [resolve(one, shared) for one in given]
    check_shared(scenarios)
    return scenarios


def _check_kpi(ask: Ask) -> None:
    name, definition = ask.kpi[0], REGISTRY[ask.kpi[0]]
    if definition.direction == "none":
        raise InputError(
            f"--select: {name} has no better direction (docs/kpis.md); choose one that has",
            f"--select：{name} 没有优劣方向（见 docs/kpis.md）；请另选指标",
        )
    if ask.method == "ocba" and ask.budget is None:
        raise InputError(
            "--method ocba needs --budget: the replications of all scenarios together",
            "--method ocba 需要 --budget：全部情景合计的重复次数",
        )
    if ask.method != "ocba" and ask.indifference is None:
        raise InputError(
            f"--method {ask.method} needs --indifference: the smallest difference of {name} that matters to"
            f" you, in"
            f" its unit ({definition.unit}); a smaller one costs replications with its inverse square",
            f"--method {ask.method} 需要 --indifference：您在意的 {name} 的最小差异，单位为"
            f"{definition.unit_zh}；越小，所需重复次数按其平方反比增加",
        )


def _check_method(ask: Ask) -> None:
    if ask.method == "ocba":
        raise InputError(
            "--method ocba takes scenarios for independent, and at draws they share their parameters; use"
            " --method kn, or leave out --posterior",
            "--method ocba 假定各情景相互独立，而抽样参数为各情景共用；请用 --method kn，或去掉 --posterior",
        )


def _choose(systems: _Systems, k: int, ask: Ask) -> Choice:
    higher = REGISTRY[ask.kpi[0]].direction == "higher"
    if ask.method == "ocba":
        first = {} if ask.first is None else {"first": ask.first}
        return ocba(systems.apart, k, budget=ask.budget or 0, higher=higher, **first)
    return kn(
        systems.together,
        k,
        indifference=ask.indifference or 0.0,
        confidence=ask.confidence,
        first=ask.first,
        most=ask.most,
        higher=higher,
        update=ask.method == "kn++",
    )


def _write(folder: Path, systems: _Systems, choice: Choice, labels: list[str]) -> None:
    """Write selection.csv (one row a scenario), trajectory.csv (one a step and scenario) and values.csv."""
    folders.write_csv(
        pl.DataFrame(
            {
                "scenario": labels,
                "replications": choice.replications,
                "mean": choice.means,
                "sd": choice.sds,
                "eliminated_at": pl.Series(choice.eliminated_at, dtype=pl.Int64),
                "selected": [place == choice.best for place in range(len(labels))],
            }
        ),
        folder / "selection.csv",
    )
    rows = [
        (number, label, step.replications[place], step.means[place], place in step.contenders)
        for number, step in enumerate(choice.steps, start=1)
        for place, label in enumerate(labels)
    ]
    names = ["step", "scenario", "replications", "mean", "contends"]
    folders.write_csv(pl.DataFrame(rows, schema=names, orient="row"), folder / "trajectory.csv")
    values = [(labels[system], number, value) for system, number, value in systems.values]
    folders.write_csv(
        pl.DataFrame(values, schema=["scenario", "replication", "value"], orient="row"), folder / "values.csv"
    )


def _doubts(ask: Ask, choice: Choice) -> list[dict[str, str]]:
    """Tell what the outcome does not rest on."""
    found = []
    if REGISTRY[ask.kpi[0]].unit == "share" and float(choice.means.max()) > NEAR_ONE:
        found.append(
            {
                "en": "a share near 1 is decided by few cases: means of replications may be far from normal,"
                " which the method takes them to be",
                "zh": "接近 1 的比例取决于少数件：各次重复的值可能远非正态，而该方法以正态为前提",
            }
        )
    return found


def _manifest(
    folder: Path,
    scenarios: Sequence[Scenario],
    labels: list[str],
    ask: Ask,
    options: Options,
    choice: Choice,
    command: Sequence[str],
) -> dict[str, Any]:
    settings = scenarios[0].settings
    return {
        "kind": folders.SELECTION,
        **provenance.environment(),
        "command": list(command),
        "scenarios": {
            label: {"digest": one.digest(), "name_zh": one.settings.name_zh, "name_en": one.settings.name_en}
            for label, one in zip(labels, scenarios, strict=True)
        },
        "seed": settings.seed,
        "start": settings.start.isoformat(),
        "days": settings.days,
        "warm_up_days": settings.warm_up_days,
        "engine": options.engine,
        "kpi": "/".join(ask.kpi),
        "method": ask.method,
        "indifference": ask.indifference,
        "confidence": ask.confidence,
        "first": ask.first,
        "budget": ask.budget,
        "most": ask.most,
        "selected": labels[choice.best],
        "decided": choice.decided,
        "probability_correct": choice.correct,
        "replications": dict(zip(labels, choice.replications, strict=True)),
        "complete": {"replications": sum(choice.replications)},
        "files": provenance.checksums(folder),
    }
