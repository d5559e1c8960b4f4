"""`run.py simulate`: run one scenario."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.commands.console import DEFAULT_LANG, LangOption, guarded, say
from sim.commands.options import (
    ENGINE,
    Days,
    EngineName,
    Out,
    Replications,
    Report,
    ScenarioPath,
    Seed,
    WarmUp,
    Workers,
)
from sim.commands.texts import text

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
"""
CaseLog = Annotated[bool, typer.Option("--cases", help="Write cases.parquet, stages.parquet. 写出逐件记录。")]

CheckEngines = Annotated[
    bool,
    typer.Option(
        "--check-engines",
        help="Run the reference engine too and compare the logs bit by bit. 同时运行参考引擎并逐位核对记录。",
    ),
]


@guarded
def simulate(
    scenario: ScenarioPath,
    replications: Replications = None,
    days: Days = None,
    warmup: WarmUp = None,
    seed: Seed = None,
    engine: EngineName = ENGINE,
    out: Out = None,
    workers: Workers = None,
    cases: CaseLog = False,
    check_engines: CheckEngines = False,
    report: Report = False,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Run replications of a scenario into a run folder and print its main KPIs."""
    from sim.commands.operands import finisher, load_scenario
    from sim.commands.progress import ProgressBar
    from sim.commands.tables import print_run
    from sim.experiment.folder import RUN
    from sim.experiment.options import Options, resolve
    from sim.experiment.provenance import command_line
    from sim.experiment.simulate import simulate as run

    options = Options(replications, days, warmup, seed, engine, cases, check_engines, workers)
    loaded, _ = load_scenario(scenario, lang)
    wanted = resolve(loaded, options).settings.replications
    with ProgressBar(lang, wanted) as bar:
        finish = finisher(RUN, lang, bar) if report else None
        done = run(loaded, options, out, command=command_line(), observer=bar, finish=finish)
    print_run(done, lang)
    say(text(lang, "written", path=done.folder))
    if report:
        say(text(lang, "report_written", path=done.folder / "report.html"))
