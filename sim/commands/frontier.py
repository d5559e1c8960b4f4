"""`run.py frontier`: what money buys, over new stations and staff together."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.commands.console import DEFAULT_LANG, LangOption, guarded, say
from sim.commands.options import (
    ENGINE,
    Days,
    EngineName,
    Out,
    Posterior,
    ScenarioPath,
    Seed,
    WarmUpDays,
    Workers,
    posterior_of,
)
from sim.commands.siting_options import CandidatesFile, Matrix, Reach, WeightName, WeightOption
from sim.commands.texts import text

if TYPE_CHECKING:
    from sim.planning.staffing.rules import Rules

HELP = """Find the frontier of cost against satisfaction and processing time. 求成本与满意度、办理时长的前沿。

For 0, 1, ... new stations (the best that location models find) and a ladder of budgets, the staffing that
serves best within each budget is proposed, and simulated with common random numbers. Writes report.html, the
points with their intervals, which are not dominated, picked points explained in words, each a scenario under
plans/, and a sweep over budgets, to results/ID-frontier-SEED or --out. Exit code 1: no plan lies within the
budgets.

对新增 0、1……家驿站（由选址模型给出）与各档预算，提出该预算内服务最好的人员配置，并用公共随机数仿真。
写出报告、各方案及其区间、哪些不被超越、以文字说明的挑选方案（plans/ 下各为一个情景）和预算分档结果，写入
results/ID-frontier-SEED 或 --out。退出码 1：预算之内没有可行方案。

\b
Example 例:
  python run.py frontier scenarios/wuxing --days 182
  python run.py frontier scenarios/huzhou --candidates scenarios/planning/huzhou_candidates.csv --new 3
