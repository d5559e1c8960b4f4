"""A staffing study into a folder: search, certification, marginal values, a check on fresh seeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from sim.experiment import folder as folders
from sim.experiment import provenance
from sim.experiment.errors import BEST_SO_FAR, InputError
from sim.experiment.executor import cores
from sim.experiment.kept import kept_beside
from sim.experiment.manifest import head
from sim.experiment.options import Options, resolve
from sim.experiment.pairing import check_posterior
from sim.kpi import REGISTRY
from sim.network import compile_network
from sim.network.compile.index import labels_of
from sim.planning.evaluate import Ask as Measures
from sim.planning.evaluate import Evaluator, values_of
from sim.planning.numbers import MARGINAL, RECHECK, SEARCH, numbers
from sim.planning.promise import promises
from sim.planning.recommendation import write_recommendation
from sim.planning.requirement import Identity, Requirement, check_requirements
from sim.planning.robustness import AS_ASSUMED, robustness_table, share_changes, variants_of
from sim.planning.staffing import tables
from sim.planning.staffing.certification import ATTEMPTS, Terms, certify, first_of
from sim.planning.staffing.criterion import criterion_of
from sim.planning.staffing.found import Found
from sim.planning.staffing.levers import Plan, Space
from sim.planning.staffing.load import BUSIEST, with_load
from sim.planning.staffing.marginal import busiest, marginal_values
from sim.planning.staffing.master import cheapest
from sim.planning.staffing.monotone import violations
from sim.planning.staffing.plans import Plans, Simulated
from sim.planning.staffing.reasons import shortfalls
from sim.planning.staffing.rules import DEFAULT, Rules
from sim.planning.staffing.search import search, square_root_bounds
from sim.planning.staffing.space import space_of
from sim.planning.staffing.tours import Work, calendar, choice_of, default_tours, weekly_work
from sim.planning.staffing.words import assumptions, comments, missed, summary, uncertified
from sim.scenario import Scenario, change, check, save

Finish = Callable[[Path], object]
Told = Callable[[str, int, int, float | None], None]  # stage, done, total (0: unknown), best cost so far
WATCHED: tuple[Identity, ...] = (  # kept beside the targets' KPIs
    ("satisfaction_probability", "network", "all"),
    ("on_time_share", "network", "all"),
    ("processing_days_p90", "network", "all"),
    ("wait_minutes_mean", "network", "all"),
    ("staff_cost", "network", "all"),
)
STRICTER = 0.5  # standard deviations that the criterion's reserve grows by after a failed certification


class Ask(NamedTuple):
    """What is asked of a study."""

    requirements: Sequence[Requirement]
    rules: Rules | None = None  # None: head counts of members, and tours of rotating groups
    terms: Terms = Terms()
    replications: int = 6  # of each plan in the search
    most: int | None = 400  # plans simulated at most
    marginal: int = 20  # groups whose one more head is simulated
    marginal_replications: int = 20
    recheck: int = 30  # replications on fresh seeds
    vary: int = 10  # replications with each input otherwise than assumed
    busiest: float = BUSIEST  # part of its presence that a group may be busy with the work it has today
    caution: float = 1.0  # plan as if only this part of the assumed enterprise shares were there


class Staffed(NamedTuple):
    """A finished study: where it lies and its manifest."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def reasons(self) -> list[dict[str, str]]:
        """Why targets are not reached, in both languages; none: they are."""
        return list(self.manifest["reasons"])


