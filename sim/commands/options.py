"""The options that several commands share; each is described once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

REPLICATIONS = 10_000
SEEDS = 2**32 - 1
DAYS = 3650
WORKERS = 1024

Replications = Annotated[
    int | None,
    typer.Option(
        "--replications",
        "-n",
        min=1,
        max=REPLICATIONS,
        help="Replications. 重复次数。",
        show_default="as in the scenario",
    ),
]
Days = Annotated[
    int | None,
    typer.Option(min=1, max=DAYS, help="Horizon in days. 模拟天数。", show_default="as in the scenario"),
]
WarmUpDays = Annotated[
    int | None,
    typer.Option(
        "--warmup", min=0, max=DAYS, help="Warm-up in days. 预热天数。", show_default="as in the scenario"
    ),
]
AUTO = "auto"


def _warm_up(typed: str) -> int | str:
    """Read days, or the word that asks for them to be chosen."""
    if typed == AUTO:
        return AUTO
    if not (typed.isdigit() and int(typed) <= DAYS):
        raise typer.BadParameter(f"{typed!r} is neither a whole number from 0 to {DAYS} nor {AUTO!r}")
    return int(typed)


WarmUp = Annotated[
    Any,
    typer.Option(
        "--warmup",
        parser=_warm_up,
        metavar="DAYS|auto",
        help="Warm-up in days, or auto: MSER-5 on pilot runs. 预热天数；auto：试运行后按 MSER-5 选定。",
        show_default="as in the scenario",
    ),
]
Precision = Annotated[
    str | None,
    typer.Option(
        metavar="WIDTHS",
        help="Replications until 95 % intervals are this narrow (5%, 0.1pp, KPI=WIDTH), at most -n, else 100."
        " 重复至 95% 区间足够窄，至多 -n 次（默认 100）。",
        show_default=False,
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Dask scheduler that does the replications: tcp://HOST:8786. 由 Dask 集群完成各次重复。",
        show_default=False,
    ),
]
Resume = Annotated[
    bool,
    typer.Option(
        "--resume",
        help="Go on from the replications that the same command has done. 从中断处继续，已完成的不重做。",
    ),
]
Posterior = Annotated[
    Path | None,
    typer.Option(
        "--posterior",
        metavar="FILE",
        help="Draws of calibrated parameters: replication k runs at the k-th. 校准参数的抽样，各次依次取用。",
        show_default=False,
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(min=0, max=SEEDS, help="Seed of all chances. 随机种子。", show_default="as in the scenario"),
]
ENGINE = "fast"
EngineName = Annotated[str, typer.Option("--engine", help="Engine: fast or reference. 仿真引擎。")]
Workers = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=WORKERS,
        help="Replications at a time; results do not depend on it. 同时进行的重复数，不影响结果。",
        show_default="one for each processor",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Folder of the results. 结果文件夹。", show_default="under results/"),
]
Report = Annotated[bool, typer.Option("--report", help="Draw charts and write report.html. 生成图表与报告。")]
ScenarioPath = Annotated[
    Path,
    typer.Argument(
        metavar="SCENARIO", help="Scenario folder or yaml. 情景文件夹或 yaml 文件。", show_default=False
    ),
]


def warm_up_of(typed: int | str | None) -> dict[str, Any]:
    """Return the fields of `sim.experiment.options.Options` that ``--warmup`` sets."""
    return {"warm_up_auto": True} if typed == AUTO else {"warm_up_days": typed}


def posterior_of(path: Path | None) -> dict[str, Any]:
    """Return the field of `sim.experiment.options.Options` that ``--posterior`` sets.

    Raises:
        ScenarioErrors: the file cannot be read.
    """
    if path is None:
        return {}
    from sim.experiment.posterior import load_posterior

    return {"posterior": load_posterior(path)}


def refuse(context: typer.Context, names: Sequence[str], why_en: str, why_zh: str) -> None:
    """Make sure that none of these parameters was typed.

    Raises:
        InputError: one was; it would be ignored.
    """
    from sim.experiment.errors import InputError

    for name in names:
        source = context.get_parameter_source(name)
        if source and source.name != "DEFAULT":
            typed = name if name.isupper() or name == "scenario" else f"--{name.replace('_', '-')}"
            raise InputError(f"{why_en}: leave out {typed}", f"{why_zh}：请去掉 {typed}")
