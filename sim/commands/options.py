"""The options that several commands share; each is described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
WarmUp = Annotated[
    int | None,
    typer.Option(
        "--warmup", min=0, max=DAYS, help="Warm-up in days. 预热天数。", show_default="as in the scenario"
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
