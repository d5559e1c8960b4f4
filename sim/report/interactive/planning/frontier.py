"""The frontier: cost against satisfaction, and against processing time."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.report.chart_data import ChartData, Column
from sim.report.interactive.planning.columns import MILLION, kpi_names, notes, unit_of
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import each, told, worded
from sim.report.measures import measure, number
from sim.report.planning import frontier
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables

FURTHER = (  # told of each point, where the file has them
    Column("new_stations", both("frontier.sites"), "number"),
    Column("heads_added", both("heads.added"), "number"),
    Column("heads_removed", both("heads.saved"), "number"),
)


def charts(tables: Tables, facts: Facts) -> list[ChartData]:
    """Chart points.csv over the yearly cost, once for each of the two measures."""
    return [one for panel in frontier.PANELS if (one := _chart(tables, facts, panel)) is not None]


def _chart(tables: Tables, facts: Facts, panel: str) -> ChartData | None:
    if "points" not in tables:
        return None
    every = frontier.table(tables)
    rows = every.filter(~pl.col(f"beyond_{panel}")).drop_nulls(panel)
    if rows.is_empty():
        return None
    kpi = facts.kpis()[frontier.PANELS.index(panel)]
    name, unit = kpi_names((kpi, "network", "all"), tables), unit_of(kpi)
    return ChartData(
        name=f"frontier-{panel}",
        renderer="scatter",
        title=both(f"frontier.{panel}"),
        finding=told(lambda lang: _finding(every, panel, lang, facts)),
        notes=notes(facts, both("frontier.note"), told(lambda lang: _beyond(every, panel, lang, facts))),
        rows=_worded(rows, panel),
        columns=[
            Column("point", both("frontier.point")),
            Column("picked", both("frontier.picked_as"), "names"),
            Column("state", both("state"), "names"),
            Column("cost", both("cost"), "number", both("money")),
            Column(panel, name, "number", unit),
            Column(f"{panel}_low", both("low"), "number", unit),
            Column(f"{panel}_high", both("high"), "number", unit),
            *(one for one in FURTHER if one.id in rows.columns),
            Column("line", both("frontier.efficient"), hidden=True),
        ],
        encode={
            "x": "cost",
            "y": panel,
            "low": f"{panel}_low",
            "high": f"{panel}_high",
            "name": "point",
            "series": "state",
            "label": "picked",
        },
        texts={
            "x": both("cost"),
            "y": name,
        },
        extra={"line": "line"},
    )


def _finding(rows: pl.DataFrame, panel: str, lang: str, facts: Facts) -> str:
    """Tell the range that the efficient points span; of the second measure that measure's own."""
    if panel == frontier.PANELS[0]:
        return frontier.finding(rows, lang, facts)
    of = measure(facts.kpis()[1])
    efficient, today = (
        rows.filter(pl.col(one)).drop_nulls(panel)[panel].to_list() for one in ("efficient", "today")
    )
    if not efficient:
        return ""
    ends = {"worse": number(max(efficient), of.unit_en), "better": number(min(efficient), of.unit_en)}
    words = {"kpi": of.name(lang), "unit": of.unit(lang)}
    told = both("frontier.p90.finding", **ends, **words)[lang]
    now = number(today[0], of.unit_en) if today else ""
    return told + (both("frontier.p90.today", now=now, unit=of.unit(lang))[lang] if now else "")


def _worded(rows: pl.DataFrame, panel: str) -> pl.DataFrame:
    """Name the states, put amounts in millions, and join what no efficient point that costs less betters."""
    return rows.with_columns(
        *worded("state", [both(f"frontier.{one}") for one in rows["state"]]),
        *worded("picked", each(rows.to_dicts(), _label)),
        pl.col("cost") / MILLION,
        line=pl.when(pl.col(panel) == pl.col(f"step_{panel}")).then(pl.lit("efficient")),
    )


def _label(row: dict[str, Any], lang: str) -> str:
    return both("frontier.today")[lang] if row["today"] else row[f"picked_{lang}"] or ""


def _beyond(rows: pl.DataFrame, panel: str, lang: str, facts: Facts) -> str:
    """Tell the points that lie beyond the axes of a panel."""
    return " ".join(frontier.beyond_note(rows, lang, facts, panels=(panel,)))
