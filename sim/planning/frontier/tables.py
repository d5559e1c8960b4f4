"""The tables of a frontier: points, the sweep over budgets, what picked points promised and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.kpi import REGISTRY
from sim.planning.certify import mean_interval
from sim.planning.frontier.front import LEVEL, SATISFACTION, SIGNS, TIME
from sim.planning.frontier.judged import Judged
from sim.planning.frontier.search import best_within_budget
from sim.planning.frontier.words import NAMES
from sim.planning.promise import promises
from sim.planning.requirement import Identity
from sim.planning.robustness import Variant

Floats = NDArray[np.float64]
Varied = tuple[Variant, dict[int, Floats]]  # values [replications, 2] by point, today's network among them
COLUMNS = {SATISFACTION: "satisfaction", TIME: "p90"}
SEPARATOR = ";"


def points_table(judged: Judged, sited: bool) -> pl.DataFrame:
    """Return a row for each point, the cheapest first.

    Args:
        judged: the points.
        sited: whether there were candidates; else the covered share is left empty.
    """
    rows = [_point(judged, place, sited) for place in range(len(judged.points))]
    return pl.DataFrame(rows, infer_schema_length=None).with_columns(
        pl.col("budget").cast(pl.Float64),
        pl.col("covered_share").cast(pl.Float64),
        pl.col("sites", "dominated", "picked", "picked_zh", "picked_en").cast(pl.String),
    )


def _point(judged: Judged, place: int, sited: bool) -> dict[str, object]:
    point, standing = judged.points[place], judged.standing[place]
    alternative = judged.branches[point.branch].alternative
    moves = judged.moves(place)
    gains: dict[str, float | None] = {}
    for measure, column in COLUMNS.items():
        for ending, value in zip(("", "_low", "_high"), judged.gains[place, measure], strict=True):
            gains[f"{column}_gain{ending}"] = _finite(float(value))
    return {
        "point": judged.name(place),
        "new_stations": len(alternative.opened),
        "sites": SEPARATOR.join(alternative.sites) or None,
        "aim": point.aim,
        "budget": point.budget,
        "cost": point.cost,
        "place_cost": alternative.place_cost,
        "heads_added": moves.added,
        "heads_removed": moves.removed,
        "covered_share": alternative.covered_share if sited else None,
        **_measures(point.values),
        **gains,
        "index": _finite(float(judged.indices[place])),
        "efficient": standing == "efficient",
        "dominated": None if standing == "efficient" else standing,
        **_named(judged, place),
        "today": place == judged.today,
        "n": len(point.values),
    }


def _measures(values: Floats) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for measure, column in COLUMNS.items():
        one = mean_interval(values[:, measure], LEVEL)
        found[column] = one.value if not np.isnan(one.value) else None
        found[f"{column}_low"], found[f"{column}_high"] = _finite(one.low), _finite(one.high)
    return found


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def sweep_table(judged: Judged, budgets: Sequence[float], sited: bool) -> pl.DataFrame:
    """Return the point with the lowest index within each budget."""
    rows = []
    first = (judged.points[judged.today], *(one for one in judged.points if one.aim != "today"))
    for budget in budgets:
        best = best_within_budget(first, budget)
        if best is None:
            continue
        place = next(place for place, one in enumerate(judged.points) if one is best)
        alternative = judged.branches[best.branch].alternative
        rows.append(
            {
                "budget": budget,
                "point": judged.name(place),
                "new_stations": len(alternative.opened),
                "cost": best.cost,
                **_measures(best.values),
                "index": float(judged.indices[place]),
                "covered_share": alternative.covered_share if sited else None,
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None).with_columns(pl.col("covered_share").cast(pl.Float64))


def promise_table(judged: Judged, fresh: Mapping[int, Floats], kpis: Sequence[Identity]) -> pl.DataFrame:
    """Return two rows for each picked point: what was promised, and what fresh seeds show.

    Beside the columns of a siting's promise: gain, found_gain and their paired 95 % intervals, each for
    itself; positive where the measure is better than today's network.

    Args:
        judged: the points.
        fresh: values [replications, 2] on fresh seeds of picked points and of today's, by place.
        kpis: satisfaction and time.
    """
    today = judged.values[judged.today], fresh[judged.today]
    tables = []
    for place in sorted(fresh):
        own = judged.values[place], fresh[place]
        gains: dict[str, list[float | None]] = {}
        for prefix, base, values in (("gain", today[0], own[0]), ("found_gain", today[1], own[1])):
            each = [mean_interval((values - base)[:, one] * SIGNS[one], LEVEL) for one in COLUMNS]
            for ending, field in (("", "value"), ("_low", "low"), ("_high", "high")):
                gains[prefix + ending] = [_finite(getattr(one, field)) for one in each]
        table = promises(kpis, (), today, own)
        front = [
            pl.lit(value).alias(column)
            for column, value in (("point", judged.name(place)), *_named(judged, place).items())
        ]
        tables.append(
            table.select(*front, pl.exclude("^change.*$")).with_columns(
                pl.Series(name, values, dtype=pl.Float64) for name, values in gains.items()
            )
        )
    return pl.concat(tables)


def varied_table(judged: Judged, varied: Sequence[Varied], kpis: Sequence[Identity]) -> pl.DataFrame:
    """Return both measures of picked points with assumed inputs otherwise, beside today's network so.

    Gains are paired with today's network under the same assumption; their 95 % intervals are each for itself.
    """
    rows = []
    for variant, values in varied:
        for place, own in sorted(values.items()):
            for measure, kpi in zip(COLUMNS, kpis, strict=True):
                mean = mean_interval(own[:, measure], LEVEL)
                apart = (own - values[judged.today])[:, measure] * SIGNS[measure]
                gain = mean_interval(apart, LEVEL)
                rows.append(
                    {
                        "variant": variant.name,
                        "variant_zh": variant.name_zh,
                        "variant_en": variant.name_en,
                        "point": judged.name(place),
                        **_named(judged, place),
                        "kpi": kpi[0],
                        "level": kpi[1],
                        "key": kpi[2],
                        "unit": REGISTRY[kpi[0]].unit,
                        "mean": mean.value,
                        "low": _finite(mean.low),
                        "high": _finite(mean.high),
                        "gain": _finite(gain.value),
                        "gain_low": _finite(gain.low),
                        "gain_high": _finite(gain.high),
                        "n": len(own),
                    }
                )
    return pl.DataFrame(rows, infer_schema_length=None)


def _named(judged: Judged, place: int) -> dict[str, str | None]:
    """Return the names under which a point is picked, and how people read them."""
    named = judged.names(place)
    return {
        "picked": SEPARATOR.join(named) or None,
        "picked_zh": "、".join(NAMES[one][0] for one in named) or None,
        "picked_en": ", ".join(NAMES[one][1] for one in named) or None,
    }


def values_table(judged: Judged, fresh: Mapping[int, Floats]) -> pl.DataFrame:
    """Return every value that points and recheck rest on: [point, stage, replication]."""
    blocks = [("points", place, one.values) for place, one in enumerate(judged.points)]
    blocks += [("recheck", place, values) for place, values in sorted(fresh.items())]
    rows = [
        (judged.name(place), stage, number, float(row[SATISFACTION]), float(row[TIME]))
        for stage, place, values in blocks
        for number, row in enumerate(values, start=1)
    ]
    return pl.DataFrame(
        rows, schema=["point", "stage", "replication", *COLUMNS.values()], orient="row"
    ).fill_nan(None)
