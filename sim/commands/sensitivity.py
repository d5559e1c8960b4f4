"""`run.py sensitivity`: which inputs drive which KPI."""

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
    Replications,
    ScenarioPath,
    Seed,
    WarmUpDays,
    Workers,
)
from sim.commands.texts import Lang, text

if TYPE_CHECKING:
    from sim.experiment.sensitivity.study import Studied

HELP = """Find which inputs drive which KPI. 找出哪些输入左右哪些指标。

Parameters with ranges stand in a yaml (scenarios/sensitivity/general.yaml; docs/sensitivity.md). Each is
taken to both ends of its range; Morris screening finds those that matter at all; Sobol indices share the
variance of each KPI among these. Writes tables, report.html and tornado charts to
results/ID-sensitivity-SEED, or --out.

参数及其范围写在 yaml 中（scenarios/sensitivity/general.yaml，见 docs/sensitivity.md）。
先逐个取范围两端，再用 Morris 筛选出有影响者，最后用 Sobol 指数把各指标的方差分摊给它们。
结果、报告与龙卷风图写入 results/ID-sensitivity-SEED 或 --out。

\b
Example 例:
  python run.py sensitivity scenarios/wuxing --days 84 --kpi on_time_share --kpi handoffs_mean/kind/problem
"""
PARAMETERS = Path(__file__).resolve().parents[2] / "scenarios" / "sensitivity" / "general.yaml"
KPIS = ("satisfaction_true", "on_time_share", "processing_days_mean")


class Method(StrEnum):
    """What is done after the one-at-a-time runs."""

    morris = "morris"
    sobol = "sobol"
    both = "both"


ParametersPath = Annotated[
    Path,
    typer.Option("--parameters", help="Parameters and ranges. 参数与范围。", show_default="general.yaml"),
]
Kpis = Annotated[
    list[str] | None,
    typer.Option(
        "--kpi",
        metavar="KPI",
        help="KPI or KPI/LEVEL/KEY; repeatable. 指标，可多次给出。",
        show_default=", ".join(KPIS),
    ),
]
MethodName = Annotated[Method, typer.Option("--method", help="Morris, Sobol, or both. 方法。")]
Trajectories = Annotated[int, typer.Option(min=2, max=1000, help="Morris trajectories. Morris 轨迹数。")]
Samples = Annotated[
    int, typer.Option(min=8, max=65536, help="Sobol base samples, a power of 2. Sobol 基础样本数，2 的幂。")
]
Keep = Annotated[
    int, typer.Option(min=1, max=100, help="Parameters that go on to Sobol. 进入 Sobol 的参数数。")
]


@guarded
def sensitivity(
    scenario: ScenarioPath,
    parameters: ParametersPath = PARAMETERS,
    kpis: Kpis = None,
    method: MethodName = Method.both,
    trajectories: Trajectories = 10,
    samples: Samples = 64,
    keep: Keep = 6,
    replications: Replications = None,
    days: Days = None,
    warmup: WarmUpDays = None,
    seed: Seed = None,
    engine: EngineName = ENGINE,
    workers: Workers = None,
    out: Out = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Run a sensitivity study and print its tables."""
    from sim.commands.operands import finisher, load_scenario
    from sim.commands.progress import ProgressBar
    from sim.experiment.errors import InputError
    from sim.experiment.folder import SENSITIVITY
    from sim.experiment.options import Options
    from sim.experiment.precision import identity_of
    from sim.experiment.provenance import command_line
    from sim.experiment.sensitivity.parameters import load_parameters
    from sim.experiment.sensitivity.study import Ask, study

    below = 1 << (samples.bit_length() - 1)
    if samples != below:
        raise InputError(
            f"--samples {samples}: Sobol's sequence wants a power of 2; give {below} or {2 * below}",
            f"--samples {samples}：须为 2 的幂；请给 {below} 或 {2 * below}",
        )
    asked = [identity_of(one, "--kpi") for one in dict.fromkeys(kpis or KPIS)]
    listed = load_parameters(parameters)
    loaded, _ = load_scenario(scenario, lang)
    options = Options(replications, days, warmup, seed, engine, workers=workers)
    with ProgressBar(lang) as bar:
        done = study(
            loaded,
            listed,
            Ask(asked, method.value, trajectories, samples, keep),
            options,
            out,
            command=command_line(),
            told=bar.points,
            finish=finisher(SENSITIVITY, lang, bar),
        )
    _print(done, lang)
    say(text(lang, "written", path=done.folder))


def _print(done: Studied, lang: Lang) -> None:
    """Print, KPI by KPI, the parameters by their effect, with indices where there are any."""
    import polars as pl
    from rich.table import Table

    from sim.commands.console import console
    from sim.report.measures import measure, number

    names = {one["name"]: one[f"name_{lang}"] for one in done.manifest["parameters"]}
    for output in done.manifest["kpis"]:
        kpi, level, key = output.split("/", 2)
        of = measure(kpi)
        say(of.name(lang.value) if level == "network" else f"{of.name(lang.value)} · {key}")
        rows = done.effects.filter(pl.col("kpi") == kpi, pl.col("level") == level, pl.col("key") == key)
        rows = rows.with_columns(span=(pl.col("at_high") - pl.col("at_low")).abs())
        rows = rows.sort("span", descending=True, maintain_order=True)
        heads = ["parameter", "range", "at_low", "at_base", "at_high"]
        heads += ["mu_star"] if done.morris is not None else []
        heads += ["first", "total"] if done.sobol is not None else []
        table = Table(box=None, pad_edge=False, header_style="bold")
        for place, head in enumerate(heads):
            table.add_column(text(lang, f"sens_{head}"), justify="right" if place else "left")
        for row in rows.to_dicts():
            name = row["parameter"]
            cells = [names[name], f"{row['low']:g} – {row['high']:g}"]
            cells += [number(row[end], of.unit_en) for end in ("at_low", "at_base", "at_high")]
            for found, columns in ((done.morris, ("mu_star",)), (done.sobol, ("first", "total"))):
                if found is None:
                    continue
                own = found.filter(pl.col("output") == output, pl.col("parameter") == name).to_dicts()
                for column in columns:
                    cells.append(_with_half(own[0], column) if own else "-")
            table.add_row(*cells)
        console().print(table)
        say("")


def _with_half(row: dict[str, float], column: str) -> str:
    return f"{row[column]:.3g} ± {row[f'{column}_half_width']:.2g}"
