"""`run.py simulate`: run one scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sim.commands.bottlenecks import Bottlenecks
from sim.commands.console import DEFAULT_LANG, LangOption, guarded, say
from sim.commands.options import (
    ENGINE,
    Cluster,
    Days,
    EngineName,
    Out,
    Posterior,
    Precision,
    Replications,
    Report,
    Resume,
    Seed,
    WarmUp,
    Workers,
    posterior_of,
    refuse,
    warm_up_of,
)
from sim.commands.texts import Lang, text

if TYPE_CHECKING:
    from sim.experiment.options import Options
    from sim.experiment.simulate import Finished
    from sim.scenario import Scenario

HELP = """Run a scenario and write its KPIs. 运行一个情景并写出指标。

Writes manifest.json, kpis.csv, summary.csv, series.csv and the scenario as it was run (see docs/outputs.md).
Without --out the folder is results/ID-DIGEST-SEED: the scenario's id, the first 8 digits of the digest of its
content with the options, and the seed. An older finished run in the same place is replaced, nothing else is.

写出运行清单、指标、汇总、序列与所用情景（见 docs/outputs.md）。
未给 --out 时写入 results/ID-摘要-种子：情景 id、含选项的内容摘要前 8 位、随机种子。
同一位置本程序的旧运行会被替换，其他内容不会被动。

\b
Example 例:
  python run.py simulate scenarios/wuxing --replications 5 --days 182 --report

\b
  python run.py simulate scenarios/wuxing --precision 5%,0.1pp --warmup auto

\b
  python run.py simulate scenarios/huzhou --posterior draws.yaml -n 100
"""
ScenarioOrNone = Annotated[
    Path | None,
    typer.Argument(
        metavar="SCENARIO", help="Scenario folder or yaml. 情景文件夹或 yaml 文件。", show_default=False
    ),
]
From = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="MANIFEST",
        help="Repeat the run of this manifest.json, compare kpis.csv to the byte. 按清单重做并逐字节核对。",
        show_default=False,
    ),
]
# What the manifest says already.
NOT_BESIDE_FROM = (
    "scenario", "replications", "precision", "days", "warmup", "seed", "engine", "cases", "check_engines",
    "posterior",
)  # fmt: skip
CaseLog = Annotated[bool, typer.Option("--cases", help="Write cases.parquet, stages.parquet. 写出逐件记录。")]

CheckEngines = Annotated[
    bool,
    typer.Option(
        "--check-engines",
        help="Run the reference engine too and compare the logs bit by bit. 同时运行参考引擎并逐位核对记录。",
    ),
]


class More(NamedTuple):
    """What is wanted besides the tables."""

    report: bool
    bottlenecks: bool


@guarded
def simulate(
    context: typer.Context,
    scenario: ScenarioOrNone = None,
    replications: Replications = None,
    precision: Precision = None,
    days: Days = None,
    warmup: WarmUp = None,
    seed: Seed = None,
    engine: EngineName = ENGINE,
    posterior: Posterior = None,
    out: Out = None,
    workers: Workers = None,
    cluster: Cluster = None,
    resume: Resume = False,
    cases: CaseLog = False,
    check_engines: CheckEngines = False,
    repeated: From = None,
    report: Report = False,
    bottlenecks: Bottlenecks = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Run replications of a scenario into a run folder and print its main KPIs."""
    from sim.commands.operands import load_scenario
    from sim.experiment.errors import InputError
    from sim.experiment.options import Options

    more = More(report, report if bottlenecks is None else bottlenecks)
    if repeated:
        refuse(context, NOT_BESIDE_FROM, "--from repeats a run as it was", "--from 按原样重做一次运行")
        _repeat(repeated, Options(workers=workers, cluster=cluster, resume=resume), out, more, lang)
        return
    if scenario is None:
        raise InputError(
            "SCENARIO is missing: name a scenario, or a run to repeat with --from",
            "缺少 SCENARIO：请给出情景，或用 --from 指定要重做的运行",
        )
    options = Options(
        replications,
        days,
        **warm_up_of(warmup),
        seed=seed,
        engine=engine,
        case_log=cases,
        check_engines=check_engines,
        workers=workers,
        precision=precision,
        cluster=cluster,
        resume=resume,
        **posterior_of(posterior),
    )
    _run(load_scenario(scenario, lang)[0], options, out, more, lang)


def _run(scenario: Scenario, options: Options, out: Path | None, more: More, lang: Lang) -> Finished:
    """Run, print the main KPIs and say where the results are."""
    from sim.commands.bottlenecks import finishing, print_bottlenecks
    from sim.commands.operands import finisher
    from sim.commands.progress import ProgressBar
    from sim.commands.tables import print_run
    from sim.experiment.folder import RUN
    from sim.experiment.options import resolve
    from sim.experiment.provenance import command_line
    from sim.experiment.simulate import simulate as run

    wanted = resolve(scenario, options).settings.replications
    with ProgressBar(lang, wanted) as bar:
        report = finisher(RUN, lang, bar) if more.report else None
        finish = finishing(report, bar, bottlenecks=more.bottlenecks, workers=options.workers)
        done = run(scenario, options, out, command=command_line(), observer=bar, finish=finish)
    print_run(done, lang)
    print_bottlenecks(done.folder, lang)
    say(text(lang, "written", path=done.folder))
    if more.report:
        say(text(lang, "report_written", path=done.folder / "report.html"))
    return done


def _repeat(manifest: Path, asked: Options, out: Path | None, more: More, lang: Lang) -> None:
    """Make a run again, and say whether its numbers are the same to the byte."""
    from sim.experiment.repeat import differs, repeat_of

    repeat = repeat_of(manifest)
    options = repeat.options._replace(workers=asked.workers, cluster=asked.cluster, resume=asked.resume)
    for change in repeat.differences:
        say(text(lang, "doubt", words=change), stderr=True)
    done = _run(
        repeat.scenario, options, out or repeat.folder.with_name(f"{repeat.folder.name}-again"), more, lang
    )
    why = differs(repeat, done)
    if why:
        say(text(lang, "other_bytes", path=repeat.folder, why=why))
        raise typer.Exit(1)
    say(text(lang, "same_bytes", path=repeat.folder))
