"""Map of a siting: how far each demand point travels before and after, and where the new stations stand."""

from __future__ import annotations

import polars as pl

from sim.report.cells import cells
from sim.report.chart_data import ChartData, Column, Names
from sim.report.interactive.planning.columns import notes
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import told, worded
from sim.report.planning import coverage_map
from sim.report.planning.facts import Facts
from sim.report.planning.tables import Tables, names

WHEN = ("after", "before")
ALMOST = 20.0  # minutes; a demand point further away than the reach, but within these, is nearly within
STATION, NEW, CANDIDATE = "base", "added", "none"  # looks of places
WITHIN, NEARLY, FAR = "unclear", "unsure", "missed"  # looks of demand points


def chart(tables: Tables, facts: Facts) -> ChartData | None:
    """Chart coverage.csv and candidates.csv; the reader picks before or after."""
    if not {"coverage", "candidates"} <= set(tables):
        return None
    rows = coverage_map.table(tables)
    if rows.is_empty():
        return None
    most = max(facts.reach, ALMOST)
    shown = pl.concat(_placed(rows, tables, facts, when) for when in WHEN)
    guessed = rows["assumed"].fill_null(False).any()
    return ChartData(
        name="map",
        renderer="map",
        title=both("map.title"),
        finding=told(lambda lang: coverage_map.finding(rows, lang, facts)),
        notes=notes(facts, both("map.note"), both("map.assumed" if guessed else "nothing")),
        rows=shown,
        columns=[
            Column("when", both("when"), "names"),
            Column("name", both("map.place"), "names"),
            Column("county", both("map.county"), "names"),
            Column("id", both("map.place"), hidden=True),
            Column("kind", both("map.kind"), "names"),
            Column("minutes", both("map.travel"), "number", both("minutes")),
            Column("demand", both("map.demand"), "number"),
            Column("served", both("map.served"), "number"),
            Column("lon", both("map.lon"), hidden=True),
            Column("lat", both("map.lat"), hidden=True),
            Column("look", both("map.kind"), hidden=True),
        ],
        encode={"id": "id", "x": "lon", "y": "lat", "name": "name", "size": "served", "look": "look"},
        choose="when",
        texts={"size": both("map.served")}
        | {f"look.{one}": text for one, text in _legend(facts.reach, most)},
        extra={"cells": _cells(tables)},
    )


def _legend(reach: float, most: float) -> list[tuple[str, Names]]:
    """Return what each look means."""
    return [
        (WITHIN, both("map.within", reach=f"{reach:g}")),
        (NEARLY, both("map.nearly", reach=f"{reach:g}", most=f"{most:g}")),
        (FAR, both("map.far", most=f"{most:g}")),
        (STATION, both("map.station")),
        (NEW, both("map.chosen")),
        (CANDIDATE, both("map.candidate")),
    ]


def _placed(rows: pl.DataFrame, tables: Tables, facts: Facts, when: str) -> pl.DataFrame:
    """Return all places as they are before or after; stations with the demand that goes to them."""
    zone, site = pl.col("layer") == "zone", pl.col("layer") == "candidate"
    minutes, most = pl.col(when).fill_nan(None), max(facts.reach, ALMOST)
    travel = pl.when(minutes <= facts.reach).then(pl.lit(WITHIN)).when(minutes <= most).then(pl.lit(NEARLY))
    new = site & pl.col("selected").fill_null(False) & (when == "after")
    place = pl.when(new).then(pl.lit(NEW)).when(site).then(pl.lit(CANDIDATE)).otherwise(pl.lit(STATION))
    served = tables["coverage"].group_by(pl.col(f"facility_{when}").alias("id")).agg(pl.col("demand").sum())
    held = rows.join(served, on="id", how="left", suffix="_served", maintain_order="left").select(
        *("id", "layer", "lat", "lon", "county", "name_zh", "name_en"),
        minutes=pl.when(minutes.is_finite()).then(minutes),
        demand="demand",
        served=pl.when(~zone).then("demand_served"),
        look=pl.when(zone).then(travel.otherwise(pl.lit(FAR))).otherwise(place),
    )
    words = dict(_legend(facts.reach, most))
    ids, looks = held["id"].to_list(), held["look"].to_list()
    points = [both("map.point", id=one) for one in ids]
    counties = {lang: names(tables, "counties", lang) for lang in ("zh", "en")}
    return held.with_columns(
        *(
            pl.col(f"name_{lang}").fill_null(pl.Series([one[lang] for one in points]))
            for lang in ("zh", "en")
        ),
        *(
            pl.col("county").replace(counties[lang]).fill_null("").alias(f"county_{lang}")
            for lang in ("zh", "en")
        ),
        *worded("when", [both(f"when.{when}")] * held.height),
        *worded("kind", [words[one] for one in looks]),
    )


def _cells(tables: Tables) -> list[dict[str, object]]:
    """Return the towns' outlines with their counties' names; none where there are no demand points."""
    zones = tables.get("scenario/zones")
    if zones is None:
        return []
    named = {lang: names(tables, "counties", lang) for lang in ("zh", "en")}
    return [
        {**one, "county": {lang: named[lang].get(one["county"], one["county"]) for lang in named}}
        for one in cells(zones)
    ]
