"""A siting into a folder: shortlist by location models, choice by simulation, a check on fresh seeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment import folder as folders
from sim.experiment import provenance
from sim.experiment.errors import BEST_SO_FAR, InputError
from sim.experiment.executor import cores
from sim.experiment.kept import kept_beside
from sim.experiment.manifest import head
from sim.experiment.options import Options, resolve
from sim.experiment.pairing import check_posterior
from sim.experiment.selection import Choice
from sim.kpi import REGISTRY
from sim.planning.design import Design as Plan
from sim.planning.evaluate import Ask as Measures
from sim.planning.evaluate import Evaluator, values_of
from sim.planning.numbers import RECHECK, SELECTION, numbers
from sim.planning.promise import asked_for, promises
from sim.planning.recommendation import write_recommendation
from sim.planning.requirement import Requirement, check_requirements
from sim.planning.robustness import Variant, change_table, variants_of
from sim.planning.siting import tables
from sim.planning.siting.candidates import Listed
from sim.planning.siting.changes import changes_of
from sim.planning.siting.own_travel import OwnTravel
from sim.planning.siting.race import Race, Terms
from sim.planning.siting.setting import Setting, Weight, doubts, points_per_town, setting
from sim.planning.siting.shortlist import Design, Wish, design_of, shortlist, sweep
from sim.planning.siting.unreachable import Reason, reason
from sim.planning.siting.words import Checked, assumed, comments, guarantee, missed
from sim.scenario import Scenario, check, save

Floats = NDArray[np.float64]
Finish = Callable[[Path], object]
Told = Callable[[str, int, str], None]
TODAY = Plan("today")
VARY = 10  # replications with each assumed input otherwise


class Ask(NamedTuple):
    """What is asked of a siting."""

    wish: Wish
    terms: Terms
    weight: Weight = Weight.cases
    reach: float = 15.0
    recheck: int = 20  # replications on fresh seeds
    requirements: Sequence[Requirement] = ()


class Sited(NamedTuple):
    """A finished siting: where it lies, its manifest, and the reasons why targets are missed."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def reasons(self) -> list[dict[str, str]]:
        """Why targets are not reached, in both languages; none: they are."""
        return list(self.manifest["reasons"])


class _Found(NamedTuple):
    """What there is to write: whatever an interruption left."""

    setting: Setting
    designs: list[Design]
    best: Design
    race: Race | None = None
    choice: Choice | None = None
    before: tuple[Floats, Floats] | None = None  # today's network [replications, KPIs]: selection, fresh
    after: tuple[Floats, Floats] | None = None
    varied: tuple[tuple[Variant, Floats, Floats], ...] = ()  # today's and the design's values by assumption
    stopped: bool = False


def site(
    scenario: Scenario,
    listed: Listed,
    ask: Ask,
    options: Options,
    out: Path | None = None,
    *,
    own: OwnTravel | None = None,
    command: Sequence[str] = (),
    told: Told = lambda stage, done, best: None,
    finish: Finish | None = None,
) -> Sited:
    """Propose new stations, choose among the proposals by simulation, and write the folder of it.

    Args:
        scenario: today's network.
        listed: candidate sites.
        ask: numbers, targets, models; KPI and terms of the choice.
        options: overrides of the settings, engine, workers, posterior, resume.
        out: by default results/<id>-siting-<seed>.
        own: measured travel to candidates.
        command: as typed, for the manifest.
        told: hears stage, how much of it is done, and the best design so far.
        finish: called with the folder before it takes its place (to draw charts).

    Raises:
        InputError: a number is out of its bounds, the KPI has no direction, or `out` cannot be written.
        ScenarioErrors: the scenario or the candidates have problems.
        KeyboardInterrupt: after the best so far is written, if there was one.
    """
    scenario = resolve(scenario, options._replace(replications=1))
    told_of = check(scenario, known_kpis=REGISTRY)
    warnings = [{"en": one.render("en"), "zh": one.render("zh")} for one in told_of]
    _check_terms(ask.terms)
    place = setting(scenario, listed, weight=ask.weight, reach=ask.reach, own=own)
    if ask.requirements:
        check_requirements(ask.requirements, place.compiled.labels)
    if options.posterior:
        check_posterior([resolve(scenario, Options(replications=ask.terms.most))], options.posterior)
    settings = scenario.settings
    out = out or Path("results") / f"{settings.id}-siting-{settings.seed}"
    why = reason(place, ask.wish)
    with kept_beside(out, resume=options.resume) as kept:
        with folders.new_folder(out, folders.SITING) as partial:
            if why is None:
                found = _found(place, ask, options, kept / "points", told)
            else:
                nearest = design_of(place, "S1", why.best)
                found = _Found(place, [nearest], nearest)
            reasons = _reasons(found, ask, why)
            _write(
                partial, found, ask, options, recommended=_remarks(found, ask, reasons) if not why else None
            )
            manifest = _manifest(partial, found, ask, options, command, reasons)
            manifest["warnings"] = warnings + doubts(scenario)
            folders.write_manifest(partial, manifest)
            if finish:
                finish(partial)
        if found.stopped:  # the folder is whole, and finished replications stay for --resume
            stop = KeyboardInterrupt()
            stop.add_note(BEST_SO_FAR)
            raise stop
    return Sited(out, folders.read_manifest(out) or {})


