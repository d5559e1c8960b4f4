"""`run.py site`: where to put the next stations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from sim.commands.console import DEFAULT_LANG, LangOption, guarded, say
from sim.commands.options import (
    ENGINE,
    Days,
    EngineName,
    Out,
    Posterior,
    Seed,
    WarmUpDays,
    Workers,
    posterior_of,
)
from sim.commands.siting_options import (
    INDIFFERENCE,
    KPI,
    MODEL_NAMES,
    Best,
    Budget,
    CandidatesFile,
    CandidatesOut,
    Confidence,
    Counties,
    Covered,
    First,
    Grid,
    Indifference,
    Kinds,
    Kpi,
    Matrix,
    Models,
    Most,
    New,
    Orlib,
    Points,
    Reach,
    Recheck,
    ResumeSiting,
    SitedScenario,
    Targets,
    TownCovered,
    Towns,
    WeightName,
    WeightOption,
)
from sim.commands.texts import text

if TYPE_CHECKING:
    from sim.planning.siting.shortlist import Wish

HELP = """Find where to put the next stations, and prove it by simulation. 为新增驿站选址，并以仿真验证。

Candidates come from a csv (docs/siting.md), a grid, or the demand points. Location models (set covering,
maximal covering, p-median, with capacities, with equity between towns) propose the best distinct designs;
each is simulated; ranking and selection chooses, with its guarantee stated; fresh seeds check the promise.
Writes tables, report.html, charts and recommended.yaml, a scenario, to results/ID-siting-SEED or --out.
Exit code 1: a target cannot be reached; the reason and the best reachable are told.

候选点来自 csv（见 docs/siting.md）、网格或需求点。选址模型（集合覆盖、最大覆盖、p-中位，可带容量与乡镇公平）
给出若干最优的不同方案，逐一仿真，择优选定并说明其保证，再用新的随机种子复核。表格、报告、图与
recommended.yaml（可直接运行的情景）写入 results/ID-siting-SEED 或 --out。退出码 1：目标无法达到，
并说明原因与最好可达程度。

\b
Example 例:
  python run.py site scenarios/huzhou --candidates scenarios/planning/huzhou_candidates.csv --new 5
  python run.py site scenarios/huzhou --grid 5 --candidates-out grid.csv
  python run.py site --orlib pmed1.txt
