"""Open cases at each day's end, by kind and scenario."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import polars as pl

from sim.report import style
from sim.report.chart_data import ChartData, Column, Names
from sim.report.charts import backlog
from sim.report.charts.processing_time import KINDS
from sim.report.data import Caption, Run
from sim.report.interactive.scenarios import SCENARIO, footnote, kind_name, spread, stacked
from sim.report.interactive.words import each, told, worded
from sim.report.texts import text

CASES = {"zh": "件", "en": "cases"}
COLUMNS = (
    Column("panel", {"zh": "类别", "en": "kind"}, "names"),
    SCENARIO,
    Column("date", {"zh": "日期", "en": "date"}, "date"),
    Column("value", {"zh": "平均", "en": "mean"}, "number", CASES),
    Column("low", {"zh": "最小", "en": "least"}, "number", CASES),
    Column("high", {"zh": "最大", "en": "greatest"}, "number", CASES),
)


def chart(runs: Sequence[Run]) -> ChartData | None:
    """Draw a panel a kind over the days, warm-up and follow-up marked; None without a case."""
    found = stacked(runs, [backlog.table(run) for run in runs])
    kinds = [kind for kind in KINDS if kind in found["kind"].unique()]
    if not kinds:
        return None
    caption, many = runs[0].caption, len(runs) > 1
    order = pl.col("kind").replace_strict({kind: i for i, kind in enumerate(KINDS)}, default=len(KINDS))
    rows = found.sort(order, "scenario_number", "day", maintain_order=True)
    dates = [(caption.start + timedelta(days=day)).isoformat() for day in rows["day"]]
    rows = rows.with_columns(
        *worded("panel", each(rows["kind"], lambda kind, lang: text(f"kind.{kind}", lang))),
        pl.Series("date", dates),
        value=pl.col("mean"),
    )
    return ChartData(
        name="backlog",
        renderer="lines",
        title=told(lambda lang: text("backlog.title", lang)),
        finding=_finding(found, kinds, caption),
        rows=rows,
        columns=COLUMNS,
        encode={"x": "date", "value": "value", "panel": "panel"}
        | ({"series": "scenario"} if many else {"low": "low", "high": "high"}),
        notes=[
            NOTE if many or caption.replications == 1 else NOTE_ONE,
            told(lambda lang: style.load_note(caption, lang)),
            footnote(caption, "both"),
        ],
        texts={
            "x": told(lambda lang: text("backlog.x", lang)),
            "y": {"zh": "日终在办", "en": "open at the day's end"},
        },
        extra={"marks": _marks(caption, max(rows["day"].to_list())), "min": 0},
    )


NOTE = {"zh": "线：各次重复的平均。", "en": "Lines: mean over replications."}
NOTE_ONE = {
    "zh": "线：各次重复的平均；浅色带：各次重复的最小至最大。",
    "en": "Line: mean over replications; band: least to greatest over replications.",
}


def _marks(caption: Caption, last: int) -> list[dict[str, Any]]:
    """Where the warm-up ends, and where no new cases arrive any more."""
    found = []
    for day, key, shown in (
        (caption.warm_up_days, "measured", caption.warm_up_days > 0),
        (caption.days, "follow_up", last >= caption.days),
    ):
        if shown:
            found.append({"x": (caption.start + timedelta(days=day)).isoformat(), "text": MARKS[key]})
    return found


MARKS: dict[str, Names] = {
    "measured": {"zh": "预热结束", "en": "end of warm-up"},
    "follow_up": {"zh": "追踪期开始", "en": "start of follow-up"},
}


def _finding(rows: pl.DataFrame, kinds: Sequence[str], caption: Caption) -> Names:
    """Mean open cases at the day's end in the measured window: the base's, and the range of the others."""
    measured = rows.filter(pl.col("day").is_between(caption.warm_up_days, caption.days - 1))
    means = measured.group_by("kind", "scenario_number").agg(pl.col("mean").mean()).sort("scenario_number")
    open_cases = [
        spread(
            kind_name(kind),
            means.filter(pl.col("kind") == kind)["mean"].to_list() or [0.0],
            lambda value: f"{value:,.1f}",
        )
        for kind in kinds
    ]

    def write(lang: str) -> str:
        between = "；" if lang == "zh" else "; "
        return text("backlog.finding", lang, parts=between.join(one[lang] for one in open_cases))

    return told(write)
