"""How large a share of cases is closed by when, in parts of the promise, by kind and scenario."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sim.report import style
from sim.report.chart_data import ChartData, Column, Names
from sim.report.charts import processing_time
from sim.report.charts.processing_time import BINS, KINDS, STEP
from sim.report.data import Run
from sim.report.interactive.scenarios import SCENARIO, footnote, kind_name, spread, stacked
from sim.report.interactive.words import each, told, worded
from sim.report.texts import text

COLUMNS = (
    Column("panel", {"zh": "类别", "en": "kind"}, "names"),
    SCENARIO,
    Column("x", {"zh": "办理时长 ÷ 承诺时限", "en": "processing time ÷ promise"}, "number"),
    Column("value", {"zh": "累计办结", "en": "closed by then"}, "share"),
    Column("low", {"zh": "最小", "en": "least"}, "share"),
    Column("high", {"zh": "最大", "en": "greatest"}, "share"),
)


def chart(runs: Sequence[Run]) -> ChartData | None:
    """Draw the cumulative shares, the promise marked; None without a case."""
    rows = stacked(runs, [processing_time.table(run) for run in runs])
    if "cumulative" not in rows.columns or rows.is_empty():
        return None
    return ChartData(
        name="processing_time",
        renderer="lines",
        title=told(lambda lang: text("processing.title", lang)),
        finding=_finding(rows),
        rows=_points(rows, len(runs)),
        columns=COLUMNS,
        encode={"x": "x", "value": "value", "panel": "panel"}
        | ({"series": "scenario"} if len(runs) > 1 else {"low": "low", "high": "high"}),
        notes=[
            NOTE if len(runs) > 1 or runs[0].caption.replications == 1 else NOTE_ONE,
            UNSOLVED,
            told(lambda lang: style.load_note(runs[0].caption, lang)),
            footnote(runs[0].caption, "prior"),
        ],
        texts={
            "x": told(lambda lang: text("processing.x", lang)),
            "y": {"zh": "累计办结的比例", "en": "share closed by then"},
        },
        extra={
            "marks": [{"x": 1, "text": told(lambda lang: text("processing.promise", lang))}],
            "min": 0,
            "max": 1,
        },
    )


NOTE = {
    "zh": "每条线：在承诺时限的相应倍数之前已办结的比例，各次重复合并；到 3 倍仍未办结者在图外。",
    "en": "Each line: the share closed before so many times the promise, replications pooled; what is"
    " still open at 3 times lies beyond the chart.",
}
UNSOLVED = {
    "zh": "未能解决而办结的也计为已办结，故略高于按时办结率（只计按时解决的）。",
    "en": "Cases closed unsolved count as closed here, so that the shares lie a little above the on-time"
    " share, which counts only what is solved in time.",
}
NOTE_ONE = {
    "zh": NOTE["zh"] + "浅色带：各次重复的最小至最大。",
    "en": NOTE["en"] + " Band: least to greatest over replications.",
}


def _points(rows: pl.DataFrame, scenarios: int) -> pl.DataFrame:
    """The curves: from (0, 0) over the upper edges of the bins, by kind and scenario."""
    shown = rows.filter(pl.col("bin") < BINS)
    curve = shown.select(
        "kind",
        "scenario_number",
        "scenario_zh",
        "scenario_en",
        x=((pl.col("bin") + 1) * STEP).round(2),
        value="cumulative",
        low="cumulative_low",
        high="cumulative_high",
    )
    start = curve.unique(["kind", "scenario_number"], maintain_order=True).with_columns(
        pl.lit(0.0).alias(name) for name in ("x", "value", "low", "high")
    )
    order = pl.col("kind").replace_strict({kind: i for i, kind in enumerate(KINDS)}, default=len(KINDS))
    points = pl.concat([start, curve]).sort(order, "scenario_number", "x", maintain_order=True)
    if scenarios > 1:
        points = points.with_columns(pl.lit(None, pl.Float64).alias(name) for name in ("low", "high"))
    return points.with_columns(
        worded("panel", each(points["kind"], lambda kind, lang: text(f"kind.{kind}", lang)))
    )


def _finding(rows: pl.DataFrame) -> Names:
    """The share closed within the promise, by kind."""
    kinds = [kind for kind in KINDS if kind in rows["kind"].unique()]
    numbers = rows["scenario_number"].unique().sort()
    shares = [
        spread(
            kind_name(kind),
            [
                processing_time.on_time(rows.filter(pl.col("scenario_number") == number), kind)
                for number in numbers
            ],
        )
        for kind in kinds
    ]

    def write(lang: str) -> str:
        between = "；" if lang == "zh" else "; "
        return text("processing.finding", lang, parts=between.join(one[lang] for one in shares))

    return told(write)