"""
UNREACHED = 1


@guarded
def site(
    scenario: SitedScenario = None,
    candidates: CandidatesFile = None,
    grid: Grid = None,
    towns: Towns = False,
    points: Points = False,
    county: Counties = None,
    kind: Kinds = None,
    candidates_out: CandidatesOut = None,
    matrix: Matrix = None,
    new: New = None,
    budget: Budget = None,
    covered: Covered = None,
    town_covered: TownCovered = None,
    target: Targets = None,
    model: Models = None,
    best: Best = 3,
    weight: WeightOption = WeightName.cases,
    reach: Reach = 15.0,
    kpi: Kpi = KPI,
    indifference: Indifference = None,
    confidence: Confidence = 0.95,
    first: First = 10,
    most: Most = 40,
    recheck: Recheck = 20,
    days: Days = None,
    warmup: WarmUpDays = None,
    seed: Seed = None,
    engine: EngineName = ENGINE,
    posterior: Posterior = None,
    workers: Workers = None,
    resume: ResumeSiting = False,
    orlib: Orlib = None,
    out: Out = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Site stations, or write candidates, or solve a file of the OR-Library."""
    from sim.commands.operands import finisher, load_scenario
    from sim.commands.progress import ProgressBar
    from sim.commands.siting_tables import print_orlib, print_siting
    from sim.experiment.errors import InputError
    from sim.experiment.folder import SITING
    from sim.experiment.options import Options
    from sim.experiment.precision import identity_of
    from sim.experiment.provenance import command_line
    from sim.planning.requirement import typed_requirements
    from sim.planning.siting.gather import Sources, gather
    from sim.planning.siting.generate import write_candidates
    from sim.planning.siting.own_travel import load_own_travel
    from sim.planning.siting.race import Terms
    from sim.planning.siting.setting import Weight, doubts
    from sim.planning.siting.study import Ask
    from sim.planning.siting.study import site as run

    if orlib is not None:
        if scenario is not None or new is not None or candidates is not None:
            raise InputError(
                "--orlib solves a file by itself: leave out SCENARIO, --new and --candidates",
                "--orlib 只求解该文件：请去掉情景、--new 与 --candidates",
            )
        print_orlib(orlib, lang)
        return
    if scenario is None:
        raise InputError(
            "site: name a SCENARIO, or a file with --orlib",
            "选址：请给出情景，或用 --orlib 给出文件",
        )
    loaded, _ = load_scenario(scenario, lang)
    sources = Sources(candidates, grid, towns, points, county or (), kind or ())
    listed = gather(loaded, sources, reach)
    if candidates_out is not None:
        write_candidates(listed.rows, candidates_out)
        say(text(lang, "site_candidates", n=len(listed.rows), path=candidates_out))
        return
    asked = Ask(
        _wish(new, budget, covered, town_covered, best, model),
        Terms(identity_of(kpi, "--kpi"), _indifference(kpi, indifference), confidence, first, most),
        Weight(weight.value),
        reach,
        recheck,
        typed_requirements(target or []),
    )
    options = Options(
        None, days, warmup, seed, engine, workers=workers, resume=resume, **posterior_of(posterior)
    )
    with ProgressBar(lang) as bar:
        for doubt in doubts(loaded):
            bar.doubted(doubt)
        done = run(
            loaded,
            listed,
            asked,
            options,
            out,
            own=load_own_travel(matrix, loaded, listed) if matrix else None,
            command=command_line(),
            told=bar.siting,
            finish=finisher(SITING, lang, bar),
        )
    print_siting(done.folder, lang)
    say(text(lang, "written", path=done.folder))
    if done.reasons:
        raise typer.Exit(UNREACHED)


def _wish(
    new: int | None,
    budget: float | None,
    covered: float | None,
    town_covered: float | None,
    best: int,
    models: list[str] | None,
) -> Wish:
    """Return what is asked of the sites.

    Raises:
        InputError: neither number nor budget, a number out of its bounds, or an unknown model.
    """
    from sim.experiment.errors import InputError
    from sim.planning.siting.shortlist import Wish

    faults = []
    if new is None and budget is None:
        faults.append(
            ("give --new (stations) or --budget (CNY a year)", "请给出 --new（家数）或 --budget（每年元）")
        )
    if new is not None and new < 1:
        faults.append((f"--new {new}: at least one station", f"--new {new}：至少一家"))
    if budget is not None and not budget >= 0:
        faults.append((f"--budget {budget:g}: must not be negative", f"--budget {budget:g}：不得为负"))
    for name, share in (("--covered", covered), ("--town-covered", town_covered)):
        if share is not None and not 0 < share <= 1:
            bounds = "a share above 0, at most 1", "须大于 0、至多 1"
            faults.append((f"{name} {share:g}: {bounds[0]}", f"{name} {share:g}：{bounds[1]}"))
    for one in models or ():
        if one not in MODEL_NAMES:
            known = ", ".join(MODEL_NAMES)
            faults.append((f"--model {one}: choose from {known}", f"--model {one}：可选 {known}"))
    if faults:
        en, zh = zip(*faults, strict=True)
        raise InputError(f"site: {'; '.join(en)}", f"选址：{'；'.join(zh)}")
    return Wish(new, budget, covered, town_covered, best, tuple(dict.fromkeys(models or MODEL_NAMES)))


def _indifference(kpi: str, given: float | None) -> float:
    """Return the smallest difference that matters; only the default KPI has one of its own.

    Raises:
        InputError: another KPI is named without one.
    """
    from sim.experiment.errors import InputError

    if given is None and kpi != KPI:
        raise InputError(
            f"--kpi {kpi} needs --indifference: the smallest difference that matters to you, in its unit",
            f"--kpi {kpi} 需要 --indifference：您在意的最小差异，按该指标的单位",
        )
    return INDIFFERENCE if given is None else given
