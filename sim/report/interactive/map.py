"""The network on a map: places sized by load, what lies within reach, what a scenario changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from sim.report.cells import cells, town_of
from sim.report.changes import changed_places
from sim.report.chart_data import ChartData, Column, Names
from sim.report.charts import network_map
from sim.report.charts.network_map import LOOK
from sim.report.data import Run, once_a_run
from sim.report.interactive.scenarios import SCENARIO, footnote, labels
from sim.report.interactive.words import each, told, worded
from sim.report.measures import percent
from sim.report.texts import LANGUAGES, text

COLUMNS = (
    SCENARIO,
    Column("id", {"zh": "代号", "en": "id"}),
    Column("name", {"zh": "设施", "en": "facility"}, "names"),
    Column("kind", {"zh": "类型（代号）", "en": "kind (id)"}, hidden=True),
    Column("kind_name", {"zh": "类型", "en": "kind"}, "names"),
    Column("county", {"zh": "区县", "en": "county"}, "names"),
    Column("lon", {"zh": "经度", "en": "longitude"}, "number", hidden=True),
    Column("lat", {"zh": "纬度", "en": "latitude"}, "number", hidden=True),
    Column(
        "load", {"zh": "负荷", "en": "load"}, "number", {"zh": "人·小时/周", "en": "busy staff-hours a week"}
    ),
    Column("state", {"zh": "变化（代号）", "en": "change (id)"}, hidden=True),
    Column("change", {"zh": "与基准相比", "en": "against the base"}, "names"),
    Column(
        "reach", {"zh": "15 分钟可达", "en": "within 15 minutes"}, "number", {"zh": "公里", "en": "km"}, True
    ),
)
CHANGE: dict[str, Names] = {
    "plain": {"zh": "相同", "en": "the same"},
    "added": {"zh": "新增", "en": "added"},
    "removed": {"zh": "撤销", "en": "removed"},
    "closed": {"zh": "关闭", "en": "closed"},
    "changed": {"zh": "有改动", "en": "changed"},
}
TRAVEL: Names = {
    "zh": "行程按直线距离×绕行系数和平均车速估算；设施负荷由先验假设决定。部门不在图上。",
    "en": "Travel is estimated from distance, detour factor and mean speed; loads are prior-driven."
    " Departments are not drawn.",
}
AREAS: Names = {
    "zh": "区块按最近的乡镇街道划分（沃罗诺伊图），不是行政界线；过半需求点在 15 分钟以内有设施的算作覆盖。",
    "en": "Areas hold what lies nearest to each town (Voronoi cells) and are no administrative borders;"
    " covered: most of its demand points have a facility within 15 minutes.",
}


def chart(runs: Sequence[Run]) -> ChartData | None:
    """Draw the facilities of each run over its towns; None where a run has no map."""
    tables = [network_map.table(run) for run in runs]
    if any("covered" not in table.columns for table in tables):
        return None
    many, base = len(runs) > 1, tables[0]
    names = labels(runs)
    rows = pl.concat(
        [
            _places(run, runs[0], table, base).with_columns(
                pl.lit(name[lang]).alias(f"scenario_{lang}") for lang in LANGUAGES
            )
            for run, table, name in zip(runs, tables, names, strict=True)
        ]
    )
    if rows.is_empty():
        return None
    notes = [TRAVEL, AREAS]
    notes += [told(lambda lang: text("map.geonames", lang))] if base["geonames"].any() else []
    notes += [told(lambda lang: text("map.matrix", lang))] if base["matrix"].any() else []
    present = [kind for kind in LOOK if kind in rows["kind"].unique()]
    return ChartData(
        name="map",
        renderer="map",
        title=told(lambda lang: text("map.title", lang)),
        finding=_finding(names, tables),
        rows=rows,
        columns=COLUMNS if many else [one for one in COLUMNS if one.id != "change"],
        encode={
            "id": "id",
            "x": "lon",
            "y": "lat",
            "name": "name",
            "kind": "kind",
            "size": "load",
            "reach": "reach",
        }
        | ({"look": "state"} if many else {}),
        choose="scenario" if many else None,
        notes=[*notes, footnote(runs[0].caption, "both")],
        texts={
            "size": {"zh": "负荷", "en": "load"},
            "reach": told(lambda lang: text("map.ring", lang)),
        },
        extra={
            "cells": _cells(runs, tables),
            "kinds": [
                {"id": kind, "names": each([kind], lambda one, lang: text(f"facility.{one}", lang))[0]}
                for kind in present
            ],
        },
    )


def _places(run: Run, base: Run, table: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """The facilities of a run, with those that the base has open and this scenario has not."""
    states = {} if run is base else changed_places(base, run)
    shown = table.filter(pl.col("layer") == "facility")
    gone = [place for place, state in states.items() if state in ("closed", "removed")]
    if gone:
        lost = before.filter(pl.col("layer") == "facility", pl.col("id").is_in(gone))
        shown = pl.concat([shown, lost.with_columns(load=pl.lit(0.0))], how="vertical_relaxed")
    state = pl.col("id").replace_strict(states, default="plain", return_dtype=pl.String)
    shown = shown.with_columns(state=state)
    return shown.select(
        "id",
        "name_zh",
        "name_en",
        "kind",
        "county_zh",
        "county_en",
        "lat",
        "lon",
        "state",
        pl.col("load").round(2),
        pl.col("radius").round(3).alias("reach"),
        *worded(
            "kind_name",
            each(shown["kind"], lambda kind, lang: text(f"facility.{kind}", lang) if kind in LOOK else kind),
        ),
        *worded("change", [CHANGE[state] for state in shown["state"]]),
    )


def _cells(runs: Sequence[Run], tables: Sequence[pl.DataFrame]) -> list[dict[str, Any]]:
    """The outlines of the base's towns, their county, and whether each run covers most of their points."""
    base = runs[0]
    covered = [_covered(run, table) for run, table in zip(runs, tables, strict=True)]
    names = {lang: base.names("counties", lang) for lang in LANGUAGES}
    return [
        cell
        | {
            "county": {lang: names[lang].get(cell["county"], cell["county"]) for lang in LANGUAGES},
            "covered": [of.get(cell["id"], False) for of in covered],
        }
        for cell in _outlines(base)
    ]


@once_a_run
def _outlines(run: Run) -> list[dict[str, Any]]:
    return cells(run.table("zones"))


def _covered(run: Run, table: pl.DataFrame) -> dict[str, bool]:
    """Whether most of each town's demand points have a facility within 15 minutes."""
    zones = run.table("zones")
    towns = pl.DataFrame({"id": zones["id"], "town": town_of(zones)})
    points = table.filter(pl.col("layer") == "zone").select("id", "covered").join(towns, on="id")
    return dict(points.group_by("town").agg(pl.col("covered").mean() >= 0.5).iter_rows())


def _finding(names: Sequence[Names], tables: Sequence[pl.DataFrame]) -> Names:
    """What one run covers; of several the base's words, and the others' share of enterprises within reach."""
    first = told(lambda lang: network_map.finding(tables[0], lang))
    shares = [table["enterprises"][0] for table in tables]
    if len(tables) == 1 or None in shares or len(set(shares)) == 1:
        return first
    others = {
        lang: ("；" if lang == "zh" else "; ").join(
            f"{name[lang]} {percent(share)}" for name, share in zip(names[1:], shares[1:], strict=True)
        )
        for lang in LANGUAGES
    }
    return {
        "zh": f"基准：{first['zh']}。其余情景按企业计：{others['zh']}",
        "en": f"Base: {first['en']}. Others, counted by enterprises: {others['en']}",
    }
