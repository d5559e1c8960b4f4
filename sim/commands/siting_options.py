"""The options of `run.py site`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

KPI = "within_15_minutes_cases"
INDIFFERENCE = 0.0002  # of that KPI: some 30 of Huzhou's 150,000 cases a year
MODEL_NAMES = ("maximal_covering", "p_median", "capacitated_covering", "equitable_covering", "set_covering")


class WeightName(StrEnum):
    """What a demand point weighs."""

    cases = "cases"
    enterprises = "enterprises"


SitedScenario = Annotated[
    Path | None,
    typer.Argument(
        metavar="SCENARIO", help="Scenario folder or yaml. 情景文件夹或 yaml 文件。", show_default=False
    ),
]
CandidatesFile = Annotated[
    Path | None, typer.Option("--candidates", help="Candidate sites, csv. 候选点 csv。", show_default=False)
]
Grid = Annotated[
    float | None,
    typer.Option(metavar="KM", help="Also candidates on a grid. 另按网格生成候选点。", show_default=False),
]
Towns = Annotated[bool, typer.Option("--towns", help="Also towns without a station. 另取没有驿站的乡镇。")]
Points = Annotated[bool, typer.Option("--points", help="Also every demand point. 另取每个需求点。")]
Counties = Annotated[
    list[str] | None,
    typer.Option("--county", help="Generate there only; repeatable. 仅在该区县生成。", show_default=False),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", help="Only candidates of this kind; repeatable. 仅取该类型。", show_default=False),
]
CandidatesOut = Annotated[
    Path | None,
    typer.Option(help="Write the candidates and stop. 只写出候选点。", show_default=False),
]
Matrix = Annotated[
    Path | None,
    typer.Option(help="Own travel to candidates, csv as travel.csv. 自有行程表。", show_default=False),
]
New = Annotated[
    int | None, typer.Option("--new", help="New stations, at most. 新增驿站数上限。", show_default=False)
]
Budget = Annotated[
    float | None,
    typer.Option(metavar="CNY", help="Their cost a year, at most. 每年预算上限（元）。", show_default=False),
]
Covered = Annotated[
    float | None,
    typer.Option(
        metavar="SHARE", help="Share of demand within reach, at least. 覆盖率目标。", show_default=False
    ),
]
TownCovered = Annotated[
    float | None,
    typer.Option(metavar="SHARE", help="The same in every town. 每个乡镇的覆盖率目标。", show_default=False),
]
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        metavar="KPI>=BOUND",
        help="Target of a simulated KPI; repeatable. 仿真指标的目标。",
        show_default=False,
    ),
]
Models = Annotated[
    list[str] | None,
    typer.Option("--model", help=f"Repeatable: {', '.join(MODEL_NAMES)}. 模型。", show_default="all"),
]
Best = Annotated[int, typer.Option(min=1, max=100, help="Best designs of each model. 每个模型的方案数。")]
WeightOption = Annotated[WeightName, typer.Option(help="What a demand point weighs. 需求点的权重。")]
Reach = Annotated[float, typer.Option(metavar="MINUTES", help="What counts as near. 服务圈分钟数。")]
Kpi = Annotated[str, typer.Option("--kpi", metavar="KPI", help="Chooses among the designs. 择优指标。")]
Indifference = Annotated[
    float | None,
    typer.Option(help="Smallest difference that matters. 在意的最小差异。", show_default=str(INDIFFERENCE)),
]
Confidence = Annotated[float, typer.Option(help="Of the choice. 择优的保证概率。")]
First = Annotated[int, typer.Option(min=2, help="First replications of each. 首批重复次数。")]
Most = Annotated[int, typer.Option(min=2, help="Most replications of each. 每方案上限。")]
Recheck = Annotated[int, typer.Option(min=2, help="Replications on fresh seeds. 复核次数。")]
Orlib = Annotated[
    Path | None,
    typer.Option(help="Solve an OR-Library p-median file instead. 求解该文件。", show_default=False),
]
ResumeSiting = Annotated[
    bool, typer.Option("--resume", help="Go on from the replications that are done. 从中断处继续。")
]
