"""`run.py staff`: whom to put in the stations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
from sim.commands.texts import text

HELP = """Find the least cost staffing that keeps the targets, and prove it by simulation. 求达标的最低成本人员配置，并以仿真验证。

Head counts, modes, rosters and opening hours are searched, with minimum presence and skill cover kept; the
plan is certified on chances that the search never saw, checked on fresh seeds, and tried with assumed inputs
varied. Says which target binds, and what one more person anywhere would buy. Writes tables, report.html, charts and
recommended.yaml, a scenario, to results/ID-staffing-SEED or --out. Exit code 1: the targets are out of reach;
the reason and the best reachable are told.

在保证最低在岗与技能覆盖的前提下搜索人数、方式、排班与开放时段；用搜索未用过的随机数认证方案，再用新种子复核，
并变动假设的输入检验。说明哪个目标起约束作用、任一处多一人的价值。表格、报告、图与 recommended.yaml（可直接运行的情景）
写入 results/ID-staffing-SEED 或 --out。退出码 1：目标无法达到，并说明原因与最好可达程度。

\b
Example 例:
  python run.py staff scenarios/wuxing --target "on_time_share/kind/transaction>=0.97"
  python run.py staff scenarios/huzhou --levers scenarios/planning/huzhou_levers.yaml --probability 0.95
"""  # noqa: E501
UNREACHED = 1

Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        metavar="KPI>=BOUND",
        help="Instead of targets.csv; repeatable. 目标，替代 targets.csv。",
        show_default=False,
    ),
]
Levers = Annotated[
    Path | None,
    typer.Option(
        help="What may be changed, yaml. 可调项文件。",
        show_default="heads of all members, tours of rotating groups",
    ),
]
Probability = Annotated[
    float, typer.Option(help="That a year keeps all targets, at least. 一年全部达标的概率下限。")
]
Confidence = Annotated[float, typer.Option(help="Of the recommendation. 推荐方案的置信度。")]
Busiest = Annotated[
    float,
    typer.Option(metavar="SHARE", help="A group is busy at most, with today's work. 组的最高忙碌占比。"),
]
Caution = Annotated[
    float,
    typer.Option(
        metavar="FACTOR", help="Plan with this part of the assumed enterprise shares. 企业时间比例打折。"
    ),
]
Mean = Annotated[
    bool,
    typer.Option("--mean", help="Targets hold for means over years, not for a year. 目标针对多年均值。"),
]
SearchReplications = Annotated[
    int, typer.Option(min=2, help="Of each plan in the search. 搜索中每方案重复数。")
]
MostPlans = Annotated[int, typer.Option(min=1, help="Plans simulated at most. 仿真方案数上限。")]
MarginalGroups = Annotated[
    int, typer.Option("--marginal", min=0, help="Busiest groups given one more head. 试加一人的组数。")
]
Recheck = Annotated[int, typer.Option(min=2, help="Replications on fresh seeds. 复核次数。")]
ResumeStaffing = Annotated[
    bool, typer.Option("--resume", help="Go on from the replications that are done. 从中断处继续。")
]


@guarded
def staff(
    scenario: ScenarioPath,
    target: Targets = None,
    levers: Levers = None,
    probability: Probability = 0.9,
    confidence: Confidence = 0.95,
    mean: Mean = False,
    search_replications: SearchReplications = 6,
    most_plans: MostPlans = 400,
    marginal: MarginalGroups = 20,
    busiest: Busiest = 0.9,
    caution: Caution = 1.0,
    recheck: Recheck = 30,
    days: Days = None,
    warmup: WarmUpDays = None,
    seed: Seed = None,
    engine: EngineName = ENGINE,
    posterior: Posterior = None,
    workers: Workers = None,
    resume: ResumeStaffing = False,
    out: Out = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Search, certify and check a staffing."""
    from sim.commands.operands import finisher, load_scenario
    from sim.commands.progress import ProgressBar
    from sim.commands.staffing_tables import print_staffing
    from sim.experiment.folder import STAFFING
    from sim.experiment.options import Options
    from sim.experiment.provenance import command_line
    from sim.planning.requirement import requirements_of, typed_requirements
    from sim.planning.staffing.certification import Terms
    from sim.planning.staffing.rules import load_rules
    from sim.planning.staffing.study import Ask
    from sim.planning.staffing.study import staff as run

    typed = typed_requirements(target or [])
    rules = load_rules(levers) if levers else None
    loaded, _ = load_scenario(scenario, lang)
    asked = Ask(
        typed or requirements_of(loaded),
        rules,
        Terms("mean" if mean else "year", probability, confidence),
        search_replications,
        most_plans,
        marginal,
        recheck=recheck,
        busiest=busiest,
        caution=caution,
    )
    options = Options(
        None, days, warmup, seed, engine, workers=workers, resume=resume, **posterior_of(posterior)
    )
    with ProgressBar(lang) as bar:
        done = run(
            loaded,
            asked,
            options,
            out,
            command=command_line(),
            told=bar.staffing,
            finish=finisher(STAFFING, lang, bar),
        )
    print_staffing(done.folder, lang)
    say(text(lang, "written", path=done.folder))
    if done.reasons:
        raise typer.Exit(UNREACHED)
