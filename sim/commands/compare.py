"""`run.py compare`: what a change does, with the same chances on both sides."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

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
from sim.commands.selecting import (
    Budget,
    Confidence,
    First,
    Indifference,
    Method,
    Most,
    Select,
    SelectMethod,
    select_and_print,
)
from sim.commands.texts import text

HELP = """Compare scenarios under common random numbers. 用公共随机数比较情景。

Each operand is a scenario, run as needed, or the folder of a finished run. The first is the base; its seed,
days, warm-up and replications hold for all, unless given here; options cannot change a finished run.
Without --out the folder is results/BASE-vs-OTHERS-SEED, of the scenarios' ids and the seed. An older finished
comparison in the same place is replaced, nothing else is. docs/what-ifs.md has a worked example,
docs/comparison.md tells what intervals, p-values and variance reduction mean.

每个对象是情景或已完成的运行文件夹；第一个为基准，其种子、天数、预热与重复次数适用于全部情景；选项不能改变已完成的运行。
未给 --out 时写入 results/基准-vs-对照-种子（情景 id 与种子）；同一位置的旧比较会被替换，其他内容不会被动。
示例见 docs/what-ifs.md；区间、p 值与方差减少的含义见 docs/comparison.md。

\b
Example 例:
  python run.py compare scenarios/huzhou scenarios/what_if/backstop_off.yaml -n 5 --report
  python run.py compare results/a results/b results/c --pairs all --simultaneous max-t
  python run.py compare scenarios/wuxing scenarios/huzhou --select on_time_share --indifference 0.002
"""
Base = Annotated[
    Path, typer.Argument(metavar="BASE", help="Scenario or run folder. 基准情景或运行。", show_default=False)
]
Others = Annotated[
    list[Path], typer.Argument(metavar="OTHER", help="What to compare with it. 对照。", show_default=False)
]


class WhichPairs(StrEnum):
    """Which scenarios are compared with each other."""

    base = "base"
    all = "all"


class Simultaneous(StrEnum):
    """How intervals are made that hold together."""

    bonferroni = "bonferroni"
    max_t = "max-t"


PairsOption = Annotated[
    WhichPairs, typer.Option("--pairs", help="With the base, or all pairs. 与基准或两两比较。")
]
SimultaneousOption = Annotated[
    Simultaneous,
    typer.Option(
        help="Intervals of the headline KPIs that hold together: bonferroni; or max-t, narrower, from 10"
        " replications on. 首要指标的联合区间：bonferroni，或较窄的 max-t（至少 10 次重复）。"
    ),
]
OF_SELECT = ("method", "indifference", "confidence", "first", "budget", "most")
NOT_BESIDE_SELECT = ("replications", "cluster", "resume", "pairs", "simultaneous", "report", "bottlenecks")


@guarded
def compare(
    context: typer.Context,
    base: Base,
    others: Others,
    replications: Replications = None,
    days: Days = None,
    warmup: WarmUp = None,
    seed: Seed = None,
    engine: EngineName = ENGINE,
    posterior: Posterior = None,
    workers: Workers = None,
    cluster: Cluster = None,
    resume: Resume = False,
    pairs: PairsOption = WhichPairs.base,
    simultaneous: SimultaneousOption = Simultaneous.bonferroni,
    select: Select = None,
    method: Method = SelectMethod.kn,
    indifference: Indifference = None,
    confidence: Confidence = 0.95,
    first: First = None,
    budget: Budget = None,
    most: Most = 200,
    out: Out = None,
    report: Report = False,
    bottlenecks: Bottlenecks = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Compare scenarios or finished runs with a base and print the differences of the main KPIs."""
    from sim.commands.operands import compare_and_print, load_operands
    from sim.experiment.folder import kind_of
    from sim.experiment.options import Options

    options = Options(
        replications,
        days,
        **warm_up_of(warmup),
        seed=seed,
        engine=engine,
        workers=workers,
        cluster=cluster,
        resume=resume,
        **posterior_of(posterior),
    )
    if not select:
        refuse(context, OF_SELECT, "this goes with --select only", "该选项只与 --select 同用")
    else:
        why = ("a selection decides on its own", "择优自行决定")
        refuse(context, NOT_BESIDE_SELECT, *why)
        if options.warm_up_auto:
            refuse(context, ["warmup"], "--select takes a warm-up in days", "--select 需要以天数给出预热期")
        select_and_print(
            [base, *others],
            select,
            options,
            out,
            lang,
            method=method.value,
            indifference=indifference,
            confidence=confidence,
            first=first,
            budget=budget,
            most=most,
        )
        return
    done = compare_and_print(
        load_operands([base, *others], lang),
        options,
        out,
        report=report,
        lang=lang,
        # a finished base is not simulated again unless that is asked
        bottlenecks=report and kind_of(base) is None if bottlenecks is None else bottlenecks,
        pairs=pairs.value,
        simultaneous=simultaneous.value,
    )
    say(text(lang, "written", path=done.folder))
    if report:
        say(text(lang, "report_written", path=done.folder / "report.html"))