"""
INFEASIBLE = 1


class SitingModel(StrEnum):
    """What picks new stations."""

    maximal_covering = "maximal_covering"
    p_median = "p_median"


NewStations = Annotated[int, typer.Option("--new", min=0, help="New stations, 0 to this. 新增驿站数上限。")]
Model = Annotated[SitingModel, typer.Option("--model", help="What picks new stations. 选址模型。")]
Rungs = Annotated[int, typer.Option("--points", min=2, max=100, help="Budgets on the ladder. 预算档数。")]
Money = Annotated[
    str | None,
    typer.Option(
        "--budget",
        metavar="LOW:HIGH",
        help="From which budget to which, CNY a year; either may be blank. 预算范围（每年元）。",
        show_default="a quarter worse than today, to 3 % above today's cost or all new stations",
    ),
]
LeversFile = Annotated[
    Path | None,
    typer.Option("--levers", help="Staff that may change, yaml. 可调项。", show_default="heads of members"),
]
TimeKpi = Annotated[str, typer.Option("--time-kpi", metavar="KPI", help="Processing time. 时长指标。")]
Each = Annotated[int, typer.Option("--replications", "-n", min=2, help="Of each point. 每方案重复次数。")]
OfSweeps = Annotated[int, typer.Option("--sweep", min=2, help="Replications of sweeps. 试探的重复次数。")]
Recheck = Annotated[int, typer.Option(min=2, help="Of picked points, fresh seeds. 复核次数。")]
Vary = Annotated[
    int, typer.Option(min=0, help="Of them with assumptions otherwise; 0: none. 变动假设的重复次数。")
]
Busiest = Annotated[
    float, typer.Option(help="Part of its presence that a group may be busy. 人员忙碌占在岗的上限。")
]
Margin = Annotated[
    float, typer.Option(help="Loss that counts as none, share of today's. 视为相当的损失（占现状）。")
]
ResumeFrontier = Annotated[
    bool, typer.Option("--resume", help="Go on from the replications that are done. 从中断处继续。")
]


@guarded
def frontier(
    scenario: ScenarioPath,
    candidates: CandidatesFile = None,
    new: NewStations = 0,
    model: Model = SitingModel.maximal_covering,
    weight: WeightOption = WeightName.cases,
    reach: Reach = 15.0,
    matrix: Matrix = None,
    levers: LeversFile = None,
    points: Rungs = 7,
    budget: Money = None,
    time_kpi: TimeKpi = "processing_days_p90",
    replications: Each = 10,
    sweep: OfSweeps = 3,
    busiest: Busiest = 0.9,
    margin: Margin = 0.02,
    recheck: Recheck = 20,
    vary: Vary = 5,
    days: Days = None,
    warmup: WarmUpDays = None,
    seed: Seed = None,
    engine: EngineName = ENGINE,
    posterior: Posterior = None,
    workers: Workers = None,
    resume: ResumeFrontier = False,
    out: Out = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Find and write a frontier."""
    from sim.commands.frontier_tables import print_frontier
    from sim.commands.operands import finisher, load_scenario
    from sim.commands.progress import ProgressBar
    from sim.experiment.errors import InputError
    from sim.experiment.folder import FRONTIER
    from sim.experiment.options import Options
    from sim.experiment.precision import identity_of
    from sim.experiment.provenance import command_line
    from sim.planning.frontier.alternatives import Siting
    from sim.planning.frontier.search import InfeasibleError, Terms
    from sim.planning.frontier.study import BEST_SO_FAR, Ask
    from sim.planning.frontier.study import frontier as run
    from sim.planning.siting.candidates import Listed
    from sim.planning.siting.gather import Sources, gather
    from sim.planning.siting.own_travel import load_own_travel
    from sim.planning.siting.setting import Weight

    low, high = _bounds(budget)
    rules = _rules(levers)
    terms = Terms(
        identity_of(time_kpi, "--time-kpi"),
        rungs=points, low=low, high=high, replications=replications, sweeps=sweep,
        busiest=busiest,
    )  # fmt: skip
    loaded, _ = load_scenario(scenario, lang)
    if candidates and not new:
        raise InputError(
            "--candidates without --new: say how many new stations there may be",
            "有 --candidates 而无 --new：请给出新增驿站数上限",
        )
    listed = gather(loaded, Sources(candidates), reach) if candidates else Listed.of([])
    own = load_own_travel(matrix, loaded, listed) if matrix else None
    siting = Siting(listed, new, model.value, Weight(weight.value), reach, own)
    options = Options(
        None, days, warmup, seed, engine, workers=workers, resume=resume, **posterior_of(posterior)
    )
    with ProgressBar(lang) as bar:
        try:
            done = run(
                loaded,
                Ask(siting, terms, rules, margin, recheck, vary),
                options,
                out,
                command=command_line(),
                told=bar.frontier,
                finish=finisher(FRONTIER, lang, bar),
            )
        except InfeasibleError as fault:
            words = fault.zh if lang == "zh" else fault.en
            say(text(lang, "front_infeasible", words=words))
            raise typer.Exit(INFEASIBLE) from None
        except KeyboardInterrupt as stop:
            if BEST_SO_FAR in getattr(stop, "__notes__", ()):
                say(text(lang, "front_best_kept"), stderr=True)
            raise
    print_frontier(done.folder, lang)
    say(text(lang, "written", path=done.folder))


def _bounds(typed: str | None) -> tuple[float | None, float | None]:
    """Read LOW:HIGH, either of which may be blank.

    Raises:
        InputError: it does not read so.
    """
    from sim.experiment.errors import InputError

    if typed is None:
        return None, None
    low, colon, high = typed.partition(":")
    try:
        if colon:
            return (float(low) if low else None), (float(high) if high else None)
    except ValueError:
        pass
    raise InputError(
        f"--budget {typed}: write LOW:HIGH in CNY a year, as 60e6:95e6 or :95e6",
        f"--budget {typed}：请写作 下限:上限（每年元），如 60e6:95e6 或 :95e6",
    )


def _rules(path: Path | None) -> Rules:
    """Return what may change; tours are made anew by `staff` only.

    Raises:
        ScenarioErrors: the file has problems.
        InputError: it asks for tours.
    """
    from sim.experiment.errors import InputError
    from sim.planning.staffing.rules import DEFAULT, load_rules

    if path is None:
        return DEFAULT
    rules = load_rules(path)
    if rules.tours:
        raise InputError(
            f"{path}: tours are planned by run.py staff; leave `tours` out for a frontier",
            f"{path}：轮驻路线由 run.py staff 规划；前沿请去掉 tours",
        )
    return rules
