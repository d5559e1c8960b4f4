"""Outlines of towns for maps: each town's Voronoi cell, cut to a rounded hull around all of them.

A cell holds what lies nearer to its town than to any other; it is no administrative border.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import polars as pl

from sim.report.texts import LANGUAGES

Point = tuple[float, float]
KM_PER_DEGREE = 111.32  # of latitude; of longitude times the cosine of the latitude
CORNERS = 24  # of the circle around each place whose hull is the outline of all
EDGE = 1.0  # distance of the outline from the outermost towns, in mean distances between towns
DECIMALS = 4  # of a degree: some 10 m


def cells(zones: pl.DataFrame) -> list[dict[str, Any]]:
    """Outline the towns of a scenario's demand points.

    Args:
        zones: id, name_zh, name_en, county, lat, lon (degrees), and town, town_zh, town_en where the scenario
            has them; without, each demand point is a town.

    Returns:
        One cell a town: id, names, county (its id), rings: one list of [longitude, latitude], closed, rounded
        to 4 decimals. Towns at one place share their cell.
    """
    found = towns(zones)
    if found.is_empty():
        return []
    shrink = math.cos(math.radians(float(found["lat"].mean())))  # type: ignore[arg-type]
    per = (KM_PER_DEGREE * shrink, KM_PER_DEGREE)
    places = [(lon * per[0], lat * per[1]) for lon, lat in found.select("lon", "lat").iter_rows()]
    outline = rounded_hull(places, EDGE * _spacing(places))
    made = []
    for row, place in zip(found.iter_rows(named=True), places, strict=True):
        corners = cell_of(place, places, outline)
        ring = [[round(x / per[0], DECIMALS), round(y / per[1], DECIMALS)] for x, y in corners]
        made.append(
            {
                "id": row["id"],
                "names": {lang: row[f"name_{lang}"] for lang in LANGUAGES},
                "county": row["county"],
                "rings": [[*ring, ring[0]]],
            }
        )
    return made


def towns(zones: pl.DataFrame) -> pl.DataFrame:
    """Tabulate the towns of demand points: id, names, county, lat and lon (means of its points)."""
    columns = ["id", "name_zh", "name_en", "county", "lat", "lon"]
    if zones.is_empty() or not set(columns) <= set(zones.columns):
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    of = town_of(zones)
    named = {
        lang: f"town_{lang}" if f"town_{lang}" in zones.columns else f"name_{lang}" for lang in LANGUAGES
    }
    return (
        zones.with_columns(pl.col("lat", "lon").cast(pl.Float64, strict=False), town=of)
        .drop_nulls(["lat", "lon"])
        .group_by("town", maintain_order=True)
        .agg(
            *(
                pl.coalesce(named[lang], f"name_{lang}").first().alias(f"town_name_{lang}")
                for lang in LANGUAGES
            ),
            pl.col("county").first(),
            pl.col("lat").mean(),
            pl.col("lon").mean(),
        )
        .select(
            pl.col("town").alias("id"),
            *(pl.col(f"town_name_{lang}").alias(f"name_{lang}") for lang in LANGUAGES),
            "county",
            "lat",
            "lon",
        )
    )


def town_of(zones: pl.DataFrame) -> pl.Series:
    """The town of each demand point; the point itself where it has none."""
    if "town" not in zones.columns:
        return zones["id"].alias("town")
    return zones.select(pl.coalesce("town", "id").alias("town"))["town"]


def cell_of(place: Point, places: Sequence[Point], outline: Sequence[Point]) -> list[Point]:
    """The part of a convex outline that lies nearer to `place` than to any other of `places`.

    The outline is cut along the perpendicular bisectors, the nearest place first, until the next one is too
    far away to reach what is left.
    """
    away = sorted((math.dist(place, other), other) for other in places)
    left = list(outline)
    for distance, other in away:
        if distance == 0:
            continue
        if distance > 2 * max(math.dist(place, corner) for corner in left):
            break
        left = _nearer(left, place, other)
    return left


def _nearer(corners: Sequence[Point], place: Point, other: Point) -> list[Point]:
    """The part of a convex polygon that lies nearer to `place` than to `other` (Sutherland and Hodgman)."""
    nx, ny = other[0] - place[0], other[1] - place[1]
    bound = nx * (place[0] + other[0]) / 2 + ny * (place[1] + other[1]) / 2
    beyond = [nx * x + ny * y - bound for x, y in corners]
    kept: list[Point] = []
    for i, corner in enumerate(corners):
        before, out_before, out = corners[i - 1], beyond[i - 1], beyond[i]
        if out_before * out < 0:  # the edge crosses the bisector
            part = out_before / (out_before - out)
            kept.append(
                (before[0] + part * (corner[0] - before[0]), before[1] + part * (corner[1] - before[1]))
            )
        if out <= 0:
            kept.append(corner)
    return kept


def rounded_hull(places: Sequence[Point], distance: float) -> list[Point]:
    """The convex hull of circles of a radius around all places, counter-clockwise."""
    turns = [2 * math.pi * i / CORNERS for i in range(CORNERS)]
    return _hull([(x + distance * math.cos(a), y + distance * math.sin(a)) for x, y in places for a in turns])


def _hull(points: Sequence[Point]) -> list[Point]:
    """The convex hull, counter-clockwise (Andrew's monotone chain)."""
    ordered = sorted(set(points))

    def half(line: Sequence[Point]) -> list[Point]:
        kept: list[Point] = []
        for point in line:
            while len(kept) >= 2 and _turn(kept[-2], kept[-1], point) <= 0:
                kept.pop()
            kept.append(point)
        return kept[:-1]

    return half(ordered) + half(ordered[::-1])


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _spacing(places: Sequence[Point]) -> float:
    """The mean distance of a place to the nearest other one, km; 3 where there is none."""
    nearest = [
        min((d for other in places if (d := math.dist(place, other)) > 0), default=math.inf)
        for place in places
    ]
    known = [distance for distance in nearest if distance < math.inf]
    return sum(known) / len(known) if known else 3.0
