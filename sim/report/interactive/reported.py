"""Reported figures beside simulated ones: small multiples, in each what was reported and what a run gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from sim.experiment.folder import REPORTED, read_csv, run_in
from sim.report.chart_data import ChartData, Column, Names
from sim.report.interactive.words import named_unit, told, worded

Row = dict[str, Any]
TITLE: Names = {"zh": "报道数字与模拟结果对照", "en": "Reported figures beside simulated ones"}
FLOWS: Names = {
    "zh": "关于流量与满意率的数字共 {all} 项：{agrees} 项相符，{differs} 项不符{names}，"
    "{open} 项不能直接比较。",
    "en": "Of {all} figures on flows and satisfaction, {agrees} agree, {differs} differ{names} and {open}"
    " cannot be compared directly.",
}
STRUCTURE: Names = {
    "zh": "{all} 项结构数字中 {agrees} 项与情景相符{names}。",
    "en": "Of {all} structure figures the scenario agrees with {agrees}{names}.",
}
NOTES: tuple[Names, ...] = (
    {
        "zh": "“所报”的线段为该数字取整前可能的范围；“模拟”的线段为模拟网络所报数字的 95 % 区间，"
        "未给出计数时段时为校准所假设的时段内的计数。原因见数据表。",
        "en": "Reported: the line is what the figure can have been before it was rounded. Simulated: the line"
        " is the 95 % interval of what the simulated network would report; without a window, the count over"
        " the window that calibration assumes. The table gives the reasons.",
    },
)
CALIBRATED: Names = {
    "zh": "该情景已按这些数字校准：相符并不构成检验。",
    "en": "The scenario is calibrated to these figures: that they agree is no test of it.",
}
ASSUMED: Names = {
    "zh": "该情景未经校准：到达率与办理工时为假设（先验主导），不符之处由校准处理。",
    "en": "The scenario is not calibrated: rates and handling times are assumed (prior-driven), and"
    " calibration is what mends differences.",
}
NOT_DRAWN: Names = {"zh": "未画出：{each}。", "en": "Not drawn: {each}."}
SIDES: tuple[tuple[str, Names], ...] = (
    ("reported", {"zh": "所报", "en": "reported"}),
    ("simulated", {"zh": "模拟", "en": "simulated"}),
)
VERDICTS: dict[str, Names] = {
    "agrees": {"zh": "相符", "en": "agrees"},
    "differs": {"zh": "不符", "en": "differs"},
    "not_comparable": {"zh": "不能直接比较", "en": "not comparable directly"},
}
_LOOK = {"agrees": "met", "differs": "missed", "not_comparable": "unsure"}
_LOOKS: dict[str, Names] = {"look.base": SIDES[0][1]} | {
    f"look.{_LOOK[verdict]}": {
        "zh": f"模拟，与所报{words['zh']}" if verdict != "not_comparable" else f"模拟，{words['zh']}",
        "en": f"simulated, {words['en']}",
    }
    for verdict, words in VERDICTS.items()
}


def chart(folder: Path) -> ChartData | None:
    """Chart reported.csv of a run, or of a comparison's base; None where no figure speaks of the scenario.

    Raises:
        InputError: the file is torn.
    """
    path = run_in(folder) / REPORTED
    return of_table(read_csv(path)) if path.exists() else None


def of_table(figures: pl.DataFrame) -> ChartData | None:
    """Chart the table of `calibration.reported`; None if it holds no figure that a run gives a value for."""
    flows = [row for row in figures.to_dicts() if row["use"] in ("target", "holdout")]
    drawn = [row for row in flows if row["simulated"] is not None]
    if not drawn:
        return None
    listed = [(row, side) for row in drawn for side, _ in SIDES]
    notes = [*NOTES, CALIBRATED if figures["calibrated"].any() else ASSUMED]
    if others := [row for row in flows if row["simulated"] is None]:
        notes.append(_filled(NOT_DRAWN, lambda lang: _reasons(others, lang)))
    return ChartData(
        name="reported",
        renderer="intervals",
        title=TITLE,
        finding=told(lambda lang: finding(figures, lang)),
        notes=notes,
        rows=pl.DataFrame(
            {
                name: pl.Series([_cell(row, side, name) for row, side in listed], dtype=pl.Float64)
                for name in ("value", "low", "high")
            }
        ).with_columns(
            *worded("figure", [_names(row, "name") for row, _ in listed]),
            *worded("side", [dict(SIDES)[side] for _, side in listed]),
            *worded("unit", [named_unit(row["unit"]) for row, _ in listed]),
            *worded("verdict", [VERDICTS[row["verdict"]] for row, _ in listed]),
            *worded("reason", [_names(row, "reason") for row, _ in listed]),
            look=pl.Series(["base" if side == "reported" else _LOOK[row["verdict"]] for row, side in listed]),
        ),
        columns=[
            Column("figure", {"zh": "数字", "en": "figure"}, "names"),
            Column("side", {"zh": "来自", "en": "from"}, "names"),
            Column("value", {"zh": "数值", "en": "value"}, "number", "unit"),
            Column("low", {"zh": "下限", "en": "low"}, "number", "unit"),
            Column("high", {"zh": "上限", "en": "high"}, "number", "unit"),
            Column("unit", {"zh": "单位", "en": "unit"}, "names", hidden=True),
            Column("verdict", {"zh": "判断", "en": "verdict"}, "names"),
            Column("reason", {"zh": "原因", "en": "reason"}, "names"),
            Column("look", {"zh": "标记", "en": "mark"}, hidden=True),
        ],
        encode={
            "row": "side",
            "value": "value",
            "low": "low",
            "high": "high",
            "panel": "figure",
            "look": "look",
            "unit": "unit",
        },
        texts=_LOOKS,
    )


def finding(figures: pl.DataFrame, lang: str) -> str:
    """Say how many figures agree, which differ, and how many cannot be compared."""
    rows = figures.to_dicts()
    flows = [row for row in rows if row["use"] in ("target", "holdout")]
    structure = [row for row in rows if row["use"] == "structure"]
    found = FLOWS[lang].format(
        all=len(flows),
        agrees=_count(flows, "agrees"),
        differs=_count(flows, "differs"),
        open=_count(flows, "not_comparable"),
        names=_bracketed([row for row in flows if row["verdict"] == "differs"], lang),
    )
    if structure:
        others = [row for row in structure if row["verdict"] != "agrees"]
        told = {"all": len(structure), "agrees": len(structure) - len(others)}
        found += ("" if lang == "zh" else " ") + STRUCTURE[lang].format(**told, names=_other(others, lang))
    return found


def _count(rows: list[Row], verdict: str) -> int:
    return sum(row["verdict"] == verdict for row in rows)


def _bracketed(rows: list[Row], lang: str) -> str:
    """Name figures in brackets; nothing where there is none."""
    names = [row[f"name_{lang}"] for row in rows]
    if not names:
        return ""
    return f"（{'、'.join(names)}）" if lang == "zh" else f" ({'; '.join(names)})"


def _other(rows: list[Row], lang: str) -> str:
    """Name the structure figures that do not agree."""
    if not rows:
        return ""
    names = [row[f"name_{lang}"] for row in rows]
    return f"，不符的有：{'、'.join(names)}" if lang == "zh" else f"; not with: {'; '.join(names)}"


def _reasons(rows: list[Row], lang: str) -> str:
    colon, comma = ("：", "；") if lang == "zh" else (": ", "; ")
    return comma.join(f"{row[f'name_{lang}']}{colon}{row[f'reason_{lang}']}" for row in rows)


def _filled(words: Names, write: Callable[[str], str]) -> Names:
    return told(lambda lang: words[lang].format(each=write(lang)))


def _names(row: Row, stem: str) -> Names:
    return told(lambda lang: row[f"{stem}_{lang}"])


def _cell(row: Row, side: str, name: str) -> float | None:
    """Return value, low or high of one side; a reported figure without an upper end has no interval."""
    if side == "simulated":
        found = row["simulated" if name == "value" else name]
    else:
        found = row["reported" if name == "value" else f"reported_{name}"]
    return None if found is None else float(found)