def staff(
    scenario: Scenario,
    ask: Ask,
    options: Options,
    out: Path | None = None,
    *,
    command: Sequence[str] = (),
    told: Told = lambda stage, done, total, best: None,
    finish: Finish | None = None,
) -> Staffed:
    """Find the least cost staffing that keeps targets, certify it, and write the folder of it.

    Args:
        scenario: today's network.
        ask: targets, rules, what is promised, sizes.
        options: overrides of the settings, engine, workers, posterior, resume.
        out: by default results/<id>-staffing-<seed>.
        command: as typed, for the manifest.
        told: hears stage, how much of it is done, of how much (0: unknown), and the best cost so far.
        finish: called with the folder before it takes its place (to draw charts).

    Raises:
        InputError: a target, rule or number does not fit, or `out` cannot be written.
        ScenarioErrors: the scenario, with the options, has problems.
        KeyboardInterrupt: after the best so far is written, if there was one.
    """
    scenario = resolve(scenario, options._replace(replications=1))
    warnings = [
        {"en": one.render("en"), "zh": one.render("zh")} for one in check(scenario, known_kpis=REGISTRY)
    ]
    _check(ask)
    check_requirements(ask.requirements, labels_of(scenario))
    if options.posterior:
        check_posterior([resolve(scenario, Options(replications=ask.recheck))], options.posterior)
    settings = scenario.settings
    out = out or Path("results") / f"{settings.id}-staffing-{settings.seed}"
    with kept_beside(out, resume=options.resume) as kept:
        with folders.new_folder(out, folders.STAFFING) as partial:
            study = Study(scenario, ask, options, kept / "points", told)
            found = study.run()
            _write(partial, found, study.kpis, options)
            manifest = _manifest(partial, found, ask, options, command)
            manifest["warnings"] = warnings
            folders.write_manifest(partial, manifest)
            if finish:
                finish(partial)
        if found.stopped:  # the folder is whole, and finished replications stay for --resume
            stop = KeyboardInterrupt()
            stop.add_note(BEST_SO_FAR)
            raise stop
    return Staffed(out, folders.read_manifest(out) or {})


def _check(ask: Ask) -> None:
    faults = []
    if not 0 < ask.terms.probability < 1:
        faults.append(("--probability must lie between 0 and 1", "--probability 须在 0 与 1 之间"))
    if not 0.5 <= ask.terms.confidence < 1:
        faults.append(("--confidence must be 0.5 or more, and below 1", "--confidence 须不小于 0.5 且小于 1"))
    if not 0 < ask.busiest <= 1:
        faults.append(("--busiest must be above 0, at most 1", "--busiest 须大于 0、至多 1"))
    if not 0 < ask.caution <= 1:
        faults.append(("--caution must be above 0, at most 1", "--caution 须大于 0、至多 1"))
    if ask.replications < 2:
        faults.append(("two replications of a plan are the least", "每个方案至少需要两次重复"))
    if faults:
        en, zh = zip(*faults, strict=True)
        raise InputError("staff: " + "; ".join(en), "人员配置：" + "；".join(zh))


