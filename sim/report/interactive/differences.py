"""Differences of scenarios from the base: each headline KPI with its own and its simultaneous interval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.report import style
from sim.report.chart_data import ChartData, Column, Names
from sim.report.charts import comparison as drawn
from sim.report.data import Comparison
from sim.report.interactive.scenarios import footnote
from sim.report.interactive.words import each, told, value_unit, worded
from sim.report.measures import Measure, measure, number
from sim.report.texts import text
from sim.report.verdicts import unjudged

SHOWN = (  # panels that fit a page; the report's table holds all headline KPIs
    "cases_solved",
    "on_time_share",
    "processing_hours_p90",
    "solved_first_contact",
    "satisfaction_surveyed",
    "on_site_wait_minutes_mean",
    "handoffs_mean",
    "staff_cost",
)
COLUMNS = (
    Column("panel", {"zh": "指标", "en": "KPI"}, "names"),
    Column("scenario", {"zh": "情景", "en": "scenario"}, "names"),
    Column("difference", {"zh": "差", "en": "difference"}, "points", "unit"),
    Column("ci_low", {"zh": "区间下限", "en": "interval from"}, "points", "unit"),
    Column("ci_high", {"zh": "区间上限", "en": "to"}, "points", "unit"),
    Column("wide_low", {"zh": "联合区间下限", "en": "simultaneous from"}, "points", "unit"),
    Column("wide_high", {"zh": "联合区间上限", "en": "to"}, "points", "unit"),
    Column("unit", {"zh": "单位", "en": "unit"}, "names", hidden=True),
    Column("verdict", {"zh": "判断（代号）", "en": "verdict (id)"}, hidden=True),
    Column("said", {"zh": "判断", "en": "verdict"}, "names"),
)


def chart(comparison: Comparison) -> ChartData | None:
    """Draw a panel a KPI and a row a scenario; None where no headline KPI is compared."""
    found = drawn.table(comparison, SHOWN)
    if found.is_empty():
        return None
    caption = comparison.caption
    whats = [measure(kpi, unit) for kpi, unit in found.select("kpi", "unit").iter_rows()]

    rows = found.with_columns(
        *worded("panel", [_panel(what, base) for what, base in zip(whats, found["base"], strict=True)]),
        *worded("scenario", each(found.iter_rows(named=True), _pair)),
        *worded("unit", [value_unit(what) for what in whats]),
        *worded("said", each(found["verdict"], lambda verdict, lang: text(f"comparison.{verdict}", lang))),
    )
    return ChartData(
        name="differences",
        renderer="intervals",
        title=told(lambda lang: text("comparison.title", lang)),
        finding=told(
            lambda lang: text("comparison.finding", lang, base=caption.scenario(lang), n=caption.replications)
        ),
        rows=rows,
        columns=COLUMNS,
        encode={
            "row": "scenario",
            "value": "difference",
            "low": "ci_low",
            "high": "ci_high",
            "wide_low": "wide_low",
            "wide_high": "wide_high",
            "panel": "panel",
            "look": "verdict",
            "unit": "unit",
        },
        notes=[
            told(lambda lang: text("comparison.note", lang)),
            told(lambda lang: text("comparison.sure", lang)),
            told(lambda lang: text("comparison.intervals", lang)),
            *unjudged(comparison).notes(),
            *([told(lambda lang: style.interval_note(caption, lang))] if caption.replications <= 2 else []),
            footnote(caption, "heads"),
        ],
        texts={"x": {"zh": "差", "en": "difference"}},
        extra={"zero": True},
    )


def _pair(row: Mapping[str, Any], lang: str) -> str:
    """The scenario's name; of two scenarios without the base, both."""
    name, against = row[f"name_{lang}"], row[f"against_{lang}"]
    return f"{name} − {against}" if against else name


def _panel(what: Measure, base: float | None) -> Names:
    """A panel's heading: the KPI, the base's value, and its basis."""

    def write(lang: str) -> str:
        parts = (
            text("comparison.base", lang, value=number(base, what.unit_en)),
            text(f"comparison.{what.basis}", lang),
        )
        return what.name(lang) + (f"（{'，'.join(parts)}）" if lang == "zh" else f" ({', '.join(parts)})")

    return told(write)
