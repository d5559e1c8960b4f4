"""Utilisation by facility and hour of the week, one scenario at a time."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sim.report import style
from sim.report.chart_data import ChartData, Column, Names
from sim.report.charts import utilisation
from sim.report.charts.utilisation import OVERTIME
from sim.report.data import Run, once_a_run
from sim.report.interactive.scenarios import SCENARIO, footnote, of_base, stacked
from sim.report.interactive.words import each, told, worded
from sim.report.measures import percent
from sim.report.texts import LANGUAGES, text

SHOWN = 25  # facilities: as many as fit a page
COLUMNS = (
    SCENARIO,
    Column("facility", {"zh": "设施", "en": "facility"}, "names"),
    Column("total", {"zh": "全周", "en": "whole week"}, "share"),
    Column("day", {"zh": "星期", "en": "weekday"}, "names"),
    Column("hour", {"zh": "钟点", "en": "hour"}, "number"),
    Column("value", {"zh": "利用率", "en": "utilisation"}, "share"),
    Column("overtime", {"zh": "无人当班时办理", "en": "work off duty"}, "text", hidden=True),
)


def chart(runs: Sequence[Run]) -> ChartData | None:
    """Draw the busiest facilities by hour; None where nobody is ever present."""
    tables = [_busiest(run) for run in runs]
    if any(table.is_empty() for table in tables):
        return None
    rows = stacked(runs, [_cells(run) for run in runs])
    return ChartData(
        name="utilisation",
        renderer="heat",
        title=told(lambda lang: text("utilisation.title", lang)),
        finding=of_base(_finding(tables[0]), runs),
        rows=rows,
        columns=COLUMNS,
        encode={"x": "hour", "y": "facility", "value": "value", "group": "day", "mark": "overtime"},
        choose="scenario" if len(runs) > 1 else None,
        notes=[
            told(lambda lang: text("utilisation.note", lang)),
            *_make_up(runs[0]),
            told(lambda lang: style.load_note(runs[0].caption, lang)),
            footnote(runs[0].caption, "prior"),
        ],
        texts={
            "x": told(lambda lang: text("utilisation.x", lang)),
            "y": {"zh": "设施（全周利用率）", "en": "facility (whole week)"},
            "value": {"zh": "利用率：忙时 ÷ 在岗时", "en": "utilisation: busy ÷ present"},
            "empty": told(lambda lang: text("utilisation.closed", lang)),
            "mark": told(lambda lang: text("utilisation.overtime", lang, share=percent(OVERTIME, 0))),
        },
        extra={"max": 1},
    )


def _make_up(run: Run) -> list[Names]:
    note = told(lambda lang: utilisation.make_up_note(run.caption, lang))
    return [note] if note["zh"] else []


def _busiest(run: Run) -> pl.DataFrame:
    return utilisation.table(run).filter(pl.col("rank") <= SHOWN)


@once_a_run
def _cells(run: Run) -> pl.DataFrame:
    """A row a facility and clock hour of the week, those without anybody present included, in order."""
    table = _busiest(run)
    hours = utilisation.columns(table)
    usual = pl.col("presence").filter(pl.col("presence") > 0).mean().over("facility")
    seen = table.select("facility", "hour", "utilisation", part=pl.col("busy") / usual)
    week = pl.DataFrame({"hour": [24 * day + hour for day in range(7) for hour in hours]})
    days = [day for day in range(7) for _ in hours]
    week = week.with_columns(worded("day", each(days, lambda day, lang: text("weekdays", lang).split()[day])))
    places = table.unique("facility", maintain_order=True).select("facility", "total", "name_zh", "name_en")
    grid = places.join(week, how="cross", maintain_order="left_right").join(
        seen, on=["facility", "hour"], how="left", maintain_order="left"
    )
    totals = pl.Series("of", [f"  {percent(total)}" for total in grid["total"]])
    off_duty = pl.col("utilisation").is_null() & (pl.col("part") >= OVERTIME)
    return grid.select(
        "total",
        pl.col("hour") % 24,
        pl.col("utilisation").alias("value"),
        pl.when(off_duty).then(pl.lit("1")).alias("overtime"),
        "day_zh",
        "day_en",
        *((pl.col(f"name_{lang}") + totals).alias(f"facility_{lang}") for lang in LANGUAGES),
    )


def _finding(table: pl.DataFrame) -> Names:
    first = table.row(0, named=True)
    return told(
        lambda lang: text(
            "utilisation.finding",
            lang,
            shown=table["facility"].n_unique(),
            total=first["of"],
            name=first[f"name_{lang}"],
            share=percent(first["total"]),
        )
    )
