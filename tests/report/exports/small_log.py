"""A case log of a few cases, small enough to write its events out by hand; ids hold what XML must escape."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import polars as pl

STATION = 's<1>&"x"'
STAMP = pl.Datetime("ms")


def at(clock: str | None) -> datetime | None:
    return None if clock is None else datetime.fromisoformat(f"2024-01-02 {clock}:00")


def cases() -> pl.DataFrame:
    rows = [
        # case, facility, outcome, entry, measured, on_time, satisfied, tiers
        ("a1", STATION, "solved", "09:00", True, True, True, "station > district"),
        ("b2", STATION, "reneged", "09:10", False, None, False, "station"),
        ("c3", None, "unserved", "09:15", True, None, False, None),
        ("d4", STATION, "open", "18:00", True, None, False, None),  # had not come when the clock stopped
        ("e5", "centre", "open", "09:30", True, None, False, "district"),
    ]
    names = ("case", "facility", "outcome", "entry", "measured", "on_time", "satisfied", "tiers")
    table = pl.DataFrame(
        [(one[0], one[1], one[2], at(one[3]), *one[4:]) for one in rows], schema=list(names), orient="row"
    )
    fixed = {"scenario": "small", "replication": 2, "service": "tax", "kind": "transaction"}
    fixed |= {"family": "basic", "county": "330502", "channel": "walk_in", "wait_seconds": 300}
    return table.with_columns(pl.col("entry").cast(STAMP), *(pl.lit(v).alias(k) for k, v in fixed.items()))


def stages() -> pl.DataFrame:
    rows = [
        # case, review, stage, facility, skill, group, member, joined, started, ended, work, outcome
        ("a1", 0, "service", STATION, "tax", "g", 7, "09:00", "09:05", "09:20", 900, "unsolved"),
        ("b2", 0, "queue", STATION, "tax", None, None, "09:10", "09:30", "09:30", 0, "reneged"),
        ("e5", 0, "service", "centre", "tax", "h", 1, "09:30", "09:30", "09:40", 600, "done"),
        ("a1", 0, "handoff", "centre", None, None, None, "09:20", "09:50", "09:50", 0, "done"),
        ("a1", 0, "service", "centre", "tax", "h", 1, "09:50", "09:50", "10:10", 1200, "solved"),
        ("e5", 2, "review", "centre", None, None, None, "09:40", "10:00", "10:00", 0, "done"),
        ("e5", 1, "review", "centre", None, None, None, "09:40", "17:00", "17:00", 0, "open"),
    ]
    names = ("case", "review", "stage", "facility", "skill", "group", "member")
    names += ("joined", "started", "ended", "work_seconds", "outcome")
    table = pl.DataFrame(
        [(*one[:7], *map(at, one[7:10]), *one[10:]) for one in rows], schema=list(names), orient="row"
    )
    stamps = [pl.col(name).cast(STAMP) for name in ("joined", "started", "ended")]
    return table.with_columns(*stamps, scenario=pl.lit("small"), replication=pl.lit(2))


# What the events are: case, time, activity, transition, resource, group of the organisation, outcome.
EVENTS = [
    ("a1", "09:00", "arrival", "complete", None, STATION, None),
    ("a1", "09:00", "service at station", "schedule", None, STATION, None),
    ("a1", "09:05", "service at station", "start", "g#7", STATION, None),
    ("a1", "09:20", "service at station", "complete", "g#7", STATION, "unsolved"),
    ("a1", "09:20", "hand-off", "start", None, "centre", None),
    ("a1", "09:50", "hand-off", "complete", None, "centre", "done"),
    ("a1", "09:50", "service at district centre", "schedule", None, "centre", None),
    ("a1", "09:50", "service at district centre", "start", "h#1", "centre", None),
    ("a1", "10:10", "service at district centre", "complete", "h#1", "centre", "solved"),
    ("b2", "09:10", "arrival", "complete", None, STATION, None),
    ("b2", "09:10", "service at station", "schedule", None, STATION, None),
    ("b2", "09:30", "service at station", "withdraw", None, STATION, "reneged"),
    ("c3", "09:15", "arrival", "complete", None, None, None),
    ("e5", "09:30", "arrival", "complete", None, "centre", None),
    ("e5", "09:30", "service at district centre", "schedule", None, "centre", None),
    ("e5", "09:30", "service at district centre", "start", "h#1", "centre", None),
    ("e5", "09:40", "service at district centre", "complete", "h#1", "centre", "done"),
    ("e5", "09:40", "review", "start", None, "centre", None),
    ("e5", "09:40", "review", "start", None, "centre", None),
    ("e5", "10:00", "review", "complete", None, "centre", "done"),
]


def write(folder: Path) -> Path:
    """Write the log as a run folder holds it, beside a replication 3 that is to be left alone."""
    (folder / "scenario").mkdir(parents=True)
    other = cases().with_columns(replication=pl.lit(3))
    pl.concat([cases(), other]).write_parquet(folder / "cases.parquet")
    later = stages().with_columns(replication=pl.lit(3))
    pl.concat([stages(), later]).write_parquet(folder / "stages.parquet")
    places = pl.DataFrame({"id": [STATION, "centre"], "tier": ["station", "district"]})
    places.write_csv(folder / "scenario" / "facilities.csv", include_bom=True)
    scenario = {"id": "small", "name_zh": '小<script>&"', "name_en": "small\x07 <b>"}
    manifest = {"product": "yizhan", "kind": "run", "scenario": scenario, "seed": 7, "days": 1}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder
