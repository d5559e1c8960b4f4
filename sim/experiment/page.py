"""docs/outputs.md, made from the columns: `python -m sim.experiment.page docs/outputs.md` writes it anew."""

# ruff: noqa: E501 - rows of Markdown tables
from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from pathlib import Path

from sim.experiment.added_columns import ADDED_FILES, FILE_ROWS
from sim.experiment.calibration_columns import CALIBRATION_FILES
from sim.experiment.columns import FILES, SELECTION_FILES, SERIES_NAMES
from sim.experiment.export_columns import SECTION as EXPORT_SECTION
from sim.experiment.frontier_columns import FRONTIER_FILES
from sim.experiment.frontier_columns import MANIFEST_ROWS as FRONTIER_MANIFEST
from sim.experiment.frontier_columns import SECTION as FRONTIER_SECTION
from sim.experiment.siting_columns import MANIFEST_ROWS as SITING_MANIFEST
from sim.experiment.siting_columns import SECTION as SITING_SECTION
from sim.experiment.siting_columns import SITING_FILES
from sim.experiment.staffing_columns import MANIFEST_ROWS as STAFFING_MANIFEST
from sim.experiment.staffing_columns import SECTION as STAFFING_SECTION
from sim.experiment.staffing_columns import STAFFING_FILES
from sim.network import codes

INTRODUCTION = """\
# Output files 输出文件

Made from `sim/experiment/columns.py` by `make docs`; edit the meanings there, not this page.

All csv files are UTF-8 with a byte-order mark, so a spreadsheet opens them with Chinese intact; an empty cell means
that there is no value, `inf` that it exceeds every bound. Times in the parquet files are dates and times of the
calendar, durations are whole seconds.

所有 csv 均为带 BOM 的 UTF-8，可直接用表格软件打开；空格表示没有值，`inf` 表示超出一切界限。parquet 中的时刻为日历日期时间，
时长为整秒。

## Run folder 运行文件夹

`simulate` writes one, by default `results/<scenario id>-<first 8 digits of the digest>-<seed>`: the digest is of the
scenario with its options in force, so another horizon is another folder, and the same run replaces the older one.
With `--posterior`, `-draws-<first 8 digits of their digest>` follows.

`simulate` 默认写入 `results/<情景 id>-<摘要前 8 位>-<种子>`；摘要含生效的选项，相同的运行会替换旧结果。
用 `--posterior` 时其后另有 `-draws-<抽样值摘要前 8 位>`。

| file | what it holds | 内容 |
|---|---|---|
| `kpis.csv` | every KPI of every replication, with the units of [kpis.md](kpis.md) | 每次重复的全部指标 |
| `summary.csv` | mean, standard deviation, 95 % interval and 5 to 95 % spread of each over replications | 各指标的均值、标准差、区间与分布范围 |
| `precision.csv` | every goal of `--precision` after every replication | 精度要求逐次的情况 |
| `warm_up.csv` | with `--warmup auto`: the weekly means of the pilot runs and what MSER-5 makes of them | 预热期的选定 |
| `series.csv` | distributions, backlog, flow and load, as the charts draw them | 图表所用的序列 |
| `cases.parquet`, `stages.parquet` | every case and every stage of it, with `--cases` | 逐件与逐阶段记录（`--cases`） |
| `verification.csv`, `verification.md` | the run held against queueing theory: see [cross-check.md](cross-check.md) \
| 与排队论的核对，见 [cross-check.md](cross-check.md) |
| `posterior.yaml` | with `--posterior`: the draws that replications ran at; see [posterior.md](posterior.md) \
| 各次重复所用的参数抽样值 |
| `stress-des.md` | the STRESS-DES reporting checklist (Monks and others 2019), filled in | STRESS-DES 报告清单 |
@ADDED@| `scenario/` | the scenario as it was run, itself a scenario: `run.py simulate <run>/scenario` | 实际运行的情景 |
| `manifest.json` | where it comes from | 运行清单 |
| `report.html`, `charts/` | with `--report`, or later by `run.py report <run>` | 报告与图表 |

## Comparison folder 比较文件夹

`compare` writes one, by default `results/<base>-vs-<others>-<seed>`; `demo` writes `results/demo`.

`compare` 默认写入 `results/<基准>-vs-<对照>-<种子>`；`demo` 写入 `results/demo`。

| file | what it holds | 内容 |
|---|---|---|
| `comparison.csv` | the paired differences of every KPI, one block per pair; see [comparison.md](comparison.md) | 各指标的配对差 |
| `runs/<name>/` | the run folder of each scenario, the base included | 各情景的运行文件夹 |
| `manifest.json` | base, others, and what they share | 比较清单 |
| `report.html`, `charts/` | with `--report`, or later by `run.py report <comparison>` | 报告与图表 |

## Selection folder 择优文件夹

`compare --select` writes one, by default `results/select-<kpi>-<base>-<seed>`; see [selection.md](selection.md).

`compare --select` 默认写入 `results/select-<指标>-<基准>-<种子>`；见 [selection.md](selection.md)。

| file | what it holds | 内容 |
|---|---|---|
| `selection.csv` | one row a scenario: replications, mean, when it was eliminated, which is selected | 各情景的结果 |
| `trajectory.csv` | every step: replications, means, who is still in | 逐步过程 |
| `values.csv` | the KPI in every replication made | 每次重复的指标值 |
| `scenarios/<name>/` | the scenarios as run | 各情景 |
| `posterior.yaml` | with `--posterior`: the draws that replications ran at | 各次重复所用的参数抽样值 |
| `report.html` | the report; again by `run.py report <selection>` | 报告 |
| `manifest.json` | what was asked and what came out | 择优清单 |

## Calibration folder 校准文件夹

`calibrate` writes one; values and intervals of a row are in the row's own unit.

`calibrate` 写入；每行的数值与区间用该行自己的单位。

| file | what it holds | 内容 |
|---|---|---|
| `targets.csv` | every figure that is calibrated to: as reported, before, predicted, predicted from the others \
| 校准所用的各数字：报道、校准前、预测、由其余数字预测 |
| `parameters.csv` | prior and posterior of every parameter, and how well the chains agree \
| 各参数的先验与后验，链的收敛情况 |
| `combinations.csv` | directions in the parameters, the best known first: what is known of them together \
| 参数的主方向，最确定者在前：合起来知道什么 |
| `at_least.csv` | what changes if "more than" (多, 余) is a plain lower bound | “余”“多”仅作下限时的变化 |
| `candidates.csv` | which further figure would narrow most | 再要哪个数字最有用 |
| `draws.csv` | the posterior draws | 后验抽样 |
| `simulated.csv` | what simulations at posterior draws gave for every target | 在后验抽样处模拟所得 |
| `plausibility.csv` | external facts that were not calibrated to, against the model | 未参与校准的外部事实与模型 |
| `confounding.csv` | backstop and reporting effect: what the figures cannot tell apart | 兜底与报告偏差的混淆 |
| `waves.csv` | history matching, wave by wave | 历史匹配的各轮 |
| `emulators.csv` | every emulator: noise, its own error, and how it did at points left out | 各仿真器的噪声、误差与留出检验 |
| `calibrated.yaml` | the scenario at the centre of the posterior, ready to run | 后验中心处的情景，可直接运行 |
| `posterior.yaml` | draws for `--posterior` ([posterior.md](posterior.md)) | 供 `--posterior` 使用的抽样值 |
| `scenario/` | the scenario that was calibrated | 所校准的情景 |
| `manifest.json` | what was asked, what it ran on, figures refused and inconsistent, misfit before and after \
| 校准清单；不采用与不一致的数字；校准前后的偏差 |
| `report.html`, `charts/` | the report; targets, parameters, candidates; again by `run.py report <calibration>` | 报告与图表 |
""".replace("@ADDED@", FILE_ROWS)

