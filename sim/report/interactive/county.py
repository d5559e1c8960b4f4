"""Satisfaction, surveyed and true, and the on-time share by county, scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sim.report import style
from sim.report.chart_data import ChartData, Column
from sim.report.charts import county
from sim.report.data import Run
from sim.report.interactive.scenarios import SCENARIO, of_base, stacked
from sim.report.interactive.words import each, told, worded
from sim.report.measures import ON_TIME, SURVEYED, TRUE
from sim.report.texts import text

PANELS = {SURVEYED: "county.surveyed", TRUE: "county.true", ON_TIME: "county.share"}
NAMES = {
    SURVEYED: {"zh": "满意度：", "en": "Satisfaction: "},
    TRUE: {"zh": "满意度：", "en": "Satisfaction: "},
    ON_TIME: {"zh": "", "en": ""},
}
COLUMNS = (
    Column("panel", {"zh": "指标", "en": "KPI"}, "names"),
    Column("county", {"zh": "区县", "en": "county"}, "names"),
    SCENARIO,
    Column("value", {"zh": "均值", "en": "mean"}, "share"),
    Column("low", {"zh": "区间下限", "en": "interval from"}, "share"),
    Column("high", {"zh": "区间上限", "en": "to"}, "share"),
    Column("target", {"zh": "目标", "en": "target"}, "share"),
)


def chart(runs: Sequence[Run]) -> ChartData | None:
    """Draw a panel a KPI, a row a county, the network last; None without such KPIs."""
    many = len(runs) > 1
    found = stacked(runs, [county.table(run) for run in runs]).filter(
        pl.col("kpi").is_in([SURVEYED, ON_TIME] if many else list(PANELS))
    )
    if found.is_empty():
        return None
    order = pl.col("kpi").replace_strict({kpi: i for i, kpi in enumerate(PANELS)}, return_dtype=pl.Int64)
    found = found.sort(order, "row", "scenario_number")
    rows = found.with_columns(
        *worded("panel", each(found["kpi"], lambda kpi, lang: NAMES[kpi][lang] + text(PANELS[kpi], lang))),
        county_zh=pl.col("name_zh"),
        county_en=pl.col("name_en"),
        value=pl.col("mean"),
        low=pl.col("ci_low").clip(0, 1),
        high=pl.col("ci_high").clip(0, 1),
    )
    base = county.table(runs[0])
    return ChartData(
        name="county",
        renderer="intervals",
        title=told(lambda lang: text("county.title", lang)),
        finding=of_base(told(lambda lang: county.finding(base, lang)), runs),
        rows=rows,
        columns=COLUMNS,
        encode={
            "row": "county",
            "value": "value",
            "low": "low",
            "high": "high",
            "panel": "panel",
            "reference": "target",
        }
        | ({"series": "scenario"} if many else {}),
        notes=[
            told(lambda lang: text("county.note", lang)),
            told(lambda lang: style.interval_note(runs[0].caption, lang)),
            told(lambda lang: style.footnote(runs[0].caption, lang, "named") + county.bases(base, lang)),
        ],
    )
