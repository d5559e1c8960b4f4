"""The case log as events: what a process-mining tool counts, one row for each change of state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from sim.experiment.case_log import CASES, STAGES

BATCH = 20_000  # cases in memory at a time
# Activities in English and Chinese; a desk's is named by its tier.
ARRIVAL = ("arrival", "到来")
DESKS = {
    "station": ("service at station", "驿站办理"),
    "subcentre": ("service at sub-centre", "分中心办理"),
    "district": ("service at district centre", "区县中心办理"),
    "city": ("service at city centre", "市中心办理"),
    "department": ("service at department", "部门办理"),
}
REVIEW = ("review", "审查")
OTHERS = {
    "handoff": ("hand-off", "流转"),
    "review": REVIEW,
    "session": ("leaders' session", "政企面对面"),
    "away": ("away until the next visit", "离开待下次"),
    "appointment": ("appointment", "预约等候"),
    "trip": ("trip to another city", "赴外市办理"),
}
# Transitions of the standard life cycle of XES, by what the stage is and how it ended.
ABORTED = ("left", "reneged", "taken", "no_show")  # outcomes of a stage that did not run to its end
OPEN = "open"  # still going on when the clock stopped: it has no last event


def first_replication(folder: Path) -> int:
    """Return the number of the first replication whose cases the folder holds (1 if it holds none)."""
    numbers = pl.scan_parquet(folder / CASES).select(pl.col("replication").min()).collect()
    return int(numbers.item() or 1)


def batches(folder: Path, replication: int, size: int = BATCH) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Yield the cases of one replication and their events, `size` cases at a time, in the order of the log.

    Cases that had not come when the clock stopped are left out: nothing is known of them.

    Yields:
        cases (as in cases.parquet) and events: case, time, activity, activity_zh, transition, resource,
        facility, tier, skill, instance (a review's number: reviews run side by side), work_seconds,
        outcome; in the order of `cases` and then of time.
    """
    tiers = _tiers(folder)
    stages = pl.scan_parquet(folder / STAGES).filter(pl.col("replication") == replication)
    stages = stages.with_columns(number=pl.int_range(pl.len()))
    cases = pl.scan_parquet(folder / CASES).filter(pl.col("replication") == replication)
    height = cases.select(pl.len()).collect().item()
    for start in range(0, height, size):
        some = cases.slice(start, size).collect()
        theirs = stages.join(some.lazy().select("case"), on="case", how="semi").collect()
        came = (pl.col("outcome") != OPEN) | pl.col("case").is_in(theirs["case"].unique().implode())
        some = some.filter(came)
        yield some, events_of(some, theirs, tiers)


def events_of(cases: pl.DataFrame, stages: pl.DataFrame, tiers: Mapping[str, str]) -> pl.DataFrame:
    """Make the events of some cases; `stages` has a column `number`, the order in which stages ended.

    Events of one second are ordered by the start of their stage, then by its number: a stage is completed
    before the next one is scheduled.
    """
    at_desk = pl.col("stage").is_in(["queue", "service"])
    stages = stages.with_columns(tier=pl.col("facility").replace_strict(tiers, default=None))
    stages = stages.with_columns(*_activities(at_desk))
    ended = pl.col("outcome") != OPEN
    abort = pl.when(at_desk).then(pl.lit("withdraw")).otherwise(pl.lit("ate_abort"))
    last = pl.when(pl.col("outcome").is_in(ABORTED)).then(abort).otherwise(pl.lit("complete"))
    served = pl.col("stage") == "service"
    who = pl.format("{}#{}", "group", "member")
    nobody = pl.lit(None, dtype=pl.String)
    parts = [
        _arrivals(cases),
        _part(stages.filter(at_desk), "joined", pl.lit("schedule"), 0, nobody),
        _part(stages.filter(served), "started", pl.lit("start"), 1, who),
        _part(stages.filter(~at_desk), "joined", pl.lit("start"), 1, nobody),
        _part(stages.filter(ended), "ended", last, 2, who, last=True),
    ]
    row = cases.select("case").with_row_index("row")
    events = pl.concat(parts).join(row, on="case")
    return events.sort("row", "time", "since", "number", "rank").drop("row", "since", "number", "rank")


def _tiers(folder: Path) -> dict[str, str]:
    """Map the facilities of the scenario as run to their tiers."""
    table = pl.read_csv(folder / "scenario" / "facilities.csv", columns=["id", "tier"], infer_schema=False)
    return dict(zip(table["id"].to_list(), table["tier"].to_list(), strict=True))


def _activities(at_desk: pl.Expr) -> list[pl.Expr]:
    """Name what a stage does, in English and Chinese; a review in a department's queue is a review."""
    named = []
    for column, at in (("activity", 0), ("activity_zh", 1)):
        desks = {tier: names[at] for tier, names in DESKS.items()}
        others = {stage: names[at] for stage, names in OTHERS.items()}
        by_tier = pl.col("tier").replace_strict(desks, default=desks["station"])
        desk = pl.when(pl.col("review") > 0).then(pl.lit(REVIEW[at])).otherwise(by_tier)
        other = pl.col("stage").replace_strict(others, default=None, return_dtype=pl.String)
        named.append(pl.when(at_desk).then(desk).otherwise(other).alias(column))
    return named


def _part(
    stages: pl.DataFrame, time: str, transition: pl.Expr, rank: int, resource: pl.Expr, *, last: bool = False
) -> pl.DataFrame:
    """Take one event of every stage; the last one also says how the stage ended and how long work took."""
    busy = pl.when(pl.col("stage") == "service").then("work_seconds")
    return stages.select(
        "case",
        pl.col(time).alias("time"),
        "activity",
        "activity_zh",
        transition.alias("transition"),
        resource.alias("resource"),
        "facility",
        "tier",
        "skill",
        pl.when(pl.col("review") > 0).then("review").cast(pl.String).alias("instance"),
        (busy if last else pl.lit(None)).cast(pl.Int64).alias("work_seconds"),
        (pl.col("outcome") if last else pl.lit(None, dtype=pl.String)).alias("outcome"),
        pl.col("joined").alias("since"),
        pl.col("number").cast(pl.Int64),
        pl.lit(rank, dtype=pl.Int64).alias("rank"),
    )


def _arrivals(cases: pl.DataFrame) -> pl.DataFrame:
    """Make the first event of every case: at the counter, filed online, or slot booked."""
    empty = ("resource", "tier", "skill", "instance", "outcome")
    unknown = {name: pl.lit(None, dtype=pl.String) for name in empty}
    return cases.filter(pl.col("entry").is_not_null()).select(
        "case",
        pl.col("entry").alias("time"),
        pl.lit(ARRIVAL[0]).alias("activity"),
        pl.lit(ARRIVAL[1]).alias("activity_zh"),
        pl.lit("complete").alias("transition"),
        unknown["resource"].alias("resource"),
        "facility",
        unknown["tier"].alias("tier"),
        unknown["skill"].alias("skill"),
        unknown["instance"].alias("instance"),
        pl.lit(None, dtype=pl.Int64).alias("work_seconds"),
        unknown["outcome"].alias("outcome"),
        pl.col("entry").alias("since"),
        pl.lit(-1, dtype=pl.Int64).alias("number"),
        pl.lit(0, dtype=pl.Int64).alias("rank"),
    )