LEVELS = """\
## Levels and keys 层级与键

A key is an id of the scenario's tables; names in both languages stand beside the ids in `scenario/`.

键是情景表中的 id；`scenario/` 中各表有其中英文名称。

| level | key | 键 |
|---|---|---|
| network | `all` | 全网，`all` |
| county | id in `counties.csv`: the demand point's county | 需求点所属区县 |
| facility | id in `facilities.csv`: where the case went first, or where staff are | 首站，或人员所在设施 |
| service | id in `services.csv` | 服务类别 |
| industry | id in `industries.csv` | 产业 |
| group | id in `staff.csv` | 人员组 |
| kind, family, channel | a code, listed at the end of this page | 代码，见页末 |
"""

MANIFEST = """\
## manifest.json

| field | meaning | 含义 |
|---|---|---|
| product, kind, version | this program; `run`, `comparison`, `selection`, `sensitivity`, `calibration`, `siting`, `staffing` or `frontier`; its version | 本程序、类型、版本 |
| created, command | when it was made (UTC) and the command as typed | 生成时间与命令 |
| kernels | digest of all sources that are compiled: equal digests, equal numbers (run) | 编译源码摘要 |
| python, packages, machine | what it ran on | 运行环境 |
| warm_up | with `--warmup auto`: method, pilot runs, what each series asks, session interval, days chosen (run) | 预热期的选定 |
| precision | what `--precision` asked, the rule, whether and when it was met, what was missed (run) | 精度要求与结果 |
| posterior | with `--posterior`: digest, id of the calibrated scenario, parameters, draws there are and were used \
(run, comparison, selection) | 参数抽样（运行、比较、择优） |
| scenario | id, both names and digest of the scenario as run (run) | 情景 id、名称与摘要（运行） |
| base, others | names under `runs/` (comparison) | 基准与对照的名称（比较） |
| pairs, simultaneous | which pairs, and method and level of the intervals that hold together (comparison) | 对照方式，联合区间的方法与水平（比较） |
| kpi, method, indifference, confidence, first, budget, most | what was asked (selection) | 择优的要求（择优） |
| draws, quick | posterior draws that were simulated; whether `--quick` was asked (calibration) \
| 模拟的后验抽样数、是否快速（校准） |
| register, targets, holdouts | source of the figures; ids that were calibrated to, and only predicted (calibration) \
| 数字的来源；用于校准与仅作预测的 id（校准） |
| refused, inconsistencies | figures not used, with the reason; totals of the source that do not fit (calibration) \
| 不采用的数字及原因；来源中不一致的合计（校准） |
| misfit, inside, one_rate_p | how far targets are off before and after; how many lie inside their predictive intervals; \
p that the reported satisfactions come from one rate (calibration) | 校准前后的偏差；落在预测区间内的项数；满意率同源的 p（校准） |
| acceptance, directions_known | share of proposals taken; directions narrowed by a tenth or more (calibration) \
| 提议接受率；收窄一成以上的方向数（校准） |
| selected, decided, probability_correct | which; whether before the most; OCBA's estimate (selection) | 选中者、是否分出、估计概率（择优） |
| seed, replications, start, days, warm_up_days | seed and window; a comparison's runs share them | 种子、重复次数与时段 |
| follow_up_days | days after the horizon in which open cases are followed (run) | 追踪期天数（运行） |
| engine, engines_checked | engine that ran it, and whether the other engine's log was compared bit by bit (run) | 引擎，是否与另一引擎逐位核对（运行） |
| warnings | doubts about the scenario or the comparison, in both languages | 提醒 |
| cases, cases_per_second | cases simulated in all replications, warm-up and follow-up included; the engine's pace (run) \
| 全部件数（含预热与追踪期）与速度（运行） |
| timings | seconds of compiling, of each replication's steps, and in all (run) | 耗时（运行） |
| complete | what is there: replications and case log, or runs; report | 完整程度 |
| files | size and SHA-256 of every file written by the run | 文件大小与校验和 |
"""

