"""The first sheet of a workbook: what it is, what its sheets hold, what is assumed and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.experiment.folder import TIDY
from sim.report.data import scenario_tables
from sim.report.exports.names import Names
from sim.report.exports.sheet import Sheet

Row = tuple[str, ...]
KINDS = {
    "run": ("一次运行", "a run"),
    "comparison": ("一次比较", "a comparison"),
    "selection": ("一次择优", "a selection"),
    "sensitivity": ("一次敏感性分析", "a sensitivity analysis"),
    "calibration": ("一次校准", "a calibration"),
    "siting": ("一次选址", "a siting plan"),
    "staffing": ("一次人员配置", "a staffing plan"),
    "frontier": ("一次成本前沿", "a cost frontier"),
}
_FACTS = (
    ("start", "开始日期", "first day"),
    ("days", "天数", "days"),
    ("warm_up_days", "其中预热（不计入）", "of these warm-up (not measured)"),
    ("replications", "重复次数", "replications"),
    ("seed", "种子", "seed"),
    ("created", "结果生成时间", "results made at"),
    ("version", "程序版本", "version of the program"),
)
_READING = (
    (
        "依据 Basis",
        "“数据支撑”的指标主要取决于报道的数据；“先验主导”的指标主要取决于假设，不是实测。"
        "这里说的是水平；情景之差取决于模型的机制，情景未经校准时都由先验主导。",
        "A data-informed KPI follows mostly from reported data; a prior-driven one mostly from assumptions. "
        "This is said of levels: differences between scenarios rest on the model's mechanisms, and are "
        "prior-driven unless the scenario is calibrated.",
    ),
    (
        "区间 Intervals",
        "95 % 区间按重复计算，说明均值有多准，止于指标可能的最小与最大值；只有 1 次重复时没有区间。"
        "联合区间同时成立。",
        "95 % intervals over replications tell how well the mean is known; they end where a KPI must. One "
        "replication gives none. Simultaneous ones hold together.",
    ),
    (
        "数字 Numbers",
        "比例以百分数显示；比例之差为百分点，带正负号。空格为没有值，∞ 为超出一切界限。"
        "单元格中是完整数值，显示时取三位有效数字。",
        "Shares are shown as per cent; differences of shares are percentage points, with their sign. An "
        "empty cell has no value, ∞ exceeds every bound. Cells hold the full number, three digits are shown.",
    ),
    (
        "各列 Columns",
        "每一列的含义见文档 docs/outputs.md；列名第二行为 csv 中的字段名。",
        "docs/outputs.md says what every column means; a head's second line is its field in the csv file.",
    ),
)


def front(
    folder: Path, manifest: Mapping[str, Any], sheets: Sequence[Sheet], left_out: Sequence[str], names: Names
) -> list[Row]:
    """Return the rows of the first sheet: a label, then Chinese and English."""
    kind = KINDS.get(str(manifest.get("kind")), ("结果", "results"))
    rows: list[Row] = [("驿站 Yizhan", f"{kind[0]}的汇总表", f"summary tables of {kind[1]}"), ()]
    rows += [("情景 Scenario", *pair) for pair in _scenarios(manifest, names)]
    rows += [
        (f"{zh} {en}", str(manifest[name]), str(manifest[name]))
        for name, zh, en in _FACTS
        if manifest.get(name) is not None
    ]
    rows += [(), ("工作表 Sheets", "行数与来源", "rows and source")]
    rows += [
        (
            sheet.title,
            f"{sheet.height} 行；{sheet.file}" + (f"；{sheet.note_zh}" if sheet.note_zh else ""),
            f"{sheet.height} rows; {sheet.file}" + (f"; {sheet.note_en}" if sheet.note_en else ""),
        )
        for sheet in sheets
    ]
    rows += [(f"未列入 Left out: {name}", *_elsewhere(name)) for name in left_out]
    rows += [(), *_READING, (), *_assumed(folder, manifest)]
    rows += [("提醒 Warning", one.get("zh", ""), one.get("en", "")) for one in manifest.get("warnings", [])]
    return rows


def _elsewhere(name: str) -> tuple[str, str]:
    """Tell where a table that is no sheet is to be found."""
    typed = (f" 与 {name}.parquet", f" and {name}.parquet") if name in TIDY else ("", "")
    return (
        f"逐次重复或行数很多，见 {name}.csv{typed[0]}",
        f"a row a replication, or very many rows: see {name}.csv{typed[1]}",
    )


def _scenarios(manifest: Mapping[str, Any], names: Names) -> Iterator[tuple[str, str]]:
    """Name the scenarios of the folder, the base first."""
    for label in (manifest.get("base"), *manifest.get("others", [])):
        if label in names.scenarios:
            yield names.scenarios[label]
    scenario = manifest.get("scenario")
    if isinstance(scenario, Mapping):
        yield str(scenario.get("name_zh") or ""), str(scenario.get("name_en") or "")


def _assumed(folder: Path, manifest: Mapping[str, Any]) -> list[Row]:
    """Count the assumed rows of the tables of the (base) scenario."""
    scenario = folder / "scenario"
    if manifest.get("base"):
        scenario = folder / "runs" / str(manifest["base"]) / "scenario"
    if not scenario.is_dir():
        return []
    _, counts = scenario_tables(scenario)
    return [
        (
            f"假设 Assumed: {table}.csv",
            f"{rows} 行中 {assumed} 行为假设",
            f"{assumed} of {rows} rows are assumed",
        )
        for table, rows, assumed in counts.iter_rows()
        if assumed
    ]