def _check_terms(terms: Terms) -> None:
    definition = REGISTRY[terms.kpi[0]]
    if definition.direction == "none":
        raise InputError(
            f"--kpi: {terms.kpi[0]} has no better direction (docs/kpis.md); choose one that has",
            f"--kpi：{terms.kpi[0]} 没有优劣方向（见 docs/kpis.md）；请另选指标",
        )
    if not (np.isfinite(terms.indifference) and terms.indifference > 0):
        raise InputError("--indifference must be above 0", "--indifference 须大于 0")
    if not 0 < terms.confidence < 1:
        raise InputError(
            f"--confidence {terms.confidence:g}: must lie between 0 and 1",
            f"--confidence {terms.confidence:g}：须在 0 与 1 之间",
        )
    if not 2 <= terms.first <= terms.most:
        raise InputError(
            f"--first {terms.first}, --most {terms.most}: 2 <= first <= most does not hold",
            f"--first {terms.first}、--most {terms.most}：不满足 2 <= first <= most",
        )


def _found(place: Setting, ask: Ask, options: Options, store: Path, told: Told) -> _Found:
    """Make the shortlist, let it race, and run the winner and today's network on fresh seeds."""
    designs = shortlist(place, ask.wish, lambda done, total: told("shortlist", done, ""))
    plans = [_plan(place, one) for one in designs]
    stage, leading = "selection", ""

    def heard(done: int) -> None:
        told(stage, done, leading)

    evaluator = Evaluator(
        place.scenario,
        Measures(asked_for(ask.terms.kpi, ask.requirements)),
        engine=options.engine,
        workers=options.workers or cores(),
        posterior=options.posterior,
        store=store,
        told=heard,
    )

    def lead(best: str) -> None:
        nonlocal leading
        leading = best

    race = Race(evaluator, plans, ask.terms, lead)
    choice: Choice | None = None
    try:
        choice = race.run()
        won, stage = plans[choice.best], "recheck"
        lead(won.name)
        asked = [SELECTION + number - 1 for number in race.asked[choice.best]]
        fresh = numbers(RECHECK + (ask.terms.most if options.posterior else 0), ask.recheck)
        (before,) = evaluator.run([TODAY], asked)
        checked = evaluator.run([TODAY, won], fresh)
        stage = "vary"
        varied = _varied(evaluator, place.scenario, won, fresh[:VARY])
    except KeyboardInterrupt:
        best = designs[race.leader() if choice is None else choice.best]
        return _Found(place, designs, best, race, choice, stopped=True)
    return _Found(
        place,
        designs,
        designs[choice.best],
        race,
        choice,
        (values_of(before), values_of(checked[0])),
        (race.values(choice.best), values_of(checked[1])),
        varied,
    )


def _varied(
    evaluator: Evaluator, scenario: Scenario, won: Plan, chances: Sequence[int]
) -> tuple[tuple[Variant, Floats, Floats], ...]:
    """Run today's network and the design with assumed inputs otherwise."""
    found = []
    pairs = zip(variants_of(scenario), variants_of(won.scenario(scenario)), strict=True)
    for now, then in pairs:
        today = Plan(f"today, {now.name}", now.changes)
        design = Plan(f"{won.name}, {then.name}", (*won.changes, *then.changes))
        before, after = evaluator.run([today, design], chances)
        found.append((now, values_of(before), values_of(after)))
    return tuple(found)


def _plan(place: Setting, one: Design) -> Plan:
    changes = changes_of(place.scenario, place.opened(one.sites), place.own)
    return Plan(one.name, tuple(changes))