class Study:
    """The stages of a study, one after the other; what is found stands in ``found``.

    Args:
        scenario: today's network, as the options have it.
        ask: targets, rules, what is promised, sizes.
        options: engine, workers, posterior.
        store: folder that keeps finished replications, or None.
        told: hears stage, how much of it is done, of how much (0: unknown), and the best cost so far.

    Raises:
        InputError: a target or rule does not fit.
    """

    def __init__(
        self,
        scenario: Scenario,
        ask: Ask,
        options: Options,
        store: Path | None = None,
        told: Told = lambda stage, done, total, best: None,
    ) -> None:
        self._ask, self._options, self._told = ask, options, told
        compiled = compile_network(scenario)
        requirements = tuple(ask.requirements)
        check_requirements(requirements, compiled.labels)
        self.kpis = tuple(dict.fromkeys([*(one.identity for one in requirements), *WATCHED]))
        if len({one.identity for one in requirements}) < len(requirements):
            raise InputError(
                "targets: the same KPI is bounded twice; give one bound of each",
                "目标：同一指标有两个界限；请各给一个",
            )
        work = weekly_work(scenario, compiled, options.engine)
        space = space_of(scenario, _with_tours(scenario, ask.rules, work), compiled)
        n = ask.replications
        terms = ask.terms
        criterion = criterion_of(requirements, terms.sense, terms.probability, terms.confidence, n)
        self._store = store
        base = scenario
        if ask.caution < 1:
            base = change(scenario, [dict(one) for one in share_changes(scenario, ask.caution)])
        self._evaluator = self._evaluating(base, requirements)
        chances = _search_numbers(n, options)
        self._evaluator.hold(chances)
        plans = Plans(space, self._evaluator, criterion, chances, self._heard, ask.most)
        self.found = Found(scenario, space, requirements, terms, plans, work, ask.caution)

    def _evaluating(self, base: Scenario, requirements: tuple[Requirement, ...]) -> Evaluator:
        return Evaluator(
            base,
            Measures(self.kpis, requirements),
            engine=self._options.engine,
            workers=self._options.workers or cores(),
            posterior=self._options.posterior,
            store=self._store,
        )

    def _heard(self, one: Simulated, best: Simulated | None) -> None:
        self._told("search", one.number, 0, best.cost if best else None)

    def _tell(self, stage: str, done: int, total: int) -> None:
        best = self.found.recommended
        self._told(stage, done, total, best.cost if best else None)

    def run(self) -> Found:
        """Run all stages; an interruption ends them, and is raised if there is no plan to keep yet."""
        found = self.found
        try:
            self.search()
            if found.plans.best is not None or found.certified:
                self._check_plan()
        except KeyboardInterrupt:
            if found.recommended is None:
                raise
            found.stopped = True
        return found

    def search(self) -> None:
        """Search and certify, and search on by a stricter criterion while the certification fails."""
        found, plans = self.found, self.found.plans
        today = plans.at(found.space.today, "today")
        found.space = with_load(found.space, found.scenario, today.busy, today.presence, self._ask.busiest)
        plans.space = found.space
        start = _start(found.space, today, found.scenario)
        for attempt in range(1, ATTEMPTS + 1):
            found.search = search(plans, start)
            best = plans.best
            if best is None:
                return
            self._tell("certification", attempt, ATTEMPTS)
            design = found.space.design(best.plan, "certified")
            tried = certify(self._evaluator, design, found.requirements, found.terms, attempt)
            found.attempts.append((best, tried))
            if tried.certified:
                return
            criterion = plans.criterion
            plans.stricter(criterion._replace(reserve=criterion.reserve + STRICTER))
            plans.reject(best.plan)
            plans.most = None if plans.most is None else len(plans.listed) + (self._ask.most or 0) // 2

    def _check_plan(self) -> None:
        """Simulate the recommended plan on fresh seeds, with one more head, and with other assumptions."""
        found, ask, evaluator = self.found, self._ask, self._evaluator
        assert found.recommended is not None
        plan = found.space.design(found.plan, "recommended")
        today = found.space.design(found.space.today, "today")
        # with draws of parameters the check goes on where the certification ended
        used = sum(tried.years for _, tried in found.attempts)
        fresh = numbers(RECHECK + (used if self._options.posterior else 0), ask.recheck)
        self._tell("recheck", 0, 1)
        rechecked, before = evaluator.run([plan, today], fresh)
        found.rechecked, found.today_rechecked = values_of(rechecked), values_of(before)
        if found.attempts:
            n = len(found.attempts[-1][1].values)
            same = numbers(first_of(found.attempts[-1][1].number, found.terms), n)
            found.today_certified = values_of(evaluator.run([today], same)[0])
        scenario = plan.scenario(found.scenario)
        assumed = [AS_ASSUMED] if ask.caution < 1 else []
        variants = [*assumed, *variants_of(scenario)]
        nominal = self._evaluating(found.scenario, found.requirements) if assumed else evaluator
        for place, variant in enumerate(variants, start=1):
            design = plan._replace(name=variant.name, changes=(*plan.changes, *variant.changes))
            now = today._replace(name=f"today, {variant.name}", changes=variant.changes)
            planned, present = nominal.run([design, now], fresh[: ask.vary])
            found.variants.append((variant, values_of(planned), values_of(present)))
            self._tell("vary", place, len(variants))
        best = found.recommended
        groups = busiest(scenario, best.busy, best.presence, ask.marginal)
        chances = numbers(MARGINAL, ask.marginal_replications)
        evaluator.hold(chances)
        for place, one in enumerate(groups, start=1):
            found.marginals += marginal_values(
                evaluator, scenario, plan.changes, [one], self.kpis[:-1], chances
            )
            self._tell("marginal", place, len(groups))