ALL_FILES = (
    FILES | ADDED_FILES | SELECTION_FILES | CALIBRATION_FILES | SITING_FILES | STAFFING_FILES | FRONTIER_FILES
)
CODES: Sequence[tuple[str, type[IntEnum], str]] = (
    ("kind", codes.CaseKind, "transaction 办件, problem 问题"),
    ("family", codes.Family, "basic 基本, value_added 增值, professional 专业"),
    (
        "channel",
        codes.Channel,
        "walk_in 直接到站, appointment 预约, online 线上, home_visit 上门代办, roving 流动办",
    ),
    ("origin", codes.Origin, "demand 日常需求, project 重点项目, visit 走访, replay 回放"),
    (
        "tier_last",
        codes.Tier,
        "station 驿站, subcentre 分中心, district 区县中心, city 市中心, department 部门",
    ),
    (
        "outcome (cases)",
        codes.Outcome,
        "open 未结, solved 已解决, unsolved 办结未解决, reneged 等候中离开, balked 见队即走, blocked 满员被拒, "
        "no_show 预约未到, unserved 无处可去",
    ),
    (
        "stage",
        codes.StageKind,
        "queue 等候而未办理, service 等候并办理, handoff 流转, review 审查, session 政企面对面, "
        "away 闭站离开或等专员下次轮驻, appointment 从预约到时段, trip 赴外市办理",
    ),
    (
        "outcome (stages)",
        codes.StageOutcome,
        "done 走完, solved 已解决, unsolved 未解决, left 闭站散去, reneged 等候中离开, taken 由三长接手, "
        "no_show 预约未到, open 仍在进行",
    ),
)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def columns(file: str) -> str:
    """Return the section of one file: its columns in the order in which they are written."""
    rows = [(f"`{name}`", one.unit, one.en, one.zh) for name, one in ALL_FILES[file].items()]
    return f"### {file}\n\n" + table(("column", "unit", "meaning", "含义"), rows)


def series() -> str:
    """Return the section of the series in series.csv."""
    rows = [(f"`{name}`", *one) for name, one in SERIES_NAMES.items()]
    return "### Series in series.csv 序列\n\n" + table(
        ("series", "key", "x", "value", "meaning", "含义"), rows
    )


def code_lists() -> str:
    """Return the section of all codes."""
    rows = [(f"`{name}`", words) for name, _, words in CODES]
    return "## Codes 代码\n\n" + table(("column", "codes 代码"), rows)


def page(files: Mapping[str, object] = ALL_FILES) -> str:
    """Return the whole page as Markdown."""
    parts = [
        INTRODUCTION,
        SITING_SECTION,
        STAFFING_SECTION,
        FRONTIER_SECTION,
        EXPORT_SECTION,
        LEVELS,
        "## Columns 各列\n",
        *(columns(file) for file in files),
        series(),
    ]
    manifest = MANIFEST + SITING_MANIFEST + STAFFING_MANIFEST + FRONTIER_MANIFEST
    return "\n".join([*parts, manifest, code_lists()])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