def _reasons(found: _Found, ask: Ask, why: Reason | None) -> list[dict[str, str]]:
    """Return why targets are missed: by the location models, or on fresh seeds."""
    if why:
        return [{"en": why.en, "zh": why.zh}]
    if found.race is None or found.after is None:
        return []
    kpis = asked_for(ask.terms.kpi, ask.requirements)
    return missed(found.race, Checked(found.best.name, found.after[1], kpis), ask.requirements)


def _remarks(found: _Found, ask: Ask, reasons: Sequence[dict[str, str]]) -> list[str]:
    """Return what stands above the recommendation."""
    chosen = guarantee(found.choice, ask.terms) if found.choice else None
    lines = comments(found.setting, found.best, chosen)
    if found.stopped and found.choice:
        lines.append("INTERRUPTED before it was checked on fresh seeds. 复核之前已中断。")
    return lines + [one[lang] for one in reasons for lang in ("en", "zh")]


def _write(
    folder: Path, found: _Found, ask: Ask, options: Options, *, recommended: Sequence[str] | None
) -> None:
    """Write every table there is; with remarks for its top, the recommendation too."""
    place, sites = found.setting, found.best.sites
    most = 2 * ask.wish.p if ask.wish.p else len(place.candidates)
    written = {
        "candidates": tables.candidates_table(place, sites),
        "shortlist": tables.shortlist_table(place, found.designs),
        "proposals": tables.proposals_table(found.designs),
        "coverage": tables.coverage_table(place, sites),
        "towns": tables.towns_table(place, sites),
        "budget": tables.budget_table(list(sweep(place, min(most, len(place.candidates))))),
    }
    if found.race and found.choice:
        written["selection"] = tables.selection_table(found.race, found.choice)
        written["trajectory"] = tables.trajectory_table(found.race, found.choice)
    if found.race and found.before and found.after:
        kpis = asked_for(ask.terms.kpi, ask.requirements)
        fresh = (found.before[1], found.after[1])
        promised = promises(kpis, ask.requirements, found.before, found.after)
        written["promise"] = tables.with_change(promised, fresh)
        written["values"] = tables.values_table(found.race, found.best.name, found.before[0], fresh, kpis)
    if found.varied:
        written["varied"] = change_table(found.varied, asked_for(ask.terms.kpi, ask.requirements))
    for name, table in written.items():
        folders.write_csv(table, folder / f"{name}.csv")
    save(place.scenario, folder / "scenario")
    if options.posterior:
        options.posterior.save(folder / folders.POSTERIOR)
    if recommended is not None:
        write_recommendation(
            folder / folders.RECOMMENDED,
            place.scenario,
            "scenario",
            _plan(place, found.best).changes,
            suffix=("sited", "（新增驿站）", " with new stations"),
            comments=recommended,
        )


def _manifest(
    folder: Path,
    found: _Found,
    ask: Ask,
    options: Options,
    command: Sequence[str],
    reasons: Sequence[dict[str, str]],
) -> dict[str, Any]:
    place, wish, terms = found.setting, ask.wish, ask.terms
    towns, least, most = points_per_town(place.scenario)
    made: dict[str, Any] = {}
    if options.posterior:
        made["posterior"] = options.posterior.record(terms.most)
    return {
        **head(folders.SITING, place.scenario, options.engine, command),
        **made,
        "new": wish.p,
        "budget": wish.budget,
        "covered": wish.covered,
        "town_covered": wish.town_covered,
        "models": list(wish.models),
        "best_of_each": wish.best,
        "weight": ask.weight.value,
        "reach": ask.reach,
        "candidates": len(place.candidates),
        "demand_points": len(place.scenario.zones),
        "towns": towns,
        "points_per_town": [least, most],
        "own_travel": place.own is not None,
        "kpi": "/".join(terms.kpi),
        "method": "kn",
        "indifference": terms.indifference,
        "confidence": terms.confidence,
        "first": terms.first,
        "most": terms.most,
        "recheck": ask.recheck,
        "targets": [one.render() for one in ask.requirements],
        "selected": found.best.name,
        "stations": [row.id for row in place.opened(found.best.sites)],
        "decided": found.choice.decided if found.choice else False,
        "guarantee": guarantee(found.choice, terms),
        "feasible": not reasons,
        "reasons": list(reasons),
        "interrupted": found.stopped,
        "assumed": assumed(place),
        "complete": {
            "finished": not found.stopped,
            "replications": sum(found.choice.replications) if found.choice else 0,
        },
        "files": provenance.checksums(folder),
    }
