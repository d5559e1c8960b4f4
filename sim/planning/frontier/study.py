"""A frontier into a folder: points, sweep over budgets, picked points checked on fresh seeds and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment import folder as folders
from sim.experiment import provenance
from sim.experiment.errors import InputError
from sim.experiment.executor import cores
from sim.experiment.kept import kept_beside
from sim.experiment.manifest import head
from sim.experiment.options import Options, resolve
from sim.experiment.pairing import check_posterior
from sim.kpi import REGISTRY
from sim.planning.contribution import is_sum
from sim.planning.design import Design
from sim.planning.evaluate import Ask as Measured
from sim.planning.evaluate import Evaluator, values_of
from sim.planning.frontier import tables
from sim.planning.frontier.alternatives import Siting, alternatives
from sim.planning.frontier.branch import How
from sim.planning.frontier.judged import Judged, judged
from sim.planning.frontier.search import Search, Terms
from sim.planning.frontier.words import NAMES, assumed, explain, guarantee
from sim.planning.numbers import RECHECK, numbers
from sim.planning.recommendation import write_recommendation
from sim.planning.robustness import variants_of
from sim.planning.siting.setting import doubts
from sim.planning.staffing.rules import DEFAULT, Rules
from sim.scenario import Scenario, check, save

Floats = NDArray[np.float64]
Finish = Callable[[Path], object]
Best = tuple[str, float, float, float]  # new stations, cost, satisfaction, time
Told = Callable[[str, int, Best | None], None]
BEST_SO_FAR = "the best so far is kept"  # note of an interruption that has left a folder
PLANS = "plans"
FEWEST = 2  # points that are worth a folder


class Ask(NamedTuple):
    """What is asked of a frontier."""

    siting: Siting
    terms: Terms
    rules: Rules = DEFAULT
    margin: float = 0.02  # share of today's dissatisfaction and time whose loss does not matter
    recheck: int = 20  # replications of picked points on fresh seeds
    vary: int = 5  # of them with assumed inputs otherwise; 0: none


class Drawn(NamedTuple):
    """A finished frontier."""

    folder: Path
    manifest: dict[str, Any]


class _Found(NamedTuple):
    judged: Judged
    budgets: list[float]
    fresh: dict[int, Floats]  # by point; empty after an interruption
    varied: list[tables.Varied]
    stopped: bool


def frontier(
    scenario: Scenario,
    ask: Ask,
    options: Options,
    out: Path | None = None,
    *,
    command: Sequence[str] = (),
    told: Told = lambda stage, done, best: None,
    finish: Finish | None = None,
) -> Drawn:
    """Find the frontier of cost against satisfaction and time, and write the folder of it.

    Args:
        scenario: today's network.
        ask: candidates, rules, measures, how much and how closely.
        options: overrides of the settings, engine, workers, posterior, resume.
        out: by default results/<id>-frontier-<seed>.
        command: as typed, for the manifest.
        told: hears stage, replications done, and the best point so far within today's cost.
        finish: called with the folder before it takes its place (to draw charts).

    Raises:
        InputError: a number is out of its bounds, a KPI is no sum over cases, or `out` cannot be written.
        ScenarioErrors: the scenario or the candidates have problems.
        InfeasibleError: no plan lies within the budgets.
        KeyboardInterrupt: after what was found is written, if there was anything.
    """
    scenario = resolve(scenario, options._replace(replications=1))
    warnings = [
        {"en": one.render("en"), "zh": one.render("zh")} for one in check(scenario, known_kpis=REGISTRY)
    ]
    _check_ask(ask)
    if options.posterior:
        most = ask.terms.replications + ask.recheck
        check_posterior([resolve(scenario, Options(replications=most))], options.posterior)
        warnings += options.posterior.doubts(ask.terms.replications)
    listed = alternatives(scenario, ask.siting)
    settings = scenario.settings
    out = out or Path("results") / f"{settings.id}-frontier-{settings.seed}"
    with kept_beside(out, resume=options.resume) as kept:
        with folders.new_folder(out, folders.FRONTIER) as partial:
            teller = _Teller(told)
            how = How(
                options.engine,
                options.workers or cores(),
                options.posterior,
                kept / "points",
                teller.replication,
            )
            search = Search(scenario, listed, ask.rules, ask.terms, how, teller.begins)
            teller.search = search
            found = _found(scenario, search, ask, how, teller)
            _write(partial, scenario, found, ask, options)
            manifest = _manifest(partial, scenario, found, ask, options, command)
            manifest["warnings"] = warnings + (doubts(scenario) if ask.siting.listed.rows else [])
            folders.write_manifest(partial, manifest)
            if finish:
                finish(partial)
        if found.stopped:  # the folder is whole, and finished replications stay for --resume
            stop = KeyboardInterrupt()
            stop.add_note(BEST_SO_FAR)
            raise stop
    return Drawn(out, folders.read_manifest(out) or {})


class _Teller:
    """Tells stage, replications done and the best point so far."""

    def __init__(self, told: Told) -> None:
        self.search: Search | None = None
        self._told, self._stage, self._done = told, "sweep", 0

    def begins(self, stage: str) -> None:
        self._stage = stage

    def replication(self) -> None:
        self._done += 1
        self._told(self._stage, self._done, self._best())

    def _best(self) -> Best | None:
        search = self.search
        best = search.best_at(search.points[0].cost) if search and search.points else None
        if search is None or best is None:
            return None
        satisfaction, time = (float(one) for one in best.values.mean(axis=0))
        return search.branches[best.branch].alternative.name, best.cost, satisfaction, time


def _check_ask(ask: Ask) -> None:
    """Make sure that numbers and KPIs will do.

    Raises:
        InputError: with everything that will not.
    """
    faults = []
    terms, siting = ask.terms, ask.siting
    name, level, _ = terms.time_kpi
    if not is_sum(name) or REGISTRY[name].direction != "lower" or level != "network":
        faults.append(
            (
                f"--time-kpi {name}: wants a time of the whole network that is better lower, such as"
                " processing_days_p90",
                f"--time-kpi {name}：须为全网、越低越好的时长，例如 processing_days_p90",
            )
        )
    if siting.most < 0:
        faults.append((f"--new {siting.most}: must not be negative", f"--new {siting.most}：不得为负"))
    if siting.most > 0 and not siting.listed.rows:
        faults.append(
            (f"--new {siting.most}: give --candidates FILE", f"--new {siting.most}：请给出 --candidates 文件")
        )
    if ask.vary == 1 or not 0 <= ask.vary <= ask.recheck:
        faults.append(
            (
                f"--vary {ask.vary}: 0, or from 2 to --recheck {ask.recheck}",
                f"--vary {ask.vary}：须为 0，或 2 至 --recheck {ask.recheck}",
            )
        )
    if not 0 < terms.busiest <= 1:
        faults.append(("--busiest must be above 0, at most 1", "--busiest 须大于 0、至多 1"))
    if not (np.isfinite(ask.margin) and ask.margin >= 0):
        faults.append((f"--margin {ask.margin:g}: 0 or more", f"--margin {ask.margin:g}：须不小于 0"))
    for bound in (terms.low, terms.high):
        if bound is not None and not (np.isfinite(bound) and bound >= 0):
            faults.append((f"--budget {bound:g}: must not be negative", f"--budget {bound:g}：不得为负"))
    if terms.low is not None and terms.high is not None and terms.low > terms.high:
        faults.append(
            (
                f"--budget {terms.low:g}:{terms.high:g}: the lower bound is above the upper",
                f"--budget {terms.low:g}:{terms.high:g}：下限高于上限",
            )
        )
    if faults:
        en, zh = zip(*faults, strict=True)
        raise InputError(f"frontier: {'; '.join(en)}", f"前沿：{'；'.join(zh)}")


def _found(scenario: Scenario, search: Search, ask: Ask, how: How, teller: _Teller) -> _Found:
    """Run the search and the check of what is picked; whatever an interruption leaves is kept."""

    def so_far() -> Judged:
        return judged(search.branches, search.points, scenario.settings.seed, ask.margin)

    try:
        search.run()
        front = so_far()
        teller.begins("recheck")
        checks = _Checks(scenario, front, ask, how)
        fresh = checks.fresh()
        teller.begins("vary")
        varied = checks.varied()
    except KeyboardInterrupt:
        if len(search.points) < FEWEST:
            raise
        return _Found(so_far(), search.rungs, {}, [], stopped=True)
    return _Found(front, search.rungs, fresh, varied, stopped=False)


class _Checks:
    """Runs the picked points, each once, on replications that nothing has seen."""

    def __init__(self, scenario: Scenario, front: Judged, ask: Ask, how: How) -> None:
        terms = ask.terms
        self._scenario, self._front, self._ask = scenario, front, ask
        self._evaluator = Evaluator(
            scenario,
            Measured(terms.kpis, tuple(front.branches[0].measures)),
            engine=how.engine,
            workers=how.workers,
            posterior=how.posterior,
            store=how.store,
            told=lambda done: how.told(),
        )
        # other draws than those that the points were judged at
        self._numbers = numbers(RECHECK + (terms.replications if how.posterior else 0), ask.recheck)
        self._places = sorted(set(front.picks.values()))

    def fresh(self) -> dict[int, Floats]:
        """Return values [replications, 2] by point."""
        return self._run([self._front.design(place) for place in self._places], self._numbers)

    def varied(self) -> list[tables.Varied]:
        """Return the same with inputs otherwise than assumed, one at a time; none if none are asked."""
        if not self._ask.vary:
            return []
        designs = [self._front.design(place) for place in self._places]
        each = [variants_of(one.scenario(self._scenario)) for one in designs]
        found = []
        for number, variant in enumerate(each[0]):
            changed = [
                Design(one.name, (*one.changes, *own[number].changes))
                for one, own in zip(designs, each, strict=True)
            ]
            found.append((variant, self._run(changed, self._numbers[: self._ask.vary])))
        return found

    def _run(self, designs: Sequence[Design], numbered: Sequence[int]) -> dict[int, Floats]:
        ran = self._evaluator.run(designs, numbered)
        return {place: values_of(one) for place, one in zip(self._places, ran, strict=True)}


def _write(folder: Path, scenario: Scenario, found: _Found, ask: Ask, options: Options) -> None:
    front, sited = found.judged, bool(ask.siting.listed.rows)
    written = {
        "points": tables.points_table(front, sited),
        "sweep": tables.sweep_table(front, found.budgets, sited),
        "values": tables.values_table(front, found.fresh),
    }
    if found.fresh:
        written["promise"] = tables.promise_table(front, found.fresh, ask.terms.kpis)
    if found.varied:
        written["varied"] = tables.varied_table(front, found.varied, ask.terms.kpis)
    for name, table in written.items():
        folders.write_csv(table, folder / f"{name}.csv")
    save(scenario, folder / "scenario")
    if options.posterior:
        options.posterior.save(folder / folders.POSTERIOR)
    (folder / PLANS).mkdir()
    for name, place in front.picks.items():
        told = explain(front, name, ask.terms.time_kpi)
        zh, en = NAMES[name]
        write_recommendation(
            folder / PLANS / f"{name}.yaml",
            scenario,
            "../scenario",
            front.design(place).changes,
            suffix=(name, f"（{zh}）", f" ({en})"),
            comments=("Picked from the frontier (run.py frontier)", told["en"], told["zh"]),
        )


def _manifest(
    folder: Path, scenario: Scenario, found: _Found, ask: Ask, options: Options, command: Sequence[str]
) -> dict[str, Any]:
    front, terms, siting = found.judged, ask.terms, ask.siting
    made: dict[str, Any] = {}
    if options.posterior:
        made["posterior"] = options.posterior.record(terms.replications)
    return {
        **head(folders.FRONTIER, scenario, options.engine, command),
        **made,
        "replications": terms.replications,
        "kpis": ["/".join(one) for one in terms.kpis],
        "new": siting.most,
        "model": siting.model,
        "weight": siting.weight.value,
        "reach": siting.reach,
        "candidates": len(siting.listed.rows),
        "alternatives": [list(one.alternative.sites) for one in front.branches],
        "budgets": found.budgets,
        "sweep_replications": terms.sweeps,
        "recheck": ask.recheck,
        "vary": ask.vary,
        "busiest": terms.busiest,
        "margin": ask.margin,
        "picks": {
            name: {"point": front.name(place), **explain(front, name, terms.time_kpi)}
            for name, place in front.picks.items()
        },
        "guarantee": guarantee(ask.margin, terms.replications),
        "interrupted": found.stopped,
        "assumed": assumed(scenario, front),
        "complete": {"finished": not found.stopped, "points": len(front.points)},
        "files": provenance.checksums(folder),
    }