def _search_numbers(n: int, options: Options) -> list[int]:
    """Return the replications of the search; of draws of parameters the last, which certify last."""
    draws = len(options.posterior.draws) if options.posterior else 0
    return numbers(SEARCH + max(draws - n, 0), n)


def _with_tours(scenario: Scenario, rules: Rules | None, work: Work) -> Rules:
    """Return the rules with a choice for each set of tours."""
    rules = rules or DEFAULT._replace(tours=default_tours(scenario))
    choices = [choice_of(scenario, one, work) for one in rules.tours]
    return rules._replace(choices=(*rules.choices, *choices))


def _start(space: Space, today: Simulated, scenario: Scenario) -> Plan:
    """Return the least staff to begin with: covers, and square-root staffing above some three erlang."""
    heads = {row.id: row.head_count for row in scenario.staff}
    loads = {
        row.id: heads[row.id] * float(busy / presence) if presence > 0 else 0.0
        for row, busy, presence in zip(scenario.staff, today.busy, today.presence, strict=True)
    }
    found = cheapest(space, [], bounds=square_root_bounds(space, loads)) or cheapest(space, [])
    return found.plan if found else space.today


def _write(folder: Path, found: Found, kpis: Sequence[Identity], options: Options) -> None:
    short = shortfalls(found)
    written: dict[str, pl.DataFrame] = {
        "levers": tables.levers_table(found),
        "designs": tables.designs_table(found),
        "binding": tables.binding_table(found),
    }
    if found.attempts:
        written["certification"] = tables.certification_table(found)
        written["values"] = tables.values_table(found, kpis)
    before, after = found.before, found.after
    if before is not None and after is not None:
        written["promise"] = promises(kpis, found.requirements, before, after)
    if found.marginals:
        written["marginal"] = tables.marginal_table(found)
    if found.variants:
        written["robustness"] = robustness_table(found.variants, found.requirements, kpis)
    if short:
        written["shortfall"] = tables.shortfall_table(short)
    plan = found.space.design(found.plan, "recommended")
    week = calendar(plan.scenario(found.scenario), found.work)
    if week is not None:
        written["roster"] = week
    for name, table in written.items():
        folders.write_csv(table, folder / f"{name}.csv")
    save(found.scenario, folder / "scenario")
    if options.posterior:
        options.posterior.save(folder / folders.POSTERIOR)
    if found.recommended is not None:
        write_recommendation(
            folder / folders.RECOMMENDED,
            found.scenario,
            "scenario",
            plan.changes,
            suffix=("staffed", "（人员配置方案）", " with planned staffing"),
            comments=comments(found),
        )


def _manifest(
    folder: Path, found: Found, ask: Ask, options: Options, command: Sequence[str]
) -> dict[str, Any]:
    reasons = missed(shortfalls(found), found.scenario)
    if found.attempts and not found.certified and not found.stopped:
        reasons = [uncertified(found), *reasons]
    signs = [1.0 if one.at_least else -1.0 for one in found.requirements]
    broken, pairs = violations(found.space, found.plans.listed, signs)
    made: dict[str, Any] = {}
    if options.posterior:
        made["posterior"] = options.posterior.record(ask.recheck)
    return {
        **head(folders.STAFFING, found.scenario, options.engine, command),
        **made,
        "targets": [one.render() for one in found.requirements],
        "sense": found.terms.sense,
        "probability": found.terms.probability,
        "confidence": found.terms.confidence,
        "search_replications": ask.replications,
        "busiest": ask.busiest,
        "caution": ask.caution,
        "levers": len(found.space.levers),
        "covers": len(found.space.covers),
        **summary(found),
        "monotone": {
            "pairs": pairs,
            "violations": len(broken),
            "flips": sum(one.flips for one in broken),
            "worst": max((one.worse for one in broken), default=0.0),
        },
        "feasible": not reasons,
        "reasons": reasons,
        "assumed": list(assumptions()),
        "interrupted": found.stopped,
        "complete": {
            "finished": not found.stopped,
            "replications": len(found.plans.listed) * ask.replications,
        },
        "files": provenance.checksums(folder),
    }
